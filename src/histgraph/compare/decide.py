"""Whether two claims contradict each other, by which rule, how hard, and why in plain words."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from histgraph.compare.align import is_specific
from histgraph.compare.conflicts import replies
from histgraph.compare.conflicts.aftermath import went_on_after
from histgraph.compare.conflicts.agency import not_by, other_agent
from histgraph.compare.conflicts.axes import opposed_stands
from histgraph.compare.conflicts.choices import plain_answers
from histgraph.compare.conflicts.deeds import (
    always_or_changed,
    mainly_or_not_only,
    never_the_goal,
    on_purpose,
    one_or_many,
    other_count,
    other_crowd,
    other_majority,
    other_origin,
    other_toll,
    rather_than,
)
from histgraph.compare.conflicts.denials import deed_denied, deed_of_the_cleared, mark_denied, presence_denied
from histgraph.compare.conflicts.doers import other_doer, other_maker, other_people, unique_bearer
from histgraph.compare.conflicts.effects import answered, debate_judgement, opposed_effects, opposed_verdict
from histgraph.compare.conflicts.explanations import (
    answered_cause,
    competing_explanation,
    competing_purpose,
    one_among_many,
    rejected_cause,
    reversed_cause,
)
from histgraph.compare.conflicts.extents import other_extent
from histgraph.compare.conflicts.fates import other_fate, other_order
from histgraph.compare.conflicts.figures import came_to_nothing, figure_doubted
from histgraph.compare.conflicts.fillers import other_filler
from histgraph.compare.conflicts.headings import names
from histgraph.compare.conflicts.impact import other_impact
from histgraph.compare.conflicts.meanings import (
    belief_denied,
    nobody_did,
    other_make,
    other_meaning,
    purpose_denied,
    role_denied,
)
from histgraph.compare.conflicts.natures import (
    other_character,
    other_death,
    other_main,
    other_purpose,
    other_sort,
    quality_denied,
    trait_denied,
    unconnected,
)
from histgraph.compare.conflicts.particulars import (
    nobody_won,
    other_crowd_size,
    other_first,
    other_particular,
    other_share,
    other_winner,
)  # fmt: skip
from histgraph.compare.conflicts.quantities import other_frequency, other_number
from histgraph.compare.conflicts.quotings import quoted_back
from histgraph.compare.conflicts.rebuttals import (
    everywhere_or_here,
    figure_denied,
    opposed_backing,
    other_way,
    out_of_order,
    rebuts,
    touch_denied,
    view_rejected,
)  # fmt: skip
from histgraph.compare.conflicts.renderings import (
    act_denied,
    anything_denied,
    other_nature,
    other_staple,
    real_denied,
)
from histgraph.compare.conflicts.reports import denied_report
from histgraph.compare.conflicts.retold import retold
from histgraph.compare.conflicts.rivals import other_way_round
from histgraph.compare.conflicts.rules import (
    PLAIN_DENIAL,
    Finding,
    denied_judgement,
    negation,
    opposed_aims,
    opposed_judgement,
    opposed_relation,
    other_amount,
    other_date,
    other_value,
)
from histgraph.compare.conflicts.sides import (
    all_or_some,
    few_or_many,
    opposed_hand,
    opposed_knowledge,
    opposed_stance,
    other_beginner,
)
from histgraph.compare.conflicts.spans import end_denied, other_last_year, other_limit, other_span
from histgraph.compare.conflicts.stance import opposite_stances
from histgraph.compare.conflicts.stories import called_untrue
from histgraph.compare.conflicts.theses import each_decided, means_denied, other_grade, other_way_taken
from histgraph.compare.conflicts.values_given import other_value_given
from histgraph.compare.corpus import Corpus, two_parties
from histgraph.compare.guards import Guard, guards, same_words, words_of
from histgraph.compare.sight import Eyes
from histgraph.compare.wording import contradiction, in_order, place
from histgraph.model import Claim, ClaimLink, LinkKind, Polarity, Stance, Strength

CONFLICTS: tuple[Callable[[Claim, Claim, Corpus], Finding | None], ...] = (
    mainly_or_not_only, negation, denied_judgement, opposed_relation, other_date, other_amount, other_value,
    other_doer, other_maker, unique_bearer, opposed_aims, opposed_judgement, other_people,
    competing_explanation, competing_purpose, reversed_cause, opposed_effects, debate_judgement,
    opposed_verdict, opposed_stands, rejected_cause, one_among_many, presence_denied, called_untrue,
    deed_denied, other_count, other_origin, one_or_many, always_or_changed, never_the_goal, rather_than,
    other_majority, other_crowd, on_purpose, deed_of_the_cleared, mark_denied, other_toll, quality_denied,
    trait_denied, unconnected, role_denied, nobody_did, denied_report, answered_cause,
    act_denied, anything_denied, real_denied, retold,
)  # fmt: skip
"""The rules of conflict, tried in this order.

