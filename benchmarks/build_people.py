"""Build the list of nouns that name people from WordNet: python benchmarks/build_people.py DICT

DICT is the folder with data.noun and index.noun (Debian's package wordnet-base puts them into
/usr/share/wordnet). Writes src/histgraph/data/people.txt, one noun a line, sorted: those whose
commonest sense is a person or a people, names of single persons left out.
Licence: src/histgraph/data/antonyms.LICENSE.txt.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "histgraph" / "data" / "people.txt"
PERSON = 18
"""WordNet's file of nouns for people."""
_WORD = re.compile(r"[a-z]{3,}")


def people(folder: Path) -> Iterator[str]:
    """Yield the nouns in the order of WordNet's index."""
    sorts = {}
    for line in (folder / "data.noun").read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):
            fields = line.split(" | ")[0].split()
            sorts[fields[0]] = int(fields[1]) == PERSON and "@i" not in fields
    for line in (folder / "index.noun").read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if not line.startswith("  ") and _WORD.fullmatch(fields[0]) and sorts[fields[-int(fields[2])]]:
            yield fields[0]


def main(folder: str) -> None:
    """Write the list."""
    found = sorted(set(people(Path(folder))))
    TARGET.write_text("".join(f"{word}\n" for word in found), encoding="utf-8")
    print(f"{len(found)} nouns, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
