"""Reading the case tables and holding what the extractor finds against them.

A claim is found when subject and object share at least half of their content words with the
expected ones (F1 >= 0.5), the relation is the same one of the vocabulary or the same verb, and
the polarity is equal. Certainty, mode and the other fields are counted apart, over found claims.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from histgraph.extract import RuleExtractor
from histgraph.gazetteer import gazetteer
from histgraph.model import Claim, Polarity, Source, stable_id
from histgraph.normalise import Normaliser
from histgraph.resources import load_toml
from histgraph.segment import divide
from histgraph.vocabulary import relation_for, relations

CASES = Path(__file__).parent / "cases"
ENOUGH = 0.5
FIELDS = {"polarity", "certainty", "mode", "time", "over", "who", "stance", "condition"}
KEYS = {"subject", "relation", "object", "or"} | FIELDS
_LIGHT_WORDS = """
a an the of to in on at for with as and or that which who this these those it its his her their our
he she they them him i be is was were are been being have has had do does did so such very more most
also own than then there into about by from s any
"""
_LIGHT = frozenset(_LIGHT_WORDS.split())
_NAME = re.compile(r"\b[A-Z][\w.-]*(?: (?:of |the |de |al-)?[A-Z][\w.-]*)*")
_TURNED = re.compile(r"^(failed|refused|declined|ceased|neglected) to ")


@dataclass(frozen=True, slots=True)
class Case:
    """A text of one to three sentences and the claims that a careful reader would write down.

    ``optional`` claims count neither way; ``forbidden`` ones turn the meaning round.
    """

    table: str
    text: str
    claims: tuple[Mapping[str, Any], ...]
    optional: tuple[Mapping[str, Any], ...] = ()
    forbidden: tuple[Mapping[str, Any], ...] = ()


@dataclass(slots=True)
class Outcome:
    """How one case went: expected claims with what was found for them, and what was too much."""

    case: Case
    found: list[tuple[Mapping[str, Any], Claim]] = field(default_factory=list)
    missed: list[Mapping[str, Any]] = field(default_factory=list)
    extra: list[Claim] = field(default_factory=list)
    fields: list[tuple[str, bool]] = field(default_factory=list)


def load(path: Path) -> list[Case]:
    """Read one table; a misspelt key is an error, not a silently empty expectation."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    return [_case(path.stem, row) for row in rows]


def _case(table: str, row: Mapping[str, Any]) -> Case:
    unknown = set(row) - {"text", "claims", "checks", "optional", "forbidden", "note"}
    lists = [row.get(key, []) for key in ("claims", "checks", "optional", "forbidden")]
    unknown |= {key for rows in lists for claim in rows for key in claim} - KEYS - unknown
    if unknown or "text" not in row or not {"claims", "checks"} & set(row):
        raise ValueError(
            f"{table}.toml: {row.get('text', row)!r}: unknown keys {sorted(unknown)} or no claims"
        )
    return Case(
        table,
        row["text"],
        tuple(row.get("claims", row.get("checks", ()))),
        tuple(row.get("optional", ())),
        tuple(row.get("forbidden", ())),
    )


@cache
def extractor(rated: bool = True) -> RuleExtractor:
    """Return the extractor under test, with or without the rating that drops unlikely claims."""
    return RuleExtractor(rated=rated)


@cache
def claims_of(text: str, rated: bool = True) -> tuple[Claim, ...]:
    """Run the whole offline chain over a text that is a page by itself."""
    digest = stable_id(text)
    page = divide(Source(id=digest, name=f"{digest}.txt", sha256=digest * 4, text=text))
    return Normaliser().reading(page, extractor(rated).read(page)).claims


