"""The pages of the web app without a browser: what they hold, what forms do, how long lists are cut."""

import re
from dataclasses import replace
from html import unescape
from urllib.parse import quote, quote_plus

import pytest

import fixture_view as fixture
import histgraph
from histgraph import graph
from histgraph.serve.pages import routes, tour
from histgraph.serve.pages.editing import short
from histgraph.serve.pages.questions import facing
from histgraph.view import Row
from histgraph.vocabulary import RELATION
from serving import TOKEN, put_quads, served, view_quads, view_store

CITY, FIRE = (p.source.id for p in fixture.PAGES)
WALLS = next(c for c in fixture.CLAIMS if c.polarity == "denied" and c.relation.id == "destroyed")
LINK = fixture.LINKS[0]
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return view_store(tmp_path_factory.mktemp("pages") / "store")


@pytest.fixture(scope="module")
def client(store):
    with served(store) as found:
        yield found


def page(client, path: str, status: int = 200) -> str:
    response = client.get(path, headers=HTML)
    assert response.status_code == status, (path, response.text[:300])
    assert response.headers["content-type"].startswith("text/html")
    return response.text


def words(html: str) -> str:
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def csrf(html: str) -> str:
    return re.search(r'name="csrf" value="([^"]+)"', html)[1]


def test_the_overview_shows_the_disputes_with_both_sides(client):
    said = words(page(client, "/"))
    assert "the bombard did not break the walls" in said
    assert "The guns broke the walls" in said
    assert "Why did Constantinople fall in 1453?" in said


def test_a_question_tells_what_is_shared_disputed_and_said_once(client):
    said = words(page(client, f"/source/{CITY}"))
    shared, rest = said.split("What all agree on")[1].split("What is disputed")
    disputed, alone = rest.split("What only one says")
    assert "Mehmed II sought Constantinople as his capital" in shared
    assert "the great guns destroyed the land walls" in disputed
    assert "Giovanni Giustiniani protected Constantinople" in alone
    denied = [c for c in fixture.CLAIMS if c.source == CITY and c.polarity == "denied"]
    named = {f"{c.subject.label} {c.relation.label} {c.object.spoken}" for c in denied}
    listed = {label for label in named if label in alone}
    assert listed
    for label in listed:
        assert f"not: {label}" in alone, "what one answer denies is not told as said"


def test_what_stands_against_each_other_is_told_once_and_together():
    def row(key: str, *rivals: str) -> Row:
        against = tuple((rival, rival) for rival in rivals)
        return Row(key, key, "caused", "the fire", 1, 0, True, False, (), against)

    rows = [
        row("wind", "baker", "drought"),
        row("baker", "wind"),
        row("walls"),
        row("drought", "wind", "bellows"),
    ]
    groups = [[r.proposition for r in group] for group in facing([*rows, row("bellows", "drought")])]
    assert groups == [["wind", "baker", "drought"], ["walls"], ["drought", "bellows"]]


def test_a_claim_stands_in_its_context_with_what_contradicts_it(client):
    html = page(client, f"/claim/{WALLS.id}")
    assert "<mark>the bombard did not break the walls</mark>" in html
    said = words(html)
    assert "Contradiction" in said
    assert "Answer 2 says, against Theodora" in said
    assert "It is often said" in said, "the words before it"


def test_a_thing_is_html_turtle_or_json_at_one_address(client):
    for kind, id_ in (("claim", WALLS.id), ("link", LINK.id), ("entity", "mehmed-ii"), ("source", CITY)):
        assert "<h1" in page(client, f"/{kind}/{id_}")
        assert (
            client.get(f"/{kind}/{id_}", headers={"Accept": "text/turtle"})
            .headers["content-type"]
            .startswith("text/turtle")
        )
        assert f"/{kind}/{id_}.ttl" in page(client, f"/{kind}/{id_}")


def test_no_page_has_inline_styles_or_scripts(client):
    for path in (
        "/",
        f"/source/{CITY}",
        f"/matrix/{CITY}",
        f"/read/{CITY}",
        "/network",
        "/review",
        "/editor",
        "/ask",
        "/upload",
    ):
        html = page(client, path)
        assert " style=" not in html, path
        assert not re.search(r"<script(?![^>]*\bsrc=)", html), path
        assert not re.search(r"\son[a-z]+=", html), path


