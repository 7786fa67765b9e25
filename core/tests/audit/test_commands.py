"""``jiuzhu audit …`` and ``jiuzhu policy diff``: forms, languages, exit statuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.cli.main import call

DAY = ("--on", "2026-11-01")


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "200")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int) -> str:
    assert call(arguments) == status
    return capsys.readouterr().out


def test_floor_as_text_names_both_clauses(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "audit", "floor", "--county", "fengjie", *DAY, status=1)
    (line,) = (each for each in text.splitlines() if "特殊病种2" in each)
    for part in ("在乡重点优抚对象", "60%", "不低于70%", "二（三）1", "与已载入文件冲突"):
        assert part in line
    assert "违法" not in text


def test_floor_in_english(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "en")
    text = printed(capsys, "audit", "floor", "--county", "fengjie", *DAY, status=1)
    assert "2 in conflict with the loaded document" in text
    assert "illegal" not in text


@pytest.mark.parametrize(
    ("audit", "findings", "status"),
    [("floor", 2, 1), ("cliffs", 4, 1), ("dates", 0, 0), ("coverage", 0, 0)],
)
def test_json_is_one_document(
    capsys: pytest.CaptureFixture[str], audit: str, findings: int, status: int
) -> None:
    day = () if audit == "coverage" else DAY
    text = printed(
        capsys, "audit", audit, "--county", "fengjie", *day, "--format", "json", status=status
    )
    found: Any = json.loads(text)
    assert (found["audit"], found["county"]) == (audit, "fengjie")
    assert len(found["findings"]) == findings


def test_cliffs_as_text_say_the_worst_loss(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "audit", "cliffs", "--county", "fengjie", *DAY, status=1)
    for part in ("政策范围内费用达到 30000.01 元", "7500.00", "750.00", "857.14"):
        assert part in text


def test_one_audit_as_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(
        capsys, "audit", "floor", "--county", "fengjie", *DAY, "--format", "markdown", status=1
    )
    assert text.startswith("# 与上级文件标准的比较\n")
    assert text.count("| 在乡重点优抚对象 |") == 2


@pytest.mark.parametrize(
    ("language", "county", "status"), [("zh", "fengjie", 1), ("en", "chongqing", 0)]
)
def test_the_report_holds_all_four_with_the_summary_on_top(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, county: str, status: int
) -> None:
    monkeypatch.setenv("JIUZHU_LANG", language)
    file = tmp_path / "report.md"
    assert call(["audit", "report", "--county", county, *DAY, "--output", str(file)]) == status
    lines = file.read_text("utf-8").splitlines()
    headings = [line for line in lines if line.startswith("#")]
    assert headings[1] == ("## 概要" if language == "zh" else "## Summary")
    assert len(headings) == 6
    widths = {line.count("|") - line.count("\\|") for line in lines if line.startswith("| 特殊")}
    assert len(widths) <= 1


def test_what_cannot_be_audited_is_status_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert call(["audit", "floor", "--county", "nowhere"]) == 2
    assert call(["audit", "cliffs", "--county", "fengjie", "--on", "2012-01-01"]) == 2
    output = tmp_path / "no" / "report.md"
    assert call(["audit", "report", "--county", "chongqing", "--output", str(output)]) == 2
    assert capsys.readouterr().out == ""


def test_policy_diff(capsys: pytest.CaptureFixture[str]) -> None:
    days = ("fengjie@2023-06-20", "fengjie@2023-06-21")
    text = printed(capsys, "policy", "diff", *days, status=1)
    assert "不低于60%" in text
    found: Any = json.loads(printed(capsys, "policy", "diff", *days, "--format", "json", status=1))
    assert found["before"]["on"] == "2023-06-20"
    assert {each["kind"] for each in found["changes"]} == {"added", "removed", "changed"}
    assert printed(capsys, "policy", "diff", "fengjie", "fengjie", status=0)
    assert "| 变更 |" in printed(capsys, "policy", "diff", *days, "--format", "markdown", status=1)


@pytest.mark.parametrize("wrong", ["fengjie@2023-02-30", "fengjie@", "@2023-06-20", "nowhere"])
def test_policy_diff_of_what_there_is_not(wrong: str) -> None:
    assert call(["policy", "diff", wrong, "fengjie"]) == 2
