"""Whether two claims contradict each other, by which rule, how hard, and why in plain words."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from histgraph.compare.align import is_specific
from histgraph.compare.conflicts import (
    aftermath,
    agency,
    axes,
    choices,
    deeds,
    denials,
    doers,
    effects,
    explanations,
    extents,
    fates,
    figures,
    fillers,
    impact,
    meanings,
    natures,
    particulars,
    quantities,
    quotings,
    rebuttals,
    renderings,
    replies,
    reports,
    retold,
    rivals,
    sides,
    spans,
    stance,
    stories,
    theses,
    values_given,
)
from histgraph.compare.conflicts import rules as plain
from histgraph.compare.conflicts.headings import names
from histgraph.compare.conflicts.rules import PLAIN_DENIAL, Finding
from histgraph.compare.corpus import Corpus, two_parties
from histgraph.compare.guards import Guard, guards, same_words, words_of
from histgraph.compare.sight import Eyes
from histgraph.compare.wording import contradiction, in_order, place
from histgraph.model import Claim, ClaimLink, LinkKind, Stance, Strength

_Rule = Callable[[Claim, Claim, Corpus], Finding | None]

CONFLICTS: tuple[_Rule, ...] = (
    deeds.mainly_or_not_only, plain.negation, plain.denied_judgement, plain.opposed_relation,
    plain.other_date, plain.other_amount, plain.other_value, doers.other_doer, doers.other_maker,
    doers.unique_bearer, plain.opposed_aims, plain.opposed_judgement,
    explanations.competing_explanation, explanations.competing_purpose, explanations.reversed_cause,
    effects.opposed_effects, effects.debate_judgement, effects.opposed_verdict, axes.opposed_stands,
    explanations.rejected_cause, explanations.one_among_many, denials.presence_denied, stories.called_untrue,
    denials.deed_denied, deeds.other_count, deeds.other_origin, deeds.one_or_many, deeds.always_or_changed,
    deeds.never_the_goal, deeds.other_majority, deeds.other_crowd, deeds.on_purpose,
    denials.deed_of_the_cleared, denials.mark_denied, deeds.other_toll, natures.quality_denied,
    natures.trait_denied, meanings.role_denied, meanings.nobody_did,
    reports.denied_report, explanations.answered_cause, renderings.act_denied, renderings.anything_denied,
    renderings.real_denied, retold.retold,
)  # fmt: skip
"""The rules of conflict, tried in this order.

