"""Devices of negation crossed with kinds of clauses: python benchmarks/denial_grid.py [SET ...] [--show].

Sentences are made by rule from sets of words (words.toml in benchmarks/denial_grid): each device of negation with
each kind of clause, and with the transitive one in each frame a clause may stand in (constructions.toml there). What
a sentence should be told as follows from how it was made: its claims with subject, relation, object, and the polarity
of the device. Each sentence is read as a page of its own, and what is told set beside what was expected:

- *right*: a claim that the scorer of longer pages takes for the one expected, polarity included. The scorer stands
  beside a development checkout (--shared, ../shared by default).
- *turned*: the same with the other polarity, told by the text itself and as a fact; right or not, it is counted.
- *missed*: what is not right.

The table tells of each device how many claims of how many are right, by kind of clause, and in frames. The sets are
about other subjects than the annotated pages that may be read; each measures only rules that were not made on it.
"""

import argparse
import importlib.util
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, replace
from functools import cache, partial
from hashlib import sha256
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

from histgraph.drafts import ExtractedPage
from histgraph.extract import RuleExtractor
from histgraph.model import Source
from histgraph.normalise import Normaliser
from histgraph.segment import divide

HERE = Path(__file__).resolve().parent
WORDS = HERE / "denial_grid" / "words.toml"
CONSTRUCTIONS = HERE / "denial_grid" / "constructions.toml"
SCORER = "eval/score_claims.py"
OTHER = {"affirmed": "denied", "denied": "affirmed"}
FRAMED = "transitive"
"""The kind of clause that stands in all frames; the others stand in the plain one alone."""
UNFRAMED = "plain"
IN_FRAMES = "in frames"
WHERE = {"document": "page", "start": 0, "end": 1}
"""What the scorer wants to know of a place: a sentence is one place."""

Wordings = Sequence[Sequence[str]]
"""Templates of what one claim may be told as: subject, relation, object, and polarity where not the device's."""


@dataclass(frozen=True, slots=True)
class Verb:
    """The forms of a verb."""

    base: str
    past: str
    ing: str
    participle: str


Slots = dict[str, str | Verb]
TO_BE = Verb("be", "were", "being", "been")


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one time and place, and the larger set by which they are chosen and counted."""

    group: str
    slots: Slots


@dataclass(frozen=True, slots=True)
class ClauseKind:
    """A kind of clause, in templates."""

    name: str
    predicate: str
    claims: Sequence[Wordings]
    subject: str = "{people}"
    many: str = "{plural}"
    one: str = "{singular}"
    other: str = "{others}"
    unfit: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Device:
    """A device of negation, in templates: a predicate with a subject, or a whole sentence.

    What each part means stands beside the data.
    """

    name: str
    predicate: str = ""
    sentence: str = ""
    subject: str = "{subject}"
    of: Wordings = (("{subject}",),)
    claims: Sequence[Wordings] = ()
    besides: Wordings = ()
    polarity: str = "denied"
    only: Sequence[str] = ()
    alone: bool = False

    def fits(self, kind: ClauseKind) -> bool:
        """Whether it makes a sentence with a kind of clause."""
        return self.name not in kind.unfit and (not self.only or kind.name in self.only)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a clause may stand in, in a template."""

    name: str
    text: str
    needs: str = ""
    claims: Sequence[Wordings] = ()
    may_turn: bool = False


@dataclass(frozen=True, slots=True)
class Constructions:
    """The three sides of the grid."""

    kinds: tuple[ClauseKind, ...]
    devices: tuple[Device, ...]
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim as it is expected or told."""

    subject: str
    relation: str
    object: str
    polarity: str

    def turned(self) -> "Told":
        """Return the same with the other polarity."""
        return replace(self, polarity=OTHER[self.polarity])

    def row(self) -> dict[str, Any]:
        """Return it as the scorer reads claims."""
        return WHERE | {field.name: getattr(self, field.name) for field in fields(self)}


Claims = tuple[tuple[Told, ...], ...]
"""For each claim expected, what it may be told as."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that was made, and what it should be told as."""

    group: str
    device: str
    kind: str
    frame: str
    text: str
    claims: Claims
    may_turn: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence, what was told of it, and of each claim expected whether it is right and whether it is turned."""

    sentence: Sentence
    told: tuple[Told, ...]
    right: tuple[bool, ...]
    turned: tuple[bool, ...]


def read_words(path: Path) -> tuple[Words, ...]:
    """Read the sets of words."""
    found = []
    for row in tomllib.loads(path.read_text(encoding="utf-8")).get("words", ()):
        slots = {name: value if isinstance(value, str) else Verb(*value) for name, value in row.items()}
        found.append(Words(row["set"], slots | {"be": TO_BE}))
    return tuple(found)


def read_constructions(path: Path) -> Constructions:
    """Read kinds of clauses, devices and frames."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    return Constructions(
        tuple(ClauseKind(**row) for row in rows["clause"]),
        tuple(Device(**row) for row in rows["device"]),
        tuple(Frame(**row) for row in rows["frame"]),
    )


