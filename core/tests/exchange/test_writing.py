from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from jiuzhu.exchange import (
    AwardColumns,
    Coded,
    FileError,
    SubsidyColumns,
    write_awards,
    write_errors,
    write_subsidies,
)
from jiuzhu.exchange.error_files import error_file_path
from jiuzhu.exchange.writing import defused

from .samples import ONE, claim, claims_file

CONTRACT = "claim_id,stage,identity,rate,base,award,tilt,self_pay,charity,reason,clause"


def awards(count: int = 3) -> AwardColumns:
    code = np.arange(count) % 2
    return AwardColumns(
        claim_id=pl.Series([f"C{n}" for n in range(count)], dtype=pl.String),
        stage=Coded(("inpatient", "none"), code.astype(np.uint8)),
        identity=Coded(("dibao", ""), code),
        rate=np.where(code == 0, 6650, -1).astype(np.int16),
        base=np.full(count, 1_000_001, np.int64),
        award=np.where(code == 0, 600_000, 0),
        tilt=np.full(count, 5, np.int64),
        charity=Coded(("", "charity"), code),
        reason=Coded(("", "not_recipient"), code),
        clause=Coded(("F#1", "F#1"), code),
    )


def test_awards_as_csv(tmp_path: Path) -> None:
    out = tmp_path / "awards.csv"
    write_awards(out, awards())
    assert out.read_text("utf-8").splitlines() == [
        CONTRACT,
        "C0,inpatient,dibao,66.5,10000.01,6000.00,0.05,4000.01,,,F#1".replace("4000.01", "3999.96"),
        "C1,none,,,10000.01,0.00,0.05,9999.96,charity,not_recipient,F#1",
        "C2,inpatient,dibao,66.5,10000.01,6000.00,0.05,3999.96,,,F#1",
    ]


def test_no_awards_is_a_header(tmp_path: Path) -> None:
    write_awards(tmp_path / "awards.csv", awards(0))
    assert (tmp_path / "awards.csv").read_text("utf-8") == CONTRACT + "\n"


def test_awards_as_jsonl_parquet_and_workbook(tmp_path: Path) -> None:
    for ending in ("jsonl", "parquet", "xlsx"):
        write_awards(tmp_path / f"a.{ending}", awards())
    first = json.loads((tmp_path / "a.jsonl").read_text("utf-8").splitlines()[0])
    assert list(first) == CONTRACT.split(",")
    assert (first["base"], first["rate"], first["reason"]) == ("10000.01", "66.5", "")
    frame = pl.read_parquet(tmp_path / "a.parquet")
    assert frame.columns == CONTRACT.split(",")
    assert frame.schema["award"] == pl.Decimal(18, 2)
    assert frame.schema["stage"] == pl.String
    rows = CalamineWorkbook.from_path(tmp_path / "a.xlsx").get_sheet_by_index(0).to_python()
    assert rows[0] == CONTRACT.split(",")
    assert rows[1][:6] == ["C0", "inpatient", "dibao", "66.5", 10000.01, 6000.0]


def test_many_awards_go_through_the_long_way(tmp_path: Path) -> None:
    write_awards(tmp_path / "a.csv", awards(5000))
    lines = (tmp_path / "a.csv").read_text("utf-8").splitlines()
    assert len(lines) == 5001
    assert lines[5000].startswith("C4999,none,,,10000.01,0.00")


def test_subsidies(tmp_path: Path) -> None:
    one = np.zeros(1, np.uint8)
    columns = SubsidyColumns(
        person_id=pl.Series([ONE]),
        identity=Coded(("tekun",), one),
        premium=np.array([77_500]),
        subsidy=np.array([40_000]),
        department=Coded(("民政局",), one),
        reason=Coded(("",), one),
        clause=Coded(("F#2",), one),
    )
    write_subsidies(tmp_path / "s.csv", columns)
    assert (tmp_path / "s.csv").read_text("utf-8").splitlines() == [
        "person_id,identity,premium,subsidy,own_payment,department,reason,clause",
        f"{ONE},tekun,775.00,400.00,375.00,民政局,,F#2",
    ]
    write_subsidies(tmp_path / "s.xlsx", columns)
    rows = CalamineWorkbook.from_path(tmp_path / "s.xlsx").get_sheet_by_index(0).to_python()
    assert rows[1][0] == ONE


def test_unknown_ending_and_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"\.csv"):
        write_awards(tmp_path / "a.txt", awards())
    with pytest.raises(FileError, match="无法写入"):
        write_awards(tmp_path / "none" / "a.csv", awards())
    assert list(tmp_path.iterdir()) == []


def test_a_failing_writer_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "awards.csv"
    out.write_text("old", "utf-8")

    def half(self: pl.DataFrame, file: Path, **_: object) -> None:
        Path(file).write_text("half of a li", "utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_csv", half)
    with pytest.raises(FileError, match=r"磁盘已满|No space left"):
        write_awards(out, awards())
    assert out.read_text("utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["awards.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are those of POSIX")
def test_outputs_are_private(tmp_path: Path) -> None:
    write_awards(tmp_path / "a.csv", awards())
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o600


def test_formulas_are_defused() -> None:
    risky = ["=1+1", "+1+1", "-1-1", "@x", "\tx", "＝1", "\rx"]
    plain = ["C-1", "a=b", "", "号"]
    assert defused(pl.Series(risky + plain)).to_list() == [f"'{each}" for each in risky] + plain


def test_the_error_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        claim(备注="=cmd()", 错误列="旧") | {"=x": ""},
        claim(claim_id="C2", 备注="=cmd()", 错误列="旧", visit="x", total_cost="1,5") | {"=x": ""},
    ]
    rows[1]["total_cost"] = '"1,5"'
    read = claims_file(tmp_path, *rows)
    out = error_file_path(tmp_path / "awards.csv")
    assert out.name == "awards.csv.errors.csv"
    write_errors(out, read)
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    frame = pl.read_csv(out, infer_schema=False)
    assert frame.columns == [*claim(), "备注", "错误列", "'=x", "错误行号", "错误列_2", "错误原因"]
    (row,) = frame.to_dicts()
    assert row["person_id"] == ONE
    assert row["备注"] == "'=cmd()"
    assert row["错误行号"] == "3"
    assert row["错误列_2"] == "visit；total_cost"
    assert "不是金额" in row["错误原因"]
    monkeypatch.setenv("JIUZHU_LANG", "en")
    write_errors(out, read)
    frame = pl.read_csv(out, infer_schema=False)
    assert frame.columns[-3:] == ["error row", "error column", "error reason"]
    assert "is not a sum of money" in frame["error reason"][0]


def test_the_error_file_has_all_rows(tmp_path: Path) -> None:
    read = claims_file(tmp_path, *[claim(claim_id=f"C{n}", visit=f"v{n}") for n in range(2500)])
    write_errors(tmp_path / "e.csv", read)
    frame = pl.read_csv(tmp_path / "e.csv", infer_schema=False)
    assert frame.height == 2500
    assert frame["claim_id"].to_list() == [f"C{n}" for n in range(2500)]
    assert frame["错误行号"].to_list() == [str(n + 2) for n in range(2500)]


def test_an_error_file_without_errors(tmp_path: Path) -> None:
    write_errors(tmp_path / "e.csv", claims_file(tmp_path, claim()))
    assert pl.read_csv(tmp_path / "e.csv", infer_schema=False).height == 0
