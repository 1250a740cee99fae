"""Making the index of a copy: from the index before it, only what changed is read anew.

An index is one SQLite file. It is written under another name and renamed when it is whole, so a
killed process leaves the former one; it is never changed afterwards, so whoever reads it sees one
state of the store. What it holds follows from the store alone and may be thrown away at any time.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TypeVar

from pyoxigraph import Quad

from histgraph import graph
from histgraph.dates import bounds
from histgraph.errors import ShapeError
from histgraph.graph import terms
from histgraph.model import (
    Claim,
    ContributionKind,
    Entity,
    Reading,
    Review,
    ReviewAction,
    Stance,
    Strength,
    stable_id,
)
from histgraph.pipeline import State
from histgraph.review.replay import in_force, replay
from histgraph.serve.codec import SHAPE, packed
from histgraph.serve.library.verdicts import settle_verdicts
from histgraph.store import Store

T = TypeVar("T")
Progress = Callable[[int, int], None]
_SCHEMA = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
_FORM = stable_id("index", SHAPE, _SCHEMA)
_RANK = {Strength.STRONG: 0, Strength.QUALIFIED: 1, Strength.TENSION: 2}
_BOTH = (
    "FROM link l JOIN claim a ON a.id = l.claim_a JOIN claim b ON b.id = l.claim_b "
    "WHERE NOT (l.dismissed OR a.dismissed OR b.dismissed)"
)
_COUNTED = {
    "sources": "FROM source",
    "contributions": "FROM contribution",
    "claims": "- (SELECT count(*) FROM claim WHERE dismissed) FROM claim",
    "propositions": "FROM proposition",
    "entities": "FROM entity WHERE claims",
    "contradictions": f"{_BOTH} AND l.agreement = 0 AND l.rank < 2",
    "tensions": f"{_BOTH} AND l.agreement = 0 AND l.rank = 2",
    "agreements": f"{_BOTH} AND l.agreement = 1",
    "reviews": "FROM review",
}
_SHAPING = frozenset({ReviewAction.CORRECT, ReviewAction.MERGE, ReviewAction.SPLIT})

_FEW, _SMALL = 1, 20
"""Sources to read anew, and sources in a store whose links are to be read anew, in the server's own process."""


class Behind:
    """What of a store an index does not hold yet."""

    def __init__(self, state: State, base: sqlite3.Connection | None) -> None:
        self.state = state
        self.reviews = _sound(graph.reviews, state.store.quads(terms.REVIEWS.value))
        self.shaping = [r for r in in_force(self.reviews) if r.action in _SHAPING]
        self.wanted = {
            k.id: _stamp(k.id, name, k.version, self.shaping) for name, k in sorted(state.known.items())
        }
        held = dict(base.execute("SELECT id, stamp FROM source")) if base else {}
        self.gone = sorted(id_ for id_, stamp in held.items() if self.wanted.get(id_) != stamp)
        self.fresh = sorted(id_ for id_, stamp in self.wanted.items() if held.get(id_) != stamp)
        self.links = _compared(state.store)
        before = dict(base.execute("SELECT key, value FROM meta")) if base else {}
        self.links_changed = base is None or before.get("links") != self.links

    @property
    def is_much(self) -> bool:
        """Whether it is worth a process of its own: more than a tenth of a second's work."""
        return len(self.fresh) > _FEW or (self.links_changed and len(self.wanted) > _SMALL)


def _stamp(source: str, name: str, version: str, shaping: Iterable[Review]) -> str:
    """Return what changes when the reading of a source, or what reviewers corrected in it, does."""
    touching = [
        r.id
        for r in shaping
        if r.action is not ReviewAction.CORRECT or dict(r.anchor).get("document", name) == name
    ]
    return stable_id(source, name, version, touching)


def _compared(store: Store) -> str:
    """Return the mark of the comparison whose links stand in the store."""
    found = store.query(
        f"SELECT ?mark {{ GRAPH {terms.LINKS} {{ {terms.COMPARISON} {terms.hg('version')} ?mark }} }}"
    )
    return ",".join(sorted(row["mark"].value for row in found))  # type: ignore[union-attr]


def opened(path: Path) -> sqlite3.Connection | None:
    """Open an index for reading; None where there is none, or another version wrote it."""
    if not path.is_file():
        return None
    found = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )
    try:
        (form,) = found.execute("SELECT value FROM meta WHERE key = 'form'").fetchone() or ("",)
    except sqlite3.DatabaseError:
        form = ""
    if form != _FORM:
        found.close()
        return None
    return found