The first one that makes more than a tension makes the link, else the first that makes one.
"""

_ON_ONE_QUESTION = frozenset(
    {
        mainly_or_not_only, opposed_stands, rejected_cause, one_among_many, presence_denied, called_untrue, deed_denied,
        deed_of_the_cleared, mark_denied, other_count, other_crowd, other_majority, other_origin, other_toll,
        one_or_many, always_or_changed, never_the_goal, rather_than, on_purpose, quality_denied, trait_denied,
        unconnected, role_denied, nobody_did, denied_report, answered_cause, act_denied, anything_denied, real_denied,
        retold,
    }
)  # fmt: skip
"""Rules that set two texts on one question against each other, and see nothing elsewhere."""

_HEADED: Mapping[str, Callable[[Claim, Claim, Corpus], Finding | None]] = {
    "sort": other_sort,
    "chief": other_main,
    "death": other_death,
    "character": other_character,
    "serves": other_purpose,
    "stance": opposed_stance,
    "hand": opposed_hand,
    "begun": other_beginner,
    "whom": all_or_some,
    "meaning": other_meaning,
    "belief": belief_denied,
    "aim": purpose_denied,
    "made": other_make,
    "figure": figure_doubted,
    "done": came_to_nothing,
    "share": few_or_many,
    "knowing": opposed_knowledge,
    "part": other_share,
    "crowd": other_crowd_size,
    "deed": other_particular,
    "first": other_first,
    "winner": other_winner,
    "contest": nobody_won,
    "backing": opposed_backing,
    "spread": everywhere_or_here,
    "span": other_span,
    "limit": other_limit,
    "end": end_denied,
    "lasting": other_last_year,
    "number": other_number,
    "often": other_frequency,
    "judged": answered,
    "rival": other_way_round,
    "asked": other_filler,
    "extent": other_extent,
    "nature": other_nature,
    "staple": other_staple,
    "fate": other_fate,
    "answer": plain_answers,
    "sequence": other_order,
    "decided": each_decided,
    "taken": other_way_taken,
    "polar": opposite_stances,
    "graded": other_grade,
    "means": means_denied,
    "given": other_value_given,
}
"""Rules of the same kind that see nothing but between claims under one heading; tried last, in this order."""

_REBUTTING: Mapping[str, Callable[[Claim, Claim, Corpus], Finding | None]] = {
    "view": view_rejected,
    "way": other_way,
    "order": out_of_order,
    "touch": touch_denied,
    "given": figure_denied,
    "quoted": quoted_back,
    "already": replies.done_already,
    "elsewhere": replies.counterexample,
    "choice": replies.had_a_choice,
    "went on": replies.went_on,
    "state": replies.in_that_state,
    "story": replies.story_told,
    "idle": replies.not_idle,
    "able": replies.did_it_all_the_same,
    "agent": other_agent,
    "aside": not_by,
    "after": went_on_after,
    "slight": other_impact,
}
"""Rules of the same kind that begin with one claim that turns against others, whatever those are."""

_OF_DENIALS = frozenset(
    {negation, denied_judgement, mainly_or_not_only, deed_denied, deed_of_the_cleared, mark_denied, quality_denied,
     trait_denied, unconnected, role_denied, nobody_did, denied_report, act_denied, anything_denied, real_denied,
     retold}
)  # fmt: skip
"""Rules that see nothing but between a denial and what is affirmed."""

_OF_AFFIRMATIONS = frozenset(
    {
        opposed_relation, other_date, other_amount, other_value, other_doer, other_maker, unique_bearer, opposed_aims,
        opposed_judgement, other_people, competing_explanation, competing_purpose, reversed_cause, opposed_effects,
        opposed_verdict, other_count, other_origin, one_or_many, always_or_changed, rather_than, other_majority,
        other_crowd, on_purpose, other_toll,
    }
)  # fmt: skip
"""Rules that see nothing where anything is denied."""


def rules() -> tuple[Callable[[Claim, Claim, Corpus], Finding | None], ...]:
    """Return all rules in the order in which they are asked."""
    return (*CONFLICTS, *_REBUTTING.values(), *_HEADED.values())


_Rule = Callable[[Claim, Claim, Corpus], Finding | None]
_BLIND = (_OF_DENIALS, _OF_AFFIRMATIONS, _OF_DENIALS | _OF_AFFIRMATIONS)


@cache
def _eyes() -> tuple[Eyes[_Rule], tuple[tuple[int, ...], ...]]:
    """Return who tells which rules are worth asking, and the bits of those asked at all.

    The bits are told apart by the number of denials, and by whether two texts speak on one question.
    """
    eyes: Eyes[_Rule] = Eyes(CONFLICTS, (_REBUTTING, rebuts), _HEADED, (retold,))
    asked = tuple(
        tuple(
            eyes.bits(
                rule
                for rule in (*CONFLICTS, *((*_REBUTTING.values(), *_HEADED.values()) if on_one else ()))
                if rule not in blind and (on_one or rule not in _ON_ONE_QUESTION)
            )
            for on_one in (False, True)
        )
        for blind in _BLIND
    )
    return eyes, asked


class _Seen(NamedTuple):
    """What is looked at in a claim before any rule is asked.

    ``specific`` tells that its subject and object mean the same on any page, ``place`` where it is
    told beside others, ``words`` its quote whatever the blanks.
    """

    claim: Claim
    one: int
    other: int
    denied: bool
    topic: str
    specific: bool
    place: tuple[bool, str, int, int, str]
    words: str


def _seen(claim: Claim, world: Corpus) -> _Seen:
    found: _Seen | None = world.looks.get(claim.id)
    if found is None or found.claim is not claim:
        sight = _eyes()[0].sight(claim, names(claim, world))
        denied = claim.polarity is Polarity.DENIED
        specific = is_specific(claim.subject, world) and is_specific(claim.object, world)
        found = world.looks[claim.id] = _Seen(
            claim, *sight, denied, world.topic(claim), specific, place(claim), words_of(claim)
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
    bits &= asked[one.denied + other.denied][on_one]
    if bits:
        bits = eyes.meeting(bits, a.relation, b.relation)
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
    rules = _worth(one, other)
    if not rules:
        return None
    first, second = (a, b) if one.place <= other.place else (b, a)
    if (a.source == b.source or one.words == other.words) and same_words(first, second) is not None:
        return None
    mild = None
    for rule in rules:
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
