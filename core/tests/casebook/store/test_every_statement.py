"""R8: whichever statement of a write fails, the state before is the state after."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.casebook.actor import local_actor
from jiuzhu.casebook.checking.check import check_file
from jiuzhu.casebook.errors import NotWritten
from jiuzhu.casebook.operators import add_operator, set_townships
from jiuzhu.casebook.store import Casebook

Settle = Callable[[Casebook, int, str], None]


class Failing(sqlite3.Connection):
    """Fails at the n-th statement after `after` is set; 0: never."""

    after = 0
    count = 0

    def _counted(self) -> None:
        Failing.count += 1
        if Failing.count == Failing.after:
            raise sqlite3.OperationalError("the disk is gone")

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        if sql != "ROLLBACK":
            self._counted()
        return super().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any]) -> sqlite3.Cursor:
        self._counted()
        return super().executemany(sql, parameters)


def state(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    dump = list(connection.iterdump())
    connection.close()
    return dump


def everything(book: Casebook, settle: Settle) -> None:
    settle(book, 1, "C1")


def an_operator(book: Casebook, settle: Settle) -> None:
    set_townships(book, local_actor(), "钱经办", ["吐祥镇", "公平镇"])


@pytest.mark.parametrize("act", [everything, an_operator])
def test_a_failure_at_any_statement(
    book: Casebook, casebook_path: Path, settle: Settle, quick_passwords: None,
    act: Callable[[Casebook, Settle], None],
) -> None:  # fmt: skip
    add_operator(book, local_actor(), "钱经办", "clerk", townships=["永安镇"])
    settle(book, 1, "C0")
    before = state(casebook_path)
    failing = Casebook.open(casebook_path, book.clock, factory=Failing)
    failures = 0
    for number in range(1, 200):
        Failing.count, Failing.after = 0, number
        try:
            act(failing, settle)
        except (NotWritten, sqlite3.OperationalError):
            failures += 1
            assert not failing.db.conn.in_transaction
            assert state(casebook_path) == before, f"statement {number}"
        else:
            break
        finally:
            Failing.after = 0
    failing.close()
    assert failures >= 8
    assert state(casebook_path) != before
    assert list(check_file(casebook_path)) == []
