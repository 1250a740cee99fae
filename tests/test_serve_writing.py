"""What is acknowledged is on disk: reviews and uploads, also when the plug is pulled."""
# ruff: noqa: E501 (tables)

import time

import httpx
import pytest

from histgraph.api import open_graph
from histgraph.serve import Limits
from histgraph.store import OxigraphStore
from serving import BEARER, TOKEN, Server, put_quads, served, view_quads, view_store

PAGE = """Why did the abbey of Cluny lose its influence?

Answer 1
The abbots wanted to keep their independence from the bishops. The wealth of the abbey caused its decline.

Answer 2
The wealth of the abbey did not cause its decline. The abbots did not want to keep their independence.
"""


@pytest.fixture
def store(tmp_path):
    return view_store(tmp_path / "s")


def judged(link, verdict="does not hold", reviewer="Ada"):
    return {"target": link, "verdict": verdict, "reviewer": reviewer, "reason": "read both quotes"}


def first_link(client):
    return client.get("/api/links").json()["items"][0]["id"]


def test_a_verdict_shows_at_once_and_can_be_taken_back(store):
    with served(store, token=TOKEN) as client:
        link = first_link(client)
        before = client.get("/api/counts").json()["contradictions"]
        made = client.post("/api/reviews", json=judged(link), headers=BEARER)
        assert made.status_code == 201, made.text
        assert client.get("/api/counts").json()["contradictions"] == before - 1
        assert client.get(f"/api/links/{link}").json()["review"] == "does not hold"
        assert link not in {k["id"] for k in client.get("/api/links").json()["items"]}
        ask = f"ASK {{ ?r a <https://w3id.org/histgraph/ontology#Review> ; ?p <https://w3id.org/histgraph/link/{link}> }}"
        assert client.get("/sparql", params={"query": ask}, headers={"Accept": "application/json"}).json()[
            "boolean"
        ]
        back = client.post(
            "/api/reviews", json={"undo": made.json()["id"], "reviewer": "Ada"}, headers=BEARER
        )
        assert back.status_code == 201
        assert client.get("/api/counts").json()["contradictions"] == before
        assert "review" not in client.get(f"/api/links/{link}").json()
        assert [r["action"] for r in client.get("/api/reviews").json()["items"]] == ["undo", "judge"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"target": "nothing", "verdict": "holds", "reviewer": "Ada"}, 404),
        ({"undo": "nothing", "reviewer": "Ada"}, 404),
        ({"target": "LINK", "verdict": "maybe", "reviewer": "Ada"}, 400),
        ({"target": "LINK", "verdict": "holds"}, 400),
        ({"target": "LINK", "verdict": "holds", "reviewer": "  "}, 400),
        ({"target": "LINK", "undo": "x", "verdict": "holds", "reviewer": "Ada"}, 400),
        ({"target": "LINK", "verdict": "holds", "reviewer": "Ada", "more": "x"}, 400),
        ({"target": 7, "verdict": "holds", "reviewer": "Ada"}, 400),
        ({"target": "LINK", "verdict": "holds", "reviewer": "Ada", "reason": "x" * 5000}, 400),
        ({"target": "nothing", "field": "polarity", "value": "denied", "reviewer": "Ada"}, 404),
        ({"target": "CLAIM", "field": "quote", "value": "other words", "reviewer": "Ada"}, 400),
        ({"target": "CLAIM", "field": "polarity", "value": "maybe", "reviewer": "Ada"}, 400),
        ({"target": "CLAIM", "field": "relation", "value": " ", "reviewer": "Ada"}, 400),
        ({"target": "CLAIM", "field": "subject", "value": "SUBJECT", "reviewer": "Ada"}, 409),
        ({"target": "CLAIM", "field": "polarity", "reviewer": "Ada"}, 400),
        ({"target": "ENTITY", "into": "ENTITY", "reviewer": "Ada"}, 400),
        ({"target": "ENTITY", "into": "nothing", "reviewer": "Ada"}, 404),
        ({"target": "ENTITY", "wording": "words that nobody uses", "reviewer": "Ada"}, 400),
        ({"target": "nothing", "wording": "words", "reviewer": "Ada"}, 404),
        ({"target": "ENTITY", "into": "x", "wording": "words", "reviewer": "Ada"}, 400),
        (["LINK"], 400),
    ],
)
def test_reviews_that_say_nothing_are_refused(client, sent, status):
    claim = client.get("/api/claims?limit=1").json()["items"][0]
    known = {
        "LINK": first_link(client), "CLAIM": claim["id"],
        "ENTITY": claim["subject_id"].rsplit("/", 1)[1], "SUBJECT": claim["subject"],
    }  # fmt: skip
    if isinstance(sent, dict):
        sent = {name: known.get(value, value) for name, value in sent.items()}
    got = client.post("/api/reviews", json=sent, headers=BEARER)
    assert got.status_code == status, got.text
    assert client.get("/api/reviews").json()["items"] == []


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with served(view_store(tmp_path_factory.mktemp("writing") / "s"), token=TOKEN) as found:
        yield found