def fill(
    store: Store,
    target: Path,
    *,
    base: Path,
    number: int,
    progress: Progress = lambda _done, _total: None,
    only_little: bool = False,
) -> bool:
    """Write the index of a store.

    Args:
        store: a copy that stands still.
        target: where the index is written.
        base: a former index of the same store, if there is one; where it is damaged, all is made anew.
        number: of the copy.
        progress: told how many sources of how many are done.
        only_little: leave it where it takes more than a moment.

    Returns:
        Whether it was written.

    Raises:
        OSError: the disk refuses.
        sqlite3.Error: it is full, in words of SQLite.
    """
    before = opened(base)
    if before is None and only_little:
        return False
    try:
        with closing(before) if before is not None else nullcontext():
            behind = Behind(State(store), before)
        if only_little and behind.is_much:
            return False
        _write(behind, target, base if before is not None else None, number, progress)
    except sqlite3.DatabaseError:
        if before is None or only_little:
            raise
        _write(Behind(State(store), None), target, None, number, progress)
    return True


def _write(behind: Behind, target: Path, base: Path | None, number: int, progress: Progress) -> None:
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    if base is not None:
        shutil.copyfile(base, part)
    with closing(sqlite3.connect(part, isolation_level=None)) as db:
        db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; BEGIN;"
            + _SCHEMA
        )
        _fill(db, behind, number, progress)
        db.execute("COMMIT")
    part.rename(target)


def _fill(db: sqlite3.Connection, behind: Behind, number: int, progress: Progress) -> None:
    for id_ in behind.gone:
        _forget(db, id_)
    for done, id_ in enumerate(behind.fresh, 1):
        quads = behind.state.store.quads(terms.source(id_).value)
        for reading in _sound(graph.readings, quads):
            for one in replay([reading], behind.shaping).readings:
                _add(db, one, behind.wanted[id_])
        progress(done, len(behind.fresh))
    anew = bool(behind.links_changed or behind.fresh or behind.gone)
    if anew:
        _relate(db, behind.state.store)
    claims_differ, links_differ = settle_verdicts(db, behind.reviews)
    if anew or claims_differ:
        _count(db)
    if anew or claims_differ or links_differ:
        _count_disputes(db)
    totals = {name: db.execute(f"SELECT count(*) {sql}").fetchone()[0] for name, sql in _COUNTED.items()}
    facts = {
        "form": _FORM,
        "counts": packed(totals),
        "number": str(number),
        "links": behind.links,
    }
    db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", facts.items())


def _sound(read: Callable[[Iterable[Quad]], tuple[T, ...]], quads: Iterable[Quad]) -> tuple[T, ...]:
    """Return what can be read of some quads: nothing where somebody put in what the model does not know.

    Whoever holds the token may put anything into any graph; pages then do without it, and
    ``histgraph validate`` tells what is amiss.
    """
    try:
        return read(quads)
    except (ShapeError, ValueError):
        return ()


def _forget(db: sqlite3.Connection, source: str) -> None:
    rows = db.execute("SELECT id FROM passage WHERE source = ?", (source,)).fetchall()
    db.executemany("DELETE FROM quote_text WHERE rowid = ?", rows)
    db.execute("DELETE FROM source_text WHERE rowid = (SELECT rowid FROM source WHERE id = ?)", (source,))
    for table in ("passage", "claim", "contribution"):
        db.execute(f"DELETE FROM {table} WHERE source = ?", (source,))
    db.execute("DELETE FROM source WHERE id = ?", (source,))


