"""Bugs in which rows or cells vanished, or passed for something else, without a word."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest
import xlsxwriter

from jiuzhu.exchange import (
    ClaimsFile,
    FileError,
    read_balances,
    read_claims,
    read_identities,
    read_people,
)
from jiuzhu.exchange.csv_files import line_count
from jiuzhu.settlement.columns import day_date

from .samples import CATEGORIES, FIRST_DAY, ONE, TWO, claim, csv_text, people_file, write

TEXT = csv_text([claim(), claim(claim_id="C2", person_id=TWO)])


def read(path: Path) -> ClaimsFile:
    return read_claims(path, people_file(path.parent), first_day=FIRST_DAY)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\r", "\r\r\n"])
def test_carriage_returns_end_lines(tmp_path: Path, encoding: str, end: str) -> None:
    r"""A claims file of an old Mac read as 0 rows with exit 0.

    The header's end was counted by Python, for which ``\r`` ends a line, and skipped by polars,
    for which only ``\n`` does: that skipped the whole file.
    """
    text = TEXT.replace("C1", "号1").replace("\n", end)
    file = read(write(tmp_path / "claims.csv", text, encoding))
    assert file.problems == []
    assert file.keys.to_list() == ["号1", "C2"]


def test_carriage_returns_in_the_other_files(tmp_path: Path) -> None:
    """People, identities and balances of an old Mac lost all their rows as well."""
    people = write(tmp_path / "p.csv", f"person_id,name,home_care\r{ONE},测试甲,0\r{TWO},乙,1\r")
    who = read_people(people)
    assert who.keys.to_list() == [ONE, TWO]
    text = f"person_id,category,valid_from,valid_to\r{ONE},dibao,2024-01-01,\r"
    assert len(read_identities(write(tmp_path / "i.csv", text), who, CATEGORIES).columns.person)
    text = f"person_id,year,pool,used\r{ONE},2025,inpatient,1\r"
    assert len(read_balances(write(tmp_path / "b.csv", text), who).columns.person)


@pytest.mark.parametrize(
    ("title", "end"),
    [("明细\r\r\n", "\r\r\n"), ("明细\r2024\n", "\n"), ("明细\r", "\r\n"), ("明细\r\n", "\n")],
)
def test_a_title_whose_line_ends_differ(tmp_path: Path, title: str, end: str) -> None:
    """The first claim vanished when a title stood above the header and line ends disagreed."""
    file = read(write(tmp_path / "claims.csv", title + TEXT.replace("\n", end)))
    assert file.keys.to_list() == ["C1", "C2"]


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\u0085", "\x0b", "\x0c", "\x1c"])
@pytest.mark.parametrize("lone", ["", "\r"])
def test_only_line_ends_end_lines(tmp_path: Path, mark: str, lone: str) -> None:
    """What Python's splitlines takes for a line end is none, for either of the two readers."""
    row = claim(note=f"a{mark}b")
    text = f"明{mark}细\n" + csv_text([row, row | {"claim_id": "C2"}]) + lone
    file = read(write(tmp_path / "claims.csv", text))
    assert file.keys.to_list() == ["C1", "C2"]


def test_a_carriage_return_inside_quotes(tmp_path: Path) -> None:
    """A lone carriage return in a quoted remark ends no row."""
    rows = [claim(note='"a\rb"'), claim(claim_id="C2", note="c")]
    assert read(write(tmp_path / "claims.csv", csv_text(rows))).keys.to_list() == ["C1", "C2"]


@pytest.mark.parametrize(
    ("content", "lines"),
    [(b"a", 1), (b"a\n", 1), (b"a\r\nb", 2), (b"a\r", None), (b"a\r\r\n", None), (b"a\n\n", 2)],
)
def test_line_count(content: bytes, lines: int | None) -> None:
    assert line_count(content) == lines


def test_a_quick_reader_that_miscounts_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever makes the quick reader lose a row, the patient one then reads the file."""
    scan = pl.scan_csv

    def lossy(*args: object, **options: object) -> pl.LazyFrame:
        frame: pl.LazyFrame = scan(*args, **options)  # type: ignore[arg-type]
        return frame.slice(1)

    monkeypatch.setattr(pl, "scan_csv", lossy)
    assert read(write(tmp_path / "claims.csv", TEXT)).keys.to_list() == ["C1", "C2"]


def test_an_unquoted_file_is_counted_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The count must hold for blank lines too, else all such files would go the slow way."""
    monkeypatch.setattr("jiuzhu.exchange.csv_files._patient", pytest.fail)
    text = "title\n\n" + TEXT.replace("\nC2", "\n\nC2") + "\n\n"
    for number, each in enumerate((text, text.rstrip("\n"), text.replace("\n", "\r\n"))):
        assert len(read(write(tmp_path / f"{number}.csv", each)).keys) == 2


