"""What pages are told of a store: the same as the Python interface tells, a few records at a time."""

import sqlite3
import time
from contextlib import closing

import pyoxigraph as ox
import pytest

import fixture_view
from histgraph import graph
from histgraph.api import open_graph
from histgraph.errors import StoreError
from histgraph.graph import terms
from histgraph.model import Review, ReviewAction, Strength, Verdict
from histgraph.review.make import correct, judge, merge, split, undo
from histgraph.serve.codec import packed, unpacked
from histgraph.serve.copies import CopyStore, MovedError, Standing
from histgraph.serve.library import Library
from histgraph.serve.library.filling import fill
from histgraph.store import Change, OxigraphStore
from serving import put_quads, view_store

AT = "2026-01-01T00:00:0{}Z"


def indexed(folder, number=1, base=None):
    target = folder.parent / f"{folder.name}-{number}.sqlite"
    store = OxigraphStore(folder, write=False)
    fill(store, target, base=base or folder.parent / "none", number=number)
    store.close()
    return Library(target)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return view_store(tmp_path_factory.mktemp("library") / "s")


@pytest.fixture(scope="module")
def library(store):
    found = indexed(store)
    yield found
    found.close()


@pytest.fixture(scope="module")
def whole(store):
    with open_graph(store) as found:
        yield found


def test_it_tells_the_same_as_the_whole_graph(library, whole):
    assert set(library.claims(limit=10_000)) == set(whole.claims())
    assert {e.id for e in library.entities(limit=10_000)} == {e.id for e in whole.entities()}
    assert {row.link for row in library.links(agreement=None, limit=10_000)} == set(whole.links())
    strong = tuple(row.link for row in library.links(strength="qualified", limit=10_000))
    assert [k.id for k in strong] == [k.id for k in whole.contradictions()]
    assert {r.link.id for r in library.links(agreement=True, limit=10_000)} == {
        k.id for k in whole.agreements()
    }
    counts = library.counts()
    for name, number in whole.counts().items():
        assert counts[name] == number, name


def test_a_reading_is_whole(library, whole):
    for reading in whole.replayed.readings:
        found = library.reading(reading.source.id)
        assert found.page == reading.page
        assert set(found.claims) == set(reading.claims)
        assert found.entities == reading.entities
        links = library.links_within(c.id for c in found.claims)
        ids = {c.id for c in reading.claims}
        assert set(links) == {k for k in whole.links() if {k.claim_a, k.claim_b} <= ids}


def test_single_things_are_found_by_id(library, whole):
    claim = whole.claims()[0]
    assert library.claim(claim.id) == claim
    assert library.entity(claim.subject.entity).id == claim.subject.entity
    source, part = library.contribution(claim.contribution)
    assert (source.id, part.id) == (claim.source, claim.contribution)
    row = library.proposition(claim.proposition.id)
    assert (row.subject, row.relation, row.object) == (
        claim.subject.entity,
        claim.relation.id,
        claim.object.entity,
    )
    link = whole.links()[0]
    row = library.link(link.id)
    assert (row.link, row.a.id, row.b.id) == (link, link.claim_a, link.claim_b)
    for method in (library.claim, library.entity, library.contribution, library.proposition, library.link,
                   library.source, library.reading, library.review):  # fmt: skip
        assert method("no such id") is None


def test_claims_are_chosen_and_paged(library, whole):
    claim = whole.claims()[3]
    chosen = {
        "source": lambda c: c.source == claim.source,
        "contribution": lambda c: c.contribution == claim.contribution,
        "subject": lambda c: c.subject.entity == claim.subject.entity,
        "relation": lambda c: c.relation.id == claim.relation.id,
        "proposition": lambda c: c.proposition.id == claim.proposition.id,
        "about": lambda c: claim.subject.entity in {c.subject.entity, c.object.entity},
        "polarity": lambda c: c.polarity == "denied",
    }
    values = {
        "source": claim.source, "contribution": claim.contribution, "subject": claim.subject.entity,
        "relation": claim.relation.id, "proposition": claim.proposition.id, "about": claim.subject.entity,
        "polarity": "denied",
    }  # fmt: skip
    for name, fits in chosen.items():
        found = library.claims(**{name: values[name]}, limit=10_000)
        assert set(found) == {c for c in whole.claims() if fits(c)}, name
        assert found
    every = library.claims(limit=10_000)
    pages = [library.claims(limit=7, offset=at) for at in range(0, len(every), 7)]
    assert tuple(c for page in pages for c in page) == every


