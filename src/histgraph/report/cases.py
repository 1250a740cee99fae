"""Links as a person reads them: plain text, Markdown, one HTML page."""

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from histgraph.model import Claim, ClaimLink, Polarity, Verdict


class World(Protocol):
    """What a report must know of the claims and their voices."""

    @property
    def claims(self) -> Mapping[str, Claim]:
        """Claims by id."""
        ...

    def voice(self, claim: Claim) -> str:
        """Return how a person calls the contribution of a claim."""
        ...

    def question(self, claim: Claim) -> str:
        """Return the question of the page that a claim stands on, "" where there is none."""
        ...


_SHORT = 6
"""Words of a quote that nobody understands without the question it answers: "No they weren't."."""


@dataclass(frozen=True, slots=True)
class Case:
    """One link with both sides in words, denial first.

    ``documents`` tell where the quotes stand; of a quote of few words, also which question it answers.
    """

    link: ClaimLink
    voices: tuple[str, str]
    documents: tuple[str, str]
    quotes: tuple[str, str]
    verdict: str


def cases(links: Iterable[ClaimLink], world: World, verdicts: Mapping[str, Verdict]) -> list[Case]:
    """Return links as cases, in the order given."""
    found = []
    for link in links:
        a, b = world.claims[link.claim_a], world.claims[link.claim_b]
        if b.polarity is Polarity.DENIED and a.polarity is Polarity.AFFIRMED:
            a, b = b, a
        found.append(
            Case(
                link,
                (world.voice(a), world.voice(b)),
                (_where(a, world), _where(b, world)),
                (_one_line(a.quote), _one_line(b.quote)),
                str(verdicts[link.id]) if link.id in verdicts else "not judged yet",
            )
        )
    return found


SIDE_FIELDS = tuple(
    f"{what}_{side}" for side in "ab" for what in ("polarity", "says", "quote", "answer", "document")
)
"""What a table of links tells of both claims, so that nobody has to look their ids up."""


def side_record(link: ClaimLink, world: World, *, quotes: bool = True) -> dict[str, str]:
    """Return what both claims of a link say, who says it, in which words and where."""
    record: dict[str, str] = {}
    for side, claim in (("a", world.claims[link.claim_a]), ("b", world.claims[link.claim_b])):
        record |= {
            f"polarity_{side}": claim.polarity.value,
            f"says_{side}": claim.label,
            f"quote_{side}": _one_line(claim.quote) if quotes else "",
            f"answer_{side}": world.voice(claim),
            f"document_{side}": claim.document,
        }
    return {key: value for key, value in record.items() if value}


def _where(claim: Claim, world: World) -> str:
    """Return the document of a claim, with the question that a short quote answers."""
    question = world.question(claim)
    if not question or len(claim.quote.split()) > _SHORT:
        return claim.document
    return f"{claim.document}, asked “{_one_line(question)}”"


def _one_line(quote: str) -> str:
    return " ".join(quote.split())


def plain(found: Sequence[Case], title: str) -> str:
    """Write cases as plain text."""
    if not found:
        return f"{title}: none found.\n"
    blocks = [title, "=" * len(title)]
    for number, case in enumerate(found, 1):
        kind = f"{spaced(case.link.kind.value)}, {case.link.strength}"
        blocks.append(f"\n{number}. {case.link.explanation}\n   [{kind}; {case.verdict}; {case.link.id}]")
        for voice, document, quote in zip(case.voices, case.documents, case.quotes, strict=True):
            blocks.append(f"   {voice}, {document}:\n     “{quote}”")
        if case.link.guards:
            blocks.append(f"   weighed: {'; '.join(case.link.guards)}")
    return "\n".join(blocks) + "\n"


def spaced(name: str) -> str:
    """Return a name of the ontology as words: "ValueConflict" is "value conflict"."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()


def markdown(found: Sequence[Case], title: str) -> str:
    """Write cases as Markdown."""
    blocks = [f"# {title}", "" if found else "None found."]
    for number, case in enumerate(found, 1):
        blocks += [f"## {number}. {spaced(case.link.kind.value).capitalize()} ({case.link.strength})", ""]
        blocks += [escaped(case.link.explanation), ""]
        for voice, document, quote in zip(case.voices, case.documents, case.quotes, strict=True):
            blocks += [f"> {escaped(quote)}", f"> — {escaped(voice)}, {escaped(document)}", ""]
        if case.link.guards:
            blocks += [f"Weighed: {escaped('; '.join(case.link.guards))}", ""]
        blocks += [f"Verdict: {case.verdict}", ""]
    return "\n".join(blocks)


def escaped(text: str) -> str:
    """Return text with the marks of Markdown made harmless."""
    for mark in "\\`*_[]<>#|":
        text = text.replace(mark, f"\\{mark}")
    return text


def page(found: Sequence[Case], title: str) -> str:
    """Write cases as one HTML page that asks for nothing else; everything is escaped."""
    items = "".join(_item(case) for case in found) or "<p>None found.</p>"
    return html_page(title, items)


def html_page(title: str, body: str) -> str:
    """Return one HTML page that asks for nothing else, around what stands in it."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        '<meta name="viewport" content="width=device-width">'
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{html.escape(title)}</h1>{body}</main></body></html>\n"
    )


_STYLE = (
    ":root{color-scheme:light dark}body{font:1.05rem/1.5 Georgia,serif;margin:0}main{max-width:60rem;margin:auto;"
    "padding:1rem}section{border-top:1px solid;padding:.5rem 0}.two{display:grid;gap:1rem;"
    "grid-template-columns:repeat(auto-fit,minmax(18rem,1fr))}blockquote{margin:0;padding-left:.8rem;"
    "border-left:3px solid}table{border-collapse:collapse}th,td{border:1px solid;padding:.2rem .5rem;"
    "text-align:left}figure{margin:0}footer,small{font:.85rem/1.4 sans-serif}"
)


def _item(case: Case) -> str:
    quotes = "".join(
        f"<figure><blockquote>{html.escape(q)}</blockquote>"
        f"<footer>{html.escape(v)}, {html.escape(d)}</footer></figure>"
        for v, d, q in zip(case.voices, case.documents, case.quotes, strict=True)
    )
    guards = (
        f"<p><small>Weighed: {html.escape('; '.join(case.link.guards))}</small></p>"
        if case.link.guards
        else ""
    )
    kind = f"{spaced(case.link.kind.value)}, {case.link.strength}; {case.verdict}"
    return (
        f"<section><p>{html.escape(case.link.explanation)} <small>({html.escape(kind)})</small></p>"
        f'<div class="two">{quotes}</div>{guards}</section>'
    )
