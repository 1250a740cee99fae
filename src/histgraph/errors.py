"""The exceptions of histgraph, one tree, each with the exit code the command line ends with.

HistgraphError            something the program cannot go on with            1
├─ UsageError             an option, name or setting that does not exist     2
├─ SourceError            a file, folder or page could not be read           3
├─ ExtractionError        the language model is missing or an extractor broke 4
├─ StoreError             the store refused, is locked, full or away         5
│  └─ QueryError          the SPARQL is wrong (also a ValueError)            6
└─ ShapeError             the graph breaks a shape or a rule                 7

Trouble in the *input* is no exception but data: see ``model.Problem``.
"""


class HistgraphError(Exception):
    """Root of the tree; the message says what, where and what to do about it."""

    exit_code = 1


class UsageError(HistgraphError, ValueError):
    """A name, option or setting that does not exist; the message lists those that do."""

    exit_code = 2


class SourceError(HistgraphError):
    """A file, folder or page could not be read at all."""

    exit_code = 3


class ExtractionError(HistgraphError):
    """The language model is missing, or an extractor failed as a whole."""

    exit_code = 4


class StoreError(HistgraphError):
    """The store refused the work: locked, full, damaged, or not reachable."""

    exit_code = 5


class QueryError(StoreError, ValueError):
    """The query is wrong or was refused.

    ``line`` and ``column`` count from 1 and point into the query text as the user
    wrote it; both are 0 where the engine gives no position.
    """

    exit_code = 6

    def __init__(self, message: str, *, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class ShapeError(HistgraphError):
    """The graph breaks a shape of the ontology."""

    exit_code = 7
