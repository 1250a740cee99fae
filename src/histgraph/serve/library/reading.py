"""Answers from one index: see the package."""

import json
import sqlite3
import threading
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from histgraph.errors import StoreError
from histgraph.model import Claim, ClaimLink, Entity, Page, Reading, Review, Verdict
from histgraph.serve.codec import packed, unpacked
from histgraph.serve.library.filling import opened
from histgraph.serve.library.records import (
    Contribution,
    Hit,
    LinkRow,
    PropositionRow,
    SourceRow,
    Suggestion,
)
from histgraph.serve.library.search import find, meant, suggestions

_LINK = """SELECT l.data, a.data, b.data, v.verdict, l.dismissed OR a.dismissed OR b.dismissed FROM link l
  JOIN claim a ON a.id = l.claim_a JOIN claim b ON b.id = l.claim_b LEFT JOIN verdict v ON v.target = l.id"""
_SHOWN = "l.dismissed = 0 AND a.dismissed = 0 AND b.dismissed = 0"
_STRONGEST = {"strong": 0, "qualified": 1, "tension": 2}


class Library:
    """One copy of a store, as records. May be asked from several threads at once.

    Args:
        path: of the index.

    Raises:
        StoreError: it is none of this version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held = threading.local()
        self._all: list[sqlite3.Connection] = []
        self.number = int(self._one("SELECT value FROM meta WHERE key = 'number'")[0])
        """Number of the copy that it stands for; grows with every change of the store."""

    # -- asking the index ------------------------------------------------------------------

    @property
    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._held, "db", None)
        if db is None:
            db = opened(self.path)
            if db is None:
                raise StoreError(
                    f"The index {self.path} is gone or of another version; start the server anew."
                )
            self._held.db = db
            self._all.append(db)
        return db

    def _rows(self, sql: str, *values: object) -> list[Any]:
        return self._db.execute(sql, values).fetchall()

    def _one(self, sql: str, *values: object) -> Any:
        return self._db.execute(sql, values).fetchone()

    def _claims(self, where: str, *values: object, dismissed: bool = False) -> tuple[Claim, ...]:
        kept = "" if dismissed else "NOT dismissed AND "
        return tuple(
            unpacked(Claim, row[0])
            for row in self._rows(f"SELECT data FROM claim WHERE {kept}{where}", *values)
        )

    def close(self) -> None:
        """Let go of the index."""
        for db in self._all:
            db.close()

    # -- how much there is -----------------------------------------------------------------

    @cached_property
    def _counts(self) -> dict[str, int]:
        found: dict[str, int] = json.loads(self._one("SELECT value FROM meta WHERE key = 'counts'")[0])
        return found

    def counts(self) -> dict[str, int]:
        """Return how much there is: sources, contributions, claims, propositions, entities, ..."""
        return dict(self._counts)

    # -- sources ---------------------------------------------------------------------------

    def sources(self, *, limit: int = 100, offset: int = 0) -> tuple[SourceRow, ...]:
        """Return sources by name."""
        rows = self._rows(
            "SELECT id, name, title, coalesce(nullif(question, ''), nullif(title, ''), name), contributions, claims "
            "FROM source ORDER BY name, id LIMIT ? OFFSET ?", limit, offset,
        )  # fmt: skip
        return tuple(SourceRow(*row) for row in rows)

    def source(self, id_: str) -> SourceRow | None:
        """Return one source by id."""
        row = self._one(
            "SELECT id, name, title, coalesce(nullif(question, ''), nullif(title, ''), name), contributions, claims "
            "FROM source WHERE id = ?", id_,
        )  # fmt: skip
        return SourceRow(*row) if row else None

    def named(self, name: str) -> SourceRow | None:
        """Return the source of a name."""
        row = self._one("SELECT id FROM source WHERE name = ?", name)
        return self.source(row[0]) if row else None

    def names(self) -> set[str]:
        """Return the names of all sources."""
        return {row[0] for row in self._rows("SELECT name FROM source")}

    def reading(self, source: str, *, dismissed: bool = False) -> Reading | None:
        """Return all that was read out of one source: page, claims, entities."""
        row = self._one("SELECT data FROM source WHERE id = ?", source)
        if row is None:
            return None
        claims = self._claims("source = ? ORDER BY start, stop, id", source, dismissed=dismissed)
        return replace(unpacked(Reading, row[0]), claims=claims)

    def page(self, source: str) -> Page | None:
        """Return the page of one source without its claims: question, contributions, text."""
        row = self._one("SELECT data FROM source WHERE id = ?", source)
        return unpacked(Reading, row[0]).page if row else None

    def contribution(self, id_: str) -> tuple[SourceRow, Contribution] | None:
        """Return a contribution with the source that it is part of."""
        row = self._one("SELECT source FROM contribution WHERE id = ?", id_)
        reading = self.reading(row[0]) if row else None
        source = self.source(row[0]) if row else None
        if reading is None or source is None:
            return None
        return source, next(c for c in reading.page.contributions if c.id == id_)

    # -- claims ----------------------------------------------------------------------------

    def claim(self, id_: str) -> Claim | None:
        """Return a claim by id, also a dismissed one."""
        found = self._claims("id = ?", id_, dismissed=True)
        return found[0] if found else None

    def claims(
        self,
        *,
        ids: Collection[str] | None = None,
        source: str = "",
        contribution: str = "",
        proposition: str = "",
        subject: str = "",
        relation: str = "",
        object_: str = "",
        about: str = "",
        polarity: str = "",
        dated: bool = False,
        dismissed: bool = False,
        limit: int = 100,
        offset: int = 0,
    ) -> tuple[Claim, ...]:
        """Return claims that fit all that is given, by source and place; dated ones by time.

        Args:
            ids: only those with these ids.
            source: id of a source.
            contribution: id of a contribution.
            proposition: id of a proposition.
            subject: id of an entity.
            relation: id of a relation.
            object_: id of an entity.
            about: id of an entity that is subject or object.
            polarity: "affirmed" or "denied".
            dated: only those with a time, the earliest first.
            dismissed: also those that a reviewer dismissed.
            limit: most that are returned.
            offset: how many are passed over.
        """
        wheres, values = self._filters(
            source=source, contribution=contribution, proposition=proposition, subject=subject, relation=relation,
            object=object_,
        )  # fmt: skip
        if ids is not None:
            wheres.append("id IN (SELECT value FROM json_each(?))")
            values.append(packed(list(ids)))
        if about:
            wheres.append(
                "id IN (SELECT id FROM claim WHERE subject = ? UNION SELECT id FROM claim WHERE object = ?)"
            )
            values += [about, about]
        if polarity:
            wheres.append("denied = ?")
            values.append(polarity == "denied")
        if dated:
            wheres.append("first IS NOT NULL")
        order = "first, last, id" if dated else "source, start, stop, id"
        where = f"{' AND '.join(wheres) or '1'} ORDER BY {order} LIMIT ? OFFSET ?"
        return self._claims(where, *values, limit, offset, dismissed=dismissed)

    def unjudged(self, *, limit: int = 100, offset: int = 0) -> tuple[Claim, ...]:
        """Return claims that nobody judged yet, the least certain readings first."""
        where = "id NOT IN (SELECT target FROM verdict) ORDER BY confidence, id LIMIT ? OFFSET ?"
        return self._claims(where, limit, offset, dismissed=False)

    @staticmethod
    def _filters(**wanted: str) -> tuple[list[str], list[object]]:
        given = {name: value for name, value in wanted.items() if value}
        return [f"{name} = ?" for name in given], list(given.values())

    # -- propositions ----------------------------------------------------------------------

    def proposition(self, id_: str) -> PropositionRow | None:
        """Return a proposition by id."""
        row = self._one("SELECT * FROM proposition WHERE id = ?", id_)
        return PropositionRow(*row) if row else None

    def propositions(
        self,
        *,
        ids: Collection[str] | None = None,
        about: str = "",
        source: str = "",
        limit: int = 100,
        offset: int = 0,
    ) -> tuple[PropositionRow, ...]:
        """Return propositions, the disputed and the widely held first."""
        wheres: list[str] = []
        values: list[object] = []
        if ids is not None:
            wheres.append("id IN (SELECT value FROM json_each(?))")
            values.append(packed(list(ids)))
        if about:
            wheres.append("(subject = ? OR object = ?)")
            values += [about, about]
        if source:
            wheres.append("id IN (SELECT proposition FROM claim WHERE source = ?)")
            values.append(source)
        rows = self._rows(
            f"SELECT * FROM proposition WHERE {' AND '.join(wheres) or '1'} "
            "ORDER BY disputes DESC, affirmed DESC, id LIMIT ? OFFSET ?", *values, limit, offset,
        )  # fmt: skip
        return tuple(PropositionRow(*row) for row in rows)

    # -- entities --------------------------------------------------------------------------

    def entity(self, id_: str) -> Entity | None:
        """Return an entity by id."""
        row = self._one("SELECT data FROM entity WHERE id = ?", id_)
        return unpacked(Entity, row[0]) if row else None

    def entities(
        self, *, ids: Collection[str] | None = None, kind: str = "", limit: int = 100, offset: int = 0
    ) -> tuple[Entity, ...]:
        """Return entities, those most claims are about first."""
        wheres, values = self._filters(kind=kind)
        if ids is not None:
            wheres.append("id IN (SELECT value FROM json_each(?))")
            values.append(packed(list(ids)))
        rows = self._rows(
            f"SELECT data FROM entity WHERE {' AND '.join(wheres) or '1'} ORDER BY claims DESC, id LIMIT ? OFFSET ?",
            *values, limit, offset,
        )  # fmt: skip
        return tuple(unpacked(Entity, row[0]) for row in rows)

    def narrower(self, id_: str, *, limit: int = 100) -> tuple[Entity, ...]:
        """Return the entities right below one in the lattice of concepts; ``Entity.broader`` has those above."""
        rows = self._rows(
            "SELECT narrower FROM broader WHERE wider = ? ORDER BY narrower LIMIT ?", id_, limit
        )
        return self.entities(ids=[row[0] for row in rows], limit=limit)

    # -- links -----------------------------------------------------------------------------

    def link(self, id_: str) -> LinkRow | None:
        """Return a link by id, also a dismissed one."""
        found = self._link_rows("l.id = ?", id_)
        return found[0] if found else None

    def links(
        self,
        *,
        agreement: bool | None = False,
        strength: str = "",
        kind: str = "",
        claim: str = "",
        proposition: str = "",
        source: str = "",
        reviewed: bool | None = None,
        dismissed: bool = False,
        limit: int = 100,
        offset: int = 0,
    ) -> tuple[LinkRow, ...]:
        """Return links with their claims, the strongest first.

        Args:
            agreement: False for contradictions, True for agreements, None for both.
            strength: at least "strong", "qualified" or "tension" (tensions are the weakest).
            kind: one of ``LinkKind``.
            claim: only those of a claim.
            proposition: only those of claims of a proposition.
            source: only those of claims of a source.
            reviewed: whether somebody has judged it.
            dismissed: also those found not to hold.
            limit: most that are returned.
            offset: how many are passed over.
        """
        wheres = [] if dismissed else [_SHOWN]
        values: list[object] = []
        if agreement is not None:
            wheres.append(f"l.agreement = {int(agreement)}")
        if strength:
            wheres.append("l.rank <= ?")
            values.append(_STRONGEST.get(strength, -1))
        if kind:
            wheres.append("l.kind = ?")
            values.append(kind)
        if reviewed is not None:
            wheres.append(f"v.verdict IS {'NOT ' if reviewed else ''}NULL")
        for column, wanted in (("id", claim), ("proposition", proposition), ("source", source)):
            if wanted:
                some = f"IN (SELECT id FROM claim WHERE {column} = ?)"
                wheres.append(
                    f"l.id IN (SELECT id FROM link WHERE claim_a {some} UNION SELECT id FROM link WHERE claim_b {some})"
                )
                values += [wanted, wanted]
        order = "l.agreement, l.rank, l.kind, l.explanation, l.id"
        return self._link_rows(
            f"{' AND '.join(wheres) or '1'} ORDER BY {order} LIMIT ? OFFSET ?", *values, limit, offset
        )

    def _link_rows(self, where: str, *values: object) -> tuple[LinkRow, ...]:
        return tuple(
            LinkRow(
                unpacked(ClaimLink, link), unpacked(Claim, a), unpacked(Claim, b),
                Verdict(verdict) if verdict else None, bool(gone),
            )
            for link, a, b, verdict, gone in self._rows(f"{_LINK} WHERE {where}", *values)
        )  # fmt: skip

    def links_within(self, claims: Iterable[str], *, dismissed: bool = False) -> tuple[ClaimLink, ...]:
        """Return the links of all kinds whose two claims are both among these ids, for the views."""
        kept = "" if dismissed else " AND NOT dismissed"
        rows = self._rows(
            "WITH chosen AS MATERIALIZED (SELECT value AS id FROM json_each(?)) SELECT data FROM link "
            "WHERE claim_a IN (SELECT id FROM chosen) AND claim_b IN (SELECT id FROM chosen)"
            f"{kept} ORDER BY agreement, rank, kind, explanation, id", packed(sorted(set(claims))),
        )  # fmt: skip
        return tuple(unpacked(ClaimLink, row[0]) for row in rows)

    # -- reviews ---------------------------------------------------------------------------

    def reviews(self, *, target: str = "", limit: int = 100, offset: int = 0) -> tuple[Review, ...]:
        """Return reviews, the newest first; with ``target`` those of one claim, link or entity."""
        where = "WHERE target = ? " if target else ""
        values = [target] if target else []
        rows = self._rows(
            f"SELECT data FROM review {where}ORDER BY place DESC LIMIT ? OFFSET ?", *values, limit, offset
        )
        return tuple(unpacked(Review, row[0]) for row in rows)

    def review(self, id_: str) -> Review | None:
        """Return a review by id."""
        row = self._one("SELECT data FROM review WHERE id = ?", id_)
        return unpacked(Review, row[0]) if row else None

    def verdicts(self, targets: Iterable[str]) -> dict[str, Verdict]:
        """Return the standing verdicts on some claims or links, by id."""
        rows = self._rows(
            "SELECT target, verdict FROM verdict WHERE target IN (SELECT value FROM json_each(?))",
            packed(sorted(set(targets))),
        )
        return {target: Verdict(verdict) for target, verdict in rows}

    # -- words -----------------------------------------------------------------------------

    def search(
        self, words: str, *, kinds: Sequence[str] = ("entity", "source", "quote"), limit: int = 20
    ) -> tuple[Hit, ...]:
        """Find entities, sources and quotes by words, the best first; the last word may be unfinished."""
        return find(self._db, words, kinds, limit)

    def meant(self, words: str) -> str:
        """Return what may be meant by words that are found nowhere; "" where nothing is near."""
        return meant(self._db, words)

    def suggest(self, beginning: str, *, kind: str = "", limit: int = 10) -> tuple[Suggestion, ...]:
        """Complete the name of an entity or a relation, those most claims use first."""
        return suggestions(self._db, beginning, kind, limit)