def test_propositions_tell_who_affirms_and_who_denies(library, whole):
    disputed = [p for p in whole.positions() if p.state == "dispute"]
    assert disputed
    for position in disputed:
        row = library.proposition(position.proposition)
        assert (row.affirmed, row.denied) == (len(position.affirmed), len(position.denied))
    first = library.propositions(limit=3)
    assert first[0].disputes >= first[1].disputes >= first[2].disputes


@pytest.mark.parametrize(
    ("words", "kind", "text"),
    [
        ("Kerkoporta", "quote", "Kerkoporta"),
        ("union of the churches", "quote", "union"),
        ("guns brok", "quote", "guns"),
        ('"land walls"', "quote", "land walls"),
        ("MEHMED", "entity", "Mehmed"),
        ("fire london", "source", "London"),
    ],
)
def test_words_are_found(library, words, kind, text):
    hits = [hit for hit in library.search(words) if hit.kind == kind]
    assert hits, words
    assert any(text in "".join(hit.text) for hit in hits)
    assert any(len(hit.text) > 1 for hit in hits), "nothing is marked"
    if kind == "quote":
        assert all(hit.claims for hit in hits)


def test_words_that_are_not_there_are_not_found(library):
    for words in (
        "xylophone",
        "",
        "   ",
        '"',
        "walls xylophone",
        '"walls land"',
        "* XOR *",
        "names:Mehmed NEAR",
    ):
        assert library.search(words) == (), words


def test_names_are_completed(library):
    found = library.suggest("meh")
    assert found[0].label.startswith("Mehmed")
    assert library.suggest("want", kind="relation") or library.suggest("sou", kind="relation")
    assert library.suggest("100%", kind="relation") == ()


def test_reviews_are_replayed(tmp_path, whole):
    claim, other = whole.claims()[0], whole.claims()[5]
    link = whole.contradictions()[0]
    by_id = {c.id: c for c in whole.claims()}
    reviews = [
        judge(claim, Verdict.DOES_NOT_HOLD, "Ada", AT.format(1), "misread"),
        judge((link, by_id[link.claim_a], by_id[link.claim_b]), Verdict.HOLDS, "Ada", AT.format(2)),
        correct(
            other, "polarity", "denied" if other.polarity == "affirmed" else "affirmed", "Ada", AT.format(3)
        ),
        merge("venice", "republic-of-venice", "Bo", AT.format(4), "one city"),
    ]
    folder = with_reviews(tmp_path / "s", reviews)
    library = indexed(folder)
    with open_graph(folder) as graph_:
        assert set(library.claims(limit=10_000)) == set(graph_.claims())
        assert claim.id not in {c.id for c in library.claims(limit=10_000)}
        assert claim.id in {c.id for c in library.claims(limit=10_000, dismissed=True)}
        assert library.claim(claim.id).id == claim.id
        assert library.claim(other.id).polarity != other.polarity
    assert library.verdicts([claim.id, link.id]) == {claim.id: Verdict.DOES_NOT_HOLD, link.id: Verdict.HOLDS}
    assert library.link(link.id).verdict is Verdict.HOLDS
    assert link.id not in {r.link.id for r in library.links(reviewed=False, agreement=None, limit=1000)}
    assert library.claims(about="republic-of-venice")
    assert not library.claims(about="venice")
    assert [r.reviewer for r in library.reviews()] == ["Bo", "Ada", "Ada", "Ada"]
    assert library.reviews(target=link.id)[0].verdict is Verdict.HOLDS
    library.close()


