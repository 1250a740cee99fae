"""What the matrix, the reading view and the exported page say, without a browser."""

import json
import re
import time
from dataclasses import replace

import pytest

import fixture_view as fixture
import histgraph
from histgraph.model import Polarity, Span
from histgraph.network import arrange, project
from histgraph.view import Stand, lettered, matrix, page, payload, reading, scene, scopes, voices, words
from histgraph.view.bundle import VIS_SHA256, policy_hash, script, styles, vis_code
from histgraph.view.page import MOST_PAGES
from histgraph.view.scene import FIRST, READABLE

CITY, FIRE = fixture.PAGES


def whole(**changes) -> str:
    return page(fixture.CLAIMS, fixture.LINKS, fixture.ENTITIES, fixture.PAGES, **changes)


@pytest.fixture(scope="module")
def text() -> str:
    return whole(title="Walls and fires")


@pytest.fixture(scope="module")
def city():
    return matrix(fixture.CLAIMS, fixture.LINKS, [CITY])


def row_of(found, subject, relation):
    return next(r for r in found.rows if (r.subject, r.relation) == (subject, relation))


def test_disputed_propositions_come_first(city):
    order = [(r.disputed, r.tension) for r in city.rows]
    assert order[0][0]
    assert [d for d, _ in order] == sorted((d for d, _ in order), reverse=True)
    assert any(not d for d, _ in order)


def test_a_denial_counts_against_and_a_summary_does_not_count(city):
    walls = row_of(city, "the great guns", "destroyed")
    assert (walls.affirmed, walls.denied) == (1, 1)
    stands = {v.label: c.stand for v, c in zip(city.voices, walls.cells, strict=True)}
    assert stands["quick answer"] is Stand.AFFIRMED
    assert [s for name, s in stands.items() if "Bartolomeo" in name] == [Stand.DENIED]
    assert [s for name, s in stands.items() if "Kritias" in name] == [Stand.SILENT]


def test_a_reported_view_is_nobodys_stand():
    rows = matrix(fixture.CLAIMS, fixture.LINKS, [FIRE])
    french = next(r for r in rows.rows if "French" in r.subject or "french" in r.subject)
    assert (french.affirmed, french.denied) == (0, 0)
    assert [c.holder for c in french.cells if c.stand is Stand.REPORTED] == ["some Londoners"]


def test_two_voices_meet_in_a_pair_whatever_the_order(city):
    one, other = city.voices[0], city.voices[1]
    assert city.pair(one.id, other.id) is city.pair(other.id, one.id)
    assert city.pair(one.id, other.id).contradictions == 3
    assert city.pair(one.id, one.id) is None


def test_the_matrix_does_not_depend_on_the_order_of_claims(city):
    assert matrix(fixture.CLAIMS[::-1], fixture.LINKS[::-1], [CITY]) == city


def test_the_pieces_of_a_paragraph_are_its_text():
    found = reading(CITY, fixture.CLAIMS, fixture.LINKS)
    for column, voice in zip(found.columns, voices([CITY]), strict=True):
        part = next(c for c in CITY.contributions if c.id == voice.id)
        shown = " ".join(
            "".join(p.text for p in para.pieces) for para in column.paragraphs if not para.heading
        )
        said = " ".join(CITY.source.text[s.start : s.end] for s in part.spans)
        assert shown.split() == said.split()


def test_every_claim_is_marked_once_and_overlaps_lie_in_lanes():
    found = reading(CITY, fixture.CLAIMS, fixture.LINKS)
    pieces = [piece for c in found.columns for para in c.paragraphs for piece in para.pieces]
    ends = [m.claim for piece in pieces for m in piece.marks if m.reference]
    assert sorted(ends) == sorted(c.id for c in fixture.CLAIMS if c.document == CITY.source.name)
    for piece in pieces:
        lanes = [m.lane for m in piece.marks]
        assert len(lanes) == len(set(lanes))
    assert any(len(piece.marks) > 1 for piece in pieces)


def test_the_margin_quotes_the_other_side():
    found = reading(CITY, fixture.CLAIMS, fixture.LINKS)
    theodora = next(c for c in found.columns if "Theodora" in c.voice.label)
    quotes = [note.quote for para in theodora.paragraphs for note in para.notes]
    assert any("the bombard did not break the walls" in q for q in quotes)


def test_a_voice_bears_one_letter_in_every_view():
    known = lettered(fixture.PAGES)
    assert sorted(v.letter for v in known.values()) == list("ABCDEF")
    for scope in scopes(fixture.PAGES):
        assert [(v.letter, v.slot) for v in scope.voices] == [
            (known[v.id].letter, known[v.id].slot) for v in scope.voices
        ]


def test_the_first_drawing_is_readable_and_holds_every_dispute():
    graph = project(fixture.CLAIMS, fixture.LINKS, fixture.ENTITIES, fixture.PAGES)
    found = scene(graph)
    assert found.shown <= max(READABLE, FIRST)
    rings = {n["id"] for n in found.nodes if n["kind"] == "ring"}
    assert all({e["from"], e["to"]} <= rings for e in found.edges if e["kind"] == "contradiction")
    assert sum(e["kind"] == "contradiction" for e in found.edges) >= 4