def sheet(path: Path, columns: dict[str, str], edit: Callable[[str], str] = str) -> Path:
    """Write identities, cells led by = as formulas with no result; edit the sheet's XML."""
    first = path.with_suffix(".first")
    with xlsxwriter.Workbook(first) as book:
        book.add_worksheet("empty")
        page = book.add_worksheet("a & b")
        for place, (name, cell) in enumerate(columns.items()):
            page.write(1, place, name)
            if cell.startswith("="):
                result = {"=NA()": "#N/A", "=SUM(1)": 1}.get(cell, "")
                page.write_formula(2, place, cell, None, result)
            else:
                page.write(2, place, cell)
    with zipfile.ZipFile(first) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, edit(text.decode()) if name.endswith("sheet2.xml") else text)
    return path


def identities(cell: str) -> dict[str, str]:
    return {"person_id": ONE, "category": "dibao", "valid_from": "2024-01-01", "valid_to": cell}


@pytest.mark.parametrize(
    ("cell", "said"), [("=NA()", "错误值"), ("=TODAY()", "公式没有结果"), ("=B9", "公式没有结果")]
)
@pytest.mark.parametrize("edit", [str, lambda xml: xml.replace("<v></v>", "<v/>"),
                                  lambda xml: xml.replace("<v></v>", "")])  # fmt: skip
def test_cells_without_a_value(
    tmp_path: Path, cell: str, said: str, edit: Callable[[str], str]
) -> None:
    """An end date of #N/A, or a formula never computed, read as “still valid”."""
    path = sheet(tmp_path / "i.xlsx", identities(cell), edit)
    file = read_identities(path, people_file(tmp_path), CATEGORIES)
    (problem,) = file.problems
    assert (problem.row, problem.column, problem.code) == (3, "valid_to", "no_value")
    assert said in problem.reason.zh
    assert len(file.columns.person) == 0


def test_a_row_of_which_nothing_has_a_value(tmp_path: Path) -> None:
    """The reader leaves a last row of formulas without results out of the sheet."""
    path = sheet(tmp_path / "i.xlsx", dict.fromkeys(identities(""), "=B9"))
    file = read_identities(path, people_file(tmp_path), CATEGORIES)
    assert [(problem.row, problem.code) for problem in file.problems] == [(3, "no_value")] * 4


def test_formulas_with_results_and_unused_columns(tmp_path: Path) -> None:
    """A computed formula is its result, an empty text too; nobody needs a remark."""
    columns = identities("=B9") | {"remark": "=NA()", "count": "=SUM(1)"}

    def empty_text(xml: str) -> str:
        return xml.replace('r="D3"', 'r="D3" t="str"')

    file = read_identities(
        sheet(tmp_path / "i.xlsx", columns, empty_text), people_file(tmp_path), CATEGORIES
    )
    assert file.problems == []
    assert len(file.columns.person) == 1


@pytest.mark.parametrize(
    "column",
    [pl.Series([b"0.50"]), pl.Series([["0.50"]]), pl.Series([{"a": "0.50"}])],
)
def test_parquet_columns_that_are_no_cells(tmp_path: Path, column: pl.Series) -> None:
    """A payment kept as bytes read as empty, and empty means 0 there."""
    path = tmp_path / "claims.parquet"
    frame = pl.DataFrame([claim()])
    frame.with_columns(large_sum_paid=column).write_parquet(path)
    with pytest.raises(FileError, match="large_sum_paid"):
        read(path)
    frame.with_columns(remark=column).write_parquet(path)
    assert read(path).problems == []


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        (datetime(2025, 5, 31, 20), "UTC", date(2025, 6, 1)),
        (datetime(2025, 6, 1, 0, 30), "Asia/Shanghai", date(2025, 6, 1)),
        (datetime(2025, 6, 1, 20), None, date(2025, 6, 1)),
        (datetime(2025, 6, 1, 12), "America/New_York", date(2025, 6, 2)),
    ],
)
def test_parquet_moments_are_days_in_beijing(
    tmp_path: Path, moment: datetime, zone: str | None, day: date
) -> None:
    """20:00 in UTC is the next day in Beijing; the file's own zone decided before."""
    aware = moment.replace(tzinfo=ZoneInfo(zone)) if zone else moment
    kind = pl.Datetime("us", zone)
    path = tmp_path / "claims.parquet"
    frame = pl.DataFrame([claim()]).with_columns(settled_on=pl.Series([aware], dtype=kind))
    frame.write_parquet(path)
    file = read(path)
    assert file.problems == []
    assert day_date(int(file.columns.settled_on[0])) == day
