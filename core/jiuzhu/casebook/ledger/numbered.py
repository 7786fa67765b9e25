"""Tables whose rows are only ever added, thousands at a time, with one audit line for each lot."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from attrs import frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append
from jiuzhu.casebook.audit.canonical import canonical_hash
from jiuzhu.casebook.checking.fault import Fault
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu_schemas.text import Text

from .reads import Source


@frozen
class Numbered:
    """Such a table: its rows are numbered 1, 2, 3… without a gap in its key column."""

    table: str
    key: str
    columns: tuple[str, ...]
    """The other columns."""
    action: str
    """What the audit trail calls adding rows."""
    changed: Text
    """What is said of a lot that is not as it was recorded."""


HOLDINGS: Final = Numbered(
    "holdings", "holding", ("intervals",), "hold",
    Text("身份时段与记录时不同", "holds other intervals than were recorded"),
)  # fmt: skip
"""What claims were settled by, each set of intervals once."""

OPENINGS: Final = Numbered(
    "openings", "opening", ("person", "year", "pool", "cap", "change"), "open",
    Text("期初已用与记录时不同", "is another opening balance than was recorded"),
)  # fmt: skip
"""What pools had given before the casebook began."""


def add_rows(
    gate: Gate,
    book: Casebook,
    actor: Actor,
    into: Numbered,
    rows: Sequence[Sequence[Any]],
    **detail: Any,
) -> int:
    """Insert rows given as ``columns``, with one record for all; return the first's number.

    ``detail``: what else the record says. Never a full resident ID, name or account number.
    """
    (last,) = gate.one(f"SELECT coalesce(max({into.key}), 0) FROM {into.table}")
    first, count = last + 1, len(rows)
    numbered = [(number, *row) for number, row in enumerate(rows, first)]
    gate.insert_many(into.table, (into.key, *into.columns), numbered)
    line = AuditLine(
        action=into.action,
        subject=into.table,
        key=f"{first}-{last + count}",
        detail={
            **detail,
            "first": first,
            "count": count,
            "digest": _digest(gate, into, first, count),
        },
    )
    append(gate, book, actor, line)
    return int(first)


def check_rows(book: Casebook, table: Numbered) -> Iterator[Fault]:
    """Yield every lot that is not as it was recorded, and rows that were never recorded."""
    covered = 0
    for seq, key, text in book.rows(
        "SELECT seq, subject_key, detail FROM audit WHERE subject = ? ORDER BY seq", (table.table,)
    ):
        detail = json.loads(text)
        first, count = detail["first"], detail["count"]
        if first != covered + 1 or _digest(book, table, first, count) != detail["digest"]:
            yield Fault(table.table, key, table.changed, seq)
        covered = first + count - 1
    for (number,) in book.rows(
        f"SELECT {table.key} FROM {table.table} WHERE {table.key} > ? OR {table.key} < 1",
        (covered,),
    ):
        yield Fault(table.table, str(number), Text("没有审计记录", "has no record in the trail"))


def _digest(book: Source, table: Numbered, first: int, count: int) -> str:
    rows = book.rows(
        f"SELECT {table.key}, {', '.join(table.columns)} FROM {table.table}"
        f" WHERE {table.key} BETWEEN ? AND ? ORDER BY {table.key}",
        (first, first + count - 1),
    )
    return canonical_hash(rows)
