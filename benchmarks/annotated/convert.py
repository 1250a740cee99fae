"""Write the gold of the pages anew: python benchmarks/annotated/convert.py [FOLDER ...].

Each ``FOLDER`` (``open``, ``kept`` and ``concepts`` beside this script unless told otherwise) holds pages,
``NAME.txt``, and beside each its claims and disputes written by hand, ``NAME.gold``. From them ``FOLDER/gold.json``
is made, which is what a scorer reads. A line of a ``.gold`` file is a claim, a dispute, empty, or a remark behind
``#``; its fields are parted by a bar between blanks::

    id | answer | first words ... last words | subject | relation | object | concept | + or - | certainty | extras
    DISPUTE | id | kind | required or soft | ids of one side | ids of the other side | note

The evidence runs from the first place of the first words to the next place of the last words; without ``...`` it is
the words themselves. ``+`` affirms, ``-`` denies; the certainty is certain, probable or possible. The extras are
optional, parted by semicolons, each ``key=value``: other names for the subject (``sa``), the relation (``ra``) or
the object (``oa``), any number of times; and once each ``time``, ``over``, ``condition``, ``who`` (who holds the
view, where it is not the author of the answer) and ``stance`` (of that author towards the view).

Ids need only be unique within a page; in ``gold.json`` the name of the page stands before them. Problems are printed,
one a line, and make the exit code 1; a folder with problems keeps the ``gold.json`` it had.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
LONGEST = 600  # characters of evidence; beyond it the words quoted are hardly those meant
POLARITIES = {"+": "affirmed", "-": "denied"}
CERTAINTIES = ("certain", "probable", "possible")
ALIASES = {"sa": "subject_aliases", "ra": "relation_aliases", "oa": "object_aliases"}
SINGLE = {
    "who": "attributed_to",
    "stance": "stance",
    "time": "time",
    "over": "over",
    "condition": "condition",
}


class GoldError(ValueError):
    """A line says something that cannot be right."""


@dataclass
class Page:
    """A page and what its gold says: the claims and disputes that could be read, the problems of the others."""

    name: str
    text: str
    claims: list[dict[str, Any]] = field(default_factory=list)
    disputes: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def span(text: str, quoted: str) -> tuple[int, int]:
    """Return where the evidence begins and ends, given as ``first words ... last words``."""
    first, _, last = (part.strip() for part in quoted.partition("..."))
    start = text.find(first)
    if not first or start < 0:
        raise GoldError(f"the page does not say {first!r}")
    last = last or first
    found = text.find(last, start)
    if found < 0:
        raise GoldError(f"the page does not say {last!r} after {first!r}")
    end = found + len(last)
    if end - start > LONGEST:
        raise GoldError(f"evidence of {end - start} characters, more than {LONGEST}")
    return start, end


def extras(written: str) -> dict[str, Any]:
    """Return the optional fields of a claim; the three lists of aliases are always there."""
    read: dict[str, Any] = {name: [] for name in ALIASES.values()}
    for extra in filter(None, (part.strip() for part in written.split(";"))):
        key, equals, value = (part.strip() for part in extra.partition("="))
        if not equals or not value:
            raise GoldError(f"extra without a value: {extra!r}")
        if key in ALIASES:
            aliases = read[ALIASES[key]]
            if value not in aliases:
                aliases.append(value)
        elif key not in SINGLE:
            raise GoldError(f"unknown extra {key!r}")
        elif SINGLE[key] in read:
            raise GoldError(f"extra {key!r} given twice")
        else:
            read[SINGLE[key]] = value
    return read


def claim(page: Page, fields: list[str]) -> dict[str, Any]:
    """Return the claim of a line."""
    if len(fields) not in (9, 10):
        raise GoldError(f"{len(fields)} fields, a claim has 9 or 10")
    id_, answer, quoted, subject, relation, object_, concept, polarity, certainty = fields[:9]
    if not all((id_, answer, subject, relation, object_, concept)):
        raise GoldError("a field is empty")
    if polarity not in POLARITIES:
        raise GoldError(f"polarity {polarity!r}, neither + nor -")
    if certainty not in CERTAINTIES:
        raise GoldError(f"certainty {certainty!r}, none of {', '.join(CERTAINTIES)}")
    start, end = span(page.text, quoted)
    return {
        "id": f"{page.name}:{id_}",
        "document": f"{page.name}.txt",
        "answer": answer,
        "start": start,
        "end": end,
        "subject": subject,
        "relation": relation,
        "object": object_,
        "concept": concept,
        "polarity": POLARITIES[polarity],
        "certainty": certainty,
        **extras(fields[9] if len(fields) == 10 else ""),
    }


def dispute(page: Page, fields: list[str], claims: set[str]) -> dict[str, Any]:
    """Return the dispute of a line; its claims must stand further up."""
    if len(fields) not in (6, 7):
        raise GoldError(f"{len(fields)} fields, a dispute has 6 or 7")
    _, id_, kind, weight, *sides = fields[:6]
    if not id_ or not kind:
        raise GoldError("a field is empty")
    if weight not in ("required", "soft"):
        raise GoldError(f"{weight!r}, neither required nor soft")
    one, other = ([f"{page.name}:{id_}" for id_ in side.split()] for side in sides)
    if not one or not other:
        raise GoldError("a dispute has two sides")
    if unknown := [id_ for id_ in one + other if id_ not in claims]:
        raise GoldError(f"no such claim: {', '.join(unknown)}")
    if both := set(one) & set(other):
        raise GoldError(f"on both sides: {', '.join(sorted(both))}")
    return {
        "id": f"{page.name}:{id_}",
        "kind": kind,
        "required": weight == "required",
        "one_side": one,
        "other_side": other,
    }


def lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield number and fields of each line that says something."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, [part.strip() for part in line.strip().split(" | ")]


def read_page(path: Path) -> Page:
    """Return a page with its gold."""
    page = Page(path.stem, path.read_text(encoding="utf-8"))
    gold = path.with_suffix(".gold")
    if not gold.is_file():
        page.problems.append(f"{gold.name}: missing")
        return page
    claims: set[str] = set()
    disputes: set[str] = set()
    for number, fields in lines(gold):
        try:
            if fields[0] == "DISPUTE":
                made, kept, seen = dispute(page, fields, claims), page.disputes, disputes
            else:
                made, kept, seen = claim(page, fields), page.claims, claims
            if made["id"] in seen:
                raise GoldError(f"id {made['id']} given twice")
        except GoldError as error:
            page.problems.append(f"{gold.name}:{number}: {error}")
        else:
            seen.add(made["id"])
            kept.append(made)
    return page


def gold_of(pages: list[Page]) -> dict[str, Any]:
    """Return what ``gold.json`` says; every page is a group of its own, compared with itself only."""
    return {
        "documents": {f"{page.name}.txt": hashlib.sha256(page.text.encode()).hexdigest() for page in pages},
        "groups": [[f"{page.name}.txt"] for page in pages],
        "claims": [made for page in pages for made in page.claims],
        "disputes": [made for page in pages for made in page.disputes],
    }


def convert(folder: Path) -> tuple[list[Page], list[str]]:
    """Write ``gold.json`` of a folder unless there are problems; return its pages and the problems."""
    pages = [read_page(path) for path in sorted(folder.glob("*.txt"))]
    problems = [problem for page in pages for problem in page.problems]
    if not pages:
        problems.append("no pages")
    names = {page.name for page in pages}
    problems += [
        f"{gold.name}: no page beside it" for gold in sorted(folder.glob("*.gold")) if gold.stem not in names
    ]
    if not problems:
        written = json.dumps(gold_of(pages), indent=1, sort_keys=True, ensure_ascii=False)
        (folder / "gold.json").write_text(written + "\n", encoding="utf-8")
    return pages, problems


def main() -> int:
    """Convert and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "folders", nargs="*", type=Path, default=[HERE / "open", HERE / "kept", HERE / "concepts"]
    )
    count = 0
    seen: dict[str, Path] = {}
    for folder in parser.parse_args().folders:
        pages, problems = convert(folder)
        for page in pages:
            other = seen.setdefault(page.name, folder)
            if other != folder:
                problems.append(f"{page.name}.txt: also in {other}, so that ids stand twice")
        claims = [made for page in pages for made in page.claims]
        denied = sum(made["polarity"] == "denied" for made in claims)
        disputes = [made for page in pages for made in page.disputes]
        required = sum(made["required"] for made in disputes)
        for problem in problems:
            print(f"{folder}: {problem}")
        print(
            f"{folder}: {len(pages)} pages, {len(claims)} claims ({denied} denied),"
            f" {len(disputes)} disputes ({required} required), {len(problems)} problems"
        )
        count += len(problems)
    return int(count > 0)


if __name__ == "__main__":
    sys.exit(main())
