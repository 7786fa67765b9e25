"""The gate: not nested, all or nothing, interruptions held back, changes that find their row."""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Callable

import pytest

from jiuzhu.casebook.actor import local_actor
from jiuzhu.casebook.audit import AuditLine, append
from jiuzhu.casebook.errors import GateMisused, NotWritten, RowConflict, StoppedAfterCommit
from jiuzhu.casebook.store import Casebook, Gate

LINE = AuditLine(action="x")


def records(book: Casebook) -> int:
    return int(book.one("SELECT count(*) FROM audit")[0])


def write_and(book: Casebook, then: Callable[[Gate], object]) -> None:
    """Write one line and do something else, in one gate."""
    with book.gate() as gate:
        append(gate, book, local_actor(), LINE)
        then(gate)


def fail_with(error: type[BaseException]) -> Callable[[Gate], object]:
    def fail(_: Gate) -> None:
        raise error

    return fail


def test_what_was_done_stays(book: Casebook) -> None:
    with book.gate() as gate:
        append(gate, book, local_actor(), LINE)
    assert records(book) == 1
    assert not book.db.conn.in_transaction


def test_a_gate_in_a_gate_is_refused(book: Casebook) -> None:
    def nested() -> None:
        with book.gate() as gate:
            append(gate, book, local_actor(), LINE)
            with book.gate():
                pass

    with pytest.raises(GateMisused):
        nested()
    assert records(book) == 0


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_an_error_leaves_nothing(book: Casebook, error: type[BaseException]) -> None:
    with pytest.raises(error):
        write_and(book, fail_with(error))
    assert records(book) == 0
    with book.gate() as gate:  # No lock is left.
        append(gate, book, local_actor(), LINE)
    assert records(book) == 1


def test_a_broken_constraint_is_named_and_leaves_nothing(book: Casebook) -> None:
    with pytest.raises(NotWritten, match="SQLITE_CONSTRAINT"):
        write_and(
            book, lambda gate: gate.insert("people", {"person_id": "short", "name": "测试甲"})
        )
    assert records(book) == 0


def test_an_interruption_takes_effect_after_the_commit(book: Casebook) -> None:
    with pytest.raises(StoppedAfterCommit):
        write_and(book, lambda _: os.kill(os.getpid(), signal.SIGINT))
    assert records(book) == 1
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_is_ignored_stays_ignored(book: Casebook) -> None:
    """Under nohup, or in the background of a script, an interruption is meant for others."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        write_and(book, lambda _: os.kill(os.getpid(), signal.SIGINT))
    finally:
        signal.signal(signal.SIGINT, before)
    assert records(book) == 1


def test_an_interruption_and_an_error(book: Casebook) -> None:
    def interrupted(_: Gate) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        raise ValueError

    with pytest.raises(KeyboardInterrupt):
        write_and(book, interrupted)
    assert records(book) == 0


def test_change_one_changes_one(book: Casebook) -> None:
    with book.gate() as gate:
        gate.insert("people", {"person_id": "5" * 18, "name": "测试甲"})
        gate.insert("people", {"person_id": "6" * 18, "name": "测试甲"})
    for sql in (
        "UPDATE people SET village = 'x' WHERE person = 9",
        "UPDATE people SET village = 'x'",
    ):
        with pytest.raises(RowConflict), book.gate() as gate:
            gate.change_one(sql)
    assert book.rows("SELECT DISTINCT village FROM people") == [("",)]
    with book.gate() as gate:
        gate.change_one("UPDATE people SET village = 'x' WHERE person = 1 AND village = ''")
    assert book.one("SELECT village FROM people WHERE person = 1") == ("x",)


def test_the_trail_is_only_added_to(book: Casebook) -> None:
    with book.gate() as gate:
        append(gate, book, local_actor(), LINE)
    for sql in (
        "UPDATE audit SET actor = 'x'",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit",
        "INSERT INTO audit SELECT seq + 2, at, actor, role, action, subject, subject_key, row_hash,"
        " detail, hash, hash FROM audit",
        "INSERT INTO audit SELECT seq + 1, at, actor, role, action, subject, subject_key, row_hash,"
        " detail, prev, hash FROM audit",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="audit"):
            book.db.conn.execute(sql)
    assert records(book) == 1
