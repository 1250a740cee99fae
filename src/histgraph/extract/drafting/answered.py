"""Claims in the words of a question that an answer only fills: how its few words were parsed says nothing of them."""

from dataclasses import replace

from histgraph.extract.drafting.clauses import ClauseReader

_FACTS = ("rule=named",)
"""All that the rating is told of such a claim."""


def as_answers(
    reader: ClauseReader, before: int, words: str | None = None, *, rule: str | None = None
) -> None:
    """Rate the drafts of a clause from ``before`` on as answers.

    Args:
        reader: the clause that was read.
        before: how many drafts it had before.
        words: what their relation is worded as; as it is by default.
        rule: the rule that is said to have made them; the one that did by default.
    """
    reader.drafts[before:] = [
        replace(
            draft,
            relation_text=draft.relation_text if words is None else words,
            rule=draft.rule if rule is None else rule,
            features=_FACTS,
        )
        for draft in reader.drafts[before:]
    ]
