"""The tree that the rules walk: the words and ties of a parsed sentence as plain attributes.

spaCy makes a new object for every token that is looked at and looks every label up anew, and rules look at
each word hundreds of times. So a parse is copied once into tokens that carry the same attribute names.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.tokens import Doc as Parse
from spacy.vocab import Vocab

_COLUMNS: list[int | str] = [
    "ORTH",
    "LEMMA",
    "TAG",
    "POS",
    "DEP",
    "SPACY",
    "IDX",
    "HEAD",
]
_ROUNDS = 12
"""How often at most the edges of a tree with crossing branches are drawn; spaCy's own number."""


class _Cells:
    """The attributes of a token, by spaCy's names."""

    __slots__ = (
        "_subtree", "children", "dep_", "doc", "ent_iob_", "ent_type_", "head", "i", "idx", "is_punct", "is_stop",
        "left_edge", "lemma_", "like_num", "lower_", "pos_", "right_edge", "tag_", "text", "whitespace_",
    )  # fmt: skip

    doc: "Doc"
    head: "Token"
    left_edge: "Token"
    right_edge: "Token"
    children: tuple["Token", ...]
    _subtree: tuple["Token", ...] | None

    def __init__(
        self,
        i: int,
        word: tuple[str, str, bool, bool, bool],
        lemma: str,
        tag: str,
        pos: str,
        dep: str,
        gap: int,
        idx: int,
    ) -> None:
        self.i = i
        self.text, self.lower_, self.is_punct, self.like_num, self.is_stop = word
        self.lemma_ = lemma
        self.tag_ = tag
        self.pos_ = pos
        self.dep_ = dep
        self.ent_type_ = ""
        self.ent_iob_ = "O"
        self.whitespace_ = " " if gap else ""
        self.idx = idx


class Token(_Cells):
    """A word of a parsed sentence; equal to nothing but itself.

    ``children`` stand in text order; the ``head`` of a root is the root. A token may be given another
    ``head``, and children and edges follow; also another ``dep_``, ``tag_`` or ``pos_``. What it is the name of
    (``ent_type_``, ``ent_iob_``) is not copied: ``parsing.entities`` tells.
    """

    __slots__ = ()

    def __setattr__(self, name: str, value: Any) -> None:
        self.doc.turns += 1
        if name != "head":
            super().__setattr__(name, value)
        elif value is not self.head:
            self.doc.hang(self, value)

    def __repr__(self) -> str:
        return self.text

    @property
    def subtree(self) -> tuple["Token", ...]:
        """The token and all below it: what hangs on its left, itself, what hangs on its right."""
        found = self._subtree
        if found is None:
            i = self.i
            before = [t for c in self.children if c.i < i for t in c.subtree]
            after = [t for c in self.children if c.i > i for t in c.subtree]
            found = (*before, self, *after)
            _set_subtree(self, found)
        return found

    @property
    def ancestors(self) -> Iterator["Token"]:
        """The heads above the token, nearest first."""
        token: Token = self
        for _ in range(len(self.doc)):
            if token.head is token:
                return
            token = token.head
            yield token

    def nbor(self, by: int) -> "Token":
        """Return the token that stands ``by`` places further on.

        Raises:
            IndexError: if the sentence ends before.
        """
        if self.i + by < 0:
            raise IndexError(by)
        return self.doc[self.i + by]


_set_head = _Cells.__dict__["head"].__set__
_set_children = _Cells.__dict__["children"].__set__
_set_left = _Cells.__dict__["left_edge"].__set__
_set_right = _Cells.__dict__["right_edge"].__set__
_set_subtree = _Cells.__dict__["_subtree"].__set__
_set_doc = _Cells.__dict__["doc"].__set__


@dataclass(frozen=True, slots=True)
class Entity:
    """Tokens that are a name, a date or a number; ``label_`` is one of OntoNotes' kinds."""

    tokens: tuple[Token, ...]
    label_: str

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @property
    def text(self) -> str:
        """The words as they are written."""
        return stretch(self.tokens)


