"""What each group of rules adds: python benchmarks/ablation.py [GROUP ...] [--shared DIR]

Reads the annotated pages once with everything, then once more for each group with that group
switched off, and scores learn and check (totals only) with the scorer that stands beside a
development checkout; of the short pages (all of them) only the theses are annotated, so there it is
recall. Prints a Markdown table: the scores of the whole, and what is lost (negative: gained)
without each group, and how many claims change; a group that changes none is a fault of this program, or of
the rules, and makes the exit code 1. Parses are made once and shared, but for groups that change them.
"""

import argparse
import contextlib
import dataclasses
import importlib
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

from histgraph import extract
from histgraph.extract import RuleExtractor
from histgraph.normalise import Normaliser
from histgraph.segment import divide
from histgraph.sources import read
from plain import claims_gold
from plain import read as plain_pages
from quality import run

HERE = Path(__file__).parent
SETS = {"learn": ("seeds", "eval/learn"), "check": ("eval/check",)}
SHORT = ("open", "kept")
MEASURES = ("claim", "precision", "denied", "hedged", "holder", "concept")
RECALLS = ("recall", "denied recall")


def never(*_: Any, **__: Any) -> bool:
    return False


def nothing(*_: Any, **__: Any) -> None:
    return None


def without_vectors(phrases: list[str]) -> Any:
    """Vectors that say nothing: all phrases are equally far from each other."""
    numpy = importlib.import_module("numpy")
    return numpy.zeros((len(phrases), 1))


READING = "histgraph.extract.reading"
CONSTRUCTIONS = "histgraph.extract.constructions"
LIKENESS = "histgraph.normalise.likeness"
PARSE = "histgraph.extract.parsing.parse"
GROUPS: Mapping[str, tuple[tuple[str, str, Callable[..., Any]], ...]] = {
    "pronouns, descriptions": (("histgraph.extract.referents.refer.Discourse", "read", nothing),),
    "clauses inside clauses": ((READING, "read_inside", nothing),),
    "relatives, participles, appositions": ((READING, "read_noun", nothing),),
    "goals and purposes": (
        (READING, "goal", never), (READING, "goal_noun", never), (READING, "had_goal", never),
        (f"{CONSTRUCTIONS}.copula", "goal", never), (f"{CONSTRUCTIONS}.passive", "goal", never),
        (f"{CONSTRUCTIONS}.inner", "purpose", nothing), (f"{CONSTRUCTIONS}.nouns", "quest", nothing),
    ),
    "causes": ((READING, "because", nothing), (READING, "cause_noun", never)),
    "deeds told by nouns": ((READING, "read_event", nothing),),
    "beliefs and views": ((READING, "view", never), (READING, "belief_noun", never)),
    "attributions": ((READING, "attributions", lambda _, scope: scope),),
    "taken for (saw X as Y)": ((READING, "read_portrayed", never),),
    "existentials": ((READING, "read_existential", never),),
    "passives as such": ((READING, "read_passive", never),),
    "ellipsis": ((READING, "elliptic", never),),
    "light verbs": ((f"{CONSTRUCTIONS}.verbal", "light_key", nothing),),
    "polarity, certainty, mode": (("histgraph.extract.drafting.clauses", "modality", lambda _, start: start),),
    "implied (failed to, prevented from)": (
        (READING, "read_implied", never), (f"{CONSTRUCTIONS}.verbal", "DENIED", frozenset()),
    ),
    "claims about claims": ((READING, "read_judged", never),),
    "contrast (A, not B)": ((READING, "set_against", nothing),),
    "turns of denial": ((READING, "read_denial", never), (READING, "read_limits", nothing)),
    "what is thought of it": ((READING, "read_opinion", never),),
    "impersonal, traced": ((READING, "read_impersonal", never), (READING, "read_traced", never)),
    "clefts that choose": ((READING, "chosen", never),),
    "reasons beside": ((READING, "beside", nothing),),
    "what is told in answers": (
        (READING, "fragment", nothing), (READING, "it_was", never), (READING, "because_cleft", never),
    ),
    "facts, stories, lacks": ((READING, "read_stated", nothing),),
    "yes, no, they did": (
        ("histgraph.extract.questions.replies.Asking", "answered", nothing),
        ("histgraph.extract.questions.replies.Asking", "goes_on", lambda *_: ()),
    ),
    "answers that name": ((READING, "read_named", nothing),),
    "the topic of the question": (
        ("histgraph.extract.referents.refer", "asked_as", lambda one, _: one.role),
        ("histgraph.extract.referents.refer", "named_in", lambda *_: ()),
    ),
    "what seems, is raised": ((READING, "read_appearance", never), (READING, "raised", nothing)),
    "degrees, helplessness": ((READING, "read_degrees", nothing), (READING, "read_helpless", never)),
    "repairs of hasty writing": ((PARSE, "mended", lambda text, offsets, *_: (text, offsets)),),
    "repairs of trees": ((PARSE, "repaired", lambda docs: docs),),
    "learned confidence": (),
    "merging of wordings": (("histgraph.normalise", "merged", lambda _: {}),),
    "word vectors (gate)": ((LIKENESS, "phrase_vectors", without_vectors), (LIKENESS, "word_vectors", without_vectors)),
}  # fmt: skip
"""For each group what is put in the place of what; a function of several modules is named where it is used."""


@contextlib.contextmanager
def switched_off(group: str | None) -> Iterator[None]:
    """Read without a group of rules for a while."""
    with contextlib.ExitStack() as stack:
        for path, name, instead in GROUPS[group] if group else ():
            where = found(path)
            rule = getattr(where, name)
            stack.enter_context(mock.patch.object(where, name, instead))
            for table, rules in list(vars(where).items()):
                if isinstance(rules, tuple) and rule in rules:
                    others = tuple(instead if one is rule else one for one in rules)
                    stack.enter_context(mock.patch.object(where, table, others))
        yield


