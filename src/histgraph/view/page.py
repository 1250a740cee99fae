"""One HTML file that asks for nothing else: network, matrix, texts side by side, table of claims."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from histgraph.model import Claim, ClaimLink, Entity, Page, Strength
from histgraph.view.bundle import policy_hash, script, styles, vis_code, vis_packed
from histgraph.view.matrix import matrix
from histgraph.view.payload import Scope, payload, scopes
from histgraph.view.reading import reading
from histgraph.view.voices import lettered, voices, words

_TEMPLATES = Path(__file__).resolve().parent / "templates"
MOST_ROWS = 300
"""Propositions of the matrix and rows of the table that are written at the most, disputed ones first."""
MOST_CLAIMS = 3000
MOST_PAGES = 60
"""Questions in one file; of more, those that are fought over most. The web app shows all."""


def environment() -> Environment:
    """Return the templates, with everything escaped."""
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(
    claims: Iterable[Claim],
    links: Iterable[ClaimLink],
    entities: Iterable[Entity],
    pages: Sequence[Page],
    *,
    title: str = "histgraph",
) -> str:
    """Return the page.

    Args:
        claims: in any order; at most 3,000 are shown in the table.
        links: contradictions, tensions, agreements.
        entities: for labels and kinds.
        pages: their contributions are the voices; of more than ``MOST_PAGES`` those with most contradictions.
        title: heading and window title.
    """
    said, joined = list(claims), list(links)
    total = len(pages)
    if total > MOST_PAGES:
        pages = _fought_over(said, joined, pages)
        kept = {page.source.id for page in pages}
        said = [c for c in said if c.source in kept]
        known = {c.id for c in said}
        joined = [k for k in joined if k.claim_a in known and k.claim_b in known]
    ordered = sorted(said, key=lambda c: (c.document, c.evidence, c.id))[:MOST_CLAIMS]
    everyone = lettered(pages)
    found = scopes(pages)
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            title=title,
            left_out=total - len(pages),
            policy=_policy(),
            styles=styles(),
            script=script(),
            vis=vis_packed(),
            data=_embedded(payload(ordered, joined, entities, pages, title=title)),
            scopes=found,
            views=[(scope, matrix(said, joined, scope.pages, known=everyone)) for scope in _apart(found)],
            readings=[reading(p, ordered, joined, known=everyone) for p in pages],
            claims=ordered,
            voice=everyone,
            number={v.id: at for at, v in enumerate(voices(pages))},
            words=words,
            most=MOST_ROWS,
            link=lambda kind, key: f"#focus={kind}:{key}",
        )
    )


def _fought_over(claims: Sequence[Claim], links: Iterable[ClaimLink], pages: Sequence[Page]) -> list[Page]:
    """Return the pages with most contradictions, in the order given."""
    source = {c.id: c.source for c in claims}
    fights = Counter(
        source[end]
        for k in links
        if not k.kind.is_agreement and k.strength is not Strength.TENSION
        for end in (k.claim_a, k.claim_b)
        if end in source
    )
    ranked = sorted(pages, key=lambda p: (-fights[p.source.id], p.source.name))[:MOST_PAGES]
    chosen = {page.source.id for page in ranked}
    return [page for page in pages if page.source.id in chosen]


def _apart(found: Sequence[Scope]) -> list[Scope]:
    """Return the scopes that get a matrix: one for all where colours suffice, else one a page."""
    return list(found[:1]) if found and found[0].id == "all" else [s for s in found if s.id != "all"]


def _embedded(data: object) -> str:
    """Write data for a script element: nothing in it can close the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return (
        text.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
    )


def _policy() -> str:
    scripts = f"'{policy_hash(script())}' '{policy_hash(vis_code())}'"
    return (
        f"default-src 'none'; script-src {scripts}; style-src '{policy_hash(styles())}'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