def with_reviews(folder, reviews):
    if not folder.exists():
        view_store(folder)
    store = OxigraphStore(folder)
    links = {k.id for k in fixture_view.LINKS}
    store.apply(Change(drop=(terms.REVIEWS,), insert=tuple(graph.review_quads(reviews, links=links))))
    store.close()
    return folder


def test_an_index_follows_the_store_step_by_step(tmp_path, whole):
    claim = whole.claims()[0]
    first = judge(claim, Verdict.DOES_NOT_HOLD, "Ada", AT.format(1))
    steps = [
        [],
        [first],
        [first, undo(first, "Ada", AT.format(2))],
        [first, split("mehmed-ii", "Mehmed", "Ada", AT.format(3))],
        [],
    ]
    base = None
    for number, reviews in enumerate(steps, 1):
        folder = with_reviews(tmp_path / "s", reviews)
        grown = indexed(folder, number, base)
        afresh = indexed(folder, 100 + number)
        assert dump(grown.path) == dump(afresh.path), number
        base = grown.path
        grown.close()
        afresh.close()
    source = whole.pages()[0].source.id
    store = OxigraphStore(tmp_path / "s")
    views = [terms.contribution(c.id) for c in whole.pages()[0].contributions]
    store.apply(Change(drop=(terms.source(source), *views)))
    store.close()
    grown, afresh = indexed(tmp_path / "s", 50, base), indexed(tmp_path / "s", 150)
    assert dump(grown.path) == dump(afresh.path)
    assert grown.source(source) is None
    assert not [h for h in grown.search("Kerkoporta") if h.kind == "quote"]


def dump(path):
    """All that an index tells, whatever the order in which it was put in."""
    found = {}
    with closing(sqlite3.connect(path)) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            if table not in {"meta", "passage"} and "_text" not in table:
                found[table] = sorted(map(str, db.execute(f"SELECT * FROM {table}")))
        found["quotes"] = sorted(
            db.execute(
                "SELECT p.source, p.start, p.stop, q.quote FROM passage p JOIN quote_text q ON q.rowid = p.id"
            )
        )
        found["names"] = sorted(
            db.execute("SELECT e.id, t.names FROM entity e JOIN entity_text t ON t.rowid = e.rowid")
        )
        found["sources"] = sorted(
            db.execute("SELECT s.id, t.names FROM source s JOIN source_text t ON t.rowid = s.rowid")
        )
    return found


def test_a_verdict_is_no_work_for_a_process_of_its_own(tmp_path, whole):
    folder = view_store(tmp_path / "s")
    base = indexed(folder).path
    with_reviews(folder, [judge(whole.claims()[0], Verdict.HOLDS, "Ada", AT.format(1))])
    store = OxigraphStore(folder, write=False)
    assert fill(store, tmp_path / "little", base=base, number=2, only_little=True)
    assert not fill(store, tmp_path / "much", base=tmp_path / "none", number=2, only_little=True)
    assert not (tmp_path / "much").exists()
    store.close()


def test_an_index_of_another_version_is_made_anew(tmp_path):
    folder = view_store(tmp_path / "s")
    old = indexed(folder).path
    with closing(sqlite3.connect(old)) as db, db:
        db.execute("UPDATE meta SET value = 'other' WHERE key = 'form'")
    with pytest.raises(StoreError, match="another version"):
        Library(old)
    assert indexed(folder, 2, base=old).counts()["claims"] > 10


def test_damage_is_no_reason_to_fail(tmp_path):
    folder = view_store(tmp_path / "s")
    whole = bytearray(indexed(folder).path.read_bytes())
    whole[8192:-4096] = b"\xff" * (len(whole) - 12288)
    (tmp_path / "torn").write_bytes(whole)
    assert indexed(folder, 3, base=tmp_path / "torn").counts()["claims"] > 10
    (tmp_path / "bad").write_bytes(b"no database at all" * 100)
    assert indexed(folder, 2, base=tmp_path / "bad").counts()["claims"] > 10