class Doc(tuple[Token, ...]):
    """The tokens of one parsed sentence in text order, and the entities among them."""

    ents: tuple[Entity, ...] = ()
    turns: int = 0
    """How often anything was set anew, in a token or about it: what was read before may no longer hold."""

    @property
    def text(self) -> str:
        """The whole text, with the space at its end where there is one."""
        return "".join([t.text + t.whitespace_ for t in self])

    @property
    def root(self) -> Token:
        """The first token that hangs on no other."""
        return next(t for t in self if t.head is t)

    def hang(self, token: Token, head: Token) -> None:
        """Hang a token on another head, and set children and edges anew in the trees that it touches."""
        tops = [([t, *t.ancestors])[-1] for t in (token, head)]
        start = min(top.left_edge.i for top in tops)
        end = max(top.right_edge.i for top in tops) + 1
        heads = [t.head.i for t in self]
        heads[token.i] = head.i
        edges = [t.left_edge.i for t in self], [t.right_edge.i for t in self]
        _draw(heads, *edges, start, end)
        self.tie(heads, *edges)

    def tie(self, heads: list[int], left: list[int], right: list[int]) -> None:
        """Set heads, edges and children of all tokens, each list one place a token."""
        below: list[list[Token]] = [[] for _ in heads]
        for token, i in zip(self, heads, strict=True):
            if i != token.i and left[i] <= token.i <= right[i]:
                below[i].append(token)
        for token, head, first, last, found in zip(self, heads, left, right, below, strict=True):
            _set_head(token, self[head])
            _set_left(token, self[first])
            _set_right(token, self[last])
            _set_children(token, tuple(found))
            _set_subtree(token, None)


def stretch(tokens: Sequence[Token]) -> str:
    """Return the text of neighbouring tokens as it is written, from the first letter to the last."""
    return "".join([t.text + t.whitespace_ for t in tokens[:-1]] + [t.text for t in tokens[-1:]])


def grown(parses: Iterable[Parse]) -> Iterator[Doc]:
    """Copy parses into trees."""
    return map(grow, parses)


def grow(parse: Parse) -> Doc:
    """Copy a parse into a tree."""
    words, labels = _known(parse.vocab)
    table = parse.to_array(_COLUMNS)
    cells = [
        _Cells(i, words[orth], labels[lemma], labels[tag], labels[pos], labels[dep], gap, idx)
        for i, (orth, lemma, tag, pos, dep, gap, idx) in enumerate(table[:, :-1].tolist())
    ]
    for cell in cells:
        cell.__class__ = Token  # not before: setting an attribute of a token is slower
    doc = Doc(cells)  # type: ignore[arg-type]
    for token in doc:
        _set_doc(token, doc)
    heads = [i + by for i, by in enumerate(table[:, -1].astype("int64").tolist())]
    left, right = [0] * len(heads), [0] * len(heads)
    _draw(heads, left, right, 0, len(heads))
    doc.tie(heads, left, right)
    return doc


class _Labels(dict[int, str]):
    """Strings by spaCy's numbers for them."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._vocab = vocab

    def __missing__(self, key: int) -> str:
        self[key] = found = sys.intern(self._vocab.strings[key])
        return found


class _Words(dict[int, tuple[str, str, bool, bool, bool]]):
    """Text, lower-case form, and whether it is punctuation, a number or a stop word, by spaCy's number for a word."""

    def __init__(self, vocab: Vocab) -> None:
        super().__init__()
        self._vocab = vocab

    def __missing__(self, key: int) -> tuple[str, str, bool, bool, bool]:
        word = self._vocab[key]
        found = (
            sys.intern(word.text), sys.intern(word.lower_), word.is_punct, word.like_num, word.is_stop
        )  # fmt: skip
        self[key] = found
        return found


@cache
def _known(vocab: Vocab) -> tuple[_Words, _Labels]:
    """Return the forms and labels of a vocabulary, found when they are first asked for."""
    return _Words(vocab), _Labels(vocab)


def _draw(heads: list[int], left: list[int], right: list[int], start: int, end: int) -> None:
    """Find the outermost tokens below each token from ``start`` to ``end``, in place.

    A pass each way is enough where no branches cross. spaCy repeats it until no head lies outside of its
    sentence; the same is done here, so that edges are the same in every tree.
    """
    left[start:end] = right[start:end] = range(start, end)
    for _ in range(_ROUNDS):
        for i in (*range(start, end), *range(end - 1, start - 1, -1)):
            head = heads[i]
            left[head] = min(left[head], left[i])
            right[head] = max(right[head], right[i])
        if _is_parted(heads, left, start, end):
            return


def _is_parted(heads: list[int], left: list[int], start: int, end: int) -> bool:
    """Whether every token up to ``end`` has its head in its own sentence."""
    opens = {left[i] for i in range(start, end) if heads[i] == i}
    first = 0
    for last in range(start, end):
        if (last > 0 and last in opens) or last == end - 1:
            if not all(first <= head <= last for head in heads[first:last]):
                return False
            first = last
    return True
