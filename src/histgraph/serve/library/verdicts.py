"""What reviewers found, in the tables of the index: verdicts, and what they dismissed."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from histgraph.model import Claim, Reading, Review, ReviewAction, Verdict
from histgraph.review.replay import in_force, replay
from histgraph.serve.codec import packed, unpacked


def settle_verdicts(db: sqlite3.Connection, reviews: Sequence[Review]) -> tuple[bool, bool]:
    """Put all reviews in, and mark what they dismissed; return whether other claims, other links are."""
    db.execute("DELETE FROM review")
    db.execute("DELETE FROM verdict")
    db.executemany(
        "INSERT OR REPLACE INTO review VALUES (?, ?, ?, ?)",
        [(r.id, place, r.target, packed(r)) for place, r in enumerate(reviews)],
    )
    found = _verdicts(db, reviews)
    db.executemany("INSERT INTO verdict VALUES (?, ?)", found.items())
    return _dismiss(db, "claim"), _dismiss(db, "link")


def _dismiss(db: sqlite3.Connection, table: str) -> bool:
    """Mark what was found not to hold; return whether that differs from before."""
    wanted = "(SELECT target FROM verdict WHERE verdict = ?)"
    changed = db.execute(
        f"UPDATE {table} SET dismissed = 0 WHERE dismissed AND id NOT IN {wanted}", (Verdict.DOES_NOT_HOLD,)
    ).rowcount
    changed += db.execute(
        f"UPDATE {table} SET dismissed = 1 WHERE NOT dismissed AND id IN {wanted}", (Verdict.DOES_NOT_HOLD,)
    ).rowcount
    return changed > 0


def _verdicts(db: sqlite3.Connection, reviews: Sequence[Review]) -> dict[str, Verdict]:
    judged = [r for r in in_force(reviews) if r.action is ReviewAction.JUDGE and r.verdict is not None]
    moved = [r for r in judged if not _stands(db, r.target)]
    # What is gone is looked for by its words, in the documents that it was judged in.
    found = dict(replay(_documents(db, moved), moved).verdicts) if moved else {}
    for one in judged:
        if one not in moved and one.verdict is not None:
            found[one.target] = one.verdict
    return found


def _stands(db: sqlite3.Connection, target: str) -> bool:
    row = db.execute(
        "SELECT EXISTS (SELECT 1 FROM claim WHERE id = ?) OR EXISTS (SELECT 1 FROM link WHERE id = ?)",
        (target, target),
    ).fetchone()
    return bool(row[0])


def _documents(db: sqlite3.Connection, reviews: Sequence[Review]) -> list[Reading]:
    names = {value for r in reviews for key, value in r.anchor if key.rpartition(".")[2] == "document"}
    found = []
    for name in sorted(names):
        for id_, data in db.execute("SELECT id, data FROM source WHERE name = ?", (name,)).fetchall():
            rows = db.execute("SELECT data FROM claim WHERE source = ? ORDER BY start", (id_,))
            claims = tuple(unpacked(Claim, row[0]) for row in rows)
            found.append(replace(unpacked(Reading, data), claims=claims))
    return found
