"""Bugs in what single cells and whole people meant."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from jiuzhu.exchange import (
    PeopleFile,
    read_balances,
    read_claims,
    read_enrolments,
    read_identities,
    read_people,
    write_errors,
)
from jiuzhu.exchange.days import parse_day
from jiuzhu.exchange.writing import defused
from jiuzhu.settlement.columns import day_date
from jiuzhu_schemas.text import Text

from .samples import (
    CATEGORIES,
    FIRST_DAY,
    ONE,
    TWO,
    claim,
    claims_file,
    csv_text,
    people_file,
    resident_id,
    write,
)

PEOPLE = "person_id,name,home_care\n"


def people(folder: Path, *rows: str) -> PeopleFile:
    return read_people(write(folder / "people.csv", PEOPLE + "".join(f"{row}\n" for row in rows)))


@pytest.mark.parametrize("rows", [(), (f"{ONE},测试甲,maybe",)])
def test_people_of_whom_none_is_good(tmp_path: Path, rows: tuple[str, ...]) -> None:
    """Claims against a people file without a good row ended in an IndexError."""
    who = people(tmp_path, *rows)
    path = write(tmp_path / "claims.csv", csv_text([claim(), claim(claim_id="C2")]))
    file = read_claims(path, who, first_day=FIRST_DAY)
    assert [(each.row, each.code) for each in file.problems] == [
        (2, "unknown_person"),
        (3, "unknown_person"),
    ]
    text = f"person_id,year,tier,paid_on,insurance\n{ONE},2025,1,2024-11-01,resident\n"
    enrolments = read_enrolments(
        write(tmp_path / "e.csv", text), who, premium_years=[2025], first_day=FIRST_DAY
    )
    text = f"person_id,category,valid_from,valid_to\n{ONE},dibao,2024-01-01,\n"
    identities = read_identities(write(tmp_path / "i.csv", text), who, CATEGORIES)
    text = f"person_id,year,pool,used\n{ONE},2025,inpatient,1\n"
    balances = read_balances(write(tmp_path / "b.csv", text), who)
    for other in (enrolments, identities, balances):
        assert [each.code for each in other.problems] == ["unknown_person"]


def test_a_person_whose_own_row_was_refused(tmp_path: Path) -> None:
    """Their claims said that they are not in the people file: one looked, and there they were."""
    stranger = resident_id(77)
    who = people(tmp_path, f"{TWO},测试乙,0", f"{ONE},测试甲,maybe")
    rows = [claim(), claim(claim_id="C2", person_id=stranger), claim(claim_id="C3", person_id=TWO)]
    path = write(tmp_path / "claims.csv", csv_text(rows))
    file = read_claims(path, who, first_day=FIRST_DAY)
    assert [each.row for each in file.problems] == [2, 3]
    assert "第3行" in file.problems[0].reason.zh
    assert "row 3" in file.problems[0].reason.en
    assert "没有这个人" in file.problems[1].reason.zh
    assert file.keys.to_list() == ["C3"]


@pytest.mark.parametrize(
    ("paid_on", "code"),
    [("2012-07-23", "before_policy"), ("2024-11-01", "before_birth"), ("2025-06-02", None)],
)
def test_a_premium_paid_too_early(tmp_path: Path, paid_on: str, code: str | None) -> None:
    """A premium paid in 1900, or before the child was born, was subsidised."""
    child = resident_id(5, "20250602")
    text = f"person_id,year,tier,paid_on,insurance\n{child},2025,1,{paid_on},resident\n"
    file = read_enrolments(
        write(tmp_path / "e.csv", text),
        people(tmp_path, f"{child},测试丙,0"),
        premium_years=[2025],
        first_day=FIRST_DAY,
    )
    assert [each.code for each in file.problems] == ([code] if code else [])
    assert [each.column for each in file.problems] == (["paid_on"] if code else [])


@pytest.mark.parametrize("ending", ["jsonl", "parquet", "xlsx"])
@pytest.mark.parametrize("column", ["total_cost", "large_sum_paid", "hospital_level"])
def test_true_is_no_sum(tmp_path: Path, ending: str, column: str) -> None:
    """True read as 1: one yuan, or a hospital of the first level."""
    path = tmp_path / f"claims.{ending}"
    row: dict[str, object] = {**claim(), column: True}
    if ending == "jsonl":
        write(path, json.dumps(row))
    elif ending == "parquet":
        pl.DataFrame([row]).write_parquet(path)
    else:
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, row)
            sheet.write_row(1, 0, row.values())
    (problem,) = read_claims(path, people_file(tmp_path), first_day=FIRST_DAY).problems
    assert (problem.column, problem.value) == (column, "true")


def test_true_is_a_flag(tmp_path: Path) -> None:
    """True and false stay the words of flags, home care and a plugin's alike."""
    row = {"person_id": ONE, "name": "测试甲", "home_care": True}
    assert read_people(write(tmp_path / "p.jsonl", json.dumps(row))).columns.home_care.tolist() == [
        True
    ]
    path = write(tmp_path / "claims.jsonl", json.dumps({**claim(), "flag": True}))
    file = read_claims(
        path,
        people_file(tmp_path),
        first_day=FIRST_DAY,
        declared={"flag": (("0", "1"), Text("标志", "flag"))},
    )
    assert file.columns.declared["flag"].code.tolist() == [1]


