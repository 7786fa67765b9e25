"""``jiuzhu policy show``, from the arguments to what is printed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from datetime import date, timedelta
from typing import Any

import pytest

from jiuzhu.cli.main import call


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "zh")
    monkeypatch.delenv("COLUMNS", raising=False)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert call(arguments) == status
    return capsys.readouterr().out


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", "from jiuzhu.cli.start import run; run()", *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )


def show(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    return printed(
        capsys, "policy", "show", "--county", "fengjie", "--on", "2024-05-01", *arguments
    )


def test_the_whole_policy(capsys: pytest.CaptureFixture[str]) -> None:
    text = show(capsys)
    for expected in (
        "奉节县（fengjie）2024-05-01 有效的医疗救助政策",
        "奉节府办发〔2023〕49号", "渝府发〔2012〕78号", "普通住院 inpatient",
        "医院等级：未定级或一级或二级", "不低于6000.00元", "不超过30000.00元", "[沿用市级]",
        "城市三无人员（视同特困人员）", "剩余自付超过3000.00元的部分 70%", "退役军人局",
        "一档个人缴费的90%", "慈善救助", "剩余过高时，数额未决", "地中海贫血",
        "疾病编码：本系统自行对应", "多重身份：逐项就高", "未决", "（待核）",
    ):  # fmt: skip
        assert expected in text


def test_an_inherited_cell_is_marked_and_an_own_one_is_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = show(capsys, "--stage", "inpatient").splitlines()
    place = next(i for i, line in enumerate(lines) if "其他特殊困难人员" in line)
    assert "不低于40%" in lines[place]
    assert "渝府发〔2012〕78号 二（二）2 [沿用市级]" in lines[place + 2]
    place = next(i for i, line in enumerate(lines) if "特困人员" in line)
    assert "80%" in lines[place]
    assert "沿用" not in "".join(lines[place : place + 3])


def test_one_stage_only(capsys: pytest.CaptureFixture[str]) -> None:
    text = show(capsys, "--stage", "tilt")
    assert "倾斜救助 tilt" in text
    assert "普通住院 inpatient" not in text
    assert "转介" not in text


def test_before_the_county_had_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "policy", "show", "--county", "fengjie", "--on", "2023-06-20")
    assert "49号" not in text
    assert "倾斜救助 tilt" not in text
    assert "沿用市级" not in text


def test_english(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "en")
    text = show(capsys, "--stage", "inpatient")
    assert "minimum living allowance" in text
    assert "at least 6000.00 yuan" in text
    assert "hospital level: level 3" in text


def test_late_review_warns(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "policy", "show", "--county", "chongqing", "--on", "2031-01-01")
    assert "注意：渝府发〔2012〕78号 最近一次核对" in text
    assert "2031年个人缴费标准未载入" in text


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    plain: Any = json.loads(show(capsys, "--format", "json"))
    assert plain["county"] == "fengjie"
    inpatient = next(table for table in plain["stages"] if table["stage"] == "inpatient")
    dibao = next(row for row in inpatient["rows"] if row["category"] == "dibao")
    assert [cell["terms"]["rate"]["value"] for cell in dibao["cells"]] == ["80%", "70%"]
    assert dibao["cells"][0]["row"] == "fj-2023-49#inpatient.rows[0]"


def test_json_does_not_depend_on_the_language(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    chinese = show(capsys, "--format", "json")
    monkeypatch.setenv("JIUZHU_LANG", "en")
    assert show(capsys, "--format", "json") == chinese


@pytest.mark.parametrize("county", ["fengjie", "chongqing"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_character_of_doubtful_width(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, county: str, language: str
) -> None:
    monkeypatch.setenv("JIUZHU_LANG", language)
    text = printed(capsys, "policy", "show", "--county", county, "--on", "2024-05-01")
    assert {each for each in text if unicodedata.east_asian_width(each) == "A"} == set()


def cells_wide(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in line)


@pytest.mark.parametrize("columns", ["80", "100", "200"])
def test_lines_keep_to_the_width(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for line in show(capsys, "--stage", "inpatient").splitlines():
        assert cells_wide(line) <= int(columns)


def test_columns_of_a_table_stand_below_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    lines = show(capsys, "--stage", "inpatient").splitlines()
    starts = {
        cells_wide(line[: line.index(word)])
        for line in lines
        for word in ("医院等级：三级", "60%")
        if word in line
    }
    assert len(starts) == 1


def test_today_is_beijing_s(monkeypatch: pytest.MonkeyPatch) -> None:
    import zoneinfo
    from datetime import datetime, timezone

    from jiuzhu.cli.policy import beijing_today

    def no_data(key: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError(key)

    there = datetime.now(timezone(timedelta(hours=8))).date()
    assert beijing_today() - there <= timedelta(days=1)
    monkeypatch.setattr(zoneinfo, "ZoneInfo", no_data)
    assert abs(beijing_today() - there) <= timedelta(days=1)
    assert isinstance(beijing_today(), date)


def test_without_a_day_it_is_today(capsys: pytest.CaptureFixture[str]) -> None:
    from jiuzhu.cli.policy import beijing_today

    before = beijing_today()
    plain: Any = json.loads(
        printed(
            capsys, "policy", "show", "--county", "fengjie", "--stage", "tilt", "--format", "json"
        )
    )
    assert before.isoformat() <= plain["on"] <= beijing_today().isoformat()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--county", "nowhere"),
        ("--county", "fengjie", "--on", "2012-07-23"),
        ("--county", "fengjie", "--on", "2024-02-30"),
        ("--county", "fengjie", "--on", "yesterday"),
        ("--county", "fengjie", "--stage", "dental"),
        ("--county", "fengjie", "--format", "xml"),
        (),
    ],
)
def test_unusable_arguments(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    assert call(["policy", "show", *arguments]) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert found.err
    assert "Traceback" not in found.err


def test_help_in_both_languages() -> None:
    chinese = run("policy", "show", "--help")
    english = run("--lang", "en", "policy", "show", "--help")
    assert "显示一个县某日有效的政策" in chinese.stdout.decode()
    assert "Show a county's policy on a day" in english.stdout.decode()
    assert "Example:" in english.stdout.decode()


def test_in_a_process_of_its_own() -> None:
    done = run("policy", "show", "--county", "fengjie", "--on", "2024-05-01", "--stage", "tilt")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "倾斜救助 tilt" in done.stdout.decode()
    assert b"\x1b[" not in done.stdout
