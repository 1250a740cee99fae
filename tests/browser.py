"""Fixtures for the tests in Chromium: every page is held to no outside request, no error, no broken policy.

Debian's Chromium is driven by pytest-playwright. Where there is none the tests are skipped
with a word how to get it; with ``CI`` set they fail, so that nothing goes untested unnoticed.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

CHROMIUM = (
    os.environ.get("CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 20_000
"""Milliseconds that a test waits for something to show; on a busy machine it may take some."""
AXE = Path(__file__).resolve().parent / "vendor" / "axe.min.js"
AXE_SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_AXE = """([only]) => axe.run(document, {runOnly: only, resultTypes: ["violations"]})
  .then((all) => all.violations.map((found) => [found.id, found.impact,
    found.nodes.slice(0, 4).map((node) => `${node.html} :: ${node.failureSummary}`)]))"""
_OWN = ("file:", "data:", "blob:", "about:", "http://127.0.0.1", "http://localhost")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    if not CHROMIUM:
        message = "no Chromium: apt-get install --no-install-recommends chromium"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict) -> dict:
    return {
        **browser_context_args,
        "viewport": {"width": 1280, "height": 860},
        "color_scheme": "light",
        "reduced_motion": "reduce",
        "accept_downloads": True,
    }


@pytest.fixture
def page(page) -> Iterator:
    """A page of which no part may ask for anything outside, fail, or break its own policy."""
    outside, errors = [], []

    def answer(route) -> None:
        if route.request.url.startswith(_OWN):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    page.route("**/*", answer)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if _is_trouble(said) else None)
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    yield page
    assert not outside, f"asked for {outside}"
    assert not errors, errors


def _is_trouble(said) -> bool:
    return (
        said.type == "error"
        or "Content Security Policy" in said.text
        or "Content-Security-Policy" in said.text
    )


@pytest.fixture(scope="session")
def axe() -> Callable:
    """Return a check that a page has no serious accessibility finding (axe-core 4.14.1)."""
    code = AXE.read_text(encoding="utf-8")
    assert hashlib.sha256(code.encode()).hexdigest() == AXE_SHA256

    def check(page, *, rules: tuple[str, ...] = ()) -> None:
        page.evaluate(code)
        only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": _TAGS}
        found = page.evaluate(_AXE, [only])
        serious = [f for f in found if f[1] in {"serious", "critical"}]
        assert not serious, json.dumps(serious, indent=1)

    return check


@pytest.fixture
def dark(page):
    page.emulate_media(color_scheme="dark")
    return page
