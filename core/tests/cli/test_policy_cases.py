"""``jiuzhu policy check --cases`` and ``--watch``: golden cases beside the faults."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import jiuzhu_fengjie
from jiuzhu.cli.main import call
from jiuzhu.cli.policy_watch import watch, watched
from jiuzhu.loading.discovery import discover
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

FENGJIE = Path(jiuzhu_fengjie.__file__).parent
RATE = 'rate = { exact = "80%" }'
KEEPER = """[[recipients]]
category = "keeper"
clause = "2.1.1"
department = "民政局"
"""
OWN_CATEGORY = """[[categories]]
id = "keeper"
zh = "护桥人"
en = "bridge keeper"
"""


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "zh")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A county's package that is not installed, with one file of cases: five ordinary stays."""
    for part, name in (("policy", "fj-2023-49"), ("cases", "rounding")):
        (tmp_path / part).mkdir()
        shutil.copy(FENGJIE / part / f"{name}.toml", tmp_path / part)
    return tmp_path


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    assert call(["policy", "check", *arguments]) == status
    return capsys.readouterr().out


def test_the_cases_of_the_file_s_own_package(
    capsys: pytest.CaptureFixture[str], package: Path
) -> None:
    file = package / "policy" / "fj-2023-49.toml"
    said = printed(capsys, str(file), "--cases")
    assert "0 处错误" in said
    assert "未安装的 fj-2023-49.toml：算例" in said
    assert "全部相符" in said
    assert "算例" not in printed(capsys, str(file))


def test_a_case_that_fails_is_told_with_its_place_and_the_way_to_the_sum(
    capsys: pytest.CaptureFixture[str], package: Path
) -> None:
    file, cases = package / "policy" / "fj-2023-49.toml", package / "cases" / "rounding.toml"
    spoil(cases, 'award = "', 'award = "1')
    text = cases.read_text("utf-8")
    line = text[: text.index("[[case]]")].count("\n") + 1
    said = printed(capsys, str(file), "--cases", status=1)
    assert f"{cases}:{line}：" in said
    assert "救助金额（claims[0].award）应为" in said
    assert "系统是这样算的：" in said
    assert "1 处未通过\n" in said


def test_with_many_failing_cases_the_first_are_shown_in_full(
    capsys: pytest.CaptureFixture[str], package: Path
) -> None:
    file = package / "policy" / "fj-2023-49.toml"
    file.write_text(file.read_text("utf-8").replace('"70%"', '"71%"'), "utf-8")
    shutil.copy(FENGJIE / "cases" / "large_expense.toml", package / "cases")
    said = printed(capsys, str(file), "--cases", status=1)
    assert said.count("系统是这样算的：") == 3
    assert "另有未通过的算例：" in said
    assert said.count("large_expense.toml:") > 3


def test_cases_that_nobody_worked_yet_come_last(
    capsys: pytest.CaptureFixture[str], package: Path
) -> None:
    file, cases = package / "policy" / "fj-2023-49.toml", package / "cases" / "rounding.toml"
    text = cases.read_text("utf-8").replace("born =", "confirmed = false\nborn =")
    first, second, rest = text.split("[[case]]", 2)
    rest = rest.replace('award = "', 'award = "1', 1).replace("confirmed = false\n", "", 1)
    cases.write_text("[[case]]".join((first, second, rest)), "utf-8")
    said = printed(capsys, str(file), "--cases", status=1)
    assert said.index("应为 1") < said.index("尚未确认")
    total = text.count("[[case]]")
    assert f"算例 {total} 个，{total} 处未通过，其中 {total - 1} 个尚未手工确认" in said


def test_cases_in_json(capsys: pytest.CaptureFixture[str], package: Path) -> None:
    file, cases = package / "policy" / "fj-2023-49.toml", package / "cases" / "rounding.toml"
    spoil(cases, 'award = "', 'award = "1')
    found: Any = json.loads(printed(capsys, str(file), "--cases", "--format", "json", status=1))
    (run,) = found["cases"]
    (failure,) = run["failures"]
    assert run["total"] > 5
    assert (failure["file"], failure["line"] > 0) == (str(cases), True)
    assert failure["text"]["en"].startswith("Case “")
    assert "cases" not in json.loads(printed(capsys, str(file), "--format", "json"))