def test_a_surplus_cell_is_shown(tmp_path: Path) -> None:
    """“Has more cells than the header” named neither the place nor the cell."""
    row = claim() | {"large_sum_paid": f"0.50,,又{ONE}"}
    file = claims_file(tmp_path, claim(claim_id="C2"), row)
    (problem,) = file.problems
    assert (problem.row, problem.column, problem.code) == (3, "第16列", "too_many_cells")
    assert problem.value.startswith("又990*")
    errors = tmp_path / "errors.csv"
    write_errors(errors, file)
    assert "第16列" in errors.read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Ｃ３４．９", "C34.9"),
        ("C34.9+", "C34.9"),
        ("g01*", "G01"),
        ("C34.9＋", "C34.9"),
        ("C34.900×001", "C34.900X001"),
    ],
)
def test_spellings_of_a_diagnosis(tmp_path: Path, written: str, code: str) -> None:
    """Wide letters, and the marks of dagger and asterisk codes, were refused."""
    file = claims_file(tmp_path, claim(diagnosis=written))
    assert file.problems == []
    assert file.columns.diagnoses == (code,)


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-05-01T10:00:00+08:00", "2024-05-01"),
        ("2024-05-01T00:30:00+0800", "2024-05-01"),
        ("2024-05-01T20:00:00Z", "2024-05-02"),
        ("2024-05-01 20:00:00.123+00:00", "2024-05-02"),
        ("2024-05-01T01:00:00+10:00", "2024-04-30"),
        ("2024-05-01T20:00:00-05:00", "2024-05-02"),
        ("2024-05-01T25:00:00Z", None),
        ("2024-05-01T20:00:00+99:00", None),
        ("9999-12-31T20:00:00Z", None),
        ("2024-05-01+08:00", None),
    ],
)
def test_a_date_with_an_offset(written: str, day: str | None) -> None:
    """Times with an offset from UTC were refused; they are days in Beijing."""
    number = parse_day(written)
    assert (None if number is None else day_date(number).isoformat()) == day


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("三甲", 3),
        ("三乙", 3),
        ("三丙", 3),
        ("三级丙等", 3),
        ("二甲", 2),
        ("二级丙等", 2),
        ("一甲", 1),
    ],
)
def test_short_words_of_hospital_levels(tmp_path: Path, word: str, level: int) -> None:
    """三甲 is how everybody writes it, and was refused."""
    file = claims_file(tmp_path, claim(hospital_level=word))
    assert file.problems == []
    assert file.columns.hospital_level.tolist() == [level]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("-1000.00", "-1000.00"),
        ("+5", "+5"),
        ("-1+1", "'-1+1"),
        ("-", "'-"),
        ("-1.", "'-1."),
        ("-1\n=1", "'-1\n=1"),
        ("=1", "'=1"),
    ],
)
def test_a_plain_number_is_no_formula(cell: str, written: str) -> None:
    """A refused sum of -1000.00 came back as '-1000.00, which is no sum at all."""
    assert defused(pl.Series([cell])).to_list() == [written]
