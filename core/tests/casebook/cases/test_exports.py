"""A list of cases as a file: masked, defused, and full IDs only with a trace."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path

import pytest

from jiuzhu.casebook import cases
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import Filters, export_cases
from jiuzhu.casebook.errors import NotAllowed
from jiuzhu.exchange import FileError

from .offices import CLERK, Office, resident_id


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.fixture
def two(office: Office) -> Office:
    office.through(office.draft(office.person(1)), "accept", "review", "approve")
    office.draft(office.person(2))
    with office.book.gate() as gate:
        gate.change_one("UPDATE people SET name = '=1+1' WHERE person_id = ?", (resident_id(2),))
    return office


def test_what_is_listed_is_written(two: Office, tmp_path: Path) -> None:
    path, told = tmp_path / "cases.csv", []
    assert export_cases(two.book, CLERK, Filters(), path, step=told.append) == 2
    newest, oldest = rows(path)
    assert newest["姓名"] == "'=1+1"
    assert (oldest["案号"], oldest["救助金额"]) == ("FJ2026-000001", "4000.00")
    assert oldest["身份证号"] == f"500{'*' * 13}{resident_id(1)[-2:]}"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert told == [2]
    wanted = Filters(states=("approved",))
    assert export_cases(two.book, CLERK, wanted, path, columns=("state", "number")) == 1
    assert rows(path) == [{"状态": "已审批", "案号": "FJ2026-000001"}]


def test_full_ids_leave_a_trace(two: Office, tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    export_cases(two.book, CLERK, Filters(), path, full_ids=True)
    assert [each["身份证号"] for each in rows(path)] == [resident_id(2), resident_id(1)]
    (detail,) = two.book.one("SELECT detail FROM audit WHERE action = 'view.full_id'")
    assert json.loads(detail) == {"cases": 2, "export": "cases", "people": 2}


def test_who_may_not_see_full_ids_writes_none(two: Office, tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    with pytest.raises(NotAllowed):
        export_cases(two.book, Actor("审计员", "auditor"), Filters(), path, full_ids=True)
    with pytest.raises(FileError):
        export_cases(two.book, CLERK, Filters(), tmp_path / "cases.pdf")
    assert list(tmp_path.glob("cases*")) == []


def test_every_column_of_a_row_can_be_written() -> None:
    assert set(cases.EXPORT_COLUMNS) >= {"number", "name", "person_id", "sum"}
