"""Two small pages with hand-made claims, for the tests of what is drawn and shown.

Every quote is located in the text when this module is loaded, so that offsets are exact.
"""
# ruff: noqa: E501 (the answers stand as they would on a page)

import hashlib
import re
from dataclasses import dataclass

from histgraph.model import (
    Certainty,
    Claim,
    ClaimLink,
    Contribution,
    ContributionKind,
    Entity,
    EntityKind,
    LinkKind,
    Mention,
    Mode,
    Page,
    Polarity,
    Proposition,
    Relation,
    Source,
    Span,
    Stance,
    Strength,
    claim_id,
    stable_id,
)

CITY = """# Why did Constantinople fall in 1453?

## Quick answer

The great guns of Mehmed II broke the land walls. The city had too few defenders.

## Answer by Theodora

Mehmed wanted the city as the capital of a world empire, and he prepared for it with care. He hired the founder Orban, who cast the great bombard for him. The guns broke the walls near the gate of Saint Romanos, and this decided the siege.

The emperor Constantine had hardly seven thousand men under arms. He begged the West for help, but the West sent almost nothing. Venice did not want to save the city; it wanted to keep its trade with the Sultan.

## Answer by Bartolomeo

It is often said that the guns decided everything. They did not. Contrary to what Theodora writes, the bombard did not break the walls: every night the defenders repaired them with earth and timber. What decided the siege was the postern called Kerkoporta, which somebody left open.

Venice probably wanted to save the city, yet her fleet sailed too late. Giustiniani was wounded in the last assault, and his departure caused the collapse of the defence.

## Answer by Kritias

The fall was a matter of numbers. Mehmed led perhaps eighty thousand men; Constantine led seven thousand. Mehmed wanted the city as the capital of his empire and wanted to be the heir of Rome. The ships that he dragged overland into the Golden Horn weakened the defence of the sea walls.

Constantine may have sought the union of the churches only to gain the help of the West. The people of the city rejected the union. Giustiniani saved the city for seven weeks.
"""

FIRE = """Q: What made the Great Fire of London spread so far?

A (Hester): A long dry summer and a strong east wind spread the fire from Pudding Lane. The Lord Mayor refused to pull down houses, and his delay caused the loss of the city. Nobody set the fire on purpose. The king ordered the gunpowder teams to blow up houses, and that stopped the fire.

A (Josiah): The Lord Mayor was not to blame: he feared the owners, and he had no right to pull down their houses. The wind spread the fire, and timber houses fed it. Some Londoners believed that French agents set the fire. The wind dropped on the Tuesday night, and that alone stopped the fire; gunpowder did little.
"""

LABELS = {
    "mehmed-ii": ("Mehmed II", EntityKind.PERSON),
    "constantine-xi": ("Constantine XI", EntityKind.PERSON),
    "venice": ("Venice", EntityKind.POLITY),
    "constantinople": ("Constantinople", EntityKind.PLACE),
    "lord-mayor": ("the Lord Mayor", EntityKind.PERSON),
    "great-fire": ("the Great Fire", EntityKind.EVENT),
    "giustiniani": ("Giovanni Giustiniani", EntityKind.PERSON),
    "great-bombard": ("the great guns", EntityKind.CONCEPT),
}


@dataclass(frozen=True)
class Row:
    """One claim as a person writes it down."""

    quote: str
    focus: str
    subject: str
    relation: str
    object: str
    polarity: str = "affirmed"
    certainty: str = "certain"
    mode: str = "actual"
    holder: str | None = None
    stance: str | None = None
    against: str | None = None
    time: str | None = None


