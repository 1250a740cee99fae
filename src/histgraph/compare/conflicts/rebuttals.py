"""One text turns against what another says without saying the opposite: whose view, in what order, which way round.

Each rule sets two texts on one question against each other. The words are in ``data/oppositions.toml``.
"""

import re
from functools import cache

from histgraph.compare.conflicts.aftermath import afterwards
from histgraph.compare.conflicts.agency import leads, set_aside
from histgraph.compare.conflicts.causes import cause
from histgraph.compare.conflicts.impact import slight
from histgraph.compare.conflicts.quotings import quoted
from histgraph.compare.conflicts.replies import replies
from histgraph.compare.conflicts.rules import COPULAS, Finding, table
from histgraph.compare.conflicts.sides import hand, stance
from histgraph.compare.corpus import Corpus
from histgraph.compare.matters import asked_for, beside, matter, met, stem, stems, touches
from histgraph.compare.memory import remembered
from histgraph.compare.values import Amount, amount
from histgraph.compare.words import forms, runs, tokens, verb_said
from histgraph.model import Claim, LinkKind, Polarity, Strength

# -- whose view does not hold ----------------------------------------------------------------

_NAME = r"(?P<who>[A-Z][\w’'-]*[\w](?: [A-Z][\w’'-]*[\w])*)"
_VIEW = "|".join(sorted(table("views"), key=len, reverse=True))
_VIEWS = frozenset(run for word in table("views") for run in runs(word))
_OWNED_VIEW = re.compile(rf"^{_NAME}['’]s? (?:[a-z-]+ ){{0,2}}(?:{_VIEW})\b")
_VIEW_OF = re.compile(rf"^(?:the |this )?(?:[a-z-]+ ){{0,2}}(?:{_VIEW}) (?:of|by|from|in) {_NAME}$")


@remembered
def rejected_holder(claim: Claim) -> str:
    """Return whose view a claim rejects, "" where it rejects nobody's: "his estimate is too high"."""
    for label, other in ((claim.subject.label, True), (claim.object.label, False)):
        if _VIEWS.isdisjoint(runs(label)):
            continue
        match = _OWNED_VIEW.match(label) or _VIEW_OF.match(label)
        if match is None:
            continue
        wanted = _verdicts("view_holds" if claim.polarity is Polarity.DENIED else "view_fails")
        said = {stem(w) for w in tokens(claim.relation.text)[-1:]}
        if other and claim.relation.id in COPULAS:
            said |= {stem(w) for w in tokens(claim.object.label)[:3]}
        return match["who"] if said & wanted else ""
    return ""


@cache
def _verdicts(key: str) -> frozenset[str]:
    return frozenset(map(stem, table(key)))


def view_rejected(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One text rejects the view of a scholar that another reports."""
    if not world.side_by_side(a, b):
        return None
    for no, yes in ((a, b), (b, a)):
        who = rejected_holder(no)
        held = yes.attributed_to or (yes.subject.label if _verb_of(yes, "finding") else "")
        if who and held and tokens(who)[-1] in tokens(held):
            why = f"one goes against the view of {held} that the other reports"
            return Finding(LinkKind.EXPLICIT_DISAGREEMENT, why, Strength.STRONG)
    return None


# -- the other way round ---------------------------------------------------------------------

_REVERSE = re.compile(
    r"^(?:exactly |just |quite )?(?:in )?the (?:very |exact )?(?:other way(?: (?:round|around|about))?|"
    r"opposite(?: direction)?|reverse|opposite way)\b",
    re.IGNORECASE,
)


@remembered
def reverse(claim: Claim) -> frozenset[str]:
    """Return the stem of what a claim says went the other way round, none where it says so of nothing.

    A source that says the opposite turns round what another one says, not what its own name means.
    """
    if claim.polarity is Polarity.DENIED or _REVERSE.match(claim.object.label) is None:
        return frozenset()
    if _verb_of(claim, "reporting"):
        return frozenset()
    return frozenset({matter(claim.subject.label).head})


def _same_doer(turned: Claim, told: Claim, world: Corpus) -> bool:
    """Whether one tells what the subject of the other brought about."""
    if told.polarity is Polarity.DENIED or told.relation.id in COPULAS or cause(told) is None:
        return False
    return beside(turned.subject.label, told.subject.label, world.question(turned))


def _opposite_done(claim: Claim) -> bool:
    """Whether a claim says that its subject did the opposite, or had the opposite effect."""
    return bool(reverse(claim)) and tokens(claim.relation.text)[-1:] in (
        ("did",),
        ("had",),
        ("does",),
        ("do",),
        ("achieved",),
    )


def other_way(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says that what the other tells went the other way round."""
    if not world.side_by_side(a, b):
        return None
    for turned, told in ((a, b), (b, a)):
        if _opposite_done(turned) and _same_doer(turned, told, world):
            return Finding(
                LinkKind.OPPOSED_RELATION, f"one says that {turned.subject.label} did the opposite"
            )
        wanted = reverse(turned) - asked_for(world.question(a))
        said = stems(f"{told.relation.text} {told.relation.label} {told.object.label}")
        if wanted and any(word[:5] == other[:5] for word in wanted for other in said if len(word) > 4):
            return Finding(
                LinkKind.OPPOSED_RELATION, f"one says that it was the other way round: {turned.label}"
            )
    return None


# -- too early, or too late, to have been the cause ------------------------------------------

_BEFORE = re.compile(
    r"\b(?:long|well|already|years|decades|centuries|generations|months|weeks|just|even|shortly|century) before "
    r"(?P<what>(?:the |any |his |her |their )?[^,;.()]{3,60})",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:long|well|years|decades|centuries|generations|months|weeks|even) after "
    r"(?P<what>(?:the |his |her |their )?[^,;.()]{3,60})",
    re.IGNORECASE,
)


