"""Build the list of antonyms from WordNet: python benchmarks/build_antonyms.py DICT

DICT is the folder with data.adj, data.adv, data.noun and data.verb (Debian's package wordnet-base puts
them into /usr/share/wordnet). Writes src/histgraph/data/antonyms.tsv: part of speech and two single words
a line, each pair once, sorted. Licence: src/histgraph/data/antonyms.LICENSE.txt.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "histgraph" / "data" / "antonyms.tsv"
_WORD = re.compile(r"[a-z]{2,}(?:-[a-z]+)?")


def synsets(file: Path) -> Iterator[tuple[str, list[str], list[tuple[str, int, int]]]]:
    """Yield offset, words and antonym pointers (offset, own word, other word; 1-based) of each synset."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            continue
        fields = line.split(" | ")[0].split()
        count = int(fields[3], 16)
        words = [fields[4 + 2 * i].split("(")[0].lower() for i in range(count)]
        at = 4 + 2 * count
        pointers = []
        for i in range(int(fields[at])):
            symbol, offset, _, ends = fields[at + 1 + 4 * i : at + 5 + 4 * i]
            if symbol == "!":
                pointers.append((offset, int(ends[:2], 16), int(ends[2:], 16)))
        yield fields[0], words, pointers


def pairs(file: Path) -> set[tuple[str, str]]:
    """Return the pairs of single words that one file calls antonyms, each pair once."""
    rows = list(synsets(file))
    words = {offset: names for offset, names, _ in rows}
    found = set()
    for _, names, pointers in rows:
        for offset, own, other in pointers:
            pair = sorted((names[own - 1], words[offset][other - 1]))
            if all(_WORD.fullmatch(word) for word in pair):
                found.add((pair[0], pair[1]))
    return found


def main(folder: str) -> None:
    """Write the list."""
    lines = [
        f"{kind}\t{one}\t{other}\n"
        for kind in ("adj", "adv", "noun", "verb")
        for one, other in sorted(pairs(Path(folder) / f"data.{kind}"))
    ]
    TARGET.write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} pairs, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