def test_what_is_no_json_is_refused(client):
    for body in (b"", b"{", b"\xff\xfe", b"[" * 10_000):
        got = client.post("/api/reviews", content=body, headers=BEARER | {"Content-Type": "application/json"})
        assert got.status_code == 400
    assert client.post("/api/reviews", content=b"{}", headers=BEARER).status_code == 415


def test_a_locked_store_is_told_and_nothing_is_lost(store):
    with served(store, token=TOKEN, limits=Limits(patience=0.3)) as client:
        link = first_link(client)
        other = OxigraphStore(store)
        got = client.post("/api/reviews", json=judged(link), headers=BEARER)
        assert got.status_code == 503
        assert "locked" in got.json()["title"]
        assert int(got.headers["retry-after"]) > 0
        other.close()
        assert client.post("/api/reviews", json=judged(link), headers=BEARER).status_code == 201


def test_what_another_program_changes_is_shown(store):
    with served(store) as client:
        before = client.get("/api/counts").json()
        with open_graph(store, write=True) as graph:
            name = graph.pages()[0].source.name
            graph.forget(name)
        end = time.monotonic() + 20
        while client.get("/api/counts").json() == before and time.monotonic() < end:
            time.sleep(0.1)
        assert client.get("/api/counts").json()["sources"] == before["sources"] - 1


@pytest.fixture(scope="module")
def taking(tmp_path_factory):
    """A server that has taken a text in, and the job."""
    folder = view_store(tmp_path_factory.mktemp("upload") / "s")
    with Server(folder, "--token", TOKEN) as server:
        job = uploaded(server, "cluny.txt")
        yield server, job


def uploaded(server, name, text=PAGE):
    got = server.client.post("/api/sources", json={"name": name, "text": text}, headers=BEARER)
    assert got.status_code == 202, got.text
    place = got.headers["location"]
    assert server.client.get(place).status_code == 404, "jobs are for those who gave them"
    end = time.monotonic() + 120
    while time.monotonic() < end:
        job = server.client.get(place, headers=BEARER).json()
        if job["state"] in {"done", "failed"}:
            return job
        time.sleep(0.1)
    raise AssertionError(job)


def test_an_upload_is_taken_in_and_then_shown(taking):
    server, job = taking
    assert job["state"] == "done", job
    assert job["report"]["taken"] == ["cluny.txt"]
    names = {s["name"]: s for s in server.client.get("/api/sources").json()["items"]}
    assert names["cluny.txt"]["claims"] > 0
    assert names["cluny.txt"]["question"] == "Why did the abbey of Cluny lose its influence?"
    found = server.client.get("/api/search", params={"q": "wealth of the abbey"}).json()["items"]
    assert found


def test_an_upload_of_the_same_name_gets_another(taking):
    server, _ = taking
    got = server.client.post(
        "/api/sources", json={"name": "cluny.txt", "text": "Answer 1\nA new text."}, headers=BEARER
    )
    assert got.json()["names"] == ["cluny-2.txt"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"name": "a.zip", "text": "x"}, 415),
        ({"name": "a.txt", "text": "PK\x03\x04 zipped"}, 415),
        ({"name": "a.txt", "text": "nul\0nul"}, 415),
        ({"name": "a.txt", "text": "   "}, 400),
        ({"name": "a.txt", "text": ""}, 400),
        ({"name": "a.txt"}, 400),
        ({"name": "a.txt", "text": "x" * 6_000_000}, 413),
        ({"name": "a.txt", "text": "x" * 12_000_000}, 413),
    ],
    ids=range(8),
)
def test_uploads_that_are_no_text_are_refused(client, sent, status):
    assert client.post("/api/sources", json=sent, headers=BEARER).status_code == status


