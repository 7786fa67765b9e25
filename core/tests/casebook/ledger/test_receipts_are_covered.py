"""What claims were settled by is covered too: people, holdings, the caps of pools."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiuzhu.casebook import payments
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.checking.check import check_file
from jiuzhu.casebook.ledger.register import numbers_of
from jiuzhu.casebook.roster import people_trail
from jiuzhu.casebook.store import Casebook
from jiuzhu.exchange import read_people

from .samples import cancer, dibao, record, someone, stay

CLERK = Actor("赵经办", "clerk")


def faults(path: Path) -> set[tuple[str, str]]:
    return {(each.subject, each.key) for each in check_file(path)}


@pytest.mark.parametrize(
    ("sql", "key"),
    [
        ("UPDATE people SET home_care = 1 WHERE person = 2", "2"),
        ("UPDATE people SET name = name || ' ' WHERE person = 2", "2"),
        ("UPDATE people SET person_id = '50023619700101999X' WHERE person = 3", "3"),
        ("UPDATE people SET account_number = '62220000111' WHERE person = 1", "1"),
        ("UPDATE people SET died_on = '2026-01-01' WHERE person = 1", "1"),
        ("INSERT INTO people (person_id, name) VALUES ('50023619700101999X', '鬼')", "4"),
    ],
)
def test_a_changed_person(book: Casebook, casebook_path: Path, sql: str, key: str) -> None:
    for number in (1, 2, 3):
        dibao(book, number)
    book.db.conn.execute(sql)
    assert faults(casebook_path) == {("people", key)}


def test_a_changed_holding(book: Casebook, casebook_path: Path) -> None:
    record(book, stay("C1", dibao(book), 100_000))
    book.db.conn.execute("DROP TRIGGER holdings_stay")
    book.db.conn.execute("UPDATE holdings SET intervals = replace(intervals, '2020', '2019')")
    assert ("holdings", "1-1") in faults(casebook_path)


def test_holdings_are_never_changed(book: Casebook) -> None:
    record(book, stay("C1", dibao(book), 100_000))
    for sql in ("UPDATE holdings SET intervals = '[]'", "DELETE FROM holdings"):
        with pytest.raises(Exception, match="holdings are never"):
            book.db.conn.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE pools SET cap = cap + 1 WHERE pool = 'inpatient'",
        "UPDATE pools SET cap = NULL WHERE pool = 'inpatient'",
        "INSERT INTO pools VALUES (1, 2024, 'outpatient', 40000, 0)",
        "DELETE FROM pools WHERE pool = 'tilt'",
    ],
)
def test_a_cap_that_no_entry_met(book: Casebook, casebook_path: Path, sql: str) -> None:
    person = dibao(book)
    record(book, stay("C1", person, 100_000), cancer("C2", person, 200_000))
    assert faults(casebook_path) == set()
    book.db.conn.execute(sql)
    assert {subject for subject, _ in faults(casebook_path)} == {"pools"}


def many(folder: Path, count: int) -> Path:
    rows = [f"{someone(number).person_id},测试{number},0" for number in range(count)]
    path = folder / "people.csv"
    path.write_text("\n".join(["person_id,name,home_care", *rows]) + "\n", "utf-8")
    return path


def test_many_people_changes_and_what_was_changed_behind_them(
    book: Casebook, casebook_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_trail, "CHUNK", 4)
    monkeypatch.setattr("jiuzhu.casebook.roster.people_checking.CHUNK", 4)
    with book.gate() as gate:
        numbers_of(gate, book, CLERK, read_people(many(tmp_path, 10)))
    for number in ("62220000001", "62220000002"):
        account = payments.Account(holder="测试", bank="某银行", number=number)
        payments.record_account(book, CLERK, 6, account)
    assert faults(casebook_path) == set()
    book.db.conn.execute("UPDATE people SET home_care = 1 WHERE person = 7")
    assert faults(casebook_path) == {("people", "5-8")}
    book.db.conn.execute("UPDATE people SET home_care = 0 WHERE person = 7")
    book.db.conn.execute("UPDATE people SET account_number = '62220000003' WHERE person = 6")
    assert faults(casebook_path) == {("people", "6")}
    last = payments.Account(holder="测试", bank="某银行", number="62220000004")
    payments.record_account(book, CLERK, 6, last)
    assert faults(casebook_path) == {("people", "6")}  # A later change does not hide it.
