"""Tables on any terminal: no number, date, sum or ID is broken or cut, nothing acts on it."""

from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from jiuzhu.cli.paper import WIDTH_IN_A_PIPE, Paper, safe
from jiuzhu_schemas.text import Text

WIDTHS = (60, 80, 100, 120, 200)
HEADINGS = ("案件", "类别", "状态", "姓名", "身份证号", "救助（元）", "期限", "说明")
CODES = ("FJ2026-000001", "500*************44", "10700.00", "2026-12-01")
ROW = (
    CODES[0], "县外就医手工报销", "待审核", "测试丁·买买提", CODES[1], CODES[2], CODES[3],
    f"银行账号与户名不符，见{CODES[0]}号案件的材料，请于{CODES[3]}前更正",
)  # fmt: skip
HOSTILE = (
    "FJ2026-000002", "[bold red]x[/]", "\x1b[2J\x07", "“三无”\u202e甲", "500*************4X",
    "-4000.00", "", "甲\n乙\t丙" + "长" * 90,
)  # fmt: skip


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "zh")
    monkeypatch.setenv("COLUMNS", "80")


def shown(capsys: pytest.CaptureFixture[str], *rows: tuple[str, ...]) -> list[str]:
    Paper().table(HEADINGS, rows)
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("width", WIDTHS)
def test_codes_stay_whole_and_nothing_is_lost(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = shown(capsys, ROW, HOSTILE)
    assert max(map(cell_len, lines)) <= width
    said = "\n".join(lines)
    for code in (*CODES, *(HOSTILE[place] for place in (0, 4, 5))):
        assert code in said
    letters = re.sub(r"\s", "", said)
    for character in "".join((*ROW, "x", "“三无”", "乙丙")):
        assert character in letters
    assert letters.count("长") == 90
    assert "\x1b" not in said
    assert "\u202e" not in said


@pytest.mark.parametrize("width", WIDTHS)
def test_no_column_is_narrower_than_can_be_read(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = shown(capsys, ROW)
    assert len(lines) < 12, "words stand letter by letter"


def test_what_does_not_fit_is_stacked(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, ROW, ROW)
    assert lines[1:4] == ["案件：FJ2026-000001", "类别：县外就医手工报销", "状态：待审核"]
    assert lines.count("案件：FJ2026-000001") == 2
    assert "" in lines[2:]


def test_words_shrink_before_a_table_is_given_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    Paper().table(("号", "说明"), [(CODES[1], "一二三四五六七八九十" * 2)])
    table = capsys.readouterr().out.splitlines()
    assert table[3].split() == [CODES[1], "一二三四五六七八"]
    assert table[4].split() == ["九十一二三四五六"]


def test_a_narrow_terminal_never_cuts_a_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "12")
    said = "\n".join(shown(capsys, ROW))
    assert all(code in said for code in CODES)


def test_sums_stand_right(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    Paper().table(("金额", "人"), [("10700.00", "甲"), ("-5.00", "乙"), ("", "丙")])
    lines = capsys.readouterr().out.splitlines()
    assert [line.rstrip() for line in lines[3:6]] == [
        "  10700.00   甲", "     -5.00   乙", "             丙"
    ]  # fmt: skip


def test_a_pipe_has_room_for_every_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("COLUMNS")
    Paper().table((*HEADINGS, *HEADINGS), [ROW * 2])
    lines = capsys.readouterr().out.splitlines()
    assert any(cell_len(line) > WIDTH_IN_A_PIPE for line in lines)
    assert lines[1].split() == [*HEADINGS, *HEADINGS]


def test_a_table_without_rows_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    Paper().table(HEADINGS, ())
    Paper().table(HEADINGS, (), empty=Text("没有清单", "no run"))
    assert capsys.readouterr().out.splitlines() == ["没有记录", "没有清单"]


def test_a_line_breaks_between_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    Paper().line(f"一二三四五{CODES[1]}，六")
    assert capsys.readouterr().out.splitlines() == ["一二三四五", f"{CODES[1]}，", "六"]


@pytest.mark.parametrize("name", ["测试丁·买买提", "“三无”人员", "甲—乙", "Ⅲ号", "㐂𠮷"])
def test_names_are_shown_as_they_are(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert safe(name) == name
    monkeypatch.setenv("JIUZHU_LANG", "en")
    assert safe(name) == name
