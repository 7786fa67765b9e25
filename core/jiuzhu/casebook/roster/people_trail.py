"""People in the audit trail: every row as it was registered, and as every change left it.

Thousands register at once, so a registration has one record for all of them, with a digest for
each `CHUNK` people. A change has a record of its own, which keeps the hash of the row before it
too: so what was registered can be told from the changed row's records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final, TypeAlias

from jiuzhu.casebook.audit import AuditLine
from jiuzhu.casebook.audit.canonical import canonical_in_sql, row_hash, text_hash
from jiuzhu.casebook.store import Casebook, Gate

COLUMNS: Final = (
    "person", "person_id", "name", "home_care", "township", "village", "died_on",
    "account_holder", "account_bank", "account_number",
)  # fmt: skip
CHUNK: Final = 1000
"""Never to be changed: the digests in the audit trail are over so many people each."""

Source: TypeAlias = Casebook | Gate


def registered(gate: Gate, first: int, last: int) -> AuditLine:
    """Return the record of people who have just been inserted, numbered without a gap."""
    hashes = [hashed for _, hashed in hashes_of(gate, first, last, in_sql=False)]
    return AuditLine(
        action="register",
        subject="people",
        key=f"{first}-{last}",
        detail={"first": first, "count": last - first + 1, "digests": digests_of(hashes)},
    )


def digests_of(hashes: Sequence[str]) -> list[str]:
    """Return one digest for every `CHUNK` rows' hashes."""
    return [
        sha256("".join(hashes[start : start + CHUNK]).encode()).hexdigest()
        for start in range(0, len(hashes), CHUNK)
    ]


def hashes_before(gate: Gate, persons: Iterable[int]) -> dict[int, str]:
    """Return the hashes of rows that are about to be changed, by person."""
    return {person: row_hash(_row(gate, person)) for person in persons}


def changed(
    gate: Gate, before: Mapping[int, str], action: str, detail: Mapping[str, Any]
) -> list[AuditLine]:
    """Return the records of rows that were changed since `hashes_before`."""
    return [
        AuditLine(
            action=action,
            subject="people",
            key=str(person),
            row=_row(gate, person),
            detail={**detail, "before": hashed},
        )
        for person, hashed in before.items()
    ]


def hashes_of(book: Source, first: int, last: int, *, in_sql: bool) -> list[tuple[int, str]]:
    """Return person and hash of every row in a range, in order.

    ``in_sql``: written as JSON by SQLite, which is quicker; see `canonical_in_sql`.
    """
    where = "FROM people WHERE person BETWEEN ? AND ? ORDER BY person"
    if in_sql:
        rows = book.rows(f"SELECT person, {canonical_in_sql(COLUMNS)} {where}", (first, last))
        return [(person, text_hash(text)) for person, text in rows]
    rows = book.rows(f"SELECT {', '.join(COLUMNS)} {where}", (first, last))
    return [(row[0], row_hash(dict(zip(COLUMNS, row, strict=True)))) for row in rows]


def _row(gate: Gate, person: int) -> dict[str, Any]:
    found = gate.one(f"SELECT {', '.join(COLUMNS)} FROM people WHERE person = ?", (person,))
    return dict(zip(COLUMNS, found, strict=True))