The first one that makes more than a tension makes the link, else the first that makes one.
"""

_HEADED: Mapping[str, _Rule] = {
    "sort": natures.other_sort,
    "chief": natures.other_main,
    "death": natures.other_death,
    "serves": natures.other_purpose,
    "stance": sides.opposed_stance,
    "begun": sides.other_beginner,
    "meaning": meanings.other_meaning,
    "belief": meanings.belief_denied,
    "aim": meanings.purpose_denied,
    "figure": figures.figure_doubted,
    "done": figures.came_to_nothing,
    "share": sides.few_or_many,
    "knowing": sides.opposed_knowledge,
    "part": particulars.other_share,
    "crowd": particulars.other_crowd_size,
    "deed": particulars.other_particular,
    "first": particulars.other_first,
    "contest": particulars.nobody_won,
    "backing": rebuttals.opposed_backing,
    "spread": rebuttals.everywhere_or_here,
    "span": spans.other_span,
    "limit": spans.other_limit,
    "end": spans.end_denied,
    "lasting": spans.other_last_year,
    "number": quantities.other_number,
    "often": quantities.other_frequency,
    "judged": effects.answered,
    "rival": rivals.other_way_round,
    "asked": fillers.other_filler,
    "extent": extents.other_extent,
    "nature": renderings.other_nature,
    "staple": renderings.other_staple,
    "fate": fates.other_fate,
    "answer": choices.plain_answers,
    "sequence": fates.other_order,
    "decided": theses.each_decided,
    "taken": theses.other_way_taken,
    "polar": stance.opposite_stances,
    "graded": theses.other_grade,
    "means": theses.means_denied,
    "given": values_given.other_value_given,
}
"""Rules of the same kind that see nothing but between claims under one heading; tried last, in this order."""

_REBUTTING: Mapping[str, _Rule] = {
    "view": rebuttals.view_rejected,
    "way": rebuttals.other_way,
    "order": rebuttals.out_of_order,
    "touch": rebuttals.touch_denied,
    "given": rebuttals.figure_denied,
    "quoted": quotings.quoted_back,
    "already": replies.done_already,
    "elsewhere": replies.counterexample,
    "choice": replies.had_a_choice,
    "went on": replies.went_on,
    "state": replies.in_that_state,
    "idle": replies.not_idle,
    "able": replies.did_it_all_the_same,
    "agent": agency.other_agent,
    "aside": agency.not_by,
    "after": aftermath.went_on_after,
    "slight": impact.other_impact,
}
"""Rules of the same kind that begin with one claim that turns against others, whatever those are."""


def rules() -> tuple[_Rule, ...]:
    """Return all rules in the order in which they are asked."""
    return (*CONFLICTS, *_REBUTTING.values(), *_HEADED.values())


@cache
def _eyes() -> tuple[Eyes[_Rule], tuple[int, int]]:
    """Return who tells which rules are worth asking, and the bits of those asked off and on one question."""
    eyes: Eyes[_Rule] = Eyes(CONFLICTS, (_REBUTTING, rebuttals.rebuts), _HEADED, (retold.retold,))
    return eyes, (eyes.bits(CONFLICTS), -1)


class _Seen(NamedTuple):
    """What is looked at in a claim before any rule is asked.

    ``specific`` tells that its subject and object mean the same on any page, ``place`` where it is
    told beside others, ``words`` its quote whatever the blanks.
    """

    claim: Claim
    one: int
    other: int
    topic: str
    specific: bool
    place: tuple[bool, str, int, int, str]
    words: str


def _seen(claim: Claim, world: Corpus) -> _Seen:
    found: _Seen | None = world.looks.get(claim.id)
    if found is None or found.claim is not claim:
        sight = _eyes()[0].sight(claim, names(claim, world))
        specific = is_specific(claim.subject, world) and is_specific(claim.object, world)
        found = world.looks[claim.id] = _Seen(
            claim, *sight, world.topic(claim), specific, place(claim), words_of(claim)
        )
    return found


def _worth(one: _Seen, other: _Seen) -> tuple[_Rule, ...]:
    """Return the rules that can see something between two claims; none where these are not on one matter."""
    a, b = one.claim, other.claim
    bits = one.one & other.other | one.other & other.one
    if not bits:
        return ()
    if one.topic == other.topic:
        on_one = a.contribution != b.contribution or two_parties(a, b)
    elif a.source == b.source or (one.specific and other.specific):
        on_one = False
    else:
        return ()
    eyes, asked = _eyes()
    bits = eyes.meeting(bits & asked[on_one], a.relation, b.relation)
    return eyes.rules(bits) if bits else ()


Told = Callable[[Claim, Claim], str | None]
"""Returns how it is known that the text of one of two claims goes against the other by name, None where it does not."""


def conflict(a: Claim, b: Claim, world: Corpus, *, disagreement: Told | None = None) -> ClaimLink | None:
    """Return the contradiction or tension between two claims, None where there is none.

    Args:
        a: one claim.
        b: the other.
        world: what stands around them.
        disagreement: tells how it is known that one text goes against the other by name; asked where there is a link.
    """
    if a.id == b.id:
        return None
    one, other = _seen(a, world), _seen(b, world)
    worth = _worth(one, other)
    if not worth:
        return None
    first, second = (a, b) if one.place <= other.place else (b, a)
    if (a.source == b.source or one.words == other.words) and same_words(first, second) is not None:
        return None
    mild = None
    for rule in worth:
        found = rule(first, second, world)
        if found is None:
            continue
        weighed = guards(first, second, world, **found.about())
        if any(g.bars for g in weighed):
            continue
        if not (world.verified(a) and world.verified(b)):
            return None
        told = disagreement(a, b) if disagreement is not None else None
        link = _link(first, second, world, found, weighed, told)
        if link.strength is not Strength.TENSION:
            return link
        mild = mild or link
    return mild


def spoken_against(
    a: Claim, b: Claim, world: Corpus, reason: str, *, aligned: bool = False
) -> ClaimLink | None:
    """Return the link between two claims of which one is brought forward against the text of the other.

    What the claims differ in bars nothing here, since the text itself says that it disagrees; it takes weight. Where
    they were found to be of one matter (``aligned``), it bars as anywhere, but for whose view either reports.
    """
    first, second = in_order(a, b)
    if not (world.verified(a) and world.verified(b)):
        return None
    weighed = guards(first, second, world, reported=not aligned)
    if aligned and any(g.bars for g in weighed):
        return None
    weighed = tuple(replace(g, bars=False) for g in weighed)
    found = Finding(LinkKind.EXPLICIT_DISAGREEMENT, "", Strength.QUALIFIED)
    return _link(first, second, world, found, weighed, reason)


def _link(
    a: Claim, b: Claim, world: Corpus, found: Finding, weighed: tuple[Guard, ...], disagreement: str | None
) -> ClaimLink:
    told = disagreement or _against_holder(a, b)
    kind = LinkKind.EXPLICIT_DISAGREEMENT if told and found.kind is LinkKind.NEGATION else found.kind
    own = a.contribution == b.contribution and not two_parties(a, b)
    weight = sum(g.weight for g in weighed) + (1 if own and not told else 0)
    texts = tuple(g.text for g in weighed) + (("one contribution says both",) if own and not told else ())
    return ClaimLink(
        kind=kind,
        strength=strength(found.strength, weight),
        claim_a=min(a.id, b.id),
        claim_b=max(a.id, b.id),
        explanation=contradiction(
            a, b, world, _reason(found), told if kind is LinkKind.EXPLICIT_DISAGREEMENT else None
        ),
        guards=texts,
        resolved=told if kind is LinkKind.EXPLICIT_DISAGREEMENT else None,
    )


def _reason(found: Finding) -> str:
    """Return what is worth saying of a finding: that a denial denies goes without saying."""
    return "" if found.why == PLAIN_DENIAL else found.why


def strength(ceiling: Strength, weight: int) -> Strength:
    """Return what is left of a strength under the weight of all guards."""
    if ceiling is Strength.STRONG:
        return Strength.STRONG if not weight else Strength.QUALIFIED if weight <= 2 else Strength.TENSION
    if ceiling is Strength.QUALIFIED:
        return Strength.QUALIFIED if weight <= 1 else Strength.TENSION
    return Strength.TENSION


def _against_holder(a: Claim, b: Claim) -> str | None:
    """Return whom the author of one contribution goes against after reporting his view, if so."""
    if a.contribution != b.contribution or a.polarity is b.polarity:
        return None
    for own, reported in ((a, b), (b, a)):
        if own.attributed_to is None and reported.attributed_to and reported.stance is not Stance.ENDORSES:
            return f"The author reports what {reported.attributed_to} held and goes against it."
    return None