def test_a_verdict_is_on_record_and_can_be_taken_back(store, tmp_path):
    folder = put_quads(tmp_path / "own", view_quads())
    with served(folder) as client:
        html = page(client, "/review")
        sent = {"csrf": csrf(html), "verdict": "does not hold", "reason": "two walls", "reviewer": "Ada <b>"}
        answer = client.post(f"/review/{LINK.id}", data=sent)
        assert answer.status_code == 303
        shown = page(client, answer.headers["location"])
        assert "does not hold" in words(shown)
        assert "Ada <b>" in words(shown)
        assert f"/review/{LINK.id}" not in shown
        undo = re.search(r'action="(/undo/[^"]+)"', shown)[1]
        assert client.post(undo, data={"csrf": csrf(shown), "reviewer": "Ada"}).status_code == 303
        assert f"/review/{LINK.id}" in page(client, "/review")
        assert words(page(client, f"/link/{LINK.id}")).count("Ada") == 1


def amended(client, claim, **changed):
    html = page(client, f"/claim/{claim}")
    return client.post(f"/amend/{claim}", data={"csrf": csrf(html), "reviewer": "Ada Löw", **changed})


def test_a_claim_is_corrected_field_by_field_and_each_correction_taken_back(tmp_path):
    folder = put_quads(tmp_path / "own", view_quads())
    claim = next(c for c in fixture.CLAIMS if c.polarity.value == "affirmed")
    with served(folder) as client:
        before = page(client, f"/claim/{claim.id}")
        same = {"polarity": "affirmed", "object": claim.object.label, "time": claim.time or ""}
        assert amended(client, claim.id, **same).headers["location"].endswith("?same=1")
        assert client.get("/api/reviews").json()["items"] == []
        sent = amended(
            client,
            claim.id,
            polarity="denied",
            object="<b>all</b>",
            relation="was caused by",
            reason="misread",
        )
        shown = page(client, sent.headers["location"])
        assert f"object: {claim.object.label} → <b>all</b>: misread Ada Löw" in words(shown)
        assert 'value="Ada Löw"' in shown
        api = client.get(f"/api/claims/{claim.id}").json()
        assert (api["polarity"], api["object"]) == ("denied", "<b>all</b>")
        assert api["relation_id"].endswith("#causedBy")
        while undo := re.search(r'action="(/undo/[^"]+)"', shown):
            taken = client.post(undo[1], data={"csrf": csrf(shown), "back": f"/claim/{claim.id}"})
            shown = page(client, taken.headers["location"])
        assert words(shown).count("taken back") == 3
        assert words(re.search(r"<dl.*?</dl>", shown, re.DOTALL)[0]) == words(
            re.search(r"<dl.*?</dl>", before, re.DOTALL)[0]
        )


def test_a_claim_that_is_none_is_dismissed_with_its_links(tmp_path):
    folder = put_quads(tmp_path / "own", view_quads())
    with served(folder) as client:
        before = client.get("/api/counts").json()
        assert amended(client, LINK.claim_a, verdict="does not hold").status_code == 303
        after = client.get("/api/counts").json()
        assert after["claims"] == before["claims"] - 1
        assert after["contradictions"] < before["contradictions"]
        assert "does not hold" in words(page(client, f"/claim/{LINK.claim_a}"))


def test_claims_wait_for_a_verdict_the_least_certain_first(tmp_path):
    folder = put_quads(tmp_path / "own", view_quads())
    with served(folder) as client:
        html = page(client, "/review?show=claims")
        waiting = re.findall(r'action="/amend/([^"]+)"', html)
        sure = [client.get(f"/api/claims/{id_}").json()["confidence"] for id_ in waiting]
        assert sure == sorted(sure)
        assert len(waiting) > 1
        sent = {"csrf": csrf(html), "verdict": "holds", "show": "claims", "reviewer": "Ada"}
        answer = client.post(f"/amend/{waiting[0]}", data=sent)
        html = page(client, answer.headers["location"])
        assert re.findall(r'action="/amend/([^"]+)"', html)[0] == waiting[1]
        undo = re.search(r'action="(/undo/[^"]+)"', html)[1]
        client.post(undo, data={"csrf": csrf(html), "show": "claims"})
        assert re.findall(r'action="/amend/([^"]+)"', page(client, "/review?show=claims")) == waiting