def test_the_plug_is_pulled_while_reviews_come_in(store):
    server = Server(store, "--token", TOKEN)
    links = [k["id"] for k in server.client.get("/api/links?which=all").json()["items"]]
    acknowledged = []
    begin = time.monotonic()
    try:
        while time.monotonic() - begin < 3:
            link = links[len(acknowledged) % len(links)]
            name = f"reviewer {len(acknowledged)}"
            got = server.client.post("/api/reviews", json=judged(link, "holds", name), headers=BEARER)
            assert got.status_code == 201
            acknowledged.append(got.json()["id"])
            if len(acknowledged) == 3:
                _kill_soon(server)
    except httpx.TransportError:
        pass
    assert len(acknowledged) >= 3
    server.kill()
    server.stop()
    with Server(store, "--token", TOKEN) as again:
        kept = {r["id"] for r in again.client.get("/api/reviews?limit=500").json()["items"]}
        assert set(acknowledged) <= kept
        assert len(kept) <= len(acknowledged) + 1
        assert again.client.post("/api/reviews", json=judged(links[0]), headers=BEARER).status_code == 201


def _kill_soon(server):
    """Have the server killed in the midst of the next reviews."""
    import threading

    threading.Timer(0.15, server.kill).start()


@pytest.mark.slow
def test_the_plug_is_pulled_during_an_upload(store):
    """At three moments of it, each time on what the last left behind."""
    server = Server(store, "--token", TOKEN)
    try:
        before = server.client.get("/api/counts").json()["sources"]
        verdict = judged(first_link(server.client), "holds")
        review = server.client.post("/api/reviews", json=verdict, headers=BEARER).json()["id"]
        for given, wait in enumerate((0.3, 2.0, 3.5), start=1):
            got = server.client.post("/api/sources", json={"name": "cluny.txt", "text": PAGE}, headers=BEARER)
            assert got.status_code == 202
            time.sleep(wait)
            builders = server.children()
            server.kill()
            server.stop()
            assert builders
            server = Server(store, "--token", TOKEN)
            assert before <= whole_sources(server.client) <= before + given
            assert review in {r["id"] for r in server.client.get("/api/reviews").json()["items"]}
    finally:
        server.stop()
    for folder in store.iterdir():
        assert not folder.name.startswith(".serving-"), "what killed servers left is swept away"


def whole_sources(client):
    """How many sources there are, each with all its claims."""
    sources = {s["name"]: s["claims"] for s in client.get("/api/sources").json()["items"]}
    claims = client.get("/api/claims?limit=500").json()["items"]
    for name, number in sources.items():
        assert len([c for c in claims if c["document"] == name]) == number, "half a source is there"
    assert client.get("/api/counts").json()["sources"] == len(sources)
    return len(sources)


def test_a_program_corrects_merges_and_splits_and_takes_it_back(tmp_path):
    folder = put_quads(tmp_path / "own", view_quads())
    with served(folder, token=TOKEN) as client:

        def about(entity):
            found = client.get("/api/claims", params={"about": entity, "limit": 100}).json()["items"]
            return {claim["id"] for claim in found}

        def put(**said):
            got = client.post("/api/reviews", json=said | {"reviewer": "Ada"}, headers=BEARER)
            assert got.status_code == 201, got.text
            return got.json()["id"]

        former = about("giustiniani")
        one = sorted(former)[0]
        polarity = client.get(f"/api/claims/{one}").json()["polarity"]
        other = {"affirmed": "denied", "denied": "affirmed"}[polarity]
        corrected = put(target=one, field="polarity", value=other)
        assert client.get(f"/api/claims/{one}").json()["polarity"] == other
        put(undo=corrected)
        assert client.get(f"/api/claims/{one}").json()["polarity"] == polarity

        merged = put(target="giustiniani", into="mehmed-ii")
        assert former <= about("mehmed-ii")
        parted = put(target="mehmed-ii", wording="Giovanni Giustiniani")
        assert about("giovanni-giustiniani") == former
        put(undo=parted)
        put(undo=merged)
        assert about("giustiniani") == former
        assert not former & about("mehmed-ii")
