from __future__ import annotations

import json
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from jiuzhu.exchange import ClaimsFile, FileError, read_claims, read_people

from .samples import FIRST_DAY, ONE, claim, csv_text, people_file, write


def read(path: Path) -> ClaimsFile:
    return read_claims(path, people_file(path.parent), first_day=FIRST_DAY)


def workbook(path: Path, rows: list[list[object]]) -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    moment = datetime(cell.year, cell.month, cell.day)
                    sheet.write_datetime(number, place, moment, day)
                else:
                    sheet.write(number, place, cell)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("quoted", [False, True])
def test_csv_encodings(tmp_path: Path, encoding: str, end: str, quoted: bool) -> None:
    lines = csv_text([claim(备注="甲，乙"), claim(claim_id="号2", 备注="丙")]).split("\n")
    if quoted:
        lines = ['"{}"'.format(line.replace(",", '","')) if line else "" for line in lines]
    file = read(write(tmp_path / "claims.csv", end.join(lines), encoding))
    assert file.problems == []
    assert file.keys.to_list() == ["C1", "号2"]


def test_chinese_only_in_an_unused_column_of_a_gb18030_file(tmp_path: Path) -> None:
    text = csv_text([claim(remark="甲" * 10), claim(claim_id="C2", total_cost="x", remark="乙")])
    padded = csv_text([claim(claim_id=f"P{n}", remark="") for n in range(900)])
    body = padded + text.partition("\n")[2]
    file = read(write(tmp_path / "claims.csv", body, "gb18030"))
    assert [problem.row for problem in file.problems] == [903]
    assert file.refused.cells[0].to_dicts()[0]["c14"] == "乙"


def test_bytes_in_no_encoding_name_the_line(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    text = csv_text([claim(), claim(claim_id="C2", diagnosis="XX")])
    path.write_bytes(text.encode().replace(b"XX", b"\xff\xff"))
    with pytest.raises(FileError, match="第3行"):
        read(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        (b"\n\n", "没有表头"),
        (b"\xff\xfea\x00", "UTF-16"),
        (b"PK\x03\x04junk", "xlsx"),
        (b"a,b\n1,2\n", "缺少列"),
    ],
)
def test_unusable_csv(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "claims.csv"
    path.write_bytes(content)
    with pytest.raises(FileError, match=said):
        read(path)


def test_missing_file_and_unknown_ending(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="找不到"):
        read(tmp_path / "none.csv")
    with pytest.raises(FileError, match=r"\.csv"):
        read(write(tmp_path / "claims.pdf", "x"))
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    with pytest.raises(FileError):
        read(folder)


def test_an_unclosed_quote_names_the_line(tmp_path: Path) -> None:
    text = csv_text([claim(), claim(claim_id='"C2'), claim(claim_id="C3")])
    with pytest.raises(FileError, match="引号"):
        read(write(tmp_path / "claims.csv", text))


@pytest.mark.parametrize("place", [1, 14])
def test_stray_quotes_swallow_no_row(tmp_path: Path, place: int) -> None:
    lines = csv_text([claim(claim_id=f"C{n}") for n in range(4)]).splitlines()
    notes = ["note", 'a"b', 'c"d', "e", "f"]
    for number, note in enumerate(notes):
        cells = lines[number].split(",")
        cells.insert(place, note)
        lines[number] = ",".join(cells)
    file = read(write(tmp_path / "claims.csv", "\n".join(lines)))
    assert file.keys.to_list() == ["C0", "C1", "C2", "C3"]


def test_quoted_line_breaks_and_doubled_quotes(tmp_path: Path) -> None:
    rows = [claim(note='"a\nb ""c"" "'), claim(claim_id="C2", total_cost="x", note='""')]
    file = read(write(tmp_path / "claims.csv", csv_text(rows)))
    assert file.keys.to_list() == ["C1"]
    assert [problem.row for problem in file.problems] == [3]


@pytest.mark.parametrize("extra", [{}, {"note": "x"}])
def test_a_row_with_too_many_cells(tmp_path: Path, extra: dict[str, str]) -> None:
    rows = [claim(**extra), claim(claim_id="C2", **extra), claim(claim_id="C3", **extra)]
    text = csv_text(rows).replace("C2,", "C2,surplus,")
    file = read(write(tmp_path / "claims.csv", text))
    assert file.keys.to_list() == ["C1", "C3"]
    assert {problem.row for problem in file.problems} == {3}
    assert "too_many_cells" in {problem.code for problem in file.problems}


def test_a_row_with_too_few_cells(tmp_path: Path) -> None:
    text = csv_text([claim(), claim(claim_id="C2")]).rstrip("\n").rsplit(",", 3)[0]
    file = read(write(tmp_path / "claims.csv", text))
    assert [(problem.row, problem.column) for problem in file.problems] == [
        (3, "basic_paid"),
        (3, "critical_illness_paid"),
    ]


def test_a_title_above_the_header(tmp_path: Path) -> None:
    text = "救助结算明细表,,\n" + csv_text([claim(), claim(claim_id="C2", visit="x")])
    file = read(write(tmp_path / "claims.csv", text))
    assert file.keys.to_list() == ["C1"]
    assert file.problems[0].row == 4


def test_workbook_cells(tmp_path: Path) -> None:
    row: dict[str, object] = dict(claim())
    row |= {"settled_on": date(2025, 6, 1), "hospital_level": 2, "total_cost": 12000}
    row |= {"in_scope_cost": 10000.5, "basic_paid": 4999.9 + 0.1, "claim_id": 1001}
    for ending in ("xlsx", "XLSX"):
        path = workbook(tmp_path / f"claims.{ending}", [list(row), list(row.values())])
        file = read(path)
        assert file.problems == []
        assert file.keys.to_list() == ["1001"]
        assert file.columns.base.tolist() == [400_000]


def test_a_number_as_id_in_a_workbook(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["身份证号", "姓名", "院外维持治疗"],
        [float(ONE[:17] + "0"), "测试甲", "否"],
    ]
    (problem,) = read_people(workbook(tmp_path / "p.xlsx", rows)).problems
    assert (problem.row, problem.column, problem.code) == (2, "身份证号", "id_as_number")


def test_a_workbook_that_begins_lower_or_to_the_right(tmp_path: Path) -> None:
    row = claim(visit="x")
    rows: list[list[object]] = [[], [], ["", *row], ["", *row.values()]]
    file = read(workbook(tmp_path / "claims.xlsx", rows))
    assert [(problem.row, problem.column) for problem in file.problems] == [(4, "visit")]


def test_jsonl_takes_numbers_by_their_text(tmp_path: Path) -> None:
    row = claim()
    line = json.dumps({**row, "hospital_level": 2}).replace('"12000.00"', "12000.10")
    second = json.dumps(claim(claim_id="C2", total_cost="x"))
    file = read(write(tmp_path / "claims.jsonl", f"{line}\n\n{second}\n"))
    assert file.keys.to_list() == ["C1"]
    assert [problem.row for problem in file.problems] == [3]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"claim_id": NaN}', "NaN"),
        ('{"claim_id": Infinity}', "Infinity"),
        ('{"claim_id": "a", "claim_id": "b"}', "claim_id.*两次"),
        ('{"claim_id": ["a"]}', "claim_id"),
        ("[1]", "对象"),
        ("{", "JSON"),
        ("[" * 100_000, "第2行"),
    ],
)
def test_a_bad_jsonl_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(FileError, match=f"第2行.*{said}|{said}"):
        read(write(tmp_path / "claims.jsonl", json.dumps(claim()) + "\n" + line))


