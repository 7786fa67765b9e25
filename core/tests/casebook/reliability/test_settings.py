"""What keeps an acknowledged write through a power cut: the journal, and how much is synced."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.casebook.errors import UnsafeSettings
from jiuzhu.casebook.store import Casebook
from jiuzhu.casebook.store.journal import ROLLBACK, WRITE_AHEAD, journal_for


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 52, 0), (4, 0, 0), (3, 50, 7), (3, 44, 6)])
def test_versions_with_the_repair_write_ahead(version: tuple[int, ...]) -> None:
    assert journal_for(version) == WRITE_AHEAD


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 2)])
def test_versions_without_it_keep_a_rollback_journal(version: tuple[int, ...]) -> None:
    assert journal_for(version) == ROLLBACK


def test_an_open_casebook_has_them(book: Casebook) -> None:
    wanted = journal_for()
    assert book.one("PRAGMA journal_mode") == (wanted.mode,)
    assert book.one("PRAGMA synchronous") == (wanted.level,)


@pytest.mark.parametrize("setting", ["synchronous", "foreign_keys", "secure_delete"])
def test_a_setting_that_does_not_take_is_not_believed(
    book: Casebook, casebook_path: Path, setting: str
) -> None:
    class Deaf(sqlite3.Connection):
        """Does not hear one setting."""

        def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
            if sql.startswith(f"PRAGMA {setting} ="):
                sql = f"PRAGMA {setting} = 0"
            return super().execute(sql, parameters)

    with pytest.raises(UnsafeSettings, match=setting):
        Casebook.open(casebook_path, factory=Deaf)
