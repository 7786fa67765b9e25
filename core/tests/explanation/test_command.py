"""``jiuzhu explain``: the files in, one page or one JSON document out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jiuzhu.cli.main import call
from jiuzhu_schemas.converter import structure
from jiuzhu_schemas.trace import Trace

from .samples import person

WHO = person().person_id
_CLAIMS = (
    "claim_id,person_id,visit,therapy,settled_on,hospital_level,hospital_region,referral,"
    "diagnosis,total_cost,in_scope_cost,basic_paid,critical_illness_paid"
)
_GOOD = (
    "A-001,{who},inpatient,,2024-05-06,2,county,not_needed,J18.900,9000,6000.00,1000,0",
    "A-002,{who},inpatient,,2024-06-06,2,county,not_needed,J18.900,9000,6000.00,1000,0",
    "A-003,{who},inpatient,,2024-06-06,2,city,unreferred,J18.900,9000,6000.00,1000,0",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, "people", "person_id,name,home_care", f"{WHO},测试[b]甲,0")
    put(
        tmp_path, "identities", "person_id,category,valid_from,valid_to", f"{WHO},dibao,2023-01-01,"
    )
    put(tmp_path, "claims", _CLAIMS, *(row.format(who=WHO) for row in _GOOD))
    return tmp_path


def put(folder: Path, name: str, *lines: str) -> None:
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def explain(folder: Path, claim: str, *more: str, county: str = "fengjie") -> int:
    files = [f"--people={folder / 'people.csv'}", f"--identities={folder / 'identities.csv'}"]
    arguments = [str(folder / "claims.csv"), "--claim", claim, *files, "--county", county, *more]
    return call(["explain", *arguments])


def test_a_page_with_what_earlier_claims_left(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert explain(folder, "A-002") == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "= 6000.00 - 4000.00" in said.out
    assert "2024年 普通住院年度限额：限额 6000.00，此前已用 4000.00，本次 2000.00" in said.out
    assert "测试[b]甲  990*************" in said.out
    assert WHO not in said.out


def test_one_json_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(folder, "A-003", "--format", "json") == 0
    document = capsys.readouterr().out
    assert "未按规定转诊" in document
    assert WHO not in document
    found = structure(json.loads(document), Trace)
    assert found.schema == "jiuzhu.trace/1"
    assert (found.outcome.stage, found.outcome.reason) == ("none", "unreferred")


def test_opening_balances_count(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(folder, "opening", "person_id,year,pool,used", f"{WHO},2024,inpatient,5500.00")
    assert explain(folder, "A-001", "--opening", str(folder / "opening.csv")) == 0
    assert "此前已用 5500.00，本次 500.00" in capsys.readouterr().out


def test_an_unknown_claim_names_ids_alike(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(folder, "A-01") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "没有编号为“A-01”的费用；是否为 A-001" in said.err
    assert explain(folder, "别的") == 2
    assert "没有编号为“别的”的费用\n" in capsys.readouterr().err


def test_a_refused_row_of_its_own_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = _GOOD[0].format(who=WHO).replace("A-001", "A-009").replace("2024-05-06", "2024-05-46")
    put(folder, "claims", _CLAIMS, *(row.format(who=WHO) for row in _GOOD), wrong)
    for more in ((), ("--skip-bad-rows",)):
        assert explain(folder, "A-009", *more) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert "第5行 列“settled_on”" in said.err


def test_wrong_rows_elsewhere_refuse_or_are_left_out_with_a_warning(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = _GOOD[0].format(who=WHO).replace("A-001", "A-009").replace("6000.00", "六千")
    put(folder, "claims", _CLAIMS, *(row.format(who=WHO) for row in _GOOD), wrong)
    assert explain(folder, "A-002") == 2
    assert capsys.readouterr().out == ""
    assert explain(folder, "A-002", "--skip-bad-rows") == 1
    said = capsys.readouterr()
    assert "年度限额余额可能因此不同" in said.err
    assert said.out.startswith("按“低保对象”享受普通住院救助 2000.00 元")


def test_the_baseline_and_english(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "en")
    assert explain(folder, "A-003", county="chongqing") == 0
    said = capsys.readouterr().out
    assert said.startswith("As “minimum living allowance”: inpatient relief 0.00 yuan;")
    assert "The documents of this edition have no tilt." in said