@pytest.mark.parametrize(
    ("sent", "status"),
    [({"polarity": "maybe"}, 400), ({"subject": "  "}, 400), ({"verdict": "perhaps"}, 400)],
)
def test_a_correction_that_cannot_be_is_refused(client, sent, status):
    assert amended(client, LINK.claim_a, **sent).status_code == status
    assert client.get("/api/reviews").json()["items"] == []


def about(client, entity):
    return {
        c["id"] for c in client.get("/api/claims", params={"about": entity, "limit": 100}).json()["items"]
    }


def merging(client):
    """Merge one commander into another, as the page offers it."""
    found = page(client, "/merge/giustiniani?q=Mehmed")
    assert "Mehmed II" in words(found)
    sent = {"csrf": csrf(found), "into": "mehmed-ii", "reviewer": "Ada", "reason": "for the test"}
    return sent, client.post("/merge/giustiniani", data=sent)


def test_two_entities_are_merged_and_the_merge_taken_back(tmp_path):
    folder = put_quads(tmp_path / "own", view_quads())
    with served(folder) as client:
        before = about(client, "giustiniani")
        sent, answer = merging(client)
        assert "On record" in words(page(client, answer.headers["location"]))
        assert before <= about(client, "mehmed-ii")
        assert not about(client, "giustiniani")
        shown = page(client, "/review?show=record")
        assert "“giustiniani” is “mehmed-ii”: for the test" in words(shown)
        undo = re.search(r'action="(/undo/[^"]+)"', shown)[1]
        client.post(undo, data={"csrf": csrf(shown), "back": "/review?show=record"})
        assert about(client, "giustiniani") == before
        assert client.post("/merge/venice", data=sent | {"into": "venice"}).status_code == 400
        assert client.post("/merge/venice", data=sent | {"into": "atlantis"}).status_code == 404


def test_a_wording_is_split_off_an_entity(tmp_path):
    folder = put_quads(tmp_path / "own", view_quads())
    with served(folder) as client:
        before = about(client, "giustiniani")
        merging(client)
        html = page(client, "/entity/mehmed-ii")
        assert re.findall(r"<option>([^<]+)</option>", html) == ["Giovanni Giustiniani", "Mehmed II"]
        sent = {"csrf": csrf(html), "wording": "Giovanni Giustiniani", "reviewer": "Ada"}
        assert client.post("/split/mehmed-ii", data=sent).status_code == 303
        assert about(client, "giovanni-giustiniani") == before
        assert not before & about(client, "mehmed-ii")
        assert client.post("/split/mehmed-ii", data=sent | {"wording": "a pope"}).status_code == 400


def test_a_page_is_never_sent_elsewhere_after_an_undo(tmp_path):
    folder = put_quads(tmp_path / "own", view_quads())
    with served(folder) as client:
        shown = page(client, amended(client, LINK.claim_a, verdict="unsure").headers["location"])
        undo = re.search(r'action="(/undo/[^"]+)"', shown)[1]
        answer = client.post(undo, data={"csrf": csrf(shown), "back": "//example.org/"})
        assert answer.headers["location"] == "/"


def test_nothing_is_written_without_the_field_of_the_form(client):
    for path in (
        f"/review/{LINK.id}",
        "/undo/x",
        "/upload",
        "/sample",
        f"/amend/{LINK.claim_a}",
        "/merge/x",
        "/split/x",
    ):
        assert client.post(path, data={"verdict": "holds", "text": "x"}).status_code == 403


def test_with_a_token_one_signs_in_to_change_things(store):
    with served(store, token=TOKEN) as client:
        html = page(client, "/review")
        assert "It does not hold" not in html
        assert "/signin" in html
        form = page(client, "/signin")
        assert client.post("/signin", data={"csrf": csrf(form), "token": "wrong"}).status_code == 403
        assert client.post("/signin", data={"csrf": csrf(form), "token": TOKEN}).status_code == 303
        assert "It does not hold" in page(client, "/review")


def test_a_store_for_reading_offers_nothing_to_write(store):
    with served(store, read_only=True) as client:
        for path in (
            "/",
            "/review",
            f"/link/{LINK.id}",
            f"/claim/{LINK.claim_a}",
            "/entity/venice",
            "/upload",
        ):
            assert '<form method="post"' not in page(client, path)


