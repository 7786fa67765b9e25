from __future__ import annotations

from pathlib import Path

import pytest

from jiuzhu.exchange import (
    read_balances,
    read_enrolments,
    read_identities,
    read_people,
    write_balances,
)
from jiuzhu.settlement.columns import OPEN_END, day_date

from .samples import CATEGORIES, ENDING_IN_X, FIRST_DAY, ONE, TWO, people_file, resident_id, write

HEAD = "person_id,category,valid_from,valid_to\n"


def test_people(tmp_path: Path) -> None:
    small = ENDING_IN_X.lower()
    text = f"身份证号码,姓名,home_care\n{ONE}\t,测试甲,是\n'{small},测试乙,0\n"
    people = read_people(write(tmp_path / "people.csv", text, "gb18030"))
    assert people.problems == []
    assert people.keys.to_list() == [ONE, ENDING_IN_X]
    assert people.names.to_list() == ["测试甲", "测试乙"]
    assert people.columns.home_care.tolist() == [True, False]
    assert day_date(int(people.columns.born_on[0])).isoformat() == "1975-03-15"
    assert people.position(ENDING_IN_X) == 1
    assert people.position("nobody") is None


def test_repeated_people_are_both_refused(tmp_path: Path) -> None:
    text = f"person_id,name,home_care\n{ONE},测试甲,0\n{TWO},测试乙,0\n{ONE},测试丙,1\n"
    people = read_people(write(tmp_path / "people.csv", text))
    assert [problem.row for problem in people.problems] == [2, 4]
    assert "第2、4行" in people.problems[1].reason.zh
    assert people.keys.to_list() == [TWO]


@pytest.mark.parametrize("born", ["19900230", "19000229", "20011301", "20010001", "20010400"])
def test_a_birth_date_that_never_was(tmp_path: Path, born: str) -> None:
    bad = resident_id(1, born)
    text = f"person_id,name,home_care\n{bad},测试甲,0\n{resident_id(1, '20000229')},测试乙,0\n"
    (problem,) = read_people(write(tmp_path / "people.csv", text)).problems
    assert (problem.row, problem.code) == (2, "id_birth_date")


def test_names_are_never_shown(tmp_path: Path) -> None:
    text = f"person_id,name,home_care\n{ONE},测试甲,maybe\n"
    (problem,) = read_people(write(tmp_path / "people.csv", text)).problems
    assert (problem.column, problem.value) == ("home_care", "maybe")


def test_identities(tmp_path: Path) -> None:
    text = HEAD + (
        f"{ONE},dibao,2024-01-01,\n{ONE},低保对象（救助）,2024/1/1,2024-12-31\n"
        f"{TWO},7131,2024-01-01,2024-01-01\n{TWO},低保对象(救助),2024-01-01,--\n"
        f"{TWO},dibao,2024-01-01,soon\n"
    )
    read = read_identities(write(tmp_path / "i.csv", text), people_file(tmp_path), CATEGORIES)
    columns = read.columns
    assert [(problem.row, problem.code) for problem in read.problems] == [(6, "not_a_date")]
    assert columns.categories == ("dibao", "tekun", "dibao_edge")
    assert columns.category.tolist() == [0, 0, 1, 0]
    assert columns.person.tolist() == [0, 0, 1, 1]
    assert (columns.last_day == OPEN_END).tolist() == [True, False, False, True]


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (f"{ONE},dibo,2024-01-01,", "category", "unknown_word"),
        (f"{ONE},,2024-01-01,", "category", "empty"),
        (f"{ONE},dibao,2024-01-02,2024-01-01", "valid_to", "ends_before_start"),
        (f"{resident_id(9)},dibao,2024-01-02,", "person_id", "unknown_person"),
        (f"{ONE},dibao,,", "valid_from", "empty"),
    ],
)
def test_bad_identities(tmp_path: Path, row: str, column: str, code: str) -> None:
    read = read_identities(write(tmp_path / "i.csv", HEAD + row), people_file(tmp_path), CATEGORIES)
    (problem,) = read.problems
    assert (problem.row, problem.column, problem.code) == (2, column, code)
    assert len(read.columns.person) == 0


def test_an_unknown_category_gets_a_suggestion(tmp_path: Path) -> None:
    text = HEAD + f"{ONE},低保边缘,2024-01-01,\n"
    (problem,) = read_identities(
        write(tmp_path / "i.csv", text), people_file(tmp_path), CATEGORIES
    ).problems
    assert "低保边缘户" in problem.expected.zh.partition("？")[0]
    assert "did you mean 低保边缘户" in problem.expected.en


def test_enrolments(tmp_path: Path) -> None:
    text = (
        "person_id,year,tier,paid_on,insurance\n"
        f"{ONE},2025,1,2024-11-01,resident\n{TWO},2025年,二档,2024-11-01,390\n"
        f"{TWO},2024,2,2024-11-01,employee\n{TWO},2025,3,2024-11-01,employee\n"
    )
    read = read_enrolments(
        write(tmp_path / "e.csv", text),
        people_file(tmp_path),
        premium_years=[2025, 2026],
        first_day=FIRST_DAY,
    )
    places = [(problem.row, problem.column) for problem in read.problems]
    assert places == [(4, "year"), (5, "tier")]
    assert "2025、2026" in read.problems[0].expected.zh
    assert read.columns.tier.tolist() == [1, 2]
    assert read.columns.year.tolist() == [2025, 2025]
    assert read.columns.insurance.tolist() == [0, 0]
    assert read.keys.to_list() == [ONE, TWO]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl", "parquet"])
def test_balances_there_and_back(tmp_path: Path, ending: str) -> None:
    people = people_file(tmp_path)
    text = f"person_id,year,pool,used\n{ONE},2025,inpatient,5999.99\n{TWO},2024,tilt,0\n"
    read = read_balances(write(tmp_path / "b.csv", text), people)
    assert read.problems == []
    out = tmp_path / f"out.{ending}"
    write_balances(out, read.columns, people)
    again = read_balances(out, people)
    assert again.problems == []
    assert again.columns.used.tolist() == [599_999, 0]
    assert again.columns.year.tolist() == [2025, 2024]
    assert again.columns.of(0, 2025, "inpatient") == 599_999


def test_bad_balances(tmp_path: Path) -> None:
    text = (
        f"person_id,year,pool,used\n{ONE},2025,inpatient,1\n{ONE},2025,inpatient,2\n"
        f"{ONE},25,inpatient,1\n{ONE},2025,In patient,1\n{ONE},2025,tilt,-1\n"
    )
    read = read_balances(write(tmp_path / "b.csv", text), people_file(tmp_path))
    assert [(problem.row, problem.code) for problem in read.problems] == [
        (2, "repeated"),
        (3, "repeated"),
        (4, "not_a_year"),
        (5, "not_a_pool"),
        (6, "negative"),
    ]
