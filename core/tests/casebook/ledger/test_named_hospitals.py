"""``settle --casebook`` of claims that name their hospital by its code."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jiuzhu.casebook import hospitals
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.store import Casebook
from jiuzhu.cli import main

from .samples import someone

LOCAL = Actor("local:tester", "local")
CODE = "H50023600001"
HEADER = (
    "claim_id,person_id,visit,therapy,settled_on,hospital_code,hospital_level,hospital_region,"
    "referral,diagnosis,total_cost,in_scope_cost,basic_paid,critical_illness_paid"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody with dibao, and a casebook whose hospital is at level 3 in the county."""
    monkeypatch.setenv("JIUZHU_LANG", "zh")
    person_id = someone().person_id
    (tmp_path / "people.csv").write_text(
        f"person_id,name,home_care\n{person_id},测试甲,0\n", "utf-8"
    )
    (tmp_path / "identities.csv").write_text(
        f"person_id,category,valid_from,valid_to\n{person_id},dibao,2020-01-01,\n", "utf-8"
    )
    with Casebook.init(tmp_path / "book") as book:
        hospitals.add_hospital(
            book, LOCAL, code=CODE, name="测试县人民医院", level=3, region="county",
            since=date(2020, 1, 1),
        )  # fmt: skip
    return tmp_path


def settle(folder: Path, *claims: tuple[str, str, str, str]) -> int:
    """Settle claims given as id, day, hospital's code and level; returns the exit status."""
    rows = [
        f"{claim_id},{someone().person_id},inpatient,,{day},{code},{level},"
        f"{'' if code else 'county'},not_needed,J18.900,5000.00,3000.00,1000.00,0.00"
        for claim_id, day, code, level in claims
    ]
    (folder / "claims.csv").write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return main.call(
        [
            "settle", str(folder / "claims.csv"), "--people", str(folder / "people.csv"),
            "--identities", str(folder / "identities.csv"), "--county", "fengjie",
            "--casebook", str(folder / "book"), "--output", str(folder / "out.csv"),
        ]
    )  # fmt: skip


def recorded(folder: Path) -> list[tuple[str, int, str]]:
    with Casebook.open(folder / "book", read_only=True) as book:
        found: list[tuple[str, int, str]] = book.rows(
            "SELECT claim_id, claim ->> 'hospital_level', claim ->> 'hospital_region' FROM entries"
        )
    return found


def change(folder: Path, *, level: int = 3, suspended: bool = False) -> None:
    with Casebook.open(folder / "book") as book:
        if level != 3:
            hospitals.set_level(book, LOCAL, CODE, level, date(2024, 1, 1))
        if suspended:
            hospitals.suspend(book, LOCAL, CODE, date(2024, 1, 1), "稽核整改", date(2024, 12, 31))


def test_level_and_region_are_the_registers(folder: Path) -> None:
    assert settle(folder, ("C1", "2024-05-06", CODE, ""), ("C2", "2024-05-06", "", "2")) == 0
    assert recorded(folder) == [("C1", 3, "county"), ("C2", 2, "county")]


def test_who_is_not_designated_on_the_day_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(folder, suspended=True)
    assert settle(folder, ("C1", "2025-01-01", CODE, ""), ("C2", "2024-05-06", CODE, "")) == 2
    said = capsys.readouterr().err
    assert "第3行" in said
    assert "稽核整改" in said
    assert recorded(folder) == []


def test_a_recorded_claim_keeps_its_answer_when_the_hospital_is_suspended_later(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert settle(folder, ("C1", "2024-05-06", CODE, "")) == 0
    first = (folder / "out.csv").read_bytes()
    change(folder, suspended=True)
    assert settle(folder, ("C1", "2024-05-06", CODE, "")) == 0
    assert (folder / "out.csv").read_bytes() == first
    assert settle(folder, ("C1", "2024-05-06", CODE, ""), ("C2", "2024-05-06", CODE, "")) == 2
    assert "第3行" in capsys.readouterr().err
    assert len(recorded(folder)) == 1


def test_a_recorded_claim_keeps_its_level(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert settle(folder, ("C1", "2024-05-06", CODE, "")) == 0
    change(folder, level=2)
    assert settle(folder, ("C1", "2024-05-06", CODE, "")) == 0
    assert settle(folder, ("C1", "2024-05-06", CODE, "3")) == 0
    assert settle(folder, ("C1", "2024-05-06", CODE, "2")) == 2
    assert "“C1”" in capsys.readouterr().err
    assert recorded(folder) == [("C1", 3, "county")]