def test_a_query_runs_where_there_are_no_scripts(client):
    html = page(client, "/editor?run=1&query=" + quote("SELECT ?c { ?c a hg:Claim } LIMIT 3"))
    assert html.count("<tr>") == 4
    assert '<a href="/claim/' in html
    wrong = page(client, "/editor?run=1&query=" + quote("SELECT ?c { ?c a hg:Claim } }"))
    assert re.search(r"Line 1, column \d+", words(wrong))
    unknown = page(client, "/editor?run=1&query=" + quote("SELECT ?c { ?c a hgg:Claim }"))
    assert "Did you mean hg:" in words(unknown)


@pytest.mark.parametrize(
    "text",
    ["SELECT * { SERVICE <http://x/> { ?s ?p ?o } }", "DROP ALL", "SELECT * FROM <file:/etc/passwd> {}"],
)
def test_the_editor_refuses_what_the_endpoint_refuses(client, text):
    html = page(client, "/editor?run=1&query=" + quote(text))
    assert 'class="notice trouble"' in html
    assert '<table class="result"' not in html


def test_a_result_that_leads_out_or_runs_is_no_link(client):
    query = 'SELECT (IRI("javascript:alert(1)") AS ?a) (IRI("data:text/html,x") AS ?b) {}'
    html = page(client, "/editor?run=1&query=" + quote(query))
    assert 'href="javascript' not in html
    assert 'href="data' not in html


def test_every_saved_query_runs_from_the_editor(client):
    names = set(re.findall(r'href="/editor\?saved=([\w-]+)"', page(client, "/editor")))
    assert len(names) > 20
    for name in names:
        assert 'class="notice trouble"' not in page(client, f"/editor?run=1&saved={name}"), name


def test_asking_finds_denials_too_and_says_what_nobody_knows(client):
    said = words(page(client, "/ask?subject=Venice&relation=sought"))
    assert "Venice did not want to save the city" in said
    assert "Venice probably wanted to save the city" in said
    assert "Nothing in this store is called “Atlantis”" in words(page(client, "/ask?subject=Atlantis"))


@pytest.mark.parametrize(
    "asked",
    [
        "subject=Mehmed+II",
        "subject=Mehmed+II&relation=sought",
        "relation=destroyed&polarity=denied",
        "object=Great+Fire",
    ],
)
def test_the_query_that_the_form_wrote_finds_what_the_page_shows(client, asked):
    html = page(client, f"/ask?{asked}")
    shown = set(re.findall(r'href="/claim/([0-9a-f]{16})"', html))
    query = unescape(re.search(r'<pre class="written"[^>]*><code>(.*?)</code>', html, re.DOTALL)[1])
    rows = client.get("/download", params={"query": query}, headers={"Accept": "text/csv"}).text.splitlines()[
        1:
    ]
    assert {row.split(",")[0].rsplit("/", 1)[1] for row in rows} == shown != set()


def test_search_shows_who_disagrees_first(client):
    said = words(page(client, "/search?q=land+walls"))
    assert said.index("Who disagrees about it") < said.index("Quotes")


def test_a_search_that_finds_nothing_names_what_is_near(client):
    assert "Did you mean giustiniani ?" in words(page(client, "/search?q=Giustinani"))
    assert "Did you mean mehmed walls ?" in words(page(client, "/search?q=Mehmet+walls"))
    for nothing in ("qqqqqqqq", "Constantinople+qqqqqqqq", "%F0%9F%92%A3"):
        assert "Did you mean" not in words(page(client, f"/search?q={nothing}"))


def test_the_editor_names_a_slip_that_finds_nothing(client):
    asked = "/results?query=" + quote_plus("SELECT ?c { ?c a hg:Clam }")
    assert "Did you mean hg:Claim?" in words(page(client, asked))
    asked = "/results?query=" + quote_plus("SELECT ?c { ?c a hg:Claim")
    assert "{ is never closed" in words(page(client, asked))


def test_the_network_around_a_name(client):
    found = client.get("/around?name=Mehmed", headers=HTML)
    assert (found.status_code, found.headers["location"]) == (303, "/network?entity=mehmed-ii")
    data = client.get("/data?entity=mehmed-ii").json()
    about = {c["subject_id"] for c in data["claims"]} | {c["object_id"] for c in data["claims"]}
    assert "ent:mehmed-ii" in about
    assert len(client.get("/data?entity=mehmed-ii&depth=3").json()["claims"]) > len(data["claims"])
    assert "Nothing here is called" in words(page(client, "/around?name=Atlantis", 404))


