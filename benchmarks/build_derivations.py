"""Build the list of derived words from WordNet: python benchmarks/build_derivations.py DICT

DICT is the folder with data.* and index.* (Debian's package wordnet-base puts them into
/usr/share/wordnet). Writes src/histgraph/data/derivations.tsv: a noun or adjective, the word
that it comes from, sorted: "conquest, conquer", "economic, economy". Only words of the vectors'
vocabulary are looked at, in their commonest senses, only pairs that share a beginning, and none for
people and things ("ruler" is not "rule"). Licence: src/histgraph/data/antonyms.LICENSE.txt.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from histgraph.normalise.vectors import rank

TARGET = Path(__file__).parents[1] / "src" / "histgraph" / "data" / "derivations.tsv"
SENSES = 3
"""How many senses of a word are looked at, commonest first."""
DRIFTED = {
    "revolution",
    "minority",
    "official",
    "mastery",
    "shipping",
    "mister",
    "mission",
    "position",
    "station",
    "nation",
}
"""Words that have drifted away from where they come from."""
ABSTRACT = {4, 7, 9, 10, 11, 12, 16, 19, 21, 22, 24, 26}
"""WordNet's files of nouns for acts, attributes, cognition, communication, events, feelings, motives,
phenomena, possession, processes, relations and states."""
_WORD = re.compile(r"[a-z]{3,}")
_LETTERS = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}

Synset = tuple[int, list[str], list[tuple[str, str, int, int]]]


def synsets(file: Path) -> Mapping[str, Synset]:
    """Return file number, words and derivation pointers (kind, offset, own word, other word) of each synset."""
    found = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            continue
        fields = line.split(" | ")[0].split()
        count = int(fields[3], 16)
        words = [fields[4 + 2 * i].split("(")[0].lower() for i in range(count)]
        at = 4 + 2 * count
        pointers = []
        for i in range(int(fields[at])):
            symbol, offset, kind, ends = fields[at + 1 + 4 * i : at + 5 + 4 * i]
            if symbol in {"+", "\\"}:
                pointers.append((_LETTERS[kind], offset, int(ends[:2], 16), int(ends[2:], 16)))
        found[fields[0]] = (int(fields[1]), words, pointers)
    return found


def senses(file: Path) -> Mapping[str, list[str]]:
    """Return the synsets of each word, commonest sense first."""
    found = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("  "):
            fields = line.split()
            found[fields[0]] = fields[-int(fields[2]) :]
    return found


def derived(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield derived word and base: nouns from verbs, nouns from adjectives, adjectives from nouns."""
    data = {kind: synsets(folder / f"data.{kind}") for kind in ("noun", "verb", "adj")}
    index = {kind: senses(folder / f"index.{kind}") for kind in data}
    for kind, bases in (("noun", ("verb", "adj")), ("adj", ("noun",))):
        for word, offsets in index[kind].items():
            for base in bases:
                for offset in offsets[:SENSES]:
                    number, words, pointers = data[kind][offset]
                    if kind == "noun" and number not in ABSTRACT:
                        continue
                    for other_kind, other, own, place in pointers:
                        if other_kind != base or words[own - 1] != word:
                            continue
                        yield word, data[base][other][1][place - 1]


def _root(word: str, best: Mapping[str, str]) -> str:
    """Return the shortest word that a word comes from by way of others."""
    chain = [word]
    while chain[-1] in best and best[chain[-1]] not in chain:
        chain.append(best[chain[-1]])
    return min(chain, key=lambda w: (len(w), w))


def main(folder: str) -> None:
    """Write the list."""
    ranks = rank()
    best: dict[str, str] = {}
    for word, base in derived(Path(folder)):
        if not (_WORD.fullmatch(word) and _WORD.fullmatch(base) and word in ranks):
            continue
        shared = next(
            (i for i, (a, b) in enumerate(zip(word, base, strict=False)) if a != b), min(len(word), len(base))
        )
        if word in DRIFTED or word == base or shared < 3 or shared < 0.5 * len(base):
            continue
        if word not in best or (len(best[word]), best[word]) > (len(base), base):
            best[word] = base
    lines = [f"{word}\t{_root(word, best)}\n" for word in sorted(best) if _root(word, best) != word]
    TARGET.write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} words, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
