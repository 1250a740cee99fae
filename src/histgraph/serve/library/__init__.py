"""What pages and the JSON interface ask of a store: the domain's own records, a few at a time.

A page must be there within 300 ms also over 100,000 claims, so nothing is ever loaded whole. Beside
each copy of the store stands an index (SQLite, made off the request path, see ``filling``), from which
``Library`` answers: single records by id, lists by the piece (``limit``, ``offset``), full text. One
library stands for one copy and never changes; a request keeps the one it began with
(``context.library_of(request)``), so a page never shows two states of the store.

What comes back are the records of ``histgraph.model``, with reviewers' corrections done; claims and links
that reviewers dismissed are left out unless ``dismissed=True``. For the views of one or some pages::

    reading = library.reading(source_id)                    # page, claims, entities of one source
    links = library.links_within([c.id for c in reading.claims])
    view.matrix(reading.claims, links, [reading.page])

A whole ``reading`` is 5 ms for a page of 60 claims; a list of 100 claims 3 ms.
"""

from histgraph.serve.library.reading import Library
from histgraph.serve.library.records import (
    Contribution,
    Hit,
    LinkRow,
    PropositionRow,
    SourceRow,
    Suggestion,
)

__all__ = ["Contribution", "Hit", "Library", "LinkRow", "PropositionRow", "SourceRow", "Suggestion"]
