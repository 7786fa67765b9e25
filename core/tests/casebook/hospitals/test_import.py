"""Register files: a preview that tells what changes, all or nothing, wrong rows by name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from jiuzhu.casebook import hospitals
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.errors import NotAllowed, RowConflict
from jiuzhu.casebook.hospitals import ImportPreview
from jiuzhu.casebook.store import Casebook
from jiuzhu.exchange.hospitals import read_hospitals

LOCAL = Actor("local:tester", "local")
HEADER = "机构编码,机构名称,等级,区域,定点起,定点止"
ONE = "H50023600001,测试县人民医院,三级甲等,本县,2020-01-01,"
TWO = "H50023600002,测试县中医院,二级,县内,2021/1/1,2026年12月31日"
THREE = "H50010100003,测试市医院,未定级,市内,20220301,"


def preview(book: Casebook, folder: Path, *lines: str, header: str = HEADER) -> ImportPreview:
    file = folder / "hospitals.csv"
    file.write_text("\n".join([header, *lines]) + "\n", "gb18030")
    return hospitals.preview_import(book, read_hospitals(file))


def imported(book: Casebook, folder: Path, *lines: str) -> ImportPreview:
    return hospitals.import_hospitals(book, LOCAL, preview(book, folder, *lines))


def kinds(found: ImportPreview) -> list[str]:
    return [each.kind for each in found.rows]


def entries(book: Casebook) -> int:
    return int(book.one("SELECT count(*) FROM audit")[0])


def test_a_first_import(book: Casebook, tmp_path: Path) -> None:
    found = preview(book, tmp_path, ONE, TWO, THREE)
    assert kinds(found) == ["added"] * 3
    assert hospitals.hospitals(book) == {}  # A preview records nothing.
    hospitals.import_hospitals(book, LOCAL, found)
    register = hospitals.hospitals(book)
    assert [
        (each.level_on(date(2026, 1, 1)), each.region, each.designations[0].since,
         each.designations[0].until)
        for each in register.values()
    ] == [
        (0, "city", date(2022, 3, 1), None),
        (3, "county", date(2020, 1, 1), None),
        (2, "county", date(2021, 1, 1), date(2026, 12, 31)),
    ]  # fmt: skip
    assert entries(book) == 10  # The import, and three rows a hospital.


def test_the_same_file_twice_changes_nothing(book: Casebook, tmp_path: Path) -> None:
    imported(book, tmp_path, ONE, TWO)
    before = entries(book)
    assert kinds(imported(book, tmp_path, ONE, TWO)) == ["unchanged"] * 2
    assert entries(book) == before


def test_what_changes_is_told_and_dated(book: Casebook, tmp_path: Path) -> None:
    imported(book, tmp_path, ONE, TWO)
    new = ("H50023600001,测试县总医院,二级,市内,2020-01-01,2026-12-31", TWO)
    found = imported(book, tmp_path, *new)
    assert kinds(found) == ["changed", "unchanged"]
    assert [each.zh for each in found.rows[0].changes] == [
        "名称：测试县人民医院 → 测试县总医院", "区域：本县 → 市内县外",
        "等级：三级 → 二级，自 2026-11-20 起", "定点止：2026-12-31",
    ]  # fmt: skip
    hospital = hospitals.hospital_of(book, "H50023600001")
    assert (hospital.name, hospital.region) == ("测试县总医院", "city")
    assert hospital.level_on(date(2026, 11, 19)) == 3
    assert hospital.level_on(date(2026, 11, 20)) == 2
    assert hospital.on(date(2027, 1, 1)).status == "ended"


def test_designated_anew_after_a_gap(book: Casebook, tmp_path: Path) -> None:
    imported(book, tmp_path, TWO)
    found = imported(book, tmp_path, TWO.replace("2021/1/1,2026年12月31日", "2027-07-01,"))
    assert kinds(found) == ["changed"]
    hospital = hospitals.hospital_of(book, "H50023600002")
    days = (date(2026, 12, 31), date(2027, 6, 30), date(2027, 7, 1))
    assert [hospital.on(each).status for each in days] == ["designated", "ended", "designated"]


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        ("县医院,测试,二级,本县,2020-01-01,", "机构编码", "not_a_hospital_code"),
        (",测试,二级,本县,2020-01-01,", "机构编码", "empty"),
        ("H1,,二级,本县,2020-01-01,", "机构名称", "not_a_name"),
        ("H1,测试,四级,本县,2020-01-01,", "等级", "unknown_word"),
        ("H1,测试,二级,月球,2020-01-01,", "区域", "unknown_word"),
        ("H1,测试,二级,本县,2020-02-30,", "定点起", "not_a_date"),
        ("H1,测试,二级,本县,,", "定点起", "empty"),
        ("H1,测试,二级,本县,2020-01-01,2019-12-31", "定点止", "ends_before_start"),
        (ONE, "机构编码", "repeated"),
        (TWO.replace("2021/1/1", "2020/1/1"), "定点起", "contradicts_register"),
        (TWO.replace("2026年", "2027年"), "定点止", "contradicts_register"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_recorded(
    book: Casebook, tmp_path: Path, line: str, column: str, code: str
) -> None:
    imported(book, tmp_path, TWO)
    before = entries(book)
    found = preview(book, tmp_path, ONE, line)
    (problem,) = found.problems
    assert (problem.row, problem.column, problem.code) == (3, column, code)
    with pytest.raises(hospitals.ImportRefused):
        hospitals.import_hospitals(book, LOCAL, found)
    assert entries(book) == before
    assert list(hospitals.hospitals(book)) == ["H50023600002"]


def test_a_register_that_moved_since_the_preview(book: Casebook, tmp_path: Path) -> None:
    found = preview(book, tmp_path, ONE)
    hospitals.add_hospital(
        book, LOCAL, code="H50023600001", name="另一家", level=1, region="county"
    )
    before = entries(book)
    with pytest.raises(RowConflict, match="预览之后"):
        hospitals.import_hospitals(book, LOCAL, found)
    assert entries(book) == before


def test_a_clerk_may_look_but_not_import(book: Casebook, tmp_path: Path) -> None:
    found = preview(book, tmp_path, ONE)
    with pytest.raises(NotAllowed):
        hospitals.import_hospitals(book, Actor("某人", "clerk"), found)
    assert hospitals.hospitals(book) == {}


def test_a_workbook(book: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "定点医疗机构名册")
        for place, line in enumerate((HEADER, ONE, TWO), start=1):
            sheet.write_row(place, 0, line.split(","))
    found = hospitals.preview_import(book, read_hospitals(path))
    assert found.problems == ()
    assert [each.row.row for each in found.rows] == [3, 4]
    assert [each.row.level for each in found.rows] == [3, 2]
