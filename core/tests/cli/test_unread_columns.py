"""What the commands say of columns that were not read: on standard error, a line a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jiuzhu.cli.main import call
from jiuzhu_schemas.resident_id import check_character

WHO = "50023619700315001" + check_character("50023619700315001")
_LINE = "提示：{} 有 1 列没有读取：{}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "people": ["person_id,name,home_care,电话", f"{WHO},测试甲,0,1"],
        "identities": ["person_id,category,valid_from", f"{WHO},dibao,2023-01-01"],
        "claims": [
            "claim_id,person_id,visit,therapy,settled_on,hospital_level,hospital_region,referral,"
            "diagnosis,total_cost,in_scope_cost,basic_paid,critical_illness_paid,依申请",
            f"A-1,{WHO},inpatient,,2024-05-06,2,county,not_needed,J18.900,900,600.00,100,0,",
        ],
        "enrolments": [
            "person_id,year,tier,paid_on,insurance,缴费方式",
            f"{WHO},2025,1,2024-11-06,resident,微信",
        ],
    }
    for name, lines in files.items():
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def run(folder: Path, command: str, table: str, *further: str) -> int:
    files = [f"--{name}={folder / name}.csv" for name in ("people", "identities")]
    return call([command, f"{folder / table}.csv", *files, "--county=fengjie", *further])


def test_settling_says_what_was_not_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, output = f"--casebook={folder / 'book'}", f"--output={folder / 'out.csv'}"
    assert call(["casebook", "init", str(folder / "book")]) == 0
    capsys.readouterr()
    for further in ((), (book,)):
        assert run(folder, "settle", "claims", output, *further) == 0
        said = capsys.readouterr()
        assert _LINE.format(folder / "people.csv", "电话") in said.err
        near = "依申请（是否为“依申请情形”？）"
        assert _LINE.format(folder / "claims.csv", near) in said.err
        assert "没有“依申请情形”列" in said.err
        assert "没有读取" not in said.out


def test_subsidies_and_explanations_say_it_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, "subsidy", "enrolments", f"--output={folder / 'out.csv'}") == 0
    assert _LINE.format(folder / "enrolments.csv", "缴费方式") in capsys.readouterr().err
    assert run(folder, "explain", "claims", "--claim=A-1", "--format=json") == 0
    said = capsys.readouterr()
    assert _LINE.format(folder / "people.csv", "电话") in said.err
    assert json.loads(said.out)["claim"]["claim_id"] == "A-1"