def test_what_somebody_put_in_by_hand_is_no_reason_to_fail(tmp_path, whole):
    folder = view_store(tmp_path / "s")
    source = whole.pages()[0].source.id
    store = OxigraphStore(folder)
    claim, link, review = terms.claim("half"), terms.link("half"), terms.review("half")
    kind, between = terms.TYPE, terms.hg("between")
    store.apply(
        Change(
            insert=(
                ox.Quad(claim, kind, terms.hg("Claim"), terms.source(source)),
                ox.Quad(link, between, claim, terms.LINKS),
                ox.Quad(review, kind, terms.hg("Review"), terms.REVIEWS),
            )
        )
    )
    store.close()
    library = indexed(folder)
    assert library.source(source) is None
    assert library.counts()["sources"] == len(whole.pages()) - 1
    assert library.claims()


def test_an_empty_store_has_an_empty_library(tmp_path):
    library = indexed(put_quads(tmp_path / "s", []))
    assert set(library.counts().values()) == {0}
    assert library.links() == library.claims() == library.search("x") == ()


def test_records_survive_packing(whole):
    review = Review(
        "r", ReviewAction.JUDGE, "t", "Ada", "now", Verdict.HOLDS, anchor=(("a", "b"), ("c", "d"))
    )
    for record in (*whole.claims(), *whole.links(), *whole.entities(), *whole.replayed.readings, review):
        assert unpacked(type(record), packed(record)) == record
    with pytest.raises(ValueError, match="ReviewAction"):
        unpacked(Review, "[1, 2]")
    assert unpacked(type(whole.links()[0]), packed(whole.links()[0])).strength in Strength


def test_a_copy_store_holds_the_lock_for_moments_only(tmp_path):
    folder = put_quads(tmp_path / "s", [])
    name = [ox.NamedNode(f"http://example.org/{x}") for x in "abcd"]
    with CopyStore(folder) as store:
        other = OxigraphStore(folder)  # the lock is free
        other.apply(Change(insert=(ox.Quad(name[0], name[1], name[2], name[3]),)))
        other.close()
        assert not list(store.quads()), "it reads what stood when it was opened"
        store.apply(Change(insert=(ox.Quad(name[1], name[1], name[2], name[3]),)))
        assert len(list(store.quads())) == 2
    late = OxigraphStore(folder)
    begin = time.monotonic()
    with CopyStore(folder, patience=0.2) as store, pytest.raises(StoreError, match="locked"):
        store.apply(Change(insert=(ox.Quad(name[2], name[1], name[2], name[3]),)))
    assert time.monotonic() - begin < 10
    late.close()


def test_work_that_rests_on_what_is_gone_is_not_put_in(tmp_path, whole):
    folder = view_store(tmp_path / "s")
    change = Change(insert=(ox.Quad(terms.claim("x"), terms.LABEL, ox.Literal("x"), terms.LINKS),))
    with CopyStore(folder) as store:
        with_reviews(folder, [judge(whole.claims()[0], Verdict.HOLDS, "Ada", AT.format(1))])
        store.apply(change)  # a review between is no hindrance
        with open_graph(folder, write=True) as other:
            other.forget(whole.pages()[0].source.name)
        with pytest.raises(MovedError, match="another program"):
            store.apply(
                Change(insert=(ox.Quad(terms.claim("y"), terms.LABEL, ox.Literal("y"), terms.LINKS),))
            )
        store.renew()
        assert terms.claim("y") not in {q.subject for q in store.quads(terms.LINKS.value)}
        store.apply(change)


def test_a_copy_that_is_only_read_cannot_be_changed():
    with pytest.raises(StoreError, match="copy for readers"):
        Standing("x", ox.Store()).apply(Change())
