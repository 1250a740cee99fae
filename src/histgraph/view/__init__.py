"""Views to look at: one offline page with network, matrix, reading view and table.

``matrix`` and ``reading`` are plain data that any template can show; ``payload`` is what the
network's script takes; ``page`` puts all of it into one HTML file that asks for nothing else.
"""

from histgraph.view.matrix import Cell, Matrix, Pair, Row, Stand, matrix
from histgraph.view.page import page
from histgraph.view.payload import Scope, payload, scopes
from histgraph.view.reading import Column, Mark, Note, Paragraph, Piece, ReadingView, reading
from histgraph.view.scene import Scene, scene
from histgraph.view.voices import Voice, Words, asked, lettered, voices, words

__all__ = [
    "Cell",
    "Column",
    "Mark",
    "Matrix",
    "Note",
    "Pair",
    "Paragraph",
    "Piece",
    "ReadingView",
    "Row",
    "Scene",
    "Scope",
    "Stand",
    "Voice",
    "Words",
    "asked",
    "lettered",
    "matrix",
    "page",
    "payload",
    "reading",
    "scene",
    "scopes",
    "voices",
    "words",
]