def clause(kind: ClauseKind, words: Slots) -> Slots:
    """Return the words with what a clause of that kind adds: its subjects and the forms of its predicate."""
    slots = dict(words)
    for field in fields(Verb):
        slots[field.name] = kind.predicate.replace(".form}", f".{field.name}}}").format_map(words)
    for name in ("subject", "many", "one", "other"):
        slots[name] = getattr(kind, name).format_map(words)
    past = str(slots["past"])
    copula, rest = past.startswith("were "), past.removeprefix("were ")
    return slots | {
        "past_singular": f"was {rest}" if copula else past,
        "be": "were " if copula else "",
        "rest": rest,
        "did": "were" if copula else "did",
        "main": rest if copula else slots["base"],
    }


def expected(wordings: Wordings, slots: Slots, polarity: str) -> tuple[Told, ...]:
    """Fill in what one claim may be told as; ``polarity`` where a wording has none of its own."""
    found = []
    for wording in wordings:
        subject, relation, object_, said = [*(part.format_map(slots) for part in wording), polarity][:4]
        found.append(Told(subject, relation, object_, said))
    return tuple(found)


def denied(device: Device, kind: ClauseKind, slots: Slots) -> Claims:
    """Return the claims of a clause that a device was put to."""
    own = [expected(claim, slots, device.polarity) for claim in device.claims or kind.claims]
    besides = expected(device.besides, slots, device.polarity)
    return tuple(
        tuple(
            replace(told, subject=who.format_map(slots)) if told.subject == slots["subject"] else told
            for told in claim
            for who in subjects
        )
        + besides
        for subjects in device.of
        for claim in own
    )


def parts(device: Device, slots: Slots) -> dict[str, str]:
    """Return what a device makes of a clause: all of it and, unless it is a whole sentence, its two parts."""
    if device.sentence:
        found = {"clause": device.sentence.format_map(slots)}
    else:
        who, predicate = device.subject.format_map(slots), device.predicate.format_map(slots)
        found = {"clause": f"{who} {predicate}", "who": who, "predicate": predicate}
    if device.polarity == "affirmed":
        found = {name: text.replace(" or ", " and ") for name, text in found.items()}
    thing = str(slots["thing"])
    if (predicate := found.get("predicate", "")).endswith(thing):
        found["gap"] = predicate.removesuffix(thing).strip()
    return found


def stands(device: Device, kind: ClauseKind, frame: Frame, found: Mapping[str, str], slots: Slots) -> bool:
    """Whether what a device made of a clause is put into a frame."""
    if kind.name != FRAMED or device.alone:
        return frame.name == UNFRAMED
    return {
        "": True,
        "predicate": "predicate" in found,
        "people": found.get("who") == slots["subject"],
        "object": "gap" in found,
    }[frame.needs]


def sentences(sets: Iterable[Words], grid: Constructions) -> Iterator[Sentence]:
    """Yield all sentences of the grid."""
    for words in sets:
        for kind in grid.kinds:
            slots = clause(kind, words.slots)
            for device in grid.devices:
                if not device.fits(kind):
                    continue
                found, claims = parts(device, slots), denied(device, kind, slots)
                filled: Slots = {**slots, **found}
                for frame in grid.frames:
                    if stands(device, kind, frame, found, slots):
                        text = frame.text.format_map(filled)
                        own = tuple(expected(claim, filled, device.polarity) for claim in frame.claims)
                        made = (words.group, device.name, kind.name, frame.name, text[0].upper() + text[1:])
                        yield Sentence(*made, own or claims, frame.may_turn)


@cache
def reader() -> tuple[RuleExtractor, Normaliser]:
    """Return what reads a page, one for each process."""
    return RuleExtractor(), Normaliser()


