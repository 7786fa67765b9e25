"""Checks guarded rows: each is as its last record in the audit trail says, none came or went."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jiuzhu.casebook.audit.canonical import canonical_in_sql, row_hash, text_hash
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

from .fault import Fault
from .guarded import GUARDED, Guarded
from .trail import Trail

_READ_AT_ONCE: Final = 5000


def row_faults(book: Casebook, trail: Trail) -> list[Fault]:
    """Return what is wrong with guarded rows, the earliest record first, rows without one last."""
    present = {name for (name,) in book.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    faults = [
        fault
        for guarded in GUARDED
        if guarded.table in present  # A casebook of an earlier version lacks the later tables.
        for fault in _faults_of(book, guarded, trail.rows[guarded.table])
    ]
    return sorted(faults, key=lambda each: (each.seq is None, each.seq or 0))


def _faults_of(book: Casebook, guarded: Guarded, recorded: dict[str, str]) -> Iterator[Fault]:
    cursor = book.run(
        f"SELECT {', '.join(guarded.key)}, {canonical_in_sql(guarded.columns)} FROM {guarded.table}"
    )
    seen = 0
    while rows := cursor.fetchmany(_READ_AT_ONCE):
        for *parts, written in rows:
            key = "/".join(map(str, parts))
            wanted = recorded.get(key)
            if wanted is None:
                yield Fault(guarded.table, key, Text("没有审计记录", "has no record in the trail"))
                continue
            seen += 1
            if text_hash(written) != wanted and _is_changed(book, guarded, parts, wanted):
                yield _changed(book, guarded.table, key)
    if seen < len(recorded):
        yield from _gone(book, guarded, recorded)


def _is_changed(book: Casebook, guarded: Guarded, parts: list[object], wanted: str) -> bool:
    """Tell whether a row is not the recorded one, however SQLite escapes what it holds."""
    where = " AND ".join(f"{column} = ?" for column in guarded.key)
    found = book.one(
        f"SELECT {', '.join(guarded.columns)} FROM {guarded.table} WHERE {where}", parts
    )
    return row_hash(dict(zip(guarded.columns, found, strict=True))) != wanted


def _gone(book: Casebook, guarded: Guarded, recorded: dict[str, str]) -> Iterator[Fault]:
    rows = book.rows(f"SELECT {', '.join(guarded.key)} FROM {guarded.table}")
    there = {"/".join([str(each) for each in row]) for row in rows}
    for key in recorded.keys() - there:
        yield Fault(
            guarded.table,
            key,
            Text("已记录的行不见了", "was recorded, and is gone"),
            _seq(book, guarded.table, key),
        )


def _changed(book: Casebook, table: str, key: str) -> Fault:
    return Fault(
        table,
        key,
        Text(
            "与最后一次审计记录不符，被改动过", "is not what its last record says: it was changed"
        ),
        _seq(book, table, key),
    )


def _seq(book: Casebook, table: str, key: str) -> int | None:
    found = book.one(
        "SELECT max(seq) FROM audit WHERE subject = ? AND subject_key = ? AND row_hash <> ''",
        (table, key),
    )
    return found[0] if found else None
