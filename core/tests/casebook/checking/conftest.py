"""A casebook with a little of everything, and the means to change its file behind its back."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.casebook.actor import local_actor
from jiuzhu.casebook.audit.chain import COLUMNS, link
from jiuzhu.casebook.audit.digest import Digest
from jiuzhu.casebook.closing import close_day
from jiuzhu.casebook.operators import add_operator
from jiuzhu.casebook.store import Casebook

Settle = Callable[[Casebook, int, str], None]


@pytest.fixture(scope="session")
def closed(tmp_path_factory: pytest.TempPathFactory, settle: Settle) -> tuple[Path, Digest]:
    """Two operators, ten claims, a close of the day: its digest is kept outside."""
    path = tmp_path_factory.mktemp("closed") / "office.casebook"
    with Casebook.init(path) as book:
        add_operator(book, local_actor(), "钱经办", "clerk", townships=["永安镇", "吐祥镇"])
        add_operator(book, local_actor(), "李管理", "administrator")
        for number in range(10):
            settle(book, number % 3, f"C{number}")
        digest = close_day(book, local_actor())
    return path, digest


class Tampering:
    """The file in a stranger's hands: triggers out, changes in, triggers back."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    def run(self, sql: str, *values: Any) -> None:
        self.connection.execute(sql, values)

    def rechain(self, first: int) -> None:
        """Work out every hash anew from a record on, as somebody would who knows how."""
        seq = first
        while row := self.one(f"SELECT {', '.join(COLUMNS)} FROM audit WHERE seq = ?", seq):
            prev = (self.one("SELECT hash FROM audit WHERE seq = ?", seq - 1) or ("",))[0]
            self.run(
                "UPDATE audit SET prev = ?, hash = ? WHERE seq = ?",
                prev, link(prev, seq, row[1:-2]), seq,
            )  # fmt: skip
            seq += 1

    def shift(self, first: int, by: int) -> None:
        """Renumber the records from one on."""
        (last,) = self.one("SELECT max(seq) FROM audit")
        numbers = range(first, last + 1)
        for seq in reversed(numbers) if by > 0 else numbers:
            self.run("UPDATE audit SET seq = ? WHERE seq = ?", seq + by, seq)

    def one(self, sql: str, *values: Any) -> Any:
        return self.connection.execute(sql, values).fetchone()


@pytest.fixture
def tamper(tmp_path: Path, closed: tuple[Path, Digest]) -> Callable[[], Any]:
    """A copy of the closed casebook, open without its triggers."""

    @contextmanager
    def opened() -> Iterator[Tampering]:
        path = tmp_path / "copy.casebook"
        shutil.copyfile(closed[0], path)
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA synchronous = OFF")  # A copy that need not outlive the test.
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield Tampering(path, connection)
        for _, sql in triggers:
            connection.execute(sql)
        connection.close()

    return opened
