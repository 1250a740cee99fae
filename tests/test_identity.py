"""Whether two wordings of one claim meet in one proposition, and different claims stay apart.

Run by hand to see the pairs that go wrong: python tests/test_identity.py
"""

import tomllib

from casetables import CASES, claims_of, written_claim
from histgraph.model import Claim
from histgraph.vocabulary import relations

PAIRS = tomllib.loads((CASES / "identity.toml").read_text(encoding="utf-8"))["pair"]
FLOORS = tomllib.loads((CASES / "floors.toml").read_text(encoding="utf-8"))["identity"]


def sides(pair) -> tuple[list[Claim], list[Claim]]:
    """Read both sentences as paragraphs of one page; return the claims of each."""
    text = f"{pair['one']}\n\n{pair['other']}"
    claims = claims_of(text)
    border = len(pair["one"])
    return [c for c in claims if c.evidence.start < border], [c for c in claims if c.evidence.start > border]


def meet(pair) -> bool:
    one, other = sides(pair)
    return bool(set(map(said, one)) & set(map(said, other)))


def said(claim: Claim) -> tuple[str, str, str, str]:
    """Return what a claim says, of two inverse relations always the one that sorts first."""
    what = claim.proposition
    known = relations().get(what.relation)
    inverse = known.inverse if known is not None else None
    if inverse is not None and inverse < what.relation:
        return what.object, inverse, what.subject, claim.polarity
    return what.subject, what.relation, what.object, claim.polarity


def read_at_all(pair) -> bool:
    return all(sides(pair))


def shares() -> tuple[float, float]:
    """Return the shares of same pairs that meet and of different pairs, both sides read, that do not."""
    same = [pair for pair in PAIRS if pair["same"]]
    different = [pair for pair in PAIRS if not pair["same"] and read_at_all(pair)]
    return sum(map(meet, same)) / len(same), sum(not meet(pair) for pair in different) / len(different)


def test_wordings_of_one_claim_meet():
    assert shares()[0] >= FLOORS["same"]


def test_different_claims_stay_apart():
    assert sum(not pair["same"] and read_at_all(pair) for pair in PAIRS) >= 25
    assert shares()[1] >= FLOORS["different"]


def main() -> None:
    for pair in PAIRS:
        if meet(pair) != pair["same"]:
            print(f"\n{'should meet' if pair['same'] else 'should stay apart'}")
            for claims in sides(pair):
                for claim in claims:
                    proposition = claim.proposition
                    print(f"    {written_claim(claim)}")
                    print(f"        {proposition.subject} | {proposition.relation} | {proposition.object}")
    same, different = shares()
    print(f"identity: {len(PAIRS)} pairs, same met {same:.3f}, different kept apart {different:.3f}")


if __name__ == "__main__":
    main()
