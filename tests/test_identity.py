"""Whether two wordings of one claim meet in one proposition, and different claims stay apart.

Run by hand to see the pairs that go wrong: python tests/test_identity.py
"""

import json
import random
import tomllib
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

import histgraph
from casetables import CASES, claims_of, written_claim
from histgraph.drafts import Phrase
from histgraph.extract import RuleExtractor
from histgraph.model import Claim
from histgraph.normalise import Normaliser
from histgraph.normalise.apart import apart
from histgraph.normalise.concepts import concept_key, grounded, stem
from histgraph.normalise.merging import linked, merged, rate
from histgraph.normalise.wordings import Wording, worded
from histgraph.review import now, split, undo
from histgraph.segment import divide
from histgraph.sources import read
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


def phrase(label: str, *terms: str, head: str = "") -> Phrase:
    """Make a phrase as the extractor would, its last term the head unless another is named."""
    return Phrase(label, label, head=head or terms[-1], terms=terms)


WORDED = {
    "absolute power": phrase("absolute power", "absolute", "power"),
    "complete power": phrase("complete power over the coast", "complete", "power", "coast", head="power"),
    "gaining power": phrase("to gain absolute power", "gain", "absolute", "power", head="gain"),
    "silver": phrase("the silver of the mines", "silver", "mine", head="silver"),
    "council": phrase("a weak council", "weak", "council"),
    "harbour": phrase("the rebuilding of the harbour", "rebuilding", "harbour", head="rebuilding"),
    "rebuild": phrase("to rebuild the harbour", "rebuild", "harbour", head="rebuild"),
}


def page() -> list[Wording]:
    return [worded(p) for p in WORDED.values()]


def test_one_thing_in_several_wordings_gets_one_id_and_a_reason():
    joined = merged(page())
    short = concept_key(WORDED["absolute power"])
    for name in ("complete power", "gaining power"):
        key = concept_key(WORDED[name])
        assert key == short or joined[key][0] == short, name
        assert key == short or "absolute power" in joined[key][1], name
    assert {concept_key(WORDED["silver"]), concept_key(WORDED["council"])}.isdisjoint(joined)


def test_the_order_of_wordings_does_not_matter():
    expected = merged(page())
    for seed in range(5):
        shuffled = page()
        random.Random(seed).shuffle(shuffled)
        assert merged(shuffled) == expected


def test_words_meet_what_they_are_derived_from():
    for one, other in [
        ("assassination", "assassinate"), ("invasion", "invade"), ("growth", "grow"), ("abolition", "abolish"),
        ("economic", "economy"), ("independent", "independence"), ("Spanish", "Spain"), ("creation", "create"),
    ]:  # fmt: skip
        assert stem(one) == stem(other), (one, other)
    for one, other in [
        ("ruler", "rule"),
        ("revolution", "revolt"),
        ("nationalism", "nation"),
        ("unit", "unity"),
    ]:
        assert stem(one) != stem(other), (one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (phrase("higher taxes", "high", "tax"), phrase("lower taxes", "low", "tax")),
        (phrase("the rise of the city", "rise", "city"), phrase("the fall of the city", "fall", "city")),
        (
            phrase("strong before the flood", "strong", "flood"),
            phrase("strong after the flood", "strong", "flood"),
        ),
        (phrase("12 ships", "12", "ship"), phrase("40 ships", "40", "ship")),
        (phrase("the coast of Ghana", "coast", "ghana"), phrase("the coast of Peru", "coast", "peru")),
        (phrase("rich in silver", "rich", "silver"), phrase("rich in wine", "rich", "wine")),
        (
            phrase("trade with the coast", "trade", "coast"),
            phrase("trade without the coast", "trade", "coast"),
        ),
    ],
)
def test_opposites_names_numbers_and_one_word_hold_wordings_apart(one, other):
    assert apart(worded(one), worded(other))


def test_a_bare_word_is_none_of_its_kinds_where_it_tells_none_apart_or_stands_often_or_in_another_deed():
    power = worded(phrase("power", "power", head="power"))
    absolute = worded(phrase("absolute power", "absolute", "power", head="power"))
    assert apart(power, absolute)
    gates = worded(phrase("the gates", "gate", head="gate"))
    eastern = worded(phrase("the eastern gates", "eastern", "gate", head="gate"))
    assert not apart(gates, eastern)
    assert apart(replace(gates, times=3), eastern)
    opened, reached = replace(gates, relations=frozenset({"v-open"})), frozenset({"v-reach"})
    assert apart(opened, replace(eastern, relations=reached))
    assert not apart(opened, replace(eastern, relations=frozenset({"v-open"})))


