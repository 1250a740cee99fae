"""Finding by words, in the full-text tables of the index."""

import re
import sqlite3
from collections.abc import Sequence
from difflib import get_close_matches

from histgraph.model import Claim, Entity
from histgraph.serve.codec import unpacked
from histgraph.serve.library.records import Hit, Suggestion

_OPEN, _CLOSE = "\x02", "\x03"
_WORD = re.compile(r"\w+")
_MOST_WORDS = 16
_RANKED = 2000
"""Matches that are put in order; a word that is everywhere is not worth more."""


def expression(words: str) -> str:
    """Return words as an FTS5 expression: all must be there, the last may go on.

    Phrases in quotation marks stay together. Nothing of the words is taken as an operator.
    """
    parts: list[str] = []
    for number, piece in enumerate(words.split('"')):
        found = _WORD.findall(piece)
        if number % 2 and found:
            parts.append('"' + " ".join(found) + '"')
        else:
            parts += [f'"{word}"' for word in found]
    parts = parts[:_MOST_WORDS]
    if parts and not words.rstrip().endswith('"'):
        parts[-1] += " *"
    return " AND ".join(parts)


def _pieces(marked: str) -> tuple[str, ...]:
    """Divide a text round what matched: pieces at odd places match."""
    pieces: list[str] = []
    for part in marked.split(_OPEN):
        inside, closed, after = part.partition(_CLOSE)
        pieces += [inside, after] if closed else [part]
    return tuple(pieces)


def find(db: sqlite3.Connection, words: str, kinds: Sequence[str], limit: int) -> tuple[Hit, ...]:
    """Return what was found, of each kind at most ``limit``."""
    wanted = expression(words)
    if not wanted:
        return ()
    finders = {"entity": _entities, "source": _sources, "quote": _quotes}
    return tuple(hit for kind in kinds if kind in finders for hit in finders[kind](db, wanted, limit))


def _entities(db: sqlite3.Connection, wanted: str, limit: int) -> list[Hit]:
    rows = db.execute(
        "SELECT e.id, e.data, snippet(entity_text, 0, ?, ?, ' … ', 24) FROM entity_text "
        "JOIN entity e ON e.rowid = entity_text.rowid WHERE entity_text MATCH ? "
        "ORDER BY e.claims DESC, rank, e.id LIMIT ?",
        (_OPEN, _CLOSE, wanted, limit),
    )
    found = []
    for id_, data, marked in rows.fetchall():
        name = next((line for line in marked.split("\n") if _OPEN in line), marked)
        found.append(Hit("entity", id_, _pieces(name), unpacked(Entity, data).label))
    return found


def _sources(db: sqlite3.Connection, wanted: str, limit: int) -> list[Hit]:
    rows = db.execute(
        "SELECT s.id, s.name, snippet(source_text, 0, ?, ?, ' … ', 24) FROM source_text "
        "JOIN source s ON s.rowid = source_text.rowid WHERE source_text MATCH ? ORDER BY rank, s.id LIMIT ?",
        (_OPEN, _CLOSE, wanted, limit),
    )
    return [
        Hit("source", id_, _pieces(marked.replace("\n", " · ")), name)
        for id_, name, marked in rows.fetchall()
    ]


def _quotes(db: sqlite3.Connection, wanted: str, limit: int) -> list[Hit]:
    rows = _marked(db, wanted.removesuffix(" *"), limit)
    if len(rows) < limit:
        seen = {row[:3] for row in rows}
        rows += [row for row in _begun(db, wanted, limit) if row[:3] not in seen]
    found = []
    for source, start, stop, marked in rows[:limit]:
        said = db.execute(
            "SELECT data FROM claim WHERE source = ? AND start = ? AND stop = ? AND NOT dismissed ORDER BY id",
            (source, start, stop),
        )
        claims = tuple(unpacked(Claim, row[0]) for row in said)
        if claims:
            first = claims[0]
            who = first.answer if first.answer == "summary" else f"answer {first.answer}"
            found.append(Hit("quote", first.id, _pieces(marked), f"{who}, {first.document}", claims))
    return found


