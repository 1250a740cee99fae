"""What the model is told and asked."""

from histgraph.model import Contribution, Page
from histgraph.plaintext import clean
from histgraph.vocabulary import relations

_RULES = """\
You find the claims that a text makes about the past. Answer with one JSON object:
{"claims": [{"quote": ..., "subject": ..., "relation": ..., "object": ..., "polarity": "affirmed" or "denied",
"certainty": "certain", "probable" or "possible", "mode": "actual", "intended", "hypothetical" or
"counterfactual", "holder": null or a name, "disagrees_with": null or a name, "time": null or words of the text,
"over": null or words of the text}]}

- quote: the words of the text that carry the claim, letter for letter, at most one sentence. A claim whose
  quote is not in the text is thrown away.
- subject and object: short noun or verb phrases that can be understood alone. Replace pronouns by names.
- relation: one of the names below, or a verb in its base form if none fits.
- A denial is the positive claim with polarity "denied". A goal is "sought", whether or not it was reached.
- holder: who holds the view, if it is not the author of the text ("some historians", "Thucydides").
- disagrees_with: whom the author contradicts by name.
- over: what something was preferred to.
- Say only what the text says. Leave out questions, and what the author says of himself or of the page.

Relations: """

SYSTEM = _RULES + "; ".join(
    f"{relation.id} ({', '.join(relation.verbs[:4])})" for _, relation in sorted(relations().items())
)
"""The standing instructions, with the relations of the vocabulary."""


def asked(page: Page, contribution: Contribution) -> str:
    """Return the question put to the model for one contribution: its words without markup."""
    words = "\n\n".join(
        plain for span in contribution.spans if (plain := clean(page.source, span).text.strip())
    )
    author = f"Author: {contribution.author}\n" if contribution.author else ""
    return f"Question of the page: {page.question or 'none'}\n{author}Text:\n{words}"
