"""Who speaks: the contributions of some pages in a fixed order, each with a letter and a colour slot."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from histgraph.model import Claim, ClaimLink, Contribution, ContributionKind, Page
from histgraph.network import voice_label
from histgraph.plaintext import clean_text

_MARKUP = re.compile(r"[*_`~\[\]<>&\\\n]")
"""What a quote without any markup does not hold."""

MOST_COLOURS = 8
"""More voices than this are not told apart by colour: eyes cannot, and print cannot."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A contribution as it is shown.

    ``letter`` is "A" to "H", or the number in the page where there are more than eight
    voices; ``slot`` is 1 to 8, the place in the palette, or 0 for none.
    """

    id: str
    letter: str
    slot: int
    label: str
    document: str
    question: str
    summary: bool


@dataclass(frozen=True, slots=True)
class Words:
    """A quote in three pieces, the middle one being the tightest words that carry the claim."""

    before: str
    focus: str
    after: str

    @property
    def short(self) -> str:
        """The words that matter, at most 160 characters, with dots where something is left out."""
        middle = self.focus.strip() or self.before.strip()
        if len(middle) > 160:
            middle = middle[:150].rsplit(" ", 1)[0] + " …"
        lead = "… " if self.focus and self.before.strip() else ""
        return f"{lead}{middle}{' …' if self.focus and self.after.strip(' .') else ''}"


def asked(page: Page) -> str:
    """Return the question of a page, else its title, else its name."""
    return page.question or page.source.title or page.source.name


def voices(pages: Iterable[Page]) -> tuple[Voice, ...]:
    """Return the voices of some pages, in page order; within a page summaries come last."""
    found: list[tuple[Page, Contribution]] = [
        (page, contribution)
        for page in pages
        for contribution in sorted(page.contributions, key=lambda c: c.kind is ContributionKind.SUMMARY)
    ]
    coloured = len(found) <= MOST_COLOURS
    return tuple(
        Voice(
            id=contribution.id,
            letter=chr(ord("A") + at) if coloured else _number(contribution),
            slot=at + 1 if coloured else 0,
            label=voice_label(contribution),
            document=page.source.name,
            question=asked(page),
            summary=contribution.kind is ContributionKind.SUMMARY,
        )
        for at, (page, contribution) in enumerate(found)
    )


def lettered(pages: Sequence[Page]) -> dict[str, Voice]:
    """Return the voices of some pages by id, each with the letter that it bears wherever it is shown.

    Where few enough speak, all are told apart by colour; else each page has letters of its own.
    """
    together = voices(pages)
    if len(together) <= MOST_COLOURS:
        return {voice.id: voice for voice in together}
    return {voice.id: voice for page in pages for voice in voices([page])}


def _number(contribution: Contribution) -> str:
    return "S" if contribution.kind is ContributionKind.SUMMARY else contribution.number


def words(claim: Claim) -> Words:
    """Return a claim's quote without markup, divided round its focus.

    For reading: what is quoted to the letter is ``claim.quote``.
    """
    focus, quote, start = claim.focus, claim.quote, claim.evidence.start
    if focus is None or not quote or focus.start < start or focus.end > claim.evidence.end:
        a = b = 0
    else:
        a, b = focus.start - start, focus.end - start
    if _MARKUP.search(quote):
        plain = clean_text(quote)
        a, b = bisect_left(plain.offsets, a), bisect_left(plain.offsets, b)
        quote = plain.text
    return Words(quote[:a], quote[a:b], quote[b:]) if b > a else Words(quote, "", "")


def links_by_claim(links: Sequence[ClaimLink]) -> dict[str, list[ClaimLink]]:
    """Return for each claim the links that it is part of, in the order given."""
    found: dict[str, list[ClaimLink]] = {}
    for link in links:
        found.setdefault(link.claim_a, []).append(link)
        found.setdefault(link.claim_b, []).append(link)
    return found