def _add(db: sqlite3.Connection, reading: Reading, stamp: str) -> None:
    page, source = reading.page, reading.source
    kept = packed(Reading(page, (), reading.entities, reading.oppositions, reading.extractor))
    row = (
        source.id,
        stamp,
        source.name,
        source.title,
        page.question,
        len(page.contributions),
        len(reading.claims),
        kept,
    )
    cursor = db.execute("INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    names = "\n".join(filter(None, (page.question, source.title, source.name)))
    db.execute("INSERT INTO source_text (rowid, names) VALUES (?, ?)", (cursor.lastrowid, names))
    db.executemany(
        "INSERT OR REPLACE INTO contribution VALUES (?, ?, ?, ?, ?)",
        [(c.id, source.id, c.number, c.kind, c.author) for c in page.contributions],
    )
    summaries = {c.id for c in page.contributions if c.kind is ContributionKind.SUMMARY}
    db.executemany(
        f"INSERT OR REPLACE INTO claim VALUES ({', '.join('?' * 19)})",
        [_claim(c, summary=c.contribution in summaries) for c in reading.claims],
    )
    for span, quote in sorted({(c.evidence, c.quote) for c in reading.claims if c.quote}):
        at = db.execute(
            "INSERT INTO passage (source, start, stop) VALUES (?, ?, ?)", (source.id, span.start, span.end)
        ).lastrowid
        db.execute("INSERT INTO quote_text (rowid, quote) VALUES (?, ?)", (at, quote))
    db.executemany("INSERT OR IGNORE INTO entity VALUES (?, ?, ?, 0, ?)", map(_entity, reading.entities))


def _claim(claim: Claim, *, summary: bool) -> tuple[object, ...]:
    first, last = bounds(claim.time) if claim.time else (None, None)
    said = f"{claim.subject.label} {claim.relation.label} {claim.object.spoken}".strip()
    counted = not summary and claim.stance not in {Stance.REJECTS, Stance.NEUTRAL}
    return (
        claim.id, claim.source, claim.contribution, claim.proposition.id, claim.subject.entity,
        claim.relation.id, claim.object.entity, claim.polarity == "denied", summary, counted,
        _day(first or last), _day(last or first), claim.evidence.start, claim.evidence.end, said,
        claim.relation.label, claim.confidence, 0, packed(claim),
    )  # fmt: skip


def _day(iso: str | None) -> int | None:
    """Return a day as a number that sorts, also before our era."""
    if iso is None:
        return None
    sign, digits = (-1, iso[1:]) if iso.startswith("-") else (1, iso)
    year, month, day = map(int, digits.split("-"))
    return sign * year * 10_000 + month * 100 + day


def _entity(entity: Entity) -> tuple[object, ...]:
    return entity.id, entity.label, entity.kind, packed(entity)


def _relate(db: sqlite3.Connection, store: Store) -> None:
    """Put in what followed from all sources together: entities, their lattice, links."""
    entities = _sound(graph.entities, store.quads(terms.ENTITIES.value))
    db.executemany("INSERT OR REPLACE INTO entity VALUES (?, ?, ?, 0, ?)", map(_entity, entities))
    db.execute(
        "DELETE FROM entity WHERE id NOT IN (SELECT subject FROM claim UNION SELECT object FROM claim) "
        "AND id NOT IN (SELECT value FROM json_each(?))",
        (packed([e.id for e in entities]),),
    )
    db.execute("DELETE FROM broader")
    pairs = [(e.id, wider) for e in entities for wider in e.broader]
    db.executemany("INSERT OR IGNORE INTO broader VALUES (?, ?)", pairs)
    db.execute("DELETE FROM entity_text")
    names = [("\n".join(dict.fromkeys([e.label, *(a.text for a in e.aliases)])), e.id) for e in entities]
    db.executemany("INSERT INTO entity_text (rowid, names) SELECT rowid, ? FROM entity WHERE id = ?", names)
    db.execute("DELETE FROM link")
    db.executemany(
        "INSERT OR REPLACE INTO link VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
        [
            (
                k.id, k.kind.is_agreement, k.kind, k.strength, _RANK[k.strength], k.claim_a, k.claim_b,
                k.explanation, packed(k),
            )
            for k in _sound(graph.links, store.quads(terms.LINKS.value))
        ],
    )  # fmt: skip


def _count(db: sqlite3.Connection) -> None:
    """Count who says what, leaving out what reviewers found not to hold."""
    db.execute("DELETE FROM proposition")
    db.execute("""
        INSERT INTO proposition
        SELECT proposition, subject, relation, object, min(said), count(*),
          count(DISTINCT CASE WHEN counted AND NOT denied THEN contribution END),
          count(DISTINCT CASE WHEN counted AND denied THEN contribution END),
          count(DISTINCT source), 0
        FROM claim WHERE NOT dismissed GROUP BY proposition""")
    db.execute("DELETE FROM relation")
    db.execute("""
        INSERT INTO relation SELECT relation, min(relation_label), count(*)
        FROM claim WHERE NOT dismissed GROUP BY relation""")
    db.execute("UPDATE entity SET claims = 0 WHERE claims")
    db.execute("""
        WITH said AS (
          SELECT id, count(*) AS n FROM (
            SELECT subject AS id FROM claim WHERE NOT dismissed
            UNION ALL SELECT object FROM claim WHERE NOT dismissed AND object <> subject) GROUP BY id)
        UPDATE entity SET claims = said.n FROM said WHERE said.id = entity.id""")


def _count_disputes(db: sqlite3.Connection) -> None:
    """Count the contradictions that each proposition takes part in."""
    db.execute("UPDATE proposition SET disputes = 0 WHERE disputes")
    db.execute("""
        WITH disputed AS (
          SELECT c.proposition AS id, count(DISTINCT l.id) AS n FROM link l
          JOIN claim c ON c.id IN (l.claim_a, l.claim_b)
          WHERE l.agreement = 0 AND l.rank < 2 AND NOT l.dismissed GROUP BY c.proposition)
        UPDATE proposition SET disputes = disputed.n FROM disputed WHERE disputed.id = proposition.id""")
