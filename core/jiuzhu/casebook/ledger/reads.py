"""Reading the ledger. Nothing here needs a right, and nothing is changed."""

from __future__ import annotations

from typing import Any, TypeAlias

from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu_schemas.text import Text

from .entry import COLUMN_LIST, COLUMNS, Entry, PoolUse
from .errors import UnknownClaim

Source: TypeAlias = Casebook | Gate
"""Anything that reads rows: a casebook, or the gate of a write."""


def entry_of(book: Source, claim_id: str) -> Entry | None:
    """Return the entry that stands for a claim, its last one; None if it was never recorded."""
    return _first(book, "claim_id = ? ORDER BY entry DESC LIMIT 1", claim_id)


def require_entry(book: Source, claim_id: str, place: str = "") -> Entry:
    """Return the entry that stands for a claim; UnknownClaim if there is none."""
    found = entry_of(book, claim_id)
    if found is None:
        raise UnknownClaim(
            Text(
                f"案卷库中没有编号为“{claim_id}”的费用，请核对编号",
                f"the casebook has no claim “{claim_id}”; check the id",
            ),
            place,
        )
    return found


def entry_numbered(book: Source, number: int) -> Entry | None:
    """Return an entry by its number."""
    return _first(book, "entry = ?", number)


def entries_of(book: Source, claim_id: str) -> list[Entry]:
    """Return all entries of a claim in order: the settlement, then what changed it."""
    return _all(book, "claim_id = ? ORDER BY entry", claim_id)


def entries_of_person(book: Source, person: int, year: int | None = None) -> list[Entry]:
    """Return all entries of a person, of one year or of all, in the order of the ledger."""
    if year is None:
        return _all(book, "person = ? ORDER BY entry", person)
    return _all(book, "person = ? AND year = ? ORDER BY entry", person, year)


def pools_of(book: Source, person: int, year: int | None = None) -> list[PoolUse]:
    """Return what every pool has given a person, of one year or of all, by year and pool."""
    return [
        PoolUse(*row)
        for row in book.rows(
            "SELECT person, year, pool, cap, used FROM pools"
            " WHERE person = ?1 AND (?2 IS NULL OR year = ?2) ORDER BY year, pool",
            (person, year),
        )
    ]


def used_in(book: Source, person: int, year: int) -> dict[str, int]:
    """Return what every pool has given a person in a year, in fen by pool."""
    rows = book.rows("SELECT pool, used FROM pools WHERE person = ? AND year = ?", (person, year))
    return {row[0]: row[1] for row in rows}


def opened_in(book: Source, person: int, year: int) -> dict[str, int]:
    """Return what every pool had given a person in a year before the casebook began, in fen."""
    rows = book.rows(
        "SELECT pool, sum(change) FROM openings WHERE person = ? AND year = ? GROUP BY pool",
        (person, year),
    )
    return {row[0]: row[1] for row in rows}


def entries_after(book: Source, after: int, most: int) -> list[Entry]:
    """Return up to ``most`` entries that follow a number, for going through the whole ledger."""
    return _all(book, "entry > ? ORDER BY entry LIMIT ?", after, most)


def _first(book: Source, where: str, *values: Any) -> Entry | None:
    found = book.one(f"SELECT {COLUMN_LIST} FROM entries WHERE {where}", values)
    return None if found is None else _entry(found)


def _all(book: Source, where: str, *values: Any) -> list[Entry]:
    rows = book.rows(f"SELECT {COLUMN_LIST} FROM entries WHERE {where}", values)
    return [_entry(row) for row in rows]


def _entry(row: Any) -> Entry:
    return Entry(**dict(zip(COLUMNS, row, strict=True)))
