"""Checks the audit trail: unbroken, every hash right, and as the digest kept outside says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import define, field

from jiuzhu.casebook.audit.canonical import text_hash
from jiuzhu.casebook.audit.chain import COLUMNS, link
from jiuzhu.casebook.audit.digest import Digest
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

from .fault import Fault
from .guarded import GUARDED

_FIELDS: Final = COLUMNS[1:-2]
_READ_AT_ONCE: Final = 5000
_SQL: Final = (
    "SELECT seq, prev, hash, subject, subject_key, row_hash,"
    f" prev || char(10) || seq || char(10) || json_array({', '.join(_FIELDS)})"
    " FROM audit ORDER BY seq"
)
"""The last column is what `link` hashes, written by SQLite."""

Record = tuple[int, str, str, str, str, str, str]


@define
class Trail:
    """What one reading of the trail found."""

    faults: list[Fault] = field(factory=list)
    last: int = 0
    """The sequence number of the last record."""
    rows: dict[str, dict[str, str]] = field(factory=lambda: {each.table: {} for each in GUARDED})
    """Guarded table to key to the hash of the row, by its last record."""


def read_trail(book: Casebook, digest: Digest | None) -> Trail:
    """Read the whole trail once. Faults come in the order of their sequence numbers."""
    trail = Trail()
    wanted = dict(digest.marks) if digest else {}
    seen: dict[int, str] = {}
    prev = ""
    for seq, before, stored, subject, key, row_hash, written in _records(book):
        if seq != trail.last + 1:
            trail.faults.append(_missing(trail.last + 1, seq - 1))
        elif before != prev:
            trail.faults.append(_fault(seq, "与上一条不衔接", "does not continue the one before"))
        if text_hash(written) != stored and _is_changed(book, seq):
            trail.faults.append(_fault(seq, "内容与其散列值不符", "does not fit its hash"))
        if row_hash and subject in trail.rows:
            trail.rows[subject][key] = row_hash
        if seq in wanted:
            seen[seq] = stored
        trail.last, prev = seq, stored
    if digest is not None:
        trail.faults.extend(_against(digest, seen, trail))
    trail.faults.sort(key=lambda each: each.seq or 0)
    return trail


def _records(book: Casebook) -> Iterator[Record]:
    cursor = book.run(_SQL)
    while rows := cursor.fetchmany(_READ_AT_ONCE):
        yield from rows


def _is_changed(book: Casebook, seq: int) -> bool:
    """Tell whether a record does not fit its hash, however SQLite escapes what it holds."""
    row = book.one(f"SELECT {', '.join(COLUMNS)} FROM audit WHERE seq = ?", (seq,))
    return bool(link(row[-2], seq, row[1:-2]) != row[-1])


def _against(digest: Digest, seen: dict[int, str], trail: Trail) -> Iterator[Fault]:
    """Compare the hashes at the digest's marks: a rewritten chain differs from there on."""
    good = 0
    for seq, wanted in digest.marks:
        if seq > trail.last:
            break
        if seen.get(seq) != wanted:
            yield from _rewritten(good + 1, seq, trail)
            break
        good = seq
    if digest.records > trail.last:
        yield Fault(
            "audit",
            str(trail.last + 1),
            Text(
                f"记录到 {trail.last} 为止，日结摘要记有 {digest.records} 条：末尾被截去",
                f"the trail ends at {trail.last}; the digest knows {digest.records} records:"
                " its tail was cut",
            ),
            trail.last + 1,
        )


def _rewritten(first: int, last: int, trail: Trail) -> Iterator[Fault]:
    """Name the first record that is not the digest's, as closely as marks and chain tell."""
    inside = [each.seq for each in trail.faults if each.seq and first < each.seq <= last]
    if first == last:
        yield _fault(first, "与日结摘要不符", "is not what the digest knows")
    elif not inside:
        yield _fault(
            first,
            f"第 {first} 至 {last} 条中有与日结摘要不符的记录",
            f"a record from {first} to {last} is not what the digest knows",
        )


def _missing(first: int, last: int) -> Fault:
    return _fault(first, f"缺少第 {first} 至 {last} 条", f"records {first} to {last} are missing")


def _fault(seq: int, zh: str, en: str) -> Fault:
    return Fault("audit", str(seq), Text(zh, en), seq)
