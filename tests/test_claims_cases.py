"""The case tables of claims: what a careful reader would write down, and what is found.

Run by hand to see every miss of a table, or of all: python tests/test_claims_cases.py --show transitive
"""

import argparse
import tomllib

import pytest

from casetables import CASES, Outcome, Score, fields, judge, load, score, written, written_claim

TABLES = sorted(path.stem for path in (CASES / "claims").glob("*.toml"))
FLOORS = tomllib.loads((CASES / "floors.toml").read_text(encoding="utf-8"))


def outcomes(table: str, rated: bool = True) -> list[Outcome]:
    return [judge(case, rated) for case in load(CASES / "claims" / f"{table}.toml")]


def test_the_tables_are_many_and_each_has_a_floor():
    cases = [case for table in TABLES for case in load(CASES / "claims" / f"{table}.toml")]
    assert len(cases) >= 320
    assert len({case.text for case in cases}) == len(cases), "a text stands twice"
    assert set(FLOORS["claims"]) == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_claims_reach_their_floor(table, record_property):
    reached = score(outcomes(table))
    floor = FLOORS["claims"][table]
    record_property("score", line(table, reached))
    assert reached.recall >= floor["recall"], line(table, reached)
    assert reached.precision >= floor["precision"], line(table, reached)
    assert reached.fields >= floor["fields"], line(table, reached)


def line(table: str, reached: Score) -> str:
    return (
        f"{table:24} {reached.cases:4} cases {reached.expected:4} claims   recall {reached.recall:.3f}"
        f"   precision {reached.precision:.3f}   fields {reached.fields:.3f}"
    )


def floor(table: str, reached: Score) -> str:
    names = ("recall", "precision", "fields")
    shares = (f"{name} = {int(getattr(reached, name) * 100) / 100:.2f}" for name in names)
    return f"{table} = {{ {', '.join(shares)} }}"


def show(done: list[Outcome]) -> None:
    for outcome in done:
        wrong = [pair for pair in outcome.found if not all(right for _, right in fields(*pair))]
        if outcome.missed or outcome.extra or wrong:
            print(f"\n{outcome.case.text}")
            for row in outcome.missed:
                print(f"    missed  {written(row)}")
            for claim in outcome.extra:
                print(f"    extra   {written_claim(claim)}")
            for row, claim in wrong:
                print(f"    fields  {written(row)}\n       got  {written_claim(claim)}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Score the case tables and show what is missed.")
    parser.add_argument("tables", nargs="*", help=f"tables to read; all by default: {', '.join(TABLES)}")
    parser.add_argument("--show", action="store_true", help="print each case that is not wholly right")
    parser.add_argument("--unrated", action="store_true", help="keep the claims that rating would drop")
    parser.add_argument("--floors", action="store_true", help="print floors.toml for what is reached now")
    chosen = parser.parse_args()
    everything: list[Outcome] = []
    for table in chosen.tables or TABLES:
        done = outcomes(table, not chosen.unrated)
        everything += done
        if chosen.show:
            show(done)
        reached = score(done)
        if chosen.floors:
            print(floor(table, reached))
        else:
            print(line(table, reached))
    if not chosen.floors:
        print(line("all", score(everything)))


if __name__ == "__main__":
    main()
