"""What was used before the casebook began counts against the caps, is checked, and stays."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from jiuzhu.casebook.checking.check import check_file
from jiuzhu.casebook.errors import NotAllowed, RowConflict
from jiuzhu.casebook.ledger import (
    OpeningRefused,
    plan_openings,
    record_openings,
    register_of,
    reverse_claim,
)
from jiuzhu.casebook.store import Casebook
from jiuzhu.cli import main
from jiuzhu.exchange import read_balances
from jiuzhu_schemas.records import Person

from .samples import CHIEF, CLERK, counties, dibao, fengjie, record, stay, sums, used

CAP = 6_000_00
"""Fengjie's annual cap for an ordinary stay, in fen."""


def balances(folder: Path, *rows: str) -> Path:
    path = folder / "used.csv"
    path.write_text("\n".join(["person_id,year,pool,used", *rows]) + "\n", "utf-8")
    return path


def brought_in(book: Casebook, path: Path) -> int:
    """Bring a file in and return how many balances it changed."""
    register = register_of(book)
    planned = plan_openings(book, fengjie(), read_balances(path, register.people).columns, register)
    record_openings(book, CHIEF, planned, path.name, "0" * 64)
    return len(planned)


def row(person: Person, yuan: str, year: int = 2024, pool: str = "inpatient") -> str:
    return f"{person.person_id},{year},{pool},{yuan}"


def faults(book: Casebook) -> list[str]:
    return [str(each.message) for each in check_file(book.path)]


@pytest.fixture
def person(book: Casebook) -> Person:
    return dibao(book)


def test_a_cap_that_was_nearly_used_up_pays_what_is_left(
    book: Casebook, person: Person, tmp_path: Path
) -> None:
    assert brought_in(book, balances(tmp_path, row(person, "5900.00"))) == 1
    assert used(book) == {"inpatient": 590_000}
    first, second = record(book, stay("C1", person, 100_000), stay("C2", person, 100_000))
    assert sums(first) == (CAP - 590_000, 0)
    assert sums(second) == (0, 0)
    assert first.used_before == '{"inpatient":590000}'
    assert used(book) == {"inpatient": CAP, "tilt": 0}
    assert not faults(book)
    reverse_claim(book, counties, CHIEF, "C1", "误")
    assert used(book) == {"inpatient": CAP, "tilt": 0}
    assert not faults(book)


def test_the_same_file_again_changes_nothing_and_another_mends(
    book: Casebook, person: Person, tmp_path: Path
) -> None:
    brought_in(book, balances(tmp_path, row(person, "5900.00")))
    assert brought_in(book, balances(tmp_path, row(person, "5900.00"))) == 0
    assert brought_in(book, balances(tmp_path, row(person, "100.00"))) == 1
    assert used(book) == {"inpatient": 10_000}
    assert brought_in(book, balances(tmp_path, row(person, "0.00"))) == 1
    assert used(book) == {"inpatient": 0}
    assert not faults(book)
    (entry,) = record(book, stay("C1", person, 100_000))
    assert entry.award > 0
    assert not faults(book)


def test_up_to_the_cap_and_no_fen_more(book: Casebook, person: Person, tmp_path: Path) -> None:
    with pytest.raises(OpeningRefused, match=r"6000\.01 元，超过"):
        brought_in(book, balances(tmp_path, row(person, "6000.01")))
    brought_in(book, balances(tmp_path, row(person, "6000.00")))
    (entry,) = record(book, stay("C1", person, 100_000))
    assert sums(entry) == (0, 0)
    assert entry.reason == "cap_exhausted"
    assert not faults(book)


def test_nothing_is_brought_in_behind_a_recorded_claim(
    book: Casebook, person: Person, tmp_path: Path
) -> None:
    late = balances(tmp_path, row(person, "100.00"))
    register = register_of(book)
    planned = plan_openings(book, fengjie(), read_balances(late, register.people).columns, register)
    record(book, stay("C1", person, 100_000))
    with pytest.raises(OpeningRefused, match="已有记账"):
        brought_in(book, late)
    with pytest.raises(OpeningRefused, match="已有记账"):
        record_openings(book, CHIEF, planned, "used.csv", "")
    with pytest.raises(sqlite3.IntegrityError, match="entries already"):
        book.connection.execute(
            "INSERT INTO openings (person, year, pool, change) VALUES (1, 2024, 'inpatient', 1)"
        )
    assert brought_in(book, balances(tmp_path, row(person, "100.00", year=2025))) == 1
    assert not faults(book)


def test_two_offices_bring_in_at_once(book: Casebook, person: Person, tmp_path: Path) -> None:
    register = register_of(book)
    path = balances(tmp_path, row(person, "100.00"))
    planned = plan_openings(book, fengjie(), read_balances(path, register.people).columns, register)
    record_openings(book, CHIEF, planned, "used.csv", "")
    with pytest.raises(RowConflict):
        record_openings(book, CHIEF, planned, "used.csv", "")
    assert used(book) == {"inpatient": 10_000}


def test_strange_pools_and_roles_are_refused(
    book: Casebook, person: Person, tmp_path: Path
) -> None:
    with pytest.raises(OpeningRefused, match="inpatient"):
        brought_in(book, balances(tmp_path, row(person, "1.00", pool="inpatiant")))
    with pytest.raises(NotAllowed):
        record_openings(book, CLERK, (), "used.csv", "")
    assert used(book) == {}


@pytest.mark.parametrize(
    "tamper",
    [
        "UPDATE openings SET change = change - 1",
        "DELETE FROM openings",
        "INSERT INTO openings (person, year, pool, change) VALUES (1, 2024, 'inpatient', 1)",
        "UPDATE pools SET used = used - 1",
    ],
)
def test_tampering_is_found(book: Casebook, person: Person, tmp_path: Path, tamper: str) -> None:
    brought_in(book, balances(tmp_path, row(person, "100.00")))
    triggers = [name for (name,) in book.rows(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'openings'"
    )]  # fmt: skip
    assert not faults(book)
    for name in triggers:
        book.connection.execute(f"DROP TRIGGER {name}")
    book.connection.execute(tamper)
    assert any(each for each in faults(book) if "trigger" not in each and "缺失" not in each)


def test_the_command(
    book: Casebook, person: Person, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = balances(tmp_path, row(person, "1234.56"))
    command = ["casebook", "opening", str(book.path), str(path), "--county", "fengjie"]
    assert main.call([*command, "--dry-run"]) == 0
    assert "1234.56" in capsys.readouterr().out
    assert used(book) == {}
    assert main.call([*command, "--yes", "--format", "json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert [each["used"] for each in shown["openings"]] == [123_456]
    assert main.call([*command, "--yes"]) == 0
    assert "没有变化" in capsys.readouterr().out
    assert main.call(["casebook", "person", str(book.path), "--person", person.person_id,
                      "--county", "fengjie"]) == 0  # fmt: skip
    said = capsys.readouterr().out
    assert "1234.56" in said
    assert "4765.44" in said
    path = balances(tmp_path, row(person, "12.345"))
    assert main.call([*command, "--yes"]) == 2
    assert used(book) == {"inpatient": 123_456}