def test_what_happened_at_all_joins_nothing_in_the_drawing(tmp_path):
    told = "What happened?\n\nAnswer 1\n\nThe cattle died.\n\nAnswer 2\n\nThe cattle did not die. The harvest failed.\n"
    (tmp_path / "cattle.txt").write_text(told, encoding="utf-8")
    graph = histgraph.build(str(tmp_path / "cattle.txt"))
    alone = [c for c in graph.claims() if c.object.label == "at all"]
    assert len(alone) >= 2
    assert all(c.object.spoken == "" for c in alone)
    found = scene(graph.network())
    assert not [n for n in found.nodes if "at all" in " ".join(n["lines"])]


def test_nothing_lies_on_anything_else():
    graph = project(fixture.CLAIMS, fixture.LINKS, fixture.ENTITIES, fixture.PAGES)
    places = [(n["x"], n["y"]) for n in scene(graph, most=3000).nodes]
    assert len(places) == len(set(places))


def test_the_page_asks_for_nothing_and_names_what_may_run(text):
    assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", text)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)[1].replace(
        "&#39;", "'"
    )
    assert "default-src 'none'" in policy
    for part in (script(), vis_code()):
        assert policy_hash(part) in policy
    assert policy_hash(styles()) in policy
    assert "unsafe" not in policy
    assert f"<script>{script()}</script>" in text


def test_the_page_is_the_same_in_any_order(text):
    again = page(
        fixture.CLAIMS[::-1],
        fixture.LINKS[::-1],
        fixture.ENTITIES[::-1],
        fixture.PAGES,
        title="Walls and fires",
    )
    assert again == text


def test_the_drawing_library_is_the_known_one():
    import hashlib

    assert hashlib.sha256(vis_code().encode()).hexdigest() == VIS_SHA256


def test_markup_in_the_texts_stays_text():
    nasty = "<img src=x onerror=alert(1)>"
    claims = [
        replace(c, quote=c.quote, subject=replace(c.subject, label=nasty), attributed_to=nasty)
        for c in fixture.CLAIMS[:3]
    ]
    found = page(claims, (), (), fixture.PAGES, title="</title><script>alert(1)</script>")
    assert nasty not in found
    assert "<script>alert(1)" not in found
    data = json.loads(re.search(r'id="data">(.*?)</script>', found, re.DOTALL)[1])
    assert data["claims"][0]["subject"] == nasty


def test_polarity_and_hedge_reach_the_script():
    data = payload(fixture.CLAIMS, fixture.LINKS, fixture.ENTITIES, fixture.PAGES)
    by_id = {c["id"]: c for c in data["claims"]}
    for claim in fixture.CLAIMS:
        assert by_id[claim.id].get("denied", False) == (claim.polarity is Polarity.DENIED)
        assert by_id[claim.id].get("certainty", "certain") == claim.certainty.value
        assert "".join(by_id[claim.id]["quote"]) == claim.quote


def test_the_page_of_the_sample_is_written_within_seconds(sample):
    begin = time.process_time()
    found = page(
        sample.claims(), (*sample.contradictions(), *sample.agreements()), sample.entities(), sample.pages()
    )
    assert time.process_time() - begin < 4
    assert len(found.encode()) < 1_000_000


def test_a_quote_is_shown_without_its_markup_and_kept_to_the_letter():
    text = "They took **Angkor** in [1431](https://example.org/a), &amp; left."
    first = fixture.CLAIMS[0]
    start = first.evidence.start
    at = text.index("Angkor")
    claim = replace(
        first, quote=text, evidence=Span(start, start + len(text)), focus=Span(start + at, start + at + 6)
    )
    found = words(claim)
    assert (found.before, found.focus, found.after) == ("They took ", "Angkor", " in 1431, & left.")
    (told,) = payload([claim], (), (), fixture.PAGES)["claims"]
    assert told["verbatim"] == text


def test_of_many_questions_those_that_are_fought_over_are_kept():
    many = [
        replace(FIRE, source=replace(FIRE.source, id=f"{n:016x}", name=f"page-{n:03}.txt"), contributions=())
        for n in range(MOST_PAGES + 5)
    ]
    found = page(fixture.CLAIMS, fixture.LINKS, fixture.ENTITIES, [*many, CITY])
    assert "the bombard did not break the walls" in found
    assert "6 more questions have no room here" in found


@pytest.mark.shared
def test_the_page_of_the_evaluation_texts_is_small(shared, tmp_path):
    import histgraph

    graph = histgraph.build(shared / "seeds")
    assert graph.view(tmp_path / "page.html").stat().st_size <= 700_000


def test_a_long_part_lies_level_and_the_whole_is_as_wide_as_a_screen():
    chain = {f"n{number}": (120.0, 40.0) for number in range(9)}
    single = {f"s{number}": (90.0, 60.0) for number in range(14)}
    ties = [(f"n{number}", f"n{number + 1}") for number in range(8)]
    places = arrange(chain | single, ties)
    across = [places[name][0] for name in chain]
    down = [places[name][1] for name in chain]
    assert max(across) - min(across) > 2 * (max(down) - min(down))
    wide = max(x for x, _ in places.values()) - min(x for x, _ in places.values())
    high = max(y for _, y in places.values()) - min(y for _, y in places.values())
    assert wide > high