def slug(label: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", label.lower()).strip("-")


ROWS: dict[str, dict[str, list[Row]]] = {
    "constantinople.md": {
        "summary": [
            Row("The great guns of Mehmed II broke the land walls.", "great guns of Mehmed II broke the land walls",
                "great-bombard", "destroyed", "the land walls"),
            Row("The city had too few defenders.", "The city had too few defenders",
                "constantinople", "had", "too few defenders"),
        ],
        "1": [
            Row("Mehmed wanted the city as the capital of a world empire, and he prepared for it with care.",
                "Mehmed wanted the city as the capital of a world empire",
                "mehmed-ii", "sought", "Constantinople as his capital", mode="intended"),
            Row("Mehmed wanted the city as the capital of a world empire, and he prepared for it with care.",
                "a world empire", "mehmed-ii", "sought", "a world empire", mode="intended"),
            Row("He hired the founder Orban, who cast the great bombard for him.", "He hired the founder Orban",
                "mehmed-ii", "used", "Orban the gun founder"),
            Row("He hired the founder Orban, who cast the great bombard for him.", "who cast the great bombard",
                "orban-the-gun-founder", "produced", "great-bombard"),
            Row("The guns broke the walls near the gate of Saint Romanos, and this decided the siege.",
                "The guns broke the walls", "great-bombard", "destroyed", "the land walls", time="1453"),
            Row("The guns broke the walls near the gate of Saint Romanos, and this decided the siege.",
                "The guns broke the walls near the gate of Saint Romanos, and this decided the siege",
                "great-bombard", "caused", "the fall of the city"),
            Row("The emperor Constantine had hardly seven thousand men under arms.",
                "Constantine had hardly seven thousand men", "constantine-xi", "led", "seven thousand men"),
            Row("He begged the West for help, but the West sent almost nothing.", "He begged the West for help",
                "constantine-xi", "sought", "help from the West", mode="intended"),
            Row("He begged the West for help, but the West sent almost nothing.", "the West sent almost nothing",
                "the-west", "gave", "help", polarity="denied", certainty="probable"),
            Row("Venice did not want to save the city; it wanted to keep its trade with the Sultan.",
                "Venice did not want to save the city", "venice", "sought", "the rescue of the city",
                polarity="denied", mode="intended"),
            Row("Venice did not want to save the city; it wanted to keep its trade with the Sultan.",
                "it wanted to keep its trade with the Sultan", "venice", "sought", "trade with the Sultan",
                mode="intended"),
        ],
        "2": [
            Row("It is often said that the guns decided everything.", "the guns decided everything",
                "great-bombard", "caused", "the fall of the city", holder="often said", stance="rejects"),
            Row("Contrary to what Theodora writes, the bombard did not break the walls: every night the defenders "
                "repaired them with earth and timber.", "the bombard did not break the walls",
                "great-bombard", "destroyed", "the land walls", polarity="denied", against="Theodora"),
            Row("They did not.", "They did not", "great-bombard", "caused", "the fall of the city",
                polarity="denied"),
            Row("every night the defenders repaired them with earth and timber",
                "the defenders repaired them with earth and timber", "the-defenders", "built", "the land walls"),
            Row("What decided the siege was the postern called Kerkoporta, which somebody left open.",
                "What decided the siege was the postern called Kerkoporta", "the-kerkoporta", "caused",
                "the fall of the city"),
            Row("Venice probably wanted to save the city, yet her fleet sailed too late.",
                "Venice probably wanted to save the city", "venice", "sought", "the rescue of the city",
                certainty="probable", mode="intended"),
            Row("Giustiniani was wounded in the last assault, and his departure caused the collapse of the defence.",
                "his departure caused the collapse of the defence", "giustiniani", "caused",
                "the collapse of the defence", time="1453-05-29"),
        ],
        "3": [
            Row("Mehmed led perhaps eighty thousand men; Constantine led seven thousand.",
                "Mehmed led perhaps eighty thousand men", "mehmed-ii", "led", "eighty thousand men",
                certainty="possible"),
            Row("Mehmed led perhaps eighty thousand men; Constantine led seven thousand.",
                "Constantine led seven thousand", "constantine-xi", "led", "seven thousand men"),
            Row("Mehmed wanted the city as the capital of his empire and wanted to be the heir of Rome.",
                "Mehmed wanted the city as the capital of his empire", "mehmed-ii", "sought",
                "Constantinople as his capital", mode="intended"),
            Row("Mehmed wanted the city as the capital of his empire and wanted to be the heir of Rome.",
                "wanted to be the heir of Rome", "mehmed-ii", "sought", "the heritage of Rome", mode="intended"),
            Row("The ships that he dragged overland into the Golden Horn weakened the defence of the sea walls.",
                "weakened the defence of the sea walls", "the-ships-in-the-golden-horn", "weakened",
                "the defence of the sea walls"),
            Row("Constantine may have sought the union of the churches only to gain the help of the West.",
                "Constantine may have sought the union of the churches", "constantine-xi", "sought",
                "the union of the churches", certainty="possible", mode="intended"),
            Row("Constantine may have sought the union of the churches only to gain the help of the West.",
                "to gain the help of the West", "constantine-xi", "sought", "help from the West",
                certainty="possible", mode="intended"),
            Row("The people of the city rejected the union.", "The people of the city rejected the union",
                "the-people-of-the-city", "opposed", "the union of the churches"),
            Row("Giustiniani saved the city for seven weeks.", "Giustiniani saved the city for seven weeks",
                "giustiniani", "protected", "constantinople"),
        ],
    },
    "fire.txt": {
        "1": [
            Row("A long dry summer and a strong east wind spread the fire from Pudding Lane.",
                "a strong east wind spread the fire", "the-east-wind", "spread", "great-fire", time="1666"),
            Row("A long dry summer and a strong east wind spread the fire from Pudding Lane.",
                "A long dry summer", "the-dry-summer", "spread", "great-fire", time="1666"),
            Row("The Lord Mayor refused to pull down houses, and his delay caused the loss of the city.",
                "his delay caused the loss of the city", "lord-mayor", "responsibleFor", "the loss of the city"),
            Row("Nobody set the fire on purpose.", "Nobody set the fire on purpose", "arsonists", "began",
                "great-fire", polarity="denied"),
            Row("The king ordered the gunpowder teams to blow up houses, and that stopped the fire.",
                "gunpowder teams to blow up houses, and that stopped the fire", "gunpowder", "ended", "great-fire"),
        ],
        "2": [
            Row("The Lord Mayor was not to blame: he feared the owners, and he had no right to pull down their "
                "houses.", "The Lord Mayor was not to blame", "lord-mayor", "responsibleFor",
                "the loss of the city", polarity="denied"),
            Row("The Lord Mayor was not to blame: he feared the owners, and he had no right to pull down their "
                "houses.", "he feared the owners", "lord-mayor", "feared", "the owners"),
            Row("The wind spread the fire, and timber houses fed it.", "The wind spread the fire",
                "the-east-wind", "spread", "great-fire"),
            Row("The wind spread the fire, and timber houses fed it.", "timber houses fed it",
                "timber-houses", "spread", "great-fire"),
            Row("Some Londoners believed that French agents set the fire.", "French agents set the fire",
                "french-agents", "began", "great-fire", holder="some Londoners", stance="neutral"),
            Row("The wind dropped on the Tuesday night, and that alone stopped the fire; gunpowder did little.",
                "gunpowder did little", "gunpowder", "ended", "great-fire", polarity="denied",
                certainty="probable"),
        ],
    },
}  # fmt: skip


def _source(name: str, text: str, title: str) -> Source:
    sha = hashlib.sha256(text.encode()).hexdigest()
    return Source(id=sha[:16], name=name, sha256=sha, text=text, title=title)


def _sentences(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    found = []
    for span in spans:
        start = span.start
        for match in re.finditer(r"[.;:!?](?=\s|$)", text[span.start : span.end]):
            end = span.start + match.end()
            found.append(Span(start, end))
            start = end + 1
    return tuple(found)


def _contribution(
    source: Source, number: str, author: str | None, opening: str, closing: str
) -> Contribution:
    start = source.text.index(opening) + len(opening)
    end = source.text.index(closing, start) if closing else len(source.text)
    spans = tuple(
        Span(start + m.start(), start + m.end()) for m in re.finditer(r"\S[^\n]*\S", source.text[start:end])
    )
    kind = ContributionKind.SUMMARY if number == "summary" else ContributionKind.ANSWER
    return Contribution(
        id=stable_id("contribution", source.name, number),
        source=source.id,
        kind=kind,
        number=number,
        spans=spans,
        sentences=_sentences(source.text, spans),
        author=author,
    )


def _pages() -> tuple[Page, ...]:
    city = _source("constantinople.md", CITY, "The fall of Constantinople")
    fire = _source("fire.txt", FIRE, "The Great Fire")
    parts = (
        ("summary", None, "## Quick answer\n", "## Answer by Theodora"),
        ("1", "Theodora", "## Answer by Theodora\n", "## Answer by Bartolomeo"),
        ("2", "Bartolomeo", "## Answer by Bartolomeo\n", "## Answer by Kritias"),
        ("3", "Kritias", "## Answer by Kritias\n", ""),
    )
    voices = (("1", "Hester", "A (Hester): ", "A (Josiah)"), ("2", "Josiah", "A (Josiah): ", ""))
    asked = "What made the Great Fire of London spread so far?"
    at = FIRE.index(asked)
    return (
        Page(
            city,
            "Why did Constantinople fall in 1453?",
            Span(2, 38),
            tuple(_contribution(city, *part) for part in parts),
        ),
        Page(fire, asked, Span(at, at + len(asked)), tuple(_contribution(fire, *v) for v in voices)),
    )


def _mention(text: str, start: int) -> Mention:
    known = LABELS.get(text)
    return Mention(slug(text), known[0] if known else text.replace("-", " "), text, None)


RELATION_LABELS = {"responsibleFor": "was responsible for"}


def _claim(page: Page, contribution: Contribution, row: Row) -> Claim:
    start = next(
        page.source.text.index(row.quote, span.start, span.end)
        for span in contribution.spans
        if row.quote in page.source.text[span.start : span.end]
    )
    evidence = Span(start, start + len(row.quote))
    focus = start + row.quote.index(row.focus)
    subject, obj = _mention(row.subject, start), _mention(row.object, start)
    proposition = Proposition(subject.entity, row.relation, obj.entity)
    return Claim(
        id=claim_id(page.source.id, contribution.id, evidence, proposition, row.polarity, row.holder),
        source=page.source.id,
        document=page.source.name,
        contribution=contribution.id,
        answer=contribution.number,
        subject=subject,
        relation=Relation(row.relation, RELATION_LABELS.get(row.relation, row.relation)),
        object=obj,
        evidence=evidence,
        quote=row.quote,
        polarity=Polarity(row.polarity),
        certainty=Certainty(row.certainty),
        mode=Mode(row.mode),
        attributed_to=row.holder,
        stance=Stance(row.stance) if row.stance else None,
        disagrees_with=(row.against,) if row.against else (),
        time=row.time,
        focus=Span(focus, focus + len(row.focus)),
    )


def _claims(pages: tuple[Page, ...]) -> tuple[Claim, ...]:
    return tuple(
        _claim(page, contribution, row)
        for page in pages
        for contribution in page.contributions
        for row in ROWS[page.source.name][contribution.number]
    )


def _entities(claims: tuple[Claim, ...]) -> tuple[Entity, ...]:
    labels = {m.entity: m.label for c in claims for m in (c.subject, c.object)}
    return tuple(
        Entity(id=key, label=label, kind=LABELS[key][1] if key in LABELS else EntityKind.CONCEPT)
        for key, label in sorted(labels.items())
    )


def find(subject: str, relation: str, obj: str, answer: str, document: str) -> Claim:
    """The claim of one answer in which the given entities are tied."""
    return next(
        c
        for c in CLAIMS
        if (c.subject.entity, c.relation.id, c.object.entity) == (slug(subject), relation, slug(obj))
        and c.answer == answer
        and c.document == document
        and c.attributed_to is None
    )


def link(kind: LinkKind, strength: Strength, one: Claim, other: Claim, explanation: str) -> ClaimLink:
    a, b = sorted((one.id, other.id))
    return ClaimLink(kind, strength, a, b, explanation)


PAGES = _pages()
CLAIMS = _claims(PAGES)
ENTITIES = _entities(CLAIMS)


def _links() -> tuple[ClaimLink, ...]:
    city, fire = "constantinople.md", "fire.txt"
    walls = ("great-bombard", "destroyed", "the land walls")
    fall = ("great-bombard", "caused", "the fall of the city")
    rescue = ("venice", "sought", "the rescue of the city")
    blame = ("lord-mayor", "responsibleFor", "the loss of the city")
    powder = ("gunpowder", "ended", "great-fire")
    capital = ("mehmed-ii", "sought", "Constantinople as his capital")
    wind = ("the-east-wind", "spread", "great-fire")
    men = ("constantine-xi", "led", "seven thousand men")
    strong, qualified, tension = Strength.STRONG, Strength.QUALIFIED, Strength.TENSION
    found = [
        (LinkKind.EXPLICIT_DISAGREEMENT, strong, find(*walls, "1", city), find(*walls, "2", city),
         "Answer 2 says, against Theodora, that the guns did not break the walls; answer 1 says that they did."),
        (LinkKind.NEGATION, strong, find(*walls, "summary", city), find(*walls, "2", city),
         "Answer 2 denies what the quick answer says: the great guns destroyed the land walls."),
        (LinkKind.NEGATION, strong, find(*fall, "1", city), find(*fall, "2", city),
         "Answer 2 denies what answer 1 says: the great guns caused the fall of the city."),
        (LinkKind.NEGATION, qualified, find(*rescue, "1", city), find(*rescue, "2", city),
         "Answer 1 denies what answer 2 thinks probable: Venice sought the rescue of the city."),
        (LinkKind.COMPETING_EXPLANATION, tension, find(*fall, "1", city),
         find("the-kerkoporta", "caused", "the fall of the city", "2", city),
         "Answers 1 and 2 each name something else as what decided the siege."),
        (LinkKind.SAME_PROPOSITION, strong, find(*capital, "1", city), find(*capital, "3", city),
         "Answers 1 and 3 say the same: Mehmed II sought Constantinople as his capital."),
        (LinkKind.SAME_PROPOSITION, strong, find(*men, "1", city), find(*men, "3", city),
         "Answers 1 and 3 say the same: Constantine XI led seven thousand men."),
        (LinkKind.NEGATION, strong, find(*blame, "1", fire), find(*blame, "2", fire),
         "Answer 2 denies what answer 1 says: the Lord Mayor was responsible for the loss of the city."),
        (LinkKind.NEGATION, qualified, find(*powder, "1", fire), find(*powder, "2", fire),
         "Answer 2 mostly denies what answer 1 says: gunpowder ended the Great Fire."),
        (LinkKind.SAME_PROPOSITION, strong, find(*wind, "1", fire), find(*wind, "2", fire),
         "Answers 1 and 2 say the same: the east wind spread the Great Fire."),
    ]  # fmt: skip
    return tuple(link(*row) for row in found)


LINKS = _links()