@cache
def scorer(shared: Path) -> ModuleType:
    """Load the scorer that stands beside the gold."""
    spec = importlib.util.spec_from_file_location("score_claims", shared / SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def told_of(text: str) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """Return what is told of a page, and of it what the page itself tells as a fact.

    Each draft is taken alone, so that none is left out because another says the same.
    """
    extractor, normaliser = reader()
    digest = sha256(text.encode()).hexdigest()
    page = divide(Source(id=digest[:16], name="page.txt", sha256=digest, text=text))
    extracted = extractor.read(page)
    alone = (ExtractedPage((draft,), aliases=extracted.aliases) for draft in extracted.drafts)
    everything, facts = [], []
    for claim in chain.from_iterable(normaliser.reading(page, one).claims for one in alone):
        told = Told(claim.subject.label, claim.relation.label, claim.object.label, claim.polarity.value)
        everything.append(told)
        if not claim.attributed_to and claim.mode.value == "actual" and not told.object.startswith("too "):
            facts.append(told)
    return tuple(everything), tuple(facts)


def judged(sentence: Sentence, shared: Path) -> Judged:
    """Read a sentence and set what is told beside what was expected."""
    score = scorer(shared)

    def among(told: Sequence[Told], gold: Sequence[Told]) -> bool:
        pairs = ((one.row(), other.row()) for one in told for other in gold)
        return any(score.similarity(one, other) > 0 and score.right(one, other) for one, other in pairs)

    told, facts = told_of(sentence.text)
    right = tuple(among(told, claim) for claim in sentence.claims)
    turned = tuple(among(facts, [one.turned() for one in claim]) for claim in sentence.claims)
    return Judged(sentence, told, right, tuple(one and not sentence.may_turn for one in turned))


def table(found: Sequence[Judged]) -> Iterator[str]:
    """Yield the rows of the table: a device, and by kind of clause how many of how many claims are right."""
    right, every, turned = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[str]()
    for one in found:
        device, kind, frame = one.sentence.device, one.sentence.kind, one.sentence.frame
        column = kind if frame == UNFRAMED else IN_FRAMES
        every[device, column] += len(one.right)
        right[device, column] += sum(one.right)
        turned[device] += sum(one.turned)
    columns = [*dict.fromkeys(one.sentence.kind for one in found), IN_FRAMES]
    widths = {column: max(len(column), 7) for column in columns}
    yield "  ".join([" " * 18, *(f"{column:>{width}s}" for column, width in widths.items()), "turned"])
    for device in dict.fromkeys(one.sentence.device for one in found):
        cells = []
        for column, width in widths.items():
            good, all_ = right[device, column], every[device, column]
            cells.append(f"{f'{good}/{all_}' if all_ else '':>{width}s}")
        yield "  ".join([f"{device:18s}", *cells, f"{turned[device]:6d}"])


def totals(found: Sequence[Judged]) -> Iterator[str]:
    """Yield a line for each set of words."""
    for group in dict.fromkeys(one.sentence.group for one in found):
        own = [one for one in found if one.sentence.group == group]
        every = sum(len(one.right) for one in own)
        right, turned = sum(sum(one.right) for one in own), sum(sum(one.turned) for one in own)
        yield f"{group}: {every} claims, {right} right ({right / every:.3f}), {turned} turned, {every - right} missed"


def failures(found: Iterable[Judged]) -> Iterator[str]:
    """Yield the sentences that were missed or turned, with what was told of them."""
    for one in found:
        sentence, turned = one.sentence, any(one.turned)
        if turned or not all(one.right):
            text = sentence.text.replace("\n", " ¶ ")
            yield f"{'TURNED' if turned else 'MISSED'} {sentence.device}, {sentence.kind}, {sentence.frame}: {text}"
            yield from (
                f"    {told.polarity} {told.subject} | {told.relation} | {told.object}" for told in one.told
            )


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the sentences, read them, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", metavar="SET", help="sets of words, all by default")
    parser.add_argument("--words", type=Path, default=WORDS, help="a file with sets of words")
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared", help="where the scorer is")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--device", help="this one alone")
    parser.add_argument("--show", action="store_true", help="list what was missed or turned")
    chosen = parser.parse_args(arguments)
    sets = [words for words in read_words(chosen.words) if not chosen.sets or words.group in chosen.sets]
    made = [
        sentence
        for sentence in sentences(sets, read_constructions(CONSTRUCTIONS))
        if chosen.device in (None, sentence.device)
    ]
    if not made:
        print("no sentence was made", file=sys.stderr)
        return 1
    if not (chosen.shared / SCORER).is_file():
        parser.error(f"no {SCORER} in {chosen.shared}")
    judge = partial(judged, shared=chosen.shared)
    if chosen.jobs > 1:
        with ProcessPoolExecutor(chosen.jobs) as pool:
            found = list(pool.map(judge, made, chunksize=100))
    else:
        found = [judge(sentence) for sentence in made]
    lines = chain(failures(found) if chosen.show else (), table(found), totals(found))
    print(*lines, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
