"""The web app in Chromium: six tasks by keyboard and by pointer, every page clean, nothing hostile runs."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

import fixture_view as fixture
from histgraph import graph
from histgraph.model import Reading, Source, Span
from serving import Server, put_quads, view_store

pytestmark = pytest.mark.browser

CITY, FIRE = (p.source.id for p in fixture.PAGES)
WALLS = next(c for c in fixture.CLAIMS if c.focus and c.polarity == "denied" and c.relation.id == "destroyed")
LINK = fixture.LINKS[0]
PAGES = [
    "/", f"/source/{CITY}", f"/matrix/{CITY}", f"/read/{CITY}", f"/network?source={CITY}", "/network",
    "/network?entity=mehmed-ii&depth=2", f"/claim/{WALLS.id}", f"/proposition/{WALLS.proposition.id}",
    "/entity/mehmed-ii", f"/contribution/{WALLS.contribution}", f"/link/{LINK.id}", "/timeline", "/review",
    "/review?show=agreements", "/review?show=record", "/review?show=claims", "/editor",
    "/merge/giustiniani?q=Mehmed",
    "/editor?saved=most-affirmed", "/ask",
    "/ask?subject=Mehmed&relation=sought", "/search?q=walls", "/upload", "/tour", f"/matrix/{CITY}?tour=3",
]  # fmt: skip


ONE_OF_EACH = [
    p for p in PAGES if p not in {"/network", "/review?show=agreements", "/editor", f"/matrix/{CITY}"}
]
"""One address of each template."""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with Server(view_store(tmp_path_factory.mktemp("app") / "store")) as running:
        yield running


@pytest.fixture
def app(page, server):
    """A page on the overview, its scripts at work."""
    page.goto(server.address + "/")
    page.wait_for_selector("html.js")
    return page


def settled(page) -> None:
    """Wait until the scripts of a page have done their part."""
    if page.locator("[data-explore]").count():
        page.wait_for_selector("html[data-ready]")


# -- the six tasks, from the start page, with at most five actions -------------------------------

MOST_ACTIONS = 5


class Hand:
    """Does what a person does, and counts: a key, a run of typing, a click."""

    def __init__(self, page):
        self.page = page
        self.actions = 0

    def press(self, key: str) -> None:
        self._count()
        self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self._count()
        self.page.keyboard.type(text)

    def click(self, target) -> None:
        self._count()
        target.click()

    def _count(self) -> None:
        self.actions += 1
        assert self.actions <= MOST_ACTIONS


@pytest.fixture
def hand(app):
    return Hand(app)


def button(page, name: str):
    return page.get_by_role("button", name=name)


def test_who_disagrees_and_both_quotes_by_keyboard(app, hand):
    hand.press("/")
    hand.type("land walls")
    hand.press("Enter")
    app.wait_for_url("**/search**")
    dispute = app.locator(".dispute", has_text="the bombard did not break the walls").first
    assert "The guns broke the walls" in dispute.inner_text()
    assert dispute.locator("blockquote").first.get_attribute("class") == "denied"


def test_who_disagrees_and_both_quotes_by_pointer(app, hand):
    hand.click(app.locator(".dispute", has_text="the bombard did not break the walls").locator("h3 a").first)
    cards = app.locator(".cards.pair .card")
    assert "denies" in cards.nth(0).inner_text()
    assert "the bombard did not break the walls" in cards.nth(0).inner_text()
    assert "The guns broke the walls" in cards.nth(1).inner_text()


def test_which_words_carry_a_claim_by_keyboard(app, hand):
    hand.press("j")
    hand.press("Enter")
    app.wait_for_url("**/link/**")
    hand.press("j")
    hand.press("Enter")
    app.wait_for_selector("html[data-ready]")
    assert "the bombard did not break the walls" in app.locator(".claim.lit").all_inner_texts()
    assert app.locator("#evidence mark").first.inner_text() == "the bombard did not break the walls"


def test_which_words_carry_a_claim_by_pointer(app, hand):
    hand.click(app.locator(".questions a", has_text="read").first)
    app.wait_for_selector("html[data-ready]")
    hand.click(app.locator(".claim", has_text="The guns broke the walls").first)
    assert "The guns broke the walls" in app.locator("#evidence mark").all_inner_texts()


@pytest.mark.parametrize("way", ["keyboard", "pointer"])
def test_what_the_answers_agree_on(app, hand, way):
    if way == "keyboard":
        hand.press("q")
    else:
        hand.click(app.locator(".questions a[data-item]").first)
    app.wait_for_url("**/source/**")
    section = app.locator("section", has=app.get_by_role("heading", name="What all agree on"))
    assert "Mehmed II sought Constantinople as his capital" in re.sub(r"\s+", " ", section.inner_text())


def test_a_saved_query_changed_and_downloaded_by_keyboard(app, hand):
    hand.press("6")
    app.wait_for_selector("html[data-ready]")
    hand.press("j")
    hand.press("Enter")
    app.wait_for_url("**/editor?saved=**")
    app.wait_for_selector("html[data-ready]")
    hand.type(" LIMIT 2")
    with app.expect_download() as download:
        hand.press("Control+Shift+Enter")
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))
    assert len(rows) == 3
    assert "LIMIT" in app.url


def test_a_saved_query_changed_and_downloaded_by_pointer(app, hand):
    hand.click(app.get_by_role("link", name="Query", exact=True))
    hand.click(app.get_by_role("link", name="What do most answers affirm?"))
    app.wait_for_selector("html[data-ready]")
    hand.type(" LIMIT 1")
    hand.click(button(app, "Run"))
    expect(app.locator(".result tbody tr")).to_have_count(1)
    with app.expect_download() as download:
        hand.click(button(app, "CSV"))
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("proposition,answers")


@pytest.mark.parametrize("way", ["keyboard", "pointer"])
def test_a_contradiction_rejected_with_a_reason_and_taken_back(app, hand, way):
    if way == "keyboard":
        hand.press("3")
        app.wait_for_url("**/review")
        before = app.locator("[data-queue]").count()
        app.wait_for_selector("html.js")
        hand.press("x")
        hand.type("two different walls")
        hand.press("Enter")
    else:
        hand.click(app.get_by_role("link", name="Review", exact=True))
        before = app.locator("[data-queue]").count()
        hand.click(app.get_by_label("Reason").first)
        hand.type("two different walls")
        hand.click(button(app, "It does not hold").first)
    notice = app.locator(".notice")
    notice.wait_for()
    assert "does not hold" in notice.inner_text()
    assert "two different walls" in notice.inner_text()
    assert app.locator("[data-queue]").count() == before - 1
    if way == "keyboard":
        app.wait_for_selector("html.js")
        hand.press("z")
    else:
        hand.click(button(app, "Undo"))
    app.wait_for_url("**undone=1")
    assert app.locator("[data-queue]").count() == before


def test_a_claim_is_corrected_and_the_correction_taken_back(app, server, hand):
    app.goto(f"{server.address}/claim/{WALLS.id}")
    hand.click(app.locator(".amend summary"))
    app.get_by_label("Polarity").select_option("denied" if WALLS.polarity == "affirmed" else "affirmed")
    hand.click(button(app, "Keep the corrections"))
    app.wait_for_url("**done=1")
    act = app.locator(".acts li").filter(has_text="polarity: ").first
    hand.click(act.get_by_role("button", name="Take back"))
    app.wait_for_url(f"**/claim/{WALLS.id}")
    assert "taken back" in app.locator(".acts li").first.inner_text()


@pytest.mark.parametrize("way", ["keyboard", "pointer"])
def test_a_picture_of_the_network_around_somebody(app, hand, way):
    if way == "keyboard":
        hand.press("2")
        app.wait_for_selector("html[data-ready]")
        hand.press("/")
        hand.type("Mehmed")
        hand.press("Enter")
    else:
        hand.click(app.get_by_role("link", name="Network", exact=True))
        hand.click(app.get_by_label("Around", exact=True))
        hand.type("Mehmed")
        hand.click(button(app, "Show").first)
    app.wait_for_url("**entity=mehmed-ii")
    app.wait_for_selector("html[data-drawn]")
    with app.expect_download() as download:
        if way == "keyboard":
            hand.press("p")
        else:
            hand.click(button(app, "Save picture"))
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")


# -- every page ---------------------------------------------------------------------------------


@pytest.mark.parametrize("part", [0, 1])
def test_every_page_is_whole_and_accessible(page, server, axe, part):
    for path in ONE_OF_EACH[part::2]:
        response = page.goto(server.address + path)
        assert response.status == 200, path
        assert "'unsafe" not in response.headers["content-security-policy"], path
        settled(page)
        assert page.locator("h1").count() == 1, path
        if page.locator(".amend summary").count():
            page.click(".amend summary")
        axe(page)


def test_colours_can_be_told_apart_in_the_dark(page, server, axe):
    page.emulate_media(color_scheme="dark")
    for path in ("/", f"/matrix/{CITY}", f"/read/{CITY}", "/review", "/editor?saved=most-affirmed"):
        page.goto(server.address + path)
        settled(page)
        axe(page, rules=("color-contrast",))


def test_every_page_fits_a_phone(page, server):
    page.set_viewport_size({"width": 360, "height": 780})
    for path in ONE_OF_EACH:
        page.goto(server.address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_on_a_phone_every_way_is_in_sight_and_the_texts_stand_below_each_other(page, server):
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(f"{server.address}/read/{CITY}")
    settled(page)
    for way in page.locator(".masthead nav a").all():
        box = way.bounding_box()
        assert box["x"] >= 0, way.inner_text()
        assert box["x"] + box["width"] <= 360, way.inner_text()
    assert page.evaluate("(e => e.scrollWidth - e.clientWidth)(document.querySelector('.reading'))") == 0
    second = page.locator(".column").nth(1)
    second.evaluate("e => window.scrollBy(0, e.getBoundingClientRect().top + 60)")
    assert second.locator("header").bounding_box()["y"] < 4, "whose words these are stays in sight"


def test_on_a_phone_filters_are_folded_unless_they_hide_something(page, server):
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(f"{server.address}/network?source={CITY}")
    settled(page)
    expect(page.locator("#polarity")).to_be_hidden()
    page.click("#filters summary")
    page.select_option("#polarity", "denied")
    page.reload()
    settled(page)
    expect(page.locator("#polarity")).to_be_visible()


def test_on_a_phone_the_drawing_begins_with_what_is_disputed(page, server):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server.address}/network?source={CITY}")
    settled(page)
    packed = page.evaluate(
        """async (address) => {
        const { pack } = await import(address);
        const ring = (id, x) => [id, { id, kind: "ring", radius: 20, lines: ["sought"], x, y: 0 }];
        const nodes = new Map([ring("calm", 0), ring("yes", 900), ring("no", 1000)]);
        pack(nodes, [{ from: "yes", to: "no", kind: "contradiction" }], 200);
        return [...nodes.values()].map(({ x, y }) => [x, y]);
    }""",
        _module(page, "pack.js"),
    )
    (calm_x, calm_y), (yes_x, yes_y), (no_x, no_y) = packed
    assert no_x - yes_x == 100, "a part is moved as a whole"
    assert yes_y == no_y < calm_y
    assert 0 < calm_x < 200


def test_on_a_phone_what_was_chosen_stays_in_sight_above_its_words(page, server):
    page.set_viewport_size({"width": 390, "height": 844})
    for path, chosen in (
        (f"/read/{CITY}", f".claim[data-claim='{WALLS.id}']"),
        (f"/network?source={CITY}", ".drawing"),
    ):
        page.goto(server.address + path)
        settled(page)
        if chosen == ".drawing":
            page.wait_for_selector("html[data-drawn]")
        page.evaluate(f"location.hash = 'focus=claim:{WALLS.id}'")
        expect(page.locator("#evidence")).to_be_visible()
        drawer, box = page.locator("#evidence").bounding_box(), page.locator(chosen).first.bounding_box()
        assert drawer["y"] >= 844 / 2 - 1
        assert 0 <= box["y"] < drawer["y"] - 20, path
    row = page.locator("#claims tbody tr").last
    row.click()
    box = row.bounding_box()
    assert 0 <= box["y"] < drawer["y"] - 20, "the list does not jump away under the finger"


def _module(page, name: str) -> str:
    """Return the address of a script of the view; a page may load nothing else."""
    return re.sub(
        r"explore\.js.*", f"view/{name}", page.locator("script[src*='explore.js']").get_attribute("src")
    )


def test_a_contradiction_passes_above_boxes_and_beside_words(page, server):
    page.goto(f"{server.address}/network?source={CITY}")
    settled(page)
    level, left, right = page.evaluate(
        """async (address) => {
        const { bend } = await import(address);
        const ring = (x, y) => ({ kind: "ring", radius: 22, lines: ["sought", "the command of the fleet"], x, y });
        const box = { kind: "entity", width: 180, height: 29, x: 150, y: 4 };
        return [bend(ring(0, 0), ring(300, 0), [box]), bend(ring(0, 0), ring(-20, 130), []),
          bend(ring(0, 0), ring(20, 130), [])];
    }""",
        _module(page, "shapes.js"),
    )
    # The line bows to its right where the number is positive: level from left to right, that is downwards.
    assert -60 < level < 0
    assert left > 30
    assert right == -left


def test_high_contrast_is_kept_from_page_to_page(app, server, axe):
    app.select_option("#colours", "contrast")
    app.goto(f"{server.address}/matrix/{CITY}")
    assert app.evaluate("document.documentElement.dataset.theme") == "contrast"
    axe(app)


def test_what_is_printed_is_dark_on_white_and_fits_the_paper(page, server):
    page.set_viewport_size({"width": 720, "height": 1000})
    page.emulate_media(media="print", color_scheme="dark")
    for path in (f"/source/{CITY}", f"/matrix/{CITY}", f"/read/{CITY}"):
        page.goto(server.address + path)
        settled(page)
        assert (
            page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
            == "rgb(255, 255, 255)"
        )
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
        assert page.locator("nav[aria-label=Main]").is_hidden()
        wide = page.evaluate(
            "[...document.querySelectorAll('main *')].filter((e) => e.getBoundingClientRect().right > 722).length"
        )
        assert wide == 0, path


def test_every_view_shows_its_query_and_the_query_runs(page, server):
    shown = [
        p for p in PAGES if not p.startswith(("/editor", "/upload", "/tour", "/merge", "/review?show=record"))
    ]
    for path in shown:
        page.goto(server.address + path)
        code = page.locator(".shown code, .written code").first
        text = code.text_content()
        found = page.request.get(
            f"{server.address}/download?query={quote(text)}", headers={"Accept": "text/csv"}
        )
        assert found.status == 200, (path, text, found.text())
        assert len(found.text().splitlines()) > 1, (path, text)


def test_everything_works_without_scripts(browser, server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.address + "/")
    page.locator(".questions a[data-item]").first.click()
    page.get_by_role("link", name="Matrix").click()
    page.locator(".cell a").first.click()
    assert "/claim/" in page.url
    page.goto(server.address + "/editor")
    page.locator("#query").fill("SELECT ?c { ?c a hg:Claim } LIMIT 4")
    page.get_by_role("button", name="Run").click()
    assert page.locator(".result tbody tr").count() == 4
    page.goto(server.address + "/search?q=walls")
    assert page.locator(".hits li").count() >= 2
    context.close()


# -- what pages do -------------------------------------------------------------------------------


def test_an_error_is_shown_at_its_place(page, server):
    page.goto(server.address + "/editor")
    page.wait_for_selector("html[data-ready]")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT * {\n?c a hg:Claim ;; }\n}}")
    page.keyboard.press("Control+Enter")
    page.locator(".trouble").wait_for()
    assert re.search(r"Line \d, column \d+", page.locator(".trouble").inner_text())


def test_a_construct_is_drawn(page, server):
    query = "CONSTRUCT { ?s ?p ?o } { GRAPH ?g { ?s ?p ?o } ?g a hg:Contribution } LIMIT 12"
    page.goto(f"{server.address}/editor?run=1&query={quote(query)}")
    page.wait_for_selector("html[data-ready]")
    assert page.locator(".graph svg .node").count() > 3


def test_names_are_completed_from_the_vocabulary_and_the_store(page, server):
    page.goto(server.address + "/editor")
    page.wait_for_selector("html[data-ready]")
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT * { ?c hg:pol")
    page.get_by_role("option", name=re.compile("hg:polarity")).first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.type("arity hg:Denied ; hg:subject Mehm")
    page.get_by_role("option", name=re.compile("Mehmed II")).first.wait_for()


def test_search_finds_as_one_types(page, server):
    page.goto(server.address + "/search")
    page.locator("#q").press_sequentially("gunpow")
    page.locator(".hits mark").first.wait_for()
    assert "unpowder" in page.locator("#results").inner_text()


def test_the_form_of_ask_answers_and_shows_its_query(page, server):
    page.goto(server.address + "/ask")
    page.locator("#subject").fill("Mehmed II")
    page.locator('select[name="relation"]').select_option("sought")
    page.get_by_role("button", name="Ask", exact=True).click()
    assert page.locator(".card").count() == 4
    assert "hg:predicate rel:sought" in page.locator(".written").inner_text()


def test_a_pasted_text_is_read_with_progress(page, tmp_path):
    with Server(tmp_path / "empty", log=tmp_path / "log") as server:
        page.set_default_timeout(60_000)
        page.goto(server.address + "/")
        assert page.get_by_role("button", name="Build the sample").is_visible()
        page.goto(server.address + "/upload")
        page.get_by_label("Or paste a text").fill(fixture.FIRE)
        page.get_by_label("Its name").fill("../<b>fire</b>")
        page.get_by_role("button", name="Read it").click()
        page.get_by_role("heading", name="Done").wait_for()
        page.locator("#job a[data-item]").first.click()
        assert "Great Fire" in page.locator("h1").inner_text()


def test_the_drawing_grows_from_an_entity_on(page, server):
    page.goto(f"{server.address}/network?entity=mehmed-ii&depth=1#focus=ent%3Aorban-the-gun-founder")
    page.wait_for_selector("html[data-drawn]")
    before = page.locator("#claims tbody tr").count()
    page.get_by_role("link", name="add what lies around it").click()
    page.wait_for_url("**entity=orban-the-gun-founder**")
    page.wait_for_selector("html[data-drawn]")
    assert "Mehmed II" in page.locator("h1").inner_text()
    assert page.locator("#claims tbody tr").count() > before


def test_what_goes_wrong_is_told_on_a_page(page, server):
    assert (
        page.request.get(f"{server.address}/nothing", headers={"Accept": "text/plain"}).text().count("<") == 0
    )
    page.on("console", lambda _: None)
    response = page.request.get(f"{server.address}/claim/none", headers={"Accept": "text/html"})
    assert response.status == 404
    assert "<h1>There is nothing at this address</h1>" in response.text()


def test_the_tour_leads_through_the_pages_and_can_be_left(app):
    app.get_by_role("link", name="Tour").click()
    app.get_by_role("link", name="Begin").click()
    seen = []
    while app.locator(".guide a.primary").count():
        seen.append(app.locator(".guide b").inner_text())
        app.locator(".guide a.primary").click()
        app.locator(".guide").wait_for()
    assert len(seen) == 6
    app.get_by_role("link", name="leave the tour").click()
    assert app.locator(".guide").count() == 0


# -- hostile input -------------------------------------------------------------------------------

NASTY = [
    "<img src=x onerror=\"document.title='owned'\">",
    "</script><script>document.title='owned'</script>",
    "\"'><svg onload=\"document.title='owned'\">",
    "javascript:document.title='owned'",
]


def test_nothing_hostile_in_a_store_runs(page, tmp_path):
    first = fixture.PAGES[1]
    words = " ".join(NASTY)
    text = first.source.text + words
    source = Source("e" * 16, f"{NASTY[0]}.txt", "e" * 64, text, title=words)
    evidence = Span(len(first.source.text), len(text))
    part = replace(
        first.contributions[0], id="c" * 16, source=source.id, author=words,
        spans=(*first.contributions[0].spans, evidence),
    )  # fmt: skip
    bad = replace(first, source=source, question=words, question_span=None, contributions=(part,))
    claims = tuple(
        replace(
            fixture.CLAIMS[0], id=f"{n:016x}", source=source.id, document=source.name, contribution=part.id,
            answer="1", quote=words, evidence=evidence, focus=evidence, attributed_to=nasty, condition=nasty,
            subject=replace(fixture.CLAIMS[0].subject, label=nasty, text=nasty, entity="bad"),
            object=replace(fixture.CLAIMS[0].object, label=nasty, text=nasty),
        )
        for n, nasty in enumerate(NASTY)
    )  # fmt: skip
    entity = replace(fixture.ENTITIES[0], id="bad", label=words)
    reading = Reading(bad, claims, (entity,), (), "made by hand")
    store = put_quads(tmp_path / "bad", [*graph.reading_quads(reading), *graph.entity_quads([entity])])
    with Server(store, "--read-only") as server:
        echo = quote(NASTY[2])
        query = quote(
            f'SELECT ("{NASTY[0]}" AS ?x) (IRI("javascript:alert(1)") AS ?y) {{}}'.replace(
                '"document', '\\"document'
            ).replace("'\">", "'\\\">")
        )
        for path in (
            "/", f"/source/{source.id}", f"/matrix/{source.id}", f"/read/{source.id}", f"/network?source={source.id}",
            "/entity/bad", f"/claim/{claims[0].id}", f"/contribution/{part.id}", "/search?q=owned",
            f"/search?q={echo}", f"/ask?subject={echo}", f"/around?name={echo}", f"/editor?run=1&query={query}",
            f"/editor?query={echo}", f"/review?show={echo}&done={echo}", f"/network?entity=bad&depth={echo}",
        ):  # fmt: skip
            page.goto(server.address + path) if "around" not in path else None
            settled(page)
            assert page.title() != "owned", path
            assert (
                page.locator("main img, main script, main [onload], main a[href^='javascript']").count() == 0
            ), path