def test_long_lists_come_by_the_piece(tmp_path):
    first = fixture.CLAIMS[0]
    many = tuple(
        replace(first, id=f"{n:016x}", object=replace(first.object, entity=f"thing-{n}", label=f"thing {n}"))
        for n in range(95)
    )
    reading = replace(next(iter(readings())), claims=many)
    with served(put_quads(tmp_path / "many", graph.reading_quads(reading))) as client:
        path, seen = f"/contribution/{first.contribution}", set()
        while path:
            html = page(client, path)
            here = set(re.findall(r'href="/claim/([0-9a-f]{16})"', html))
            assert len(here) <= 30
            seen |= here
            after = re.search(r'href="([^"]+)" rel="next"', html)
            path = unescape(after[1]) if after else ""
        assert seen == {c.id for c in many}


def readings():
    from histgraph.model import Reading

    for found in fixture.PAGES:
        claims = tuple(c for c in fixture.CLAIMS if c.source == found.source.id)
        yield Reading(found, claims, (), (), "made by hand")


def test_troubles_are_pages_for_people_and_text_for_programs(client):
    assert "There is nothing at this address" in words(page(client, "/nowhere", 404))
    assert "<" not in client.get("/nowhere", headers={"Accept": "text/plain"}).text
    assert client.get("/nowhere", headers={"Accept": "application/json"}).json()["status"] == 404


def test_odd_parameters_do_no_harm(client):
    for path in (
        "/?offset=-1", "/?offset=99999999999999999999", "/review?show=<b>", "/network?depth=x&most=-3&entity=",
        "/data?most=x", "/timeline?offset=%F0%9F%92%A3", "/search?q=%22%22%22(", "/editor?query=%00", "/?tour=99",
    ):  # fmt: skip
        assert client.get(path, headers=HTML).status_code == 200, path
    assert client.get("/network?entity=none", headers=HTML).status_code == 404
    assert client.get("/matrix/none", headers=HTML).status_code == 404


def test_every_stop_of_the_tour_is_there(client):
    path, stops = re.search(r'href="([^"]+)" data-item>Begin', page(client, "/tour"))[1], 0
    while path:
        html, stops = page(client, unescape(path)), stops + 1
        after = re.search(r'href="([^"]+)" rel="next">Next', html)
        path = after[1] if after else ""
    assert stops == len(tour.STOPS)


def test_an_empty_store_offers_first_steps(tmp_path):
    with served(tmp_path / "new") as client:
        assert "Build the sample" in page(client, "/")
        for path in ("/network", "/review", "/timeline", "/tour", "/search?q=x", "/ask?relation=sought"):
            page(client, path)


def test_every_address_says_what_it_is_for():
    for route in routes():
        assert route.endpoint.__doc__, route.path


def test_iris_are_shortened_by_the_known_prefixes():
    assert short(RELATION + "sought") == "rel:sought"
    assert short("https://example.org/x") == "https://example.org/x"


@pytest.fixture(scope="module")
def crowd(tmp_path_factory):
    folder = tmp_path_factory.mktemp("crowd")
    said = [
        f"Answer by Voice{n}:\nThe storm {'did not sink' if n % 3 else 'sank'} the fleet.\n"
        for n in range(18)
    ]
    (folder / "storm.txt").write_text("What sank the fleet?\n\n" + "\n".join(said), encoding="utf-8")
    histgraph.build(folder / "storm.txt", store=str(folder / "store")).store.close()
    with served(folder / "store") as found:
        yield found


def test_the_network_of_many_answers_counts_all_of_them(crowd):
    data = crowd.get("/data").json()
    told = [c for c in data["claims"] if c["relation"].startswith("s")]
    assert (sum(bool(c.get("denied")) for c in told), len(told)) == (12, 18)
    assert data["capped"] == 0


def test_of_many_pairs_those_most_at_odds_stand_first_and_the_rest_is_folded(crowd):
    source = crowd.get("/api/sources").json()["items"][0]["id"]
    html = page(crowd, f"/matrix/{source}")
    shown, folded = html.split("Answer against answer")[1].split("more pairs", 1)
    assert shown.count('<tr><th scope="row"') == 24
    assert shown.count('class="no"') == 24
    assert folded.count('<tr><th scope="row"') > 24
