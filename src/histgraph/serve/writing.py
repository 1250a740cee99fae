"""What pages change: reviews, taken in within a moment; what follows from them is derived later.

A review is on disk when ``record`` returns, and every library lent from then on has it: verdicts,
dismissals and corrections are replayed by the index itself. Only links between claims follow from a
comparison of the whole store; that is made in the background (``jobs``), a little after the
last review.
"""

from collections.abc import Sequence

from histgraph.model import Review
from histgraph.pipeline import put_reviews
from histgraph.serve.context import Context
from histgraph.store import Store


async def record(context: Context, reviews: Sequence[Review]) -> None:
    """Put reviews on record; return when they are on disk and pages show them.

    Raises:
        StoreError: another program writes to the store; nothing was recorded.
    """

    def put(store: Store) -> None:
        put_reviews(reviews, store)

    await context.write(put)
    context.jobs.settle_later()
