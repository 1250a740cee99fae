"""What was found, as a person reads it: cases, where contributions stand, who disagrees with whom."""

from histgraph.report.cases import SIDE_FIELDS, Case, cases, markdown, page, plain, side_record, spaced
from histgraph.report.matrix import FIELDS as MATRIX_FIELDS
from histgraph.report.matrix import Matrix, matrices
from histgraph.report.matrix import records as matrix_records
from histgraph.report.matrix import written as matrix_written
from histgraph.report.standing import FIELDS as POSITION_FIELDS
from histgraph.report.standing import measured_text, position_records, positions_text

__all__ = [
    "MATRIX_FIELDS",
    "POSITION_FIELDS",
    "SIDE_FIELDS",
    "Case",
    "Matrix",
    "cases",
    "markdown",
    "matrices",
    "matrix_records",
    "matrix_written",
    "measured_text",
    "page",
    "plain",
    "position_records",
    "positions_text",
    "side_record",
    "spaced",
]