def test_the_same_words_are_one_entity_whatever_else_their_page_tells():
    alone = claims_of("Osric sought power.")
    beside = list(
        claims_of("Osric sought power.\n\nOsric sought absolute power. He achieved absolute power.")
    )
    assert {c.object.entity for c in alone} <= {c.object.entity for c in beside}


def test_nothing_joins_what_is_said_of_it_though_a_third_be_like_both():
    silver = worded(phrase("silver", "silver", head="silver"))
    distant = worded(phrase("distant", "distant", head="distant"))
    said_of_it = replace(distant, places=frozenset({(0, silver.key)}))
    pair = sorted([silver, said_of_it], key=lambda w: w.key)
    assert rate(pair)[1] == {(0, 1)}
    assert not rate(sorted([silver, distant], key=lambda w: w.key))[1]


def test_a_likeness_to_two_does_not_join_what_must_stay_apart():
    rated = {(0, 1): 0.9, (1, 2): 0.8}
    assert linked(3, rated, 0.2) == [[0, 1, 2]]
    assert linked(3, rated, 0.2, frozenset({(0, 2)})) == [[0, 1], [2]]


def test_a_comparison_with_a_name_is_not_the_name():
    assert concept_key(phrase("larger than Athens", "athens", head="large")) != "athens"


def test_a_pronoun_is_known_by_what_it_stands_for_and_a_general_head_adds_nothing_to_a_name():
    power = Phrase("power ruthlessly", "it ruthlessly", head="it")
    assert concept_key(grounded(power)) == concept_key(phrase("power", "power"))
    assert concept_key(phrase("the city of Athens", "city", "athens", head="city")) == stem("Athens")
    assert concept_key(grounded(phrase("in Athens", "athens", head="in"))) == stem("Athens")


def test_giving_up_a_thing_is_not_the_thing():
    assert concept_key(phrase("to give up power", "power")) != concept_key(phrase("power", "power"))


CONCEPTS = Path(__file__).parents[1] / "benchmarks" / "annotated" / "concepts"


@pytest.mark.skipif(not CONCEPTS.is_dir(), reason="the annotated pages stand beside a checkout")
def test_what_meets_on_a_page_is_mostly_about_the_same_thing():
    gold = json.loads((CONCEPTS / "gold.json").read_text(encoding="utf-8"))["claims"]
    hit = met = same = 0
    for path in sorted(CONCEPTS.glob("*.txt")):
        told = {(c["start"], c["object"]): c["concept"] for c in gold if c["document"] == path.name}
        page = divide(next(iter(read([str(path)]))))
        found = [
            (claim.object.entity, concept)
            for claim in Normaliser().reading(page, RuleExtractor().read(page)).claims
            if (concept := told.get((claim.evidence.start, claim.object.label)))
        ]
        for (one, about), (other, also) in combinations(found, 2):
            hit += one == other and about == also
            met += one == other
            same += about == also
    assert same >= 100
    assert hit / met >= 0.65
    assert hit / same >= 0.15


EMIR = """Q: What did the emir want?

A (Alda): The emir sought absolute power.

A (Bruno): The emir wanted to gain complete power over the whole coast.
"""


def test_a_reviewer_parts_what_was_merged_and_it_stays_apart_until_taken_back(tmp_path):
    (tmp_path / "emir.txt").write_text(EMIR, encoding="utf-8")
    graph = histgraph.build(str(tmp_path))

    def objects() -> list[str]:
        return [c.object.entity for c in graph.claims() if c.relation.id == "sought"]

    together = objects()
    assert len(together) == 2
    assert len(set(together)) == 1
    entity = next(e for e in graph.entities() if e.id == together[0])
    alias = next(a for a in entity.aliases if "coast" in a.text)
    assert "likely about the same" in alias.reason
    parted = split(entity.id, alias.text, "Ada", now())
    graph.add_reviews([parted])
    assert len(set(objects())) == 2
    (tmp_path / "emir.txt").write_text(EMIR + "\nA (Carla): The emir built a mosque.\n", encoding="utf-8")
    graph.build(str(tmp_path))
    assert len(set(objects())) == 2
    graph.add_reviews([undo(parted, "Ada", now())])
    assert len(set(objects())) == 1


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