def test_cases_are_not_run_over_faults(capsys: pytest.CaptureFixture[str], package: Path) -> None:
    file = package / "policy" / "fj-2023-49.toml"
    spoil(file, RATE, 'rate = { exact = "80" }')
    said = printed(capsys, str(file), "--cases", status=1)
    assert "有错误，未运行算例。" in said


def test_a_file_of_cases_that_cannot_be_read(
    capsys: pytest.CaptureFixture[str], package: Path
) -> None:
    file, cases = package / "policy" / "fj-2023-49.toml", package / "cases" / "rounding.toml"
    spoil(cases, "born =", "bron =")
    said = printed(capsys, str(file), "--cases", status=1)
    assert f"{cases}:" in said
    assert "是否为“born”？" in said


def test_one_file_of_cases_by_its_county(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = Path(shutil.copy(FENGJIE / "cases" / "referral.toml", tmp_path))
    assert "全部相符" in printed(capsys, str(file), "--cases", "--county", "fengjie")
    assert call(["policy", "check", str(file), "--cases"]) == 2
    assert "请在文件开头写 county" in capsys.readouterr().err
    file.write_text('county = "fengjie"\n' + file.read_text("utf-8"), "utf-8")
    assert "奉节县：算例" in printed(capsys, str(file), "--cases")


def test_a_package_that_is_not_installed_is_read_in_its_own_words(
    capsys: pytest.CaptureFixture[str], package: Path
) -> None:
    file, words = package / "policy" / "fj-2023-49.toml", package / "vocabulary"
    spoil(file, "[[recipients]]", f"{KEEPER}\n\n[[recipients]]")
    spoil(file, '"tekun", "sanwu"', '"keeper", "tekun", "sanwu"')
    assert "没有类别“keeper”" in printed(capsys, str(file), status=1)
    words.mkdir()
    (words / "own.toml").write_text(OWN_CATEGORY, "utf-8")
    said = printed(capsys, str(file), "--cases")
    assert "0 处错误" in said
    assert "全部相符" in said
    (words / "own.toml").write_text(OWN_CATEGORY.replace("zh =", "zhh ="), "utf-8")
    said = printed(capsys, str(file), status=1)
    assert f"{words / 'own.toml'}:3 categories[0].zhh：不认识的键“zhh”，是否为“zh”？" in said
    (words / "own.toml").write_text("categories = [", "utf-8")
    assert "own.toml:1：TOML 写法有误" in printed(capsys, str(file), "--cases", status=1)


def test_the_installed_county_s_cases_with_an_edited_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = Path(shutil.copy(FENGJIE / "policy" / "fj-2023-49.toml", tmp_path))
    assert "没有算例" in printed(capsys, str(file), "--cases")
    (tmp_path / "cases").mkdir()
    shutil.copy(FENGJIE / "cases" / "rounding.toml", tmp_path / "cases")
    said = printed(capsys, str(file), "--cases", "--county", "fengjie")
    assert "奉节县：算例" in said


# -- watch


def test_watch_runs_again_after_each_change_and_ends_with_ctrl_c(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def saved() -> Iterator[Sequence[Path]]:
        yield [Path("policy/a.toml")]
        yield [Path("cases/b.toml"), Path("cases/c.toml")]
        raise KeyboardInterrupt

    runs: list[int] = []
    assert watch(lambda: runs.append(1) or 1, saved()) == 0
    said = capsys.readouterr().out
    assert len(runs) == 3
    assert "已保存 a.toml\n" in said
    assert "已保存 b.toml, c.toml\n" in said
    assert said.endswith("已停止。\n")


def test_watch_goes_on_after_what_cannot_be_run(capsys: pytest.CaptureFixture[str]) -> None:
    def run() -> int:
        raise JiuzhuError(Text("读不到", "unreadable"), "a.toml")

    assert watch(run, iter([[Path("a.toml")]])) == 0
    assert capsys.readouterr().out.count("a.toml: 读不到") == 2


def test_ctrl_c_in_the_middle_of_a_run(capsys: pytest.CaptureFixture[str]) -> None:
    def run() -> int:
        raise KeyboardInterrupt

    assert watch(run, iter(())) == 0


def test_the_files_that_are_watched(package: Path) -> None:
    installed = discover()
    file = package / "policy" / "fj-2023-49.toml"
    found = set(watched(installed, [file], None))
    assert found == {file.resolve(), package / "cases" / "rounding.toml"}
    (package / "cases" / "new.toml").write_text("", "utf-8")
    assert package / "cases" / "new.toml" in set(watched(installed, [file], None))
    of_county = set(watched(installed, [file], "fengjie"))
    assert {FENGJIE / "cases" / "tilt.toml", file.resolve()} <= of_county
    every = set(watched(installed, [], None))
    assert {FENGJIE / "policy" / "fj-2023-49.toml", FENGJIE / "cases" / "tilt.toml"} <= every
    assert file.resolve() not in every


def test_watch_writes_no_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(["policy", "check", "--watch", "--format", "json"]) == 2
    assert "--watch 只用于文字输出" in capsys.readouterr().err


def until(process: subprocess.Popen[str], words: str) -> list[str]:
    """Read lines up to one that holds the words; the end of the output is an error."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            return lines
    raise AssertionError("".join(lines))


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process there")
def test_watch_in_a_process_of_its_own(package: Path) -> None:
    file = package / "policy" / "fj-2023-49.toml"
    arguments = ["policy", "check", str(file), "--watch"]
    with subprocess.Popen(
        [sys.executable, "-c", "from jiuzhu.cli.start import run; run()", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "JIUZHU_LANG": "zh"},
    ) as process:
        try:
            assert any("全部相符" in line for line in until(process, "按 Ctrl-C 结束"))
            spoil(file, RATE, 'rates = { exact = "80%" }')
            lines = until(process, "按 Ctrl-C 结束")
            assert any("已保存 fj-2023-49.toml" in line for line in lines)
            assert any("是否为“rate”？" in line for line in lines)
            spoil(file, "rates =", "rate =")
            assert any("全部相符" in line for line in until(process, "按 Ctrl-C 结束"))
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
        finally:
            process.kill()
    assert (process.returncode, err) == (0, "")
    assert "已停止。" in out


def test_while_watching_cases_stand_in_a_line_each_and_the_first_in_full(
    capsys: pytest.CaptureFixture[str], package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = package / "policy" / "fj-2023-49.toml"
    text = document.read_text("utf-8")
    document.write_text(re.sub(r'exact = "[78]0%"', 'exact = "81%"', text), "utf-8")
    from jiuzhu.cli import policy_watch

    monkeypatch.setattr(policy_watch, "watch", lambda run, saved: run())
    assert call(["policy", "check", str(document), "--watch"]) == 1
    lines = capsys.readouterr().out.splitlines()
    short = [line for line in lines if line.startswith("rounding.toml:")]
    assert len(short) > 1
    assert all("应为 " in line and "实为 " in line for line in short)
    assert sum("系统是这样算的" in line for line in lines) == 1
    first = next(place for place, line in enumerate(lines) if "系统是这样算的" in line)
    assert first > lines.index(short[-1])
    assert "处未通过" in lines[-1]


def test_while_watching_warnings_about_upper_documents_are_counted(
    capsys: pytest.CaptureFixture[str], package: Path
) -> None:
    from jiuzhu.cli.policy_watch import brief
    from jiuzhu.loading.checking import Finding

    document = package / "policy" / "fj-2023-49.toml"

    def warning(file: Path) -> Finding:
        text = Text("值得注意", "worth a look")
        return Finding(severity="warning", file=str(file), line=3, path="", text=text)

    found = [warning(document), *[warning(package / "upper.toml")] * 4]
    brief(discover(), [document], None)(found, "text", None)
    shown = capsys.readouterr().out
    assert shown.count("值得注意") == 1
    assert "upper.toml：另有 4 处注意（上级文件" in shown
