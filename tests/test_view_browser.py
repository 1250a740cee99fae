"""The exported page in Chromium: what it shows, by pointer and by keyboard, and that nothing in it runs."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

import fixture_view as fixture
from histgraph.model import Polarity, Source, Span
from histgraph.view import page as written

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sheet(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("view") / "page.html"
    text = written(fixture.CLAIMS, fixture.LINKS, fixture.ENTITIES, fixture.PAGES, title="Walls and fires")
    path.write_text(text, encoding="utf-8")
    return path.as_uri()


def drawn(page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-drawn]")


def ink(page) -> int:
    """How many pixels of the canvas are not paper."""
    return page.evaluate(
        "() => { const c = document.querySelector('#canvas canvas'); const d = c.getContext('2d')"
        ".getImageData(0, 0, c.width, c.height).data; let n = 0;"
        " for (let i = 3; i < d.length; i += 4) if (d[i]) n += 1; return n; }"
    )


def test_the_network_is_drawn_and_a_click_shows_the_words_denial_first(page, sheet):
    drawn(page, sheet)
    assert ink(page) > 5000
    page.keyboard.press("2")
    page.get_by_role("link", name=re.compile("the great guns destroyed")).first.click()
    cards = page.locator("#evidence .card")
    assert "DENIES" in cards.nth(0).inner_text()
    assert "the bombard did not break the walls" in cards.nth(0).inner_text()
    assert "says so" in cards.nth(1).inner_text()
    assert "The guns broke the walls" in page.locator("#evidence").inner_text()


def test_a_click_in_the_drawing_shows_the_words(page, sheet):
    drawn(page, sheet)
    frame = page.locator("#canvas").bounding_box()
    places = [
        (frame["x"] + frame["width"] * (x + 0.5) / 16, frame["y"] + frame["height"] * (y + 0.5) / 10)
        for y in range(10)
        for x in range(16)
    ]
    drawer = page.locator("#evidence")
    for x, y in places:
        page.mouse.click(x, y)
        if drawer.is_visible():
            break
    assert page.locator("#evidence-title").inner_text()
    assert "focus=" in page.url


def test_arrow_keys_walk_the_drawing_and_say_what_is_there(page, sheet):
    drawn(page, sheet)
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowRight")
    first = page.locator("#spoken").inner_text()
    assert re.search(r"(Said|Denied) by ", first)
    page.keyboard.press("Enter")
    assert page.locator("#evidence").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#evidence").is_hidden()
    assert page.evaluate("document.activeElement.id") == "canvas"
    heard = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        heard.add(page.locator("#spoken").inner_text())
    assert len(heard) > 1


def test_the_table_is_walked_and_opened_by_keyboard(page, sheet):
    page.goto(sheet + "#view=claims")
    page.locator("#claims tbody tr").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.evaluate("document.activeElement.dataset.claim")
    page.keyboard.press("Enter")
    assert page.locator("#evidence").is_visible()
    assert f"focus=claim%3A{chosen}" in page.url
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.claim") == chosen


def test_filters_by_answer_and_polarity_hold_in_every_view(page, sheet):
    page.goto(sheet + "#view=claims")
    rows = page.locator("#claims tbody tr:visible")
    everything = rows.count()
    page.select_option("#polarity", "denied")
    denials = sum(c.polarity.value == "denied" for c in fixture.CLAIMS)
    assert rows.count() == denials < everything
    page.select_option("#polarity", "all")
    page.locator("#voices button").first.click()
    assert rows.count() < everything
    page.keyboard.press("2")
    assert page.locator(".matrix thead th:visible").count() == 2 + 5
    page.keyboard.press("3")
    assert page.locator(".column:visible").count() == 5


def test_sums_of_the_matrix_follow_the_hidden_answers(page, sheet):
    page.goto(sheet + "#view=matrix")
    row = page.locator(".matrix tbody tr", has_text="the great guns destroyed").first
    assert row.locator(".sum").inner_text() == "1 : 1"
    page.locator("#voices button", has_text="Bartolomeo").click()
    assert row.locator(".sum").inner_text() == "1 : 0"


def test_search_narrows_as_one_types(page, sheet):
    page.goto(sheet + "#view=claims")
    page.keyboard.press("/")
    page.keyboard.type("gunpowder")
    rows = page.locator("#claims tbody tr:visible")
    assert rows.count() == 2
    assert page.locator("#count").inner_text() == f"2 of {len(fixture.CLAIMS)} claims"


def test_a_claim_lights_up_its_proposition_in_every_column(page, sheet):
    page.goto(sheet + "#view=read")
    span = page.locator(".claim", has_text="Mehmed wanted the city as the capital of his empire").first
    span.hover()
    assert page.locator(".claim.same").count() >= 2
    span.click()
    lit = page.locator(".claim.lit")
    assert (
        len({lit.nth(n).evaluate("e => e.closest('.column').dataset.voice") for n in range(lit.count())}) == 2
    )


def test_a_link_brings_the_same_view_back(page, sheet):
    page.goto(sheet)
    page.keyboard.press("2")
    page.get_by_role("link", name=re.compile("the great guns destroyed")).first.click()
    page.select_option("#polarity", "denied")
    address = page.url
    page.goto("about:blank")
    page.goto(address)
    assert page.locator('[data-view="matrix"]').is_visible()
    assert page.locator("#evidence .card.denied").count() >= 1
    assert page.locator("#polarity").input_value() == "denied"
    page.keyboard.press("Escape")
    page.go_back()
    assert page.locator("#evidence").is_visible()


def test_png_svg_and_csv_can_be_saved(page, sheet):
    drawn(page, sheet)
    saved = {}
    for kind in ("png", "svg", "csv"):
        with page.expect_download() as download:
            page.select_option("#save", kind)
        saved[kind] = Path(download.value.path()).read_bytes()
        assert download.value.suggested_filename == f"walls-and-fires.{kind}"
    assert saved["png"].startswith(b"\x89PNG")
    assert saved["svg"].count(b"<title>") > 10
    assert b"the great guns" in saved["svg"]
    assert saved["csv"].count(b"\r\n") == len(fixture.CLAIMS) + 1


def test_the_page_can_be_read_without_scripts(browser, sheet):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sheet)
    assert page.locator(".matrix tbody tr").first.is_visible()
    assert page.locator(".column").first.is_visible()
    assert page.locator("#claims tbody tr").first.is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_accessibility_finding(page, sheet, axe, scheme):
    page.emulate_media(color_scheme=scheme)
    for view in ("network", "matrix", "read", "claims"):
        page.goto(f"{sheet}#view={view}&focus=claim:{fixture.CLAIMS[4].id}")
        assert page.locator("#evidence").is_visible()
        axe(page)


def test_it_fits_a_phone(page, sheet):
    page.set_viewport_size({"width": 360, "height": 780})
    page.goto(sheet)
    assert page.locator('[data-view="matrix"]').is_visible(), "a phone starts with the list, not the drawing"
    for view in ("network", "matrix", "read", "claims"):
        page.goto(f"{sheet}#view={view}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, view
        assert page.evaluate("document.querySelector('.bar').scrollWidth") <= 360, view


NASTY = [
    "<img src=x onerror=\"document.title='owned'\">",
    "<script>document.title='owned'</script>",
    '"><svg onload="document.title=\'owned\'">',
    "</script><script>document.title='owned'</script>",
    "javascript:document.title='owned'",
    "href {{7*7}} ${7*7} <a href=javascript:alert(1)>x</a>",
]


def _spoilt(claim, number: int, nasty: str, words: str, evidence: Span):
    return replace(
        claim,
        id=f"{claim.id}-{number}",
        quote=words,
        evidence=evidence,
        focus=evidence,
        attributed_to=nasty,
        condition=nasty,
        time_text=nasty,
        subject=replace(claim.subject, label=nasty, entity=nasty),
        object=replace(claim.object, label=nasty),
        relation=replace(claim.relation, label=nasty),
    )


def test_what_stands_in_the_texts_never_runs(page, tmp_path):
    first = fixture.PAGES[0]
    words = " ".join(NASTY)
    source = Source(
        first.source.id, words[:80], first.source.sha256, text=first.source.text + words, title=words
    )
    evidence = Span(len(first.source.text), len(source.text))
    part = first.contributions[0]
    part = replace(part, author=words, spans=(*part.spans, evidence))
    bad = replace(first, source=source, question=words, contributions=(part, *first.contributions[1:]))
    claims = [
        _spoilt(c, n, nasty, words, evidence) for n, nasty in enumerate(NASTY) for c in fixture.CLAIMS[:2]
    ]
    links = [
        replace(
            fixture.LINKS[0], claim_a=claims[0].id, claim_b=claims[1].id, explanation=words, resolved=words
        )
    ]
    path = tmp_path / "nasty.html"
    path.write_text(written(claims, links, (), [bad], title=words), encoding="utf-8")
    drawn(page, path.as_uri())
    for view in ("network", "matrix", "read", "claims"):
        page.goto(f"{path.as_uri()}#view={view}&focus=claim:{claims[0].id}")
        assert page.locator("#evidence").is_visible()
    page.mouse.move(640, 430)
    assert page.title() != "owned"
    assert page.locator("main img, main script, main svg[onload]").count() == 0


def busy(session) -> float:
    """Seconds of processor time that the page's main thread has taken."""
    found = session.send("Performance.getMetrics")["metrics"]
    return next(m["value"] for m in found if m["name"] == "TaskDuration")