def stem(word: str) -> str:
    """Return a crude common form of a word's inflections, good enough to compare wordings."""
    word = word.lower().replace("’", "'").removesuffix("'s").strip("'.-")
    word = _past_to_lemma().get(word, word)
    for ending, tail in (
        ("ies", "y"),
        ("ied", "y"),
        ("ing", ""),
        ("ed", ""),
        ("es", ""),
        ("s", ""),
        ("ly", ""),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + tail
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word.rstrip("e") or word


@cache
def _past_to_lemma() -> dict[str, str]:
    return {past: lemma for lemma, past in load_toml("lexicon.toml")["irregular"].items()}


def content(text: str) -> list[str]:
    """Return the stems of the words that carry meaning; of all words where none does."""
    words = re.findall(r"[^\W_][\w'’.-]*", text)
    return [stem(w) for w in words if w.lower().removesuffix("'s") not in _LIGHT] or [stem(w) for w in words]


def overlap(one: str, other: str) -> float:
    """Return the F1 of two phrases' content words, in [0, 1]."""
    left, right = content(one), content(other)
    rest = list(right)
    for word in left:
        if word in rest:
            rest.remove(word)
    shared = len(right) - len(rest)
    return 2 * shared / (len(left) + len(right)) if left and right else float(one == other)


def likeness(expected: str | Sequence[str], label: str) -> float:
    """Return the best overlap of a label with any expected wording, names taken as they are or in full.

    An empty expectation stands for a clause without an object: whatever is found will do.
    """
    wordings = [expected] if isinstance(expected, str) else list(expected)
    if "" in wordings:
        return 1.0
    pairs = [(wording, label) for wording in wordings] + [
        (in_full(wording), in_full(label)) for wording in wordings
    ]
    return max(overlap(*pair) for pair in pairs)


@cache
def in_full(text: str) -> str:
    """Return a text with the names that the gazetteer knows in their canonical form."""
    whole = gazetteer().get(text)
    return whole.label if whole is not None else _NAME.sub(_canonical, text)


def _canonical(match: re.Match[str]) -> str:
    name = gazetteer().get(match.group())
    return name.label if name is not None else match.group()


def same_relation(expected: str | Sequence[str], claim: Claim) -> bool:
    """Whether the claim's relation is one of those expected: by vocabulary or by verb."""
    label = _TURNED.sub("", claim.relation.label)
    for word in [expected] if isinstance(expected, str) else expected:
        known = relations().get(word) or next((r for r in relations().values() if r.label == word), None)
        known = known or relation_for(_lemma(word))
        if known is not None and known.id == claim.relation.id:
            return True
        same_voice = (" by" in word) == (" by" in label)
        if label == word or (same_voice and _verb(word) == _verb(label)):
            return True
    return False


def _lemma(word: str) -> str:
    first, _, rest = word.partition(" ")
    lemma = _past_to_lemma().get(first)
    if lemma is None:
        lemma = (
            first.removesuffix("d")
            if first.endswith("ed") and relation_for(first.removesuffix("d"))
            else first
        )
        lemma = first.removesuffix("ed") if lemma == first and first.endswith("ed") else lemma
    return f"{lemma} {rest}".strip()


def _verb(label: str) -> str:
    words = [w for w in label.split() if w not in {"was", "were", "had", "did", "not"}] or label.split()
    return stem(words[0])


def polarity(claim: Claim) -> Polarity:
    """Return the polarity, turned round where the relation itself says that it was not so."""
    if _TURNED.match(claim.relation.label):
        return Polarity.AFFIRMED if claim.polarity is Polarity.DENIED else Polarity.DENIED
    return claim.polarity


def matches(
    expected: Mapping[str, Any], claim: Claim, *, any_polarity: bool = False, enough: float = ENOUGH
) -> float:
    """Return how well a claim answers to an expectation or another fair wording of it, 0.0 if it does not."""
    return max(_matches(row, claim, any_polarity, enough) for row in wordings(expected))


def wordings(expected: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return an expectation and, under ``or``, the other ways to put it that are as good."""
    return [expected, *expected.get("or", ())]


def _matches(expected: Mapping[str, Any], claim: Claim, any_polarity: bool, enough: float) -> float:
    if not any_polarity and polarity(claim) != expected.get("polarity", "affirmed"):
        return 0.0
    if not same_relation(expected["relation"], claim):
        return 0.0
    subject, obj = (
        likeness(expected["subject"], claim.subject.label),
        likeness(expected["object"], claim.object.label),
    )
    return subject + obj if min(subject, obj) >= enough else 0.0


def judge(case: Case, rated: bool = True) -> Outcome:
    """Pair expected and found claims one to one, the best pairs first."""
    outcome, claims = Outcome(case), list(claims_of(case.text, rated))
    wanted = [*case.claims, *case.optional]
    pairs = [
        (-matches(row, claim), index, place)
        for index, row in enumerate(wanted)
        for place, claim in enumerate(claims)
        if matches(row, claim)
    ]
    used_rows: set[int] = set()
    used_claims: set[int] = set()
    for _, index, place in sorted(pairs):
        if index not in used_rows and place not in used_claims:
            used_rows.add(index)
            used_claims.add(place)
            if index < len(case.claims):
                outcome.found.append((wanted[index], claims[place]))
    outcome.missed = [row for index, row in enumerate(case.claims) if index not in used_rows]
    outcome.extra = [claim for place, claim in enumerate(claims) if place not in used_claims]
    outcome.fields = [verdict for row, claim in outcome.found for verdict in fields(row, claim)]
    return outcome


def fields(row: Mapping[str, Any], claim: Claim) -> Iterator[tuple[str, bool]]:
    """Yield name and verdict of each field beside the triple; certainty and mode always."""
    row = max(wordings(row), key=lambda wording: _matches(wording, claim, False, ENOUGH))
    yield "certainty", claim.certainty == row.get("certainty", "certain")
    yield "mode", claim.mode == row.get("mode", "actual")
    if "time" in row:
        yield "time", claim.time == row["time"]
    if "over" in row:
        yield "over", claim.over is not None and likeness(row["over"], claim.over.label) >= ENOUGH
    if "who" in row or claim.attributed_to:
        yield "who", likeness(row.get("who", "the author"), claim.attributed_to or "the author") >= ENOUGH
    if "stance" in row:
        yield "stance", claim.stance == row["stance"]
    if "condition" in row:
        yield "condition", likeness(row["condition"], claim.condition or "") >= ENOUGH


@dataclass(frozen=True, slots=True)
class Score:
    """The totals of some cases: shares in [0, 1].

    Where no claim is expected at all, precision is the share of cases in which none was found.
    """

    cases: int
    expected: int
    recall: float
    precision: float
    fields: float


def score(outcomes: Iterable[Outcome]) -> Score:
    """Add up outcomes; a share of nothing is 1.0."""
    done = list(outcomes)
    found = sum(len(o.found) for o in done)
    expected = found + sum(len(o.missed) for o in done)
    given = found + sum(len(o.extra) for o in done)
    if expected == 0:
        given, hits = len(done), sum(not o.extra for o in done)
    else:
        hits = found
    verdicts = [right for o in done for _, right in o.fields]
    return Score(
        len(done),
        expected,
        found / expected if expected else 1.0,
        hits / given if given else 1.0,
        sum(verdicts) / len(verdicts) if verdicts else 1.0,
    )


def written(row: Mapping[str, Any]) -> str:
    """Return an expectation as one line."""
    parts = [
        row[k] if isinstance(row[k], str) else " / ".join(row[k]) for k in ("subject", "relation", "object")
    ]
    return " | ".join(parts) + "".join(f"; {k}={v}" for k, v in row.items() if k in FIELDS)


def written_claim(claim: Claim) -> str:
    """Return a claim as one line in the same form, fields at their default left out."""
    fields = {
        "polarity": polarity(claim) if polarity(claim) != "affirmed" else None,
        "certainty": claim.certainty if claim.certainty != "certain" else None,
        "mode": claim.mode if claim.mode != "actual" else None,
        "time": claim.time,
        "over": claim.over.label if claim.over else None,
        "who": claim.attributed_to,
        "stance": claim.stance,
        "condition": claim.condition,
    }
    triple = " | ".join((claim.subject.label, _TURNED.sub("", claim.relation.label), claim.object.label))
    return triple + "".join(f"; {k}={v}" for k, v in fields.items() if v)
