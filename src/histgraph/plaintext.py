"""From a stretch of source text to the plain words a parser can read, with a way back.

Sources keep their markup: Markdown links and emphasis, footnotes in ``[[...]]``, HTML
entities, hard line breaks. A parser stumbles over all of it, and offsets must survive its
removal. `clean` gives both: the words, and for every code point where it came from.
Nothing is corrected: a typo of the author stays one.
"""

import html
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from histgraph.model import Source, Span

_MARKUP = re.compile(
    r"""
      (?P<quoted>  (?<= \n ) [ \t]{0,3} (?: (?: > | &gt; ) [ \t]? ){1,5} )
    | (?P<hashes>  (?<! [^\n] ) \#{1,6} [ \t]+ )
    | (?P<note>    (?: (?<= ["'”’.,;:!?)\]] ) \d{1,3} )?
                   \[\[ [^\[\]]{0,4000} (?: \[ [^\[\]]{0,400} \] [^\[\]]{0,4000} ){0,20} \]\]
                 | \[ (?: \d{1,3} (?: \s?[,–-]\s? \d{1,3} ){0,9} | [a-z] | [Nn]ote[ ]\d{1,3}
                        | citation[ ]needed | edit | sic ) \] (?!\() )
    | (?P<image>   ! \[ [^\[\]]{0,400} \] \( [^()\s]{0,2000} (?: \s "[^"]{0,400}" )? \) )
    | (?P<link>    \[ (?P<words> [^\[\]]{1,1000} ) \]
                   \( [^()\s]{0,2000} (?: \( [^()\s]{0,400} \) [^()\s]{0,2000} ){0,4}
                      (?: \s "[^"]{0,400}" )? \) )
    | (?P<tag>     </? [A-Za-z][A-Za-z0-9]{0,15} (?: \s [^<>]{0,300} )? /? > )
    | (?P<entity>  & (?: \#\d{1,7} | \#[xX][0-9A-Fa-f]{1,6} | [A-Za-z][A-Za-z0-9]{1,30} ) ; )
    | (?P<escape>  \\ (?P<escaped> [\\`*_{}\[\]()\#+.!~>|-] ) )
    | (?P<stars>   (?<! \d ) \*{1,3} | \*{1,3} (?! \d ) )
    | (?P<unders>  (?<! \w ) _{1,3} (?= \S ) | (?<= \S ) _{1,3} (?! \w ) )
    | (?P<strike>  ~~ | `{1,3} )
    | (?P<raised>  (?<= [.,;:!?"'”’)\]] ) [⁰¹²³⁴-⁹]{1,4}
                 | (?<= ” ) \d{1,3} (?= [\s.,;:)] ) )
    | (?P<hidden>  [\u00ad\u200b-\u200f\u2060\ufeff] )
    | (?P<space>   \s+ )
    """,
    re.VERBOSE,
)
_SPACES = frozenset({"tag", "image", "space"})
_NOTHING = frozenset({"note", "stars", "unders", "strike", "raised", "quoted", "hashes", "hidden"})


@dataclass(frozen=True, slots=True)
class Plain:
    """Words without markup, and where they stand in the source.

    ``offsets[i]`` is the source offset, in code points, at which code point ``i`` of ``text``
    begins, ``ends[i]`` where it ends (an entity such as ``&amp;`` is one code point here and
    five there). Both have the length of ``text``.
    """

    text: str
    offsets: Sequence[int]
    ends: Sequence[int]

    def source_span(self, start: int, end: int) -> Span:
        """Return the stretch of source text that ``text[start:end]`` came from.

        Raises:
            ValueError: if the stretch is empty or not within the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"not a stretch of {len(self.text)} code points: [{start}, {end})")
        return Span(self.offsets[start], self.ends[end - 1])


class _Writer:
    """Collects stretches with the origin of each code point; runs of white space become one space."""

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.offsets = array("Q")
        self.ends = array("Q")
        self._gap: tuple[int, int] | None = None

    def put(self, letter: str, start: int, end: int) -> None:
        if letter.isspace():
            self._gap = self._gap or (start, end)
            return
        self._close_gap()
        self._append(letter, start, end)

    def _close_gap(self) -> None:
        if self._gap and self.letters:
            self._append(" ", *self._gap)
        self._gap = None

    def _append(self, letter: str, start: int, end: int) -> None:
        self.letters.append(letter)
        self.offsets.append(start)
        self.ends.append(end)

    def copy(self, text: str, start: int, end: int) -> None:
        """Take over a stretch without white space as it stands."""
        if start < end:
            self._close_gap()
            self.letters.append(text[start:end])
            self.offsets.extend(range(start, end))
            self.ends.extend(range(start + 1, end + 1))


def clean(source: Source, span: Span) -> Plain:
    """Return the words of a stretch without markup, and where each came from.

    Links keep their words and lose their address; footnotes and references in brackets,
    emphasis, the marks of headings and quotations at line starts, invisible characters and HTML tags go; entities
    are decoded; runs of white space (line breaks too) become one space, none at the ends.
    Editorial words in brackets ("it [Poland]") stay.
    """
    return clean_text(source.text, span.start, span.end)


def clean_text(text: str, start: int = 0, end: int | None = None) -> Plain:
    """Do what `clean` does, for a bare string; offsets are into ``text``."""
    writer = _Writer()
    _write(writer, text, start, len(text) if end is None else end)
    return Plain("".join(writer.letters), writer.offsets, writer.ends)


def _write(writer: _Writer, text: str, start: int, end: int) -> None:
    position = start
    for match in _MARKUP.finditer(text, start, end):
        writer.copy(text, position, match.start())
        position = match.end()
        group = match.lastgroup or ""
        if group in _SPACES:
            writer.put(" ", match.start(), position)
        elif match["words"] is not None:
            _write(writer, text, match.start("words"), match.end("words"))
        elif match["escaped"]:
            writer.put(match["escaped"], match.start(), position)
        elif match["entity"]:
            _write_entity(writer, match)
        elif group not in _NOTHING:
            writer.copy(text, match.start(), position)
    writer.copy(text, position, end)


def _write_entity(writer: _Writer, match: re.Match[str]) -> None:
    decoded = html.unescape(match[0])
    if decoded == match[0]:
        writer.copy(match.string, match.start(), match.end())
        return
    for letter in decoded:
        if not "\u200b" <= letter <= "\u200f" and letter not in "\u00ad\u2060\ufeff":
            writer.put(letter, match.start(), match.end())
