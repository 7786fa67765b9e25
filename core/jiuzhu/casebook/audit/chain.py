"""Appends to the audit trail, inside the transaction that does what it speaks of.

Each row's hash covers the hash before it and the row's own fields. Where a row of another table
was written, the trail keeps that row's hash too, so that a later change to it is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, Final

from attrs import field, frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.clock import stamp
from jiuzhu.casebook.store import Casebook, Gate

from .canonical import canonical, row_hash

COLUMNS: Final = (
    "seq", "at", "actor", "role", "action", "subject", "subject_key", "row_hash", "detail",
    "prev", "hash",
)  # fmt: skip


@frozen(kw_only=True)
class AuditLine:
    """What is to be remembered of one act.

    ``row``: the guarded row as it stands after the act, every column by name; None if the act
    wrote no such row (a login, a refusal, a look at a full ID).
    """

    action: str
    subject: str = ""
    key: str = ""
    row: Mapping[str, Any] | None = None
    detail: Mapping[str, Any] = field(factory=dict)
    """What else is worth knowing. Never a full resident ID, name or account number."""


def append(gate: Gate, book: Casebook, actor: Actor, line: AuditLine) -> int:
    """Append one act and return its sequence number."""
    return append_all(gate, book, actor, [line])


def append_all(
    gate: Gate, book: Casebook, actor: Actor, lines: Iterable[AuditLine], at: str = ""
) -> int:
    """Append acts in order and return the last sequence number. ``at``: when; else now."""
    seq, last = gate.one("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1") or (0, "")
    at = at or stamp(book.clock())
    rows = []
    for line in lines:
        seq += 1
        hashed = row_hash(line.row) if line.row is not None else ""
        fields = (
            at, actor.name, actor.role, line.action, line.subject, line.key, hashed,
            canonical(line.detail),
        )  # fmt: skip
        digest = link(last, seq, fields)
        rows.append((seq, *fields, last, digest))
        last = digest
    gate.insert_many("audit", COLUMNS, rows)
    return int(seq)


def append_apart(book: Casebook, actor: Actor, line: AuditLine) -> int:
    """Append an act that stands alone, such as a refused attempt, in a write of its own."""
    with book.gate() as gate:
        return append(gate, book, actor, line)


def link(prev: str, seq: int, fields: tuple[str, ...]) -> str:
    """Return the hash of one row: over the hash before it and its own fields."""
    return sha256(f"{prev}\n{seq}\n{canonical(fields)}".encode()).hexdigest()
