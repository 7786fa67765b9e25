"""The table of guarded tables is that of the schema."""

from __future__ import annotations

import pytest

from jiuzhu.casebook.checking.guarded import GUARDED, Guarded
from jiuzhu.casebook.store import Casebook

TRIGGERS = "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"


@pytest.mark.parametrize("guarded", GUARDED, ids=lambda each: each.table)
def test_every_column_is_covered_and_the_key_is_the_tables(
    book: Casebook, guarded: Guarded
) -> None:
    found = book.rows(f"PRAGMA table_info({guarded.table})")
    assert tuple(row[1] for row in found) == guarded.columns
    key = tuple(row[1] for row in sorted(found, key=lambda row: row[5]) if row[5])
    assert key == guarded.key


def test_rows_of_guarded_tables_are_never_deleted(book: Casebook) -> None:
    kept = {table for table, sql in book.rows(TRIGGERS) if "BEFORE DELETE" in sql}
    missing = {each.table for each in GUARDED} - kept
    assert missing == set()
