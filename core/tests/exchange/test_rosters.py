"""Rosters and lists of deaths: as offices send them, and what is refused in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jiuzhu.exchange.deaths import DeathRow, read_deaths
from jiuzhu.exchange.error_files import write_errors
from jiuzhu.exchange.problems import FileError
from jiuzhu.exchange.rosters import RosterFile, RosterRow, RosterWords, read_roster
from jiuzhu_schemas.text import Text

from .samples import ENDING_IN_X, ONE, TWO, write

WORDS = RosterWords(
    "民政局",
    {
        "dibao": "dibao", "低保对象": "dibao", "tekun": "tekun", "7131": "tekun",
        "severe_disability": "severe_disability",
        "城乡重度(一、二级)残疾人员": "severe_disability",
    },
    {"dibao": Text("低保对象", "dibao"), "tekun": Text("特困人员", "tekun")},
)  # fmt: skip
DISABLED = RosterWords("残联", WORDS.categories, {"severe_disability": Text("重残", "disabled")})
HEADER = "序号,身份证号,姓名,医疗救助身份,镇（街）,村（居）,纳入资助时间,缴费时间"


def roster(
    folder: Path, *rows: str, header: str = HEADER, words: RosterWords = WORDS
) -> RosterFile:
    text = "\n".join([header, *rows]) + "\n"
    return read_roster(write(folder / "list.csv", text), words, "full")


def test_a_list_as_offices_send_it(tmp_path: Path) -> None:
    read = roster(
        tmp_path,
        f"1,'{ONE}\t,测 试\u200b甲 ,低保对象（救助）,测试镇,测试村,2026年3月,2026-01-05",
        f"２,{ENDING_IN_X.lower()},测试乙,7131,测试镇,,,",
        ",,,,,,,",
    )
    assert read.problems == []
    assert read.rows == [
        RosterRow(2, ONE, "测试甲", "dibao", "add", "测试镇", "测试村", "2026-03-01", "", None),
        RosterRow(3, ENDING_IN_X, "测试乙", "tekun", "add", "测试镇", "", "", "", None),
    ]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026-03-07", "2026-03-07"), ("2026年3月7日", "2026-03-07"), ("2026年11月", "2026-11-01"),
        ("2026-11", "2026-11-01"), ("202611", "2026-11-01"), ("2026/03", "2026-03-01"), ("--", ""),
    ],
)  # fmt: skip
def test_first_days(tmp_path: Path, said: str, day: str) -> None:
    (found,) = roster(tmp_path, f"1,{ONE},甲,dibao,,,{said},").rows
    assert found.valid_from == day


@pytest.mark.parametrize("said", ["2026", "2026.1", "202613", "2026年", "45000", "3月"])
def test_days_that_are_none(tmp_path: Path, said: str) -> None:
    (problem,) = roster(tmp_path, f"1,{ONE},甲,dibao,,,{said},").problems
    assert (problem.row, problem.column, problem.code) == (2, "纳入资助时间", "not_a_date")


def test_the_recognition_counts_before_the_subsidy(tmp_path: Path) -> None:
    header = "身份证号,姓名,救助身份,纳入资助时间,认定日期"
    rows = (f"{ONE},甲,dibao,2026-01-01,2025-06-01", f"{TWO},乙,dibao,2026-01-01,")
    found = roster(tmp_path, *rows, header=header).rows
    assert [each.valid_from for each in found] == ["2025-06-01", "2026-01-01"]


@pytest.mark.parametrize("grades", ["一、二级", "1-2级", "1~2级", "１－２级", "1～2级"])
def test_grades_in_all_spellings(tmp_path: Path, grades: str) -> None:
    row = f"1,{ONE},甲,城乡重度（{grades}）残疾人员,,,,"
    assert [each.category for each in roster(tmp_path, row, words=DISABLED).rows] == [
        "severe_disability"
    ]


@pytest.mark.parametrize("word", ["7019", "低保重残重病"])
def test_the_code_that_is_a_category_and_a_flag(tmp_path: Path, word: str) -> None:
    found = roster(tmp_path, f"1,{ONE},甲,{word},,,,", f"2,{TWO},乙,dibao,,,,").rows
    assert [(each.category, each.home_care) for each in found] == [
        ("dibao", True),
        ("dibao", False),
    ]


def test_wrong_cells_are_named(tmp_path: Path) -> None:
    read = roster(
        tmp_path,
        "1,,甲,dibao,,,,",
        f"2,{ONE},,dibao,,,,",
        f"3,{ONE},甲,,,,,",
        "4,5.00236E+17,甲,dibao,,,,",
        f"5,{ONE},甲,7069,,,,",
        f"6,{ONE},甲,severe_disability,,,,",
        f"7,{ONE},\ufffd甲,dibao,,,,",
        f"8,{ONE},甲,dibao,锟斤拷,,,",
    )
    assert [(each.row, each.column, each.code) for each in read.problems] == [
        (2, "身份证号", "empty"),
        (3, "姓名", "empty"),
        (4, "医疗救助身份", "empty"),
        (5, "身份证号", "id_as_number"),
        (6, "医疗救助身份", "unknown_word"),
        (7, "医疗救助身份", "other_department"),
        (8, "姓名", "damaged_text"),
        (9, "镇（街）", "damaged_text"),
    ]
    assert read.lacking == (2, 4)
    assert ONE not in "".join(each.line() for each in read.problems)


def test_last_day_before_the_first(tmp_path: Path) -> None:
    header = "身份证号,姓名,救助身份,认定日期,终止日期"
    read = roster(tmp_path, f"{ONE},甲,dibao,2026-03-01,2026-02-28", header=header)
    assert [each.code for each in read.problems] == ["ends_before_start"]


def test_changes_need_a_column_that_says_which(tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", f"身份证号,姓名,救助身份\n{ONE},甲,dibao\n")
    with pytest.raises(FileError, match="变更类型"):
        read_roster(path, WORDS, "changes")
    text = f"身份证号,姓名,救助身份,变更类型\n{ONE},甲,dibao,新增\n{TWO},乙,dibao,退出\n"
    read = read_roster(write(path, text), WORDS, "changes")
    assert [each.change for each in read.rows] == ["add", "cancel"]


def test_deaths(tmp_path: Path) -> None:
    text = f"序号,姓名,身份证号码,死亡时间,镇街,备注\n1,甲,{ONE},2026/11/3,测试镇,\n2,乙,{TWO},,,\n"
    read = read_deaths(write(tmp_path / "d.csv", text), date(2026, 11, 5))
    assert read.rows == [DeathRow(2, ONE, "甲", "2026-11-03", "测试镇")]
    assert read.lacking == (3,)


def test_wrong_rows_go_into_an_error_file(tmp_path: Path) -> None:
    read = roster(tmp_path, f"1,{ONE},甲,dibao,,,,", "2,1,乙,dibao,镇,村,,")
    write_errors(tmp_path / "e.csv", read)
    lines = (tmp_path / "e.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith(HEADER)
    assert lines[1].startswith("2,1,乙,dibao,镇,村,")