def parquet(path: Path, **columns: pl.Series) -> Path:
    frame = pl.DataFrame([claim()]).with_columns(**columns)
    frame.write_parquet(path)
    return path


def test_parquet_of_text_and_of_types(tmp_path: Path) -> None:
    for total in (
        pl.Series([Decimal("12000.00")], dtype=pl.Decimal(18, 2)),
        pl.Series([Decimal("12000.0000")], dtype=pl.Decimal(18, 4)),
        pl.Series([12000]),
        pl.Series(["12000"]),
    ):
        path = parquet(
            tmp_path / "claims.parquet",
            total_cost=total,
            settled_on=pl.Series([date(2025, 6, 1)]),
            hospital_level=pl.Series([2], dtype=pl.Int8),
            person_id=pl.Series([ONE], dtype=pl.Categorical),
        )
        file = read(path)
        assert file.problems == []
        assert file.columns.hospital_level.tolist() == [2]


@pytest.mark.parametrize(
    "total",
    [
        pl.Series([Decimal("12000.001")], dtype=pl.Decimal(18, 3)),
        pl.Series([10**12]),
        pl.Series([None], dtype=pl.Int64),
    ],
)
def test_parquet_sums_that_do_not_fit(tmp_path: Path, total: pl.Series) -> None:
    file = read(parquet(tmp_path / "claims.parquet", total_cost=total))
    assert [(problem.row, problem.column) for problem in file.problems] == [(1, "total_cost")]


def test_parquet_floats_are_refused(tmp_path: Path) -> None:
    path = parquet(tmp_path / "claims.parquet", total_cost=pl.Series([12000.0]))
    with pytest.raises(FileError, match=r"total_cost.*浮点"):
        read(path)


def test_junk_parquet(tmp_path: Path) -> None:
    with pytest.raises(FileError):
        read(write(tmp_path / "claims.parquet", "junk junk junk"))


def test_importing_the_package_loads_no_table_engine() -> None:
    import subprocess

    code = "import sys, jiuzhu.exchange; print('polars' in sys.modules or 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []

    def progress(stage: str, done: int, total: int) -> None:
        told.append((stage, done, total))

    path = write(tmp_path / "claims.csv", csv_text([claim()]))
    read_claims(path, people_file(tmp_path), first_day=FIRST_DAY, progress=progress)
    assert told == [("read", 0, 0), ("read", 1, 1), ("check", 1, 1)]
