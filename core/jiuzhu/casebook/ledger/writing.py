"""Writing into the ledger, inside the gate: entries, holdings, pools, requests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Final

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append_all
from jiuzhu.casebook.store import Casebook, Gate

from .entry import COLUMNS, Entry
from .numbered import HOLDINGS, add_rows

PoolChange = tuple[int, int, str, int | None, int]
"""Person, year, pool, the cap that was met (None: no cap), and by how much it gave more, in fen."""

_ROW: Final = attrgetter(*COLUMNS)

_OPEN: Final = """
INSERT INTO pools (person, year, pool, cap, used) VALUES (?1, ?2, ?3, ?4, max(?5, 0))
ON CONFLICT (person, year, pool) DO UPDATE SET
    used = used + ?5, cap = CASE WHEN cap IS NULL OR ?4 IS NULL THEN NULL ELSE max(cap, ?4) END
"""

_ADD: Final = """
INSERT INTO pools (person, year, pool, cap, used) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (person, year, pool) DO UPDATE SET
    used = used + excluded.used,
    cap = CASE WHEN cap IS NULL OR excluded.cap IS NULL THEN NULL ELSE max(cap, excluded.cap) END
"""


def next_entry(gate: Gate) -> int:
    """Return the number that the next entry gets."""
    return int(gate.one("SELECT coalesce(max(entry), 0) + 1 FROM entries")[0])


def write_entries(
    gate: Gate, book: Casebook, actor: Actor, entries: Sequence[Entry]
) -> tuple[Entry, ...]:
    """Insert entries and remember each in the audit trail with its row's hash."""
    rows = [_ROW(each) for each in entries]
    gate.insert_many("entries", COLUMNS, rows)
    lines = [
        AuditLine(
            action=each.kind,
            subject="entries",
            key=str(each.entry),
            row=dict(zip(COLUMNS, row, strict=True)),
            detail={"claim": each.claim_id, "person": each.person},
        )
        for each, row in zip(entries, rows, strict=True)
    ]
    append_all(gate, book, actor, lines, entries[-1].at if entries else "")
    return tuple(entries)


def holding_number(gate: Gate, book: Casebook, actor: Actor, intervals: str) -> int:
    """Return the number of a holding, inserting it if it is new."""
    found = gate.one("SELECT holding FROM holdings WHERE intervals = ?", (intervals,))
    return int(found[0]) if found else add_rows(gate, book, actor, HOLDINGS, [(intervals,)])


def add_to_pools(gate: Gate, changes: Iterable[PoolChange]) -> None:
    """Add what was paid to what the pools have given; the database refuses to exceed a cap."""
    gate.execute_many(_ADD, changes)


def move_openings(gate: Gate, changes: Iterable[PoolChange]) -> None:
    """Move pools, up or down, by what openings change."""
    gate.execute_many(_OPEN, changes)


def move_pools(gate: Gate, person: int, year: int, changes: Iterable[tuple[str, int]]) -> None:
    """Move what pools have given up or down by net sums; each pool must be there."""
    for pool, change in changes:
        gate.change_one(
            "UPDATE pools SET used = used + ? WHERE person = ? AND year = ? AND pool = ?",
            (change, person, year, pool),
        )
