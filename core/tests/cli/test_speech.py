"""What click says by itself, and what the system does, in the chosen language."""

from __future__ import annotations

import errno

import pytest

from jiuzhu.cli.main import call
from jiuzhu_schemas.system_reasons import reason_of

Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "160")


@pytest.mark.parametrize("words", [["case", "list"], ["casebook", "init"], ["roster"], ["settle"]])
def test_headings_of_a_help(capsys: Said, words: list[str]) -> None:
    assert call([*words, "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"用法：jiuzhu {' '.join(words)} [选项]")
    assert "\n选项：\n" in out
    assert "显示本说明" in out
    for english in ("Usage", "Options", "Show this", "default:", "TEXT", "%Y"):
        assert english not in out


def test_headings_in_english(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "en")
    assert call(["case", "list", "--help"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Usage: jiuzhu case list [OPTIONS]")
    assert "\nOptions:\n" in out


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["lost"], "没有命令 lost"),
        (["case", "lst"], "没有命令 lst，是否为 list？"),
        (["case", "list"], "缺少 DB"),
        (["case", "list", "a", "b"], "多出的内容：b"),
        (["case", "list", "a", "--by"], "--by 后面须有值"),
        (["case", "list", "a", "--byy", "x"], "没有选项 --byy，是否为 --by"),
        (["case", "list", "a", "--due-by", "2026-13-40"], "“2026-13-40”不是日期，应为 YYYY-MM-DD"),
        (["case", "list", "a", "--limit", "0"], "--limit：“0”不在范围 1<=x<=1000 内"),
        (["case", "list", "a", "--limit", "x"], "--limit：“x”不是整数"),
        (
            ["case", "list", "a", "--state", "x"],
            "“x”须为其中之一：draft（草稿）、accepted（已受理）",
        ),
        (["case", "list", "a", "--format", "x"], "“x”须为其中之一：text, json"),
    ],
)
def test_findings(capsys: Said, words: list[str], wanted: str) -> None:
    assert call(words) == 2
    assert wanted in capsys.readouterr().err


def test_a_group_alone_shows_its_help(capsys: Said) -> None:
    assert call(["case"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("用法：")
    assert "错误" not in err


def test_a_rare_reason_is_in_the_words_of_the_system() -> None:
    assert reason_of(OSError(errno.ENOSPC, "No space left on device")).zh == "磁盘已满"
    assert reason_of(OSError(errno.EXDEV, "Invalid cross-device link")).zh.startswith("Invalid")