_BESIDE_WHAT = frozenset({"before", "after"})


@remembered
def order(claim: Claim) -> tuple[bool, str] | None:
    """Return whether a claim puts what it tells before something (True) or lets it last beyond it, and what."""
    if claim.polarity is Polarity.DENIED or _BESIDE_WHAT.isdisjoint(runs(claim.quote)):
        return None
    if _verb_of(claim, "setting_in") or _begun(claim):
        match = _BEFORE.search(claim.quote)
        return (True, match["what"]) if match is not None else None
    if _verb_of(claim, "lasting"):
        match = _AFTER.search(claim.quote)
        return (False, match["what"]) if match is not None else None
    return None


def _verb_of(claim: Claim, key: str) -> bool:
    """Whether the verb of a claim, as worded or as its relation, stands in a list of the data file."""
    if claim.relation.id in table(key):
        return True
    return verb_said(claim) in table(key)


def _begun(claim: Claim) -> bool:
    return claim.relation.id in COPULAS and bool(
        table("under_way") & {w.lower() for w in tokens(claim.object.label)[:3]}
    )


def out_of_order(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One lets a thing set in before what the other makes its cause, or outlast what the other makes its end."""
    if not world.side_by_side(a, b):
        return None
    question = world.question(a)
    for told, caused in ((a, b), (b, a)):
        when = order(told)
        if when is None or caused.polarity is Polarity.DENIED:
            continue
        early, what = when
        found = cause(caused)
        if early and (found is None or found.denied):
            continue
        if not early and caused.relation.id not in table("ending"):
            continue
        label, effect = (
            (found.label, found.effect) if found is not None else (caused.subject.label, caused.object.label)
        )
        subject, of_what = stems(told.subject.label), stems(effect)
        same = beside(told.subject.label, effect, question) or (
            bool(subject & of_what) and subject - asked_for(question) <= of_what
        )
        if stems(what) and same and touches(what, label, question):
            way = "before" if early else "after"
            why = f"one has “{told.subject.label}” {way} “{what}”, which the other makes answerable for it"
            return Finding(LinkKind.COMPETING_EXPLANATION, why)
    return None


# -- no touch at all -------------------------------------------------------------------------


def touch_denied(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says that a thing did not touch somebody, the other tells what it did to them."""
    if a.polarity is b.polarity or not world.side_by_side(a, b):
        return None
    no, yes = (a, b) if a.polarity is Polarity.DENIED else (b, a)
    if not untouched(no) or yes.relation.id not in table("causing") | table("affecting"):
        return None
    question = world.question(a)
    whole = (no.subject.label, no.object.label)
    for who, what in (whole, whole[::-1]):
        if beside(what, yes.subject.label, question) and stems(who) and stems(who) <= stems(yes.object.label):
            why = f"one denies that “{no.subject.label}” {no.relation.label} “{no.object.label}” at all"
            return Finding(LinkKind.NEGATION, why)
    return None


@remembered
def untouched(claim: Claim) -> bool:
    """Whether a claim denies that two things touched: did not reach the villages, never felt the war."""
    if claim.polarity is not Polarity.DENIED:
        return False
    return not table("touching").isdisjoint(forms(verb_said(claim)))


# -- who was behind it -----------------------------------------------------------------------

_BACKED = re.compile(
    r"^(?:an? |the |much |very )?(?P<much>broad|wide|widespread|mass|massive|strong|great|huge|"
    r"popular|overwhelming|full|firm|"
    r"considerable|little|no|hardly any|scant|limited|almost no|any|much)? ?(?:support|backing|"
    r"sympathy|following|approval|favou?r) "
    r"(?:among|amongst|from|of|with|in) (?:the |all |most )?(?P<who>.+)$",
    re.IGNORECASE,
)
_SCANT = frozenset({"little", "no", "hardly any", "scant", "limited", "almost no"})


@remembered
def backing(claim: Claim) -> tuple[bool, str, str, bool] | None:
    """Return whether somebody backed a thing, who, what, and whether the claim tells it of the thing."""
    yes = claim.polarity is Polarity.AFFIRMED
    match = _BACKED.match(claim.object.label) if claim.relation.id in table("enjoying") else None
    if match is not None:
        much = (match["much"] or "").lower() not in _SCANT
        return much is yes, match["who"], claim.subject.label, True
    for found in (stance(claim), hand(claim)):
        if found is not None:
            return found[0], claim.subject.label, found[1], False
    return None


def opposed_backing(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One says that a thing had the support of people who were against it, or kept out, by the other."""
    if not world.side_by_side(a, b):
        return None
    one, other = backing(a), backing(b)
    if one is None or other is None or one[0] is other[0] or not (one[3] or other[3]):
        return None
    question = world.question(a)
    if not beside(one[1], other[1], question):
        return None
    if not beside(one[2], other[2], question) and matter(one[2]).head != matter(other[2]).head:
        return None
    why = f"“{one[1]}” are behind “{one[2]}” in one, not in the other"
    return Finding(LinkKind.OPPOSED_RELATION, why)


# -- figures taken up and not believed -------------------------------------------------------


def figure_denied(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One text takes up a figure of the other to say what it leaves out, or that it is not so."""
    if a.polarity is b.polarity or not world.side_by_side(a, b):
        return None
    no, yes = (a, b) if a.polarity is Polarity.DENIED else (b, a)
    one = given(no)
    if one is None:
        return None
    other = given(yes)
    if other is None or one.value != other.value or one.unit.isdisjoint(other.unit):
        return None
    return Finding(LinkKind.VALUE_CONFLICT, f"one does not let “{no.subject.label}” stand")


@remembered
def given(claim: Claim) -> Amount | None:
    """Return the number of people or things that a claim is about, None where it is about none."""
    found = amount(claim.subject.label)
    if found is None or not found.unit or tokens(claim.subject.label)[-1][0].isdigit():
        return None  # Article 5, the law of 1834
    return found


# -- everywhere, or here and there -----------------------------------------------------------

_EVERYWHERE = re.compile(
    r"\b(?:in|on|at) (?:almost |nearly |virtually )?every [a-z]+|\beverywhere\b|"
    r"\bthroughout the [a-z]+\b|\bnationwide\b|"
    r"\ball over the [a-z]+\b|\b(?:all )?across the (?:country|land|empire|continent|kingdom|whole)\b",
    re.IGNORECASE,
)
_WIDE = frozenset({"every", "everywhere", "throughout", "nationwide", "all", "across"})
_HERE_ONLY = re.compile(
    r"^(?:really |mostly |mainly |largely |only |just )*(?:an? (?:thing|matter|affair|"
    r"phenomenon) of|confined to|limited to|"
    r"restricted to|peculiar to|unknown outside|rare outside|found only in|only found in)\b",
    re.IGNORECASE,
)


@remembered
def spread(claim: Claim) -> bool | None:
    """Return True where a claim has its subject everywhere, False where in some places only, else None."""
    if claim.polarity is Polarity.DENIED:
        return None
    if claim.relation.id in COPULAS and _HERE_ONLY.match(claim.object.label):
        return False
    text = claim.relation.text
    if text and _WIDE.isdisjoint(runs(claim.quote)):
        return None
    behind = claim.quote.partition(text)[2].split(",")[0][:60] if text else claim.object.label
    return True if _EVERYWHERE.search(behind) else None


def everywhere_or_here(a: Claim, b: Claim, world: Corpus) -> Finding | None:
    """One finds a thing everywhere, the other in some places only."""
    if {spread(a), spread(b)} != {True, False} or not world.side_by_side(a, b):
        return None
    if not met(a.subject, b.subject, world, world.question(a)):
        return None
    return Finding(LinkKind.VALUE_CONFLICT, f"“{a.object.label}” here, “{b.object.label}” there")


@remembered
def rebuts(claim: Claim) -> tuple[str, ...]:
    """Return in which ways a claim may go against others of any sort: each rule here begins with one such claim."""
    found = []
    if rejected_holder(claim):
        found.append("view")
    if reverse(claim):
        found.append("way")
    if order(claim) is not None:
        found.append("order")
    if untouched(claim):
        found.append("touch")
    if claim.polarity is Polarity.DENIED and given(claim) is not None:
        found.append("given")
    if quoted(claim):
        found.append("quoted")
    if leads(claim):
        found.append("agent")
    if set_aside(claim):
        found.append("aside")
    if afterwards(claim):
        found.append("after")
    if slight(claim):
        found.append("slight")
    return (*found, *replies(claim))


def backed(claim: Claim) -> tuple[str, ...]:
    """Return the headings of a claim: who backed what, and where there was such a thing."""
    found = ["backing"] if backing(claim) is not None else []
    if spread(claim) is not None:
        found.append("spread")
    return tuple(found)