@pytest.mark.slow
@pytest.mark.parametrize(("rings", "seconds"), [(50, 1.0), (3000, 5.0)])
def test_the_first_drawing_is_quick(page, tmp_path, rings, seconds):
    base = fixture.CLAIMS[0]
    claims = [
        replace(
            base,
            id=f"{n:016x}",
            subject=replace(base.subject, entity=f"who-{n % 97}", label=f"somebody {n % 97}"),
            object=replace(base.object, entity=f"what-{n}", label=f"something {n}"),
        )
        for n in range(rings)
    ]
    path = tmp_path / "many.html"
    path.write_text(written(claims, (), (), fixture.PAGES[:1], title="many"), encoding="utf-8")
    page.set_default_timeout(60_000)
    page.goto(f"{path.as_uri()}#view=matrix&all=1")
    page.wait_for_selector("html[data-ready]")
    # Time of the processor, not of the clock: other tests run beside this one.
    session = page.context.new_cdp_session(page)
    session.send("Performance.setTimeDomain", {"timeDomain": "threadTicks"})
    session.send("Performance.enable")
    before = busy(session)
    page.evaluate("document.querySelector('.tabs [data-to=network]').click()")
    page.wait_for_selector("html[data-drawn]")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    taken = busy(session) - before
    assert ink(page) > 1000
    assert 0 < taken < seconds, f"{rings} propositions took {taken:.1f} s"


