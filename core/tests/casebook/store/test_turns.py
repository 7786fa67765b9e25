"""Waiting for others: a reader before the commit, a writer that holds the whole file."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Event, Thread

import pytest

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append
from jiuzhu.casebook.errors import NotWritten
from jiuzhu.casebook.store import Casebook, connecting, patience

ME = Actor("writer", "clerk")


class Other(Thread):
    """Holds the file from another connection until somebody else has looked in vain."""

    def __init__(self, path: Path, begin: str) -> None:
        super().__init__()
        self.path, self.begin = path, begin
        self.holds, self.lets_go = Event(), Event()

    def run(self) -> None:
        connection = sqlite3.connect(self.path, isolation_level=None)
        connection.execute(self.begin)
        connection.execute("SELECT count(*) FROM audit").fetchone()
        self.holds.set()
        self.lets_go.wait(10)
        connection.execute("ROLLBACK")
        connection.close()

    def __enter__(self) -> Other:
        self.start()
        assert self.holds.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self.lets_go.set()
        self.join()


@pytest.fixture
def let_go_at_first_refusal(monkeypatch: pytest.MonkeyPatch) -> list[Other]:
    """The others let go when a look-up came in vain: nobody waits by the clock."""
    others: list[Other] = []
    truly = patience.is_busy

    def told(error: sqlite3.Error) -> bool:
        for each in others:
            each.lets_go.set()
        return truly(error)

    monkeypatch.setattr(patience, "is_busy", told)
    monkeypatch.setattr(connecting, "TURN_SECONDS", 0.001)
    return others


def test_a_commit_waits_for_a_reader(
    book: Casebook, casebook_path: Path, let_go_at_first_refusal: list[Other]
) -> None:
    book.db.conn.execute("PRAGMA busy_timeout = 1")
    with Other(casebook_path, "BEGIN") as reader:
        let_go_at_first_refusal.append(reader)
        with book.gate() as gate:
            append(gate, book, ME, AuditLine(action="x"))
    assert book.rows("SELECT action FROM audit") == [("x",)]


def test_opening_waits_for_a_writer_that_holds_the_whole_file(
    book: Casebook, casebook_path: Path, let_go_at_first_refusal: list[Other]
) -> None:
    with Other(casebook_path, "BEGIN EXCLUSIVE") as writer:
        let_go_at_first_refusal.append(writer)
        Casebook.open(casebook_path).close()


def test_a_read_waits_for_a_writer_that_holds_the_whole_file(
    book: Casebook, casebook_path: Path, let_go_at_first_refusal: list[Other]
) -> None:
    for read in (book.rows, book.one, book.records):
        book.connection.execute("PRAGMA busy_timeout = 1")
        with Other(casebook_path, "BEGIN EXCLUSIVE") as writer:
            let_go_at_first_refusal[:] = [writer]
            assert read("SELECT count(*) AS n FROM audit") in ([(0,)], (0,), [{"n": 0}])


def test_a_file_that_stays_busy_is_called_busy(
    book: Casebook, casebook_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(connecting, "TURN_SECONDS", 0.001)
    with Other(casebook_path, "BEGIN EXCLUSIVE"), pytest.raises(NotWritten, match="等候"):
        Casebook.open(casebook_path)
