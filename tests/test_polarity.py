"""Polarity and mode by themselves: the errors that turn a meaning round.

Run by hand to see every sentence that is read wrongly, or not at all: python tests/test_polarity.py --show
"""

import argparse
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from casetables import (
    CASES,
    ENOUGH,
    Case,
    claims_of,
    likeness,
    load,
    matches,
    wordings,
    written,
    written_claim,
)
from histgraph.model import Claim, Polarity

ALL_FLOORS = tomllib.loads((CASES / "floors.toml").read_text(encoding="utf-8"))
THE_SAME = 0.85
"""Forbidden claims must be met nearly word for word: "the only heir" is not "the heir"."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a claim that matters was found, what was read wrongly and what was turned round."""

    case: Case
    found: bool
    wrong: tuple[Mapping[str, Any], ...]
    turned: tuple[Claim, ...]

    @property
    def judged(self) -> bool:
        return self.found or bool(self.turned) or not self.case.claims

    @property
    def right(self) -> bool:
        return self.judged and not self.wrong and not self.turned


def verdict(case: Case, claims: tuple[Claim, ...]) -> Verdict:
    found = [row for row in case.claims if any(matches(row, claim, any_polarity=True) for claim in claims)]
    wrong = [row for row in found if not any(fits(row, claim) for claim in claims)]
    turned = [claim for claim in claims if any(says(row, claim) for row in case.forbidden)]
    return Verdict(case, bool(found), tuple(wrong), tuple(turned))


def fits(row: Mapping[str, Any], claim: Claim, enough: float = ENOUGH) -> bool:
    """Whether a claim has the triple, the polarity and the mode, and the certainty where one is given."""
    return any(
        matches({**wording, "or": ()}, claim, enough=enough)
        and claim.mode == wording.get("mode", "actual")
        and claim.certainty == wording.get("certainty", claim.certainty)
        for wording in wordings(row)
    )


def says(row: Mapping[str, Any], claim: Claim) -> bool:
    """Whether a claim says the forbidden thing: in the author's voice, unless the row names another."""
    if claim.attributed_to and likeness(row.get("who", "the author"), claim.attributed_to) < ENOUGH:
        return False
    return fits(row, claim, THE_SAME)


def verdicts(rated: bool = True, table: str = "polarity") -> list[Verdict]:
    return [verdict(case, claims_of(case.text, rated)) for case in load(CASES / f"{table}.toml")]


def shares(done: list[Verdict]) -> tuple[float, float]:
    """Return accuracy over the sentences whose claim was found, and the share of those in all."""
    judged = [v for v in done if v.judged]
    return sum(v.right for v in judged) / max(len(judged), 1), len(judged) / len(done)


@pytest.mark.parametrize(("table", "least"), [("polarity", 250), ("polarity_kept_back", 60)])
def test_meanings_are_not_turned_round(record_property, table, least):
    done, floors = verdicts(table=table), ALL_FLOORS[table]
    assert len(done) >= least
    accuracy, coverage = shares(done)
    record_property(table, f"accuracy {accuracy:.3f}, coverage {coverage:.3f}")
    assert accuracy >= floors["accuracy"], "python tests/test_polarity.py --show names what is read wrongly"
    assert coverage >= floors["coverage"]


@pytest.mark.parametrize("polarity", list(Polarity))
def test_the_yardstick_tells_a_meaning_from_its_opposite(polarity):
    """The runner itself: a sentence read with the wrong polarity must count as wrong."""
    text = "The king did not fear Cato." if polarity is Polarity.AFFIRMED else "The king feared Cato."
    row = {"subject": "king", "relation": "feared", "object": "Cato", "polarity": polarity.value}
    case = Case("polarity", text, (row,))
    judged = verdict(case, claims_of(text, rated=False))
    assert judged.found
    assert not judged.right


def main() -> None:
    parser = argparse.ArgumentParser(description="Score polarity and mode, and show what is read wrongly.")
    parser.add_argument("--show", action="store_true", help="print each sentence read wrongly or not at all")
    parser.add_argument("--unrated", action="store_true", help="keep the claims that rating would drop")
    chosen = parser.parse_args()
    done = verdicts(not chosen.unrated)
    for v in done if chosen.show else ():
        if not v.right:
            print(f"\n{v.case.text}" + ("" if v.judged else "   (claim not found)"))
            for row in v.wrong if v.judged else v.case.claims:
                print(f"    wanted  {written(row)}")
            for claim in claims_of(v.case.text, not chosen.unrated):
                print(f"    {'TURNED' if claim in v.turned else 'got   '}  {written_claim(claim)}")
    for name, rows in (("polarity", done), ("kept back", verdicts(not chosen.unrated, "polarity_kept_back"))):
        accuracy, coverage = shares(rows)
        print(f"{name}: {len(rows)} sentences, accuracy {accuracy:.3f} where found, coverage {coverage:.3f}")


if __name__ == "__main__":
    main()
