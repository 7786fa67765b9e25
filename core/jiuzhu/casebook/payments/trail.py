"""Rows of runs and items as they stand, and the audit lines that guard them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append_all
from jiuzhu.casebook.store import Casebook, Gate

from .records import Run

Row = Mapping[str, Any]


def run_row(gate: Gate, run: int) -> Row:
    """Return a run's row with every column by name."""
    (row,) = _by_name(gate, "SELECT * FROM payment_runs WHERE run = ?", (run,))
    return row


def item_rows(gate: Gate, run: int) -> list[Row]:
    """Return the rows of a run's items with every column by name."""
    return _by_name(gate, "SELECT * FROM payment_items WHERE run = ? ORDER BY item", (run,))


def record(
    gate: Gate, book: Casebook, actor: Actor, act: str, run: int, changed: Iterable[Row] = ()
) -> Run:
    """Append to the trail what happened to a run and to items of it; return the run."""
    row = run_row(gate, run)
    facts = {
        name: row[name] for name in ("month", "channel", "purpose", "items", "total", "bounced")
    }
    append_all(
        gate,
        book,
        actor,
        [
            AuditLine(action=act, subject="payment_runs", key=str(run), row=row, detail=facts),
            *(
                AuditLine(
                    action=f"{act}.item",
                    subject="payment_items",
                    key=str(each["item"]),
                    row=each,
                    detail={"run": run, "entry": each["entry"], "state": each["state"]},
                )
                for each in changed
            ),
        ],
    )
    return Run(**row)


def _by_name(gate: Gate, sql: str, values: Sequence[Any]) -> list[Row]:
    cursor = gate.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