def _marked(db: sqlite3.Connection, wanted: str, limit: int) -> list[tuple[str, int, int, str]]:
    """Return passages with their text marked, the best of the first few thousand that match."""
    rows = db.execute(
        """
        WITH best AS MATERIALIZED (
          SELECT id, score FROM (
            SELECT rowid AS id, bm25(quote_text) AS score FROM quote_text WHERE quote_text MATCH ?1 LIMIT ?2)
          ORDER BY score, id LIMIT ?3)
        SELECT p.source, p.start, p.stop, snippet(quote_text, 0, ?4, ?5, ' … ', 40)
        FROM quote_text JOIN best ON best.id = quote_text.rowid JOIN passage p ON p.id = best.id
        WHERE quote_text MATCH ?1 AND quote_text.rowid IN (SELECT id FROM best) ORDER BY best.score, p.id""",
        (wanted, _RANKED, limit, _OPEN, _CLOSE),
    )
    return rows.fetchall()


def _begun(db: sqlite3.Connection, wanted: str, limit: int) -> list[tuple[str, int, int, str]]:
    """Return passages with words that begin so, as they come: putting them in order would read them all."""
    rows = db.execute(
        "SELECT p.source, p.start, p.stop, snippet(quote_text, 0, ?, ?, ' … ', 40) FROM quote_text "
        "JOIN passage p ON p.id = quote_text.rowid WHERE quote_text MATCH ? LIMIT ?",
        (_OPEN, _CLOSE, wanted, 2 * limit),
    )
    return rows.fetchall()


def meant(db: sqlite3.Connection, words: str) -> str:
    """Return words with each that stands nowhere put right by the nearest name that does; "" where none is near."""
    put = []
    for word in _WORD.findall(words)[:_MOST_WORDS]:
        if _stands(db, word):
            put.append(word)
        elif near := get_close_matches(word.lower(), _names_like(db, word.lower()), n=1, cutoff=0.75):
            put.append(near[0])
        else:
            return ""
    return " ".join(put)


def _stands(db: sqlite3.Connection, word: str) -> bool:
    found = (
        db.execute(f"SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT 1", (expression(word),))
        for table in ("quote_text", "entity_text", "source_text")
    )
    return any(rows.fetchone() for rows in found)


def _names_like(db: sqlite3.Connection, word: str) -> list[str]:
    """Return words of names that begin like a word and are about as long, the most frequent first."""
    db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.entity_words USING fts5vocab(main, entity_text, row)")
    rows = db.execute(
        "SELECT term FROM temp.entity_words WHERE term >= ?1 AND term < ?2 "
        "AND length(term) BETWEEN ?3 - 2 AND ?3 + 2 ORDER BY doc DESC, term LIMIT ?4",
        (word[0], chr(ord(word[0]) + 1), len(word), _RANKED),
    )
    return [term for (term,) in rows.fetchall()]


def suggestions(db: sqlite3.Connection, beginning: str, kind: str, limit: int) -> tuple[Suggestion, ...]:
    """Return completions of a beginning."""
    found: list[Suggestion] = []
    wanted = expression(beginning)
    if kind in {"", "entity"} and wanted:
        rows = db.execute(
            "SELECT e.id, e.label, e.claims FROM entity_text JOIN entity e ON e.rowid = entity_text.rowid "
            "WHERE entity_text MATCH ? ORDER BY e.claims DESC, length(e.label), e.id LIMIT ?",
            (wanted, limit),
        )
        found += [Suggestion("entity", *row) for row in rows]
    if kind in {"", "relation"} and beginning.strip():
        rows = db.execute(
            "SELECT id, label, claims FROM relation WHERE label LIKE ? ESCAPE '!' "
            "ORDER BY claims DESC, id LIMIT ?",
            (_like(beginning.strip()), limit),
        )
        found += [Suggestion("relation", *row) for row in rows]
    return tuple(sorted(found, key=lambda s: (-s.weight, s.label, s.id))[:limit])


def _like(beginning: str) -> str:
    return re.sub(r"([!%_])", r"!\1", beginning) + "%"