def test_a_word_typed_wrongly_is_answered_with_the_one_that_is_there(page, sheet):
    drawn(page, sheet)
    page.keyboard.press("/")
    page.keyboard.type("gunpoweder")
    said = page.locator("#found")
    expect(said).to_contain_text("No claim here has “gunpoweder”")
    said.get_by_role("button", name="Did you mean gunpowder?").click()
    expect(said).to_have_text(re.compile(r"\d claims? with “gunpowder”"))
    assert page.evaluate("document.activeElement.id") == "q"
    page.locator("#q").fill("zzzzzz")
    said.get_by_role("button", name="Show all again").click()
    expect(said).to_be_hidden()


def test_words_are_found_in_any_order_and_without_their_accents(page, sheet):
    drawn(page, sheet)
    page.locator("#q").fill("WALLS güns")
    expect(page.locator("#found")).to_have_text(re.compile(r"^\d+ claims? with"))
    page.keyboard.press("Escape")
    page.keyboard.press("4")
    rows = page.locator("#claims tbody tr:visible")
    assert 0 < rows.count() < page.locator("#claims tbody tr").count()
    for text in rows.all_inner_texts():
        assert "guns" in text
        assert "walls" in text


def test_that_nothing_contradicts_is_said(page, tmp_path):
    path = tmp_path / "calm.html"
    fire = [p for p in fixture.PAGES if "Great Fire" in p.question]
    claims = [c for c in fixture.CLAIMS if c.source == fire[0].source.id and c.polarity is Polarity.AFFIRMED]
    path.write_text(written(claims, [], fixture.ENTITIES, fire), encoding="utf-8")
    drawn(page, path.as_uri())
    expect(page.locator("#calm")).to_be_visible()
    page.keyboard.press("2")
    assert "No contradiction was found between these answers" in page.locator(".lead:visible").inner_text()
    assert "contradict" not in page.locator(".against").inner_text()


def test_where_something_contradicts_nothing_else_is_said(page, sheet):
    drawn(page, sheet)
    expect(page.locator("#calm")).to_be_hidden()
    page.keyboard.press("2")
    assert "No contradiction" not in page.locator('[data-view="matrix"]').inner_text()


def test_a_word_without_end_stays_in_its_cell(page, tmp_path):
    endless = "A" * 160
    claims = [
        replace(c, subject=replace(c.subject, label=endless)) if number == 0 else c
        for number, c in enumerate(fixture.CLAIMS)
    ]
    path = tmp_path / "endless.html"
    text = written(claims, fixture.LINKS, fixture.ENTITIES, fixture.PAGES)
    path.write_text(text, encoding="utf-8")
    drawn(page, path.as_uri())
    for key in "24":
        page.keyboard.press(key)
        wide = page.evaluate(
            "() => [...document.querySelectorAll('tbody th a, tbody .what')].filter((e) => e.offsetParent)"
            ".map((e) => e.scrollWidth - e.closest('th, td').clientWidth)"
        )
        assert wide
        assert max(wide) <= 0