def found(path: str) -> Any:
    """Return a module, or a class of one."""
    try:
        return importlib.import_module(path)
    except ModuleNotFoundError:
        module, name = path.rsplit(".", 1)
        return getattr(importlib.import_module(module), name)


class Parses:
    """Parses each page once; what a reading notes in a sentence is forgotten for the next.

    With ``anew`` set, each page is parsed when it is asked for, and nothing is kept.
    """

    anew = False

    def __init__(self) -> None:
        self._made: dict[str, list[Any]] = {}
        self._parsed = extract.parsed

    def __call__(self, page: Any, nlp: Any, names: Any) -> list[Any]:
        """Return the sentences of a page, parsed the first time only unless ``anew``."""
        if self.anew:
            return list(self._parsed(page, nlp, names))
        if page.source.id not in self._made:
            self._made[page.source.id] = list(self._parsed(page, nlp, names))
        return [dataclasses.replace(s, referents={}) for s in self._made[page.source.id]]


def scored(
    gold: Path, scorer: Path, pages: list[Any], rated: bool, out: Path
) -> tuple[dict[str, float], frozenset[str]]:
    """Read pages and score their claims, as a program of its own would; return the scores, and the claims as lines."""
    extractor, normaliser = RuleExtractor(rated=rated), Normaliser()
    path = out / "claims.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for page in pages:
            for claim in normaliser.reading(page, extractor.read(page)).claims:
                row = {
                    "id": claim.id, "document": page.source.name, "subject": claim.subject.label,
                    "relation": claim.relation.label, "object": claim.object.label,
                    "object_id": claim.object.entity, "polarity": claim.polarity.value,
                    "certainty": claim.certainty.value, "attributed_to": claim.attributed_to,
                    "start": claim.evidence.start, "end": claim.evidence.end,
                }  # fmt: skip
                lines.write(json.dumps(row) + "\n")
    found = json.loads(run(sys.executable, scorer, gold, path, "--json"))
    scores = {"claim": found["claim"][2], "precision": found["claim"][0]}
    scores |= {key: found[key][2] for key in ("denied", "hedged", "holder", "concept")}
    scores |= {"recall": found["claim"][1], "denied recall": found["denied"][1]}
    return scores, frozenset(path.read_text(encoding="utf-8").splitlines())


COLUMNS = [(name, measure) for name in SETS for measure in MEASURES if (name, measure) != ("check", "holder")]
COLUMNS += [("short", measure) for measure in RECALLS]
Scores = Mapping[str, Mapping[str, float]]


def header(whole: Scores) -> str:
    """Write the first rows of a Markdown table: what is measured, and the whole."""
    return "\n".join(
        (
            "| without | claims changed | "
            + " | ".join(f"{name} {measure}" for name, measure in COLUMNS)
            + " |",
            "|---|---:|" + "---:|" * len(COLUMNS),
            "| **nothing (all rules)** | 0 | " + " | ".join(f"{whole[n][m]:.3f}" for n, m in COLUMNS) + " |",
        )
    )


def row(group: str, changed: int, scores: Scores, whole: Scores) -> str:
    """Write what changes without a group."""
    cells = (f"{scores[n][m] - whole[n][m]:+.3f}" for n, m in COLUMNS)
    return (
        f"| {group} | {changed} | "
        + " | ".join("0" if c in {"+0.000", "-0.000"} else c for c in cells)
        + " |"
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"all by default: {'; '.join(GROUPS)}")
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    chosen = parser.parse_args()
    if unknown := set(chosen.groups) - set(GROUPS):
        parser.error(f"no group {', '.join(sorted(unknown))}; there are: {'; '.join(GROUPS)}")
    folders = {name: [chosen.shared / f for f in parts] for name, parts in SETS.items()}
    if missing := [f for parts in folders.values() for f in parts if not f.is_dir()]:
        parser.error(f"there is no {missing[0]}: the annotated pages stand beside a development checkout")
    gold = {name: chosen.shared / "eval" / f"{name}.gold.json" for name in SETS}
    folders["short"] = [HERE / "plain" / name for name in SHORT]
    pages = {n: [divide(s) for s in read([str(f) for f in parts])] for n, parts in folders.items()}
    scorer = chosen.shared / "eval" / "score_claims.py"
    whole: Scores = {}
    all_claims: frozenset[str] = frozenset()
    dead: list[str] = []
    parses = Parses()
    with tempfile.TemporaryDirectory() as folder, mock.patch.object(extract, "parsed", parses):
        gold["short"] = Path(folder, "gold.json")
        theses = claims_gold([page for f in folders["short"] for page in plain_pages(f)])
        gold["short"].write_text(json.dumps(theses), encoding="utf-8")
        for group in (None, *(chosen.groups or GROUPS)):
            parses.anew = any(module == PARSE for module, *_ in GROUPS.get(group, ()))
            with switched_off(group):
                rated = group != "learned confidence"
                read_anew = {n: scored(gold[n], scorer, pages[n], rated, Path(folder)) for n in gold}
            scores = {n: one for n, (one, _) in read_anew.items()}
            claims = frozenset().union(*(lines for _, lines in read_anew.values()))
            if group is None:
                whole, all_claims = scores, claims
                print(header(whole), flush=True)
                continue
            changed = len(claims - all_claims) + len(all_claims - claims)
            dead += [] if changed else [group]
            print(row(group, changed, scores, whole), flush=True)
    if dead:
        print(f"change no claim at all: {', '.join(dead)}", file=sys.stderr)
    return 1 if dead else 0


if __name__ == "__main__":
    sys.exit(main())
