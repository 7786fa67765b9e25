"""Claims that name their hospital: level and region from the register, or refused with why."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from jiuzhu.casebook import hospitals
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.store import Casebook
from jiuzhu.exchange import ClaimsFile, FileError, read_claims, read_people, write_errors
from jiuzhu_schemas.resident_id import check_character

FIRST_DAY = date(2012, 7, 24)
LOCAL = Actor("local:tester", "local")
COUNTY, CITY = "H50023600001", "H50010100002"
ID = "50023619750315101" + check_character("50023619750315101")
CLAIM = {
    "claim_id": "C1", "person_id": ID, "visit": "inpatient", "therapy": "",
    "settled_on": "2026-06-01", "hospital_level": "2", "hospital_region": "county",
    "referral": "not_needed", "diagnosis": "J18.9", "total_cost": "100.00",
    "in_scope_cost": "90.00", "basic_paid": "10.00", "critical_illness_paid": "0.00",
    "hospital_code": COUNTY,
}  # fmt: skip


@pytest.fixture
def register(book: Casebook) -> Casebook:
    """County hospital: level 2, from 2026-07-01 level 3, suspended in March; city: until May."""
    hospitals.add_hospital(
        book, LOCAL, code=COUNTY, name="测试县人民医院", level=2, region="county",
        since=date(2020, 1, 1),
    )  # fmt: skip
    hospitals.add_hospital(
        book, LOCAL, code=CITY, name="测试市医院", level=3, region="city",
        since=date(2020, 1, 1), until=date(2026, 5, 31),
    )  # fmt: skip
    hospitals.set_level(book, LOCAL, COUNTY, 3, date(2026, 7, 1))
    hospitals.suspend(book, LOCAL, COUNTY, date(2026, 3, 1), "稽核整改", date(2026, 3, 31))
    return book


def read(
    folder: Path, book: Casebook | None, *rows: dict[str, str], drop: tuple[str, ...] = ()
) -> ClaimsFile:
    people = folder / "people.csv"
    people.write_text(f"person_id,name,home_care\n{ID},测试甲,0\n", "utf-8")
    lines = [
        {name: cell for name, cell in (CLAIM | row).items() if name not in drop} for row in rows
    ]
    text = "\n".join([",".join(lines[0]), *(",".join(line.values()) for line in lines)])
    claims = folder / "claims.csv"
    claims.write_text(text + "\n", "utf-8")
    register = partial(hospitals.apply_register, book) if book else None
    return read_claims(claims, read_people(people), first_day=FIRST_DAY, register=register)


def said(found: ClaimsFile) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.code) for each in found.problems]


def row(claim: str, **cells: str) -> dict[str, str]:
    return {"claim_id": claim, **cells}


NEITHER = ("hospital_level", "hospital_region")


def test_level_and_region_of_the_settlement_day(tmp_path: Path, register: Casebook) -> None:
    found = read(
        tmp_path, register, row("C1", settled_on="2026-06-30"), row("C2", settled_on="2026-07-01"),
        row("C3", settled_on="2026-05-31", hospital_code=CITY),
        row("C4", hospital_code=COUNTY.lower()), drop=NEITHER,
    )  # fmt: skip
    assert found.problems == []
    assert found.columns.hospital_level.tolist() == [2, 3, 3, 2]
    assert found.columns.hospital_region.tolist() == [0, 0, 1, 0]
    assert found.hospital_code is not None
    assert found.hospital_code.text().to_list() == [COUNTY, COUNTY, CITY, COUNTY]


def test_claims_at_hospitals_that_are_not_designated(tmp_path: Path, register: Casebook) -> None:
    found = read(
        tmp_path, register,
        row("C1", settled_on="2026-03-31"), row("C2", settled_on="2026-04-01"),
        row("C3", settled_on="2026-06-01", hospital_code=CITY),
        row("C4", settled_on="2019-12-31"), row("C5", hospital_code="H77"),
        drop=NEITHER,
    )  # fmt: skip
    assert said(found) == [(each, "hospital_code", "not_designated") for each in (2, 4, 5, 6)]
    reasons = [each.reason.zh for each in found.problems]
    assert "2026-03-01 至 2026-03-31 暂停：稽核整改" in reasons[0]
    assert "“测试市医院”" in reasons[1]
    assert "2026-05-31" in reasons[1]
    assert "2020-01-01 起才定点" in reasons[2]
    assert "没有这个编码" in reasons[3]
    assert found.keys.to_list() == ["C2"]
    assert found.columns.hospital_level.tolist() == [2]


def test_a_file_that_says_otherwise_is_refused(tmp_path: Path, register: Casebook) -> None:
    found = read(
        tmp_path, register, row("C1"), row("C2", hospital_level="3"),
        row("C3", hospital_level="三级甲等", settled_on="2026-07-01"),
        row("C4", hospital_region="city"), row("C5", settled_on="2026-07-01"),
    )  # fmt: skip
    assert said(found) == [
        (3, "hospital_level", "contradicts_register"),
        (5, "hospital_region", "contradicts_register"),
        (6, "hospital_level", "contradicts_register"),
    ]
    assert "二级" in found.problems[0].reason.zh
    assert "三级" in found.problems[2].reason.zh
    assert found.keys.to_list() == ["C1", "C3"]


def test_empty_cells_are_filled_from_the_register(tmp_path: Path, register: Casebook) -> None:
    found = read(
        tmp_path, register, row("C1", hospital_level="", hospital_region=""),
        row("C2", hospital_code=CITY, settled_on="2026-05-01", hospital_level="",
            hospital_region="city"),
    )  # fmt: skip
    assert found.problems == []
    assert found.columns.hospital_level.tolist() == [2, 3]
    assert found.columns.hospital_region.tolist() == [0, 1]


def test_a_claim_that_names_no_hospital_says_level_and_region_itself(
    tmp_path: Path, register: Casebook
) -> None:
    outside = {"hospital_code": "", "hospital_level": "3", "hospital_region": "outside"}
    found = read(
        tmp_path, register, row("C1", **outside), row("C2", **outside | {"hospital_level": ""}),
    )  # fmt: skip
    assert said(found) == [(3, "hospital_level", "empty")]
    assert found.columns.hospital_level.tolist() == [3]
    assert found.columns.hospital_region.tolist() == [2]
    found = read(tmp_path, register, row("C1"), row("C2", hospital_code=""), drop=NEITHER)
    assert said(found) == [(3, "hospital_code", "empty")] * 2


def test_a_file_without_the_column_is_read_as_before(tmp_path: Path, register: Casebook) -> None:
    found = read(tmp_path, register, row("C1", hospital_level="1"), drop=("hospital_code",))
    assert found.problems == []
    assert found.hospital_code is None
    assert found.columns.hospital_level.tolist() == [1]
    with pytest.raises(FileError, match="hospital_level"):
        read(tmp_path, register, row("C1"), drop=(*NEITHER, "hospital_code"))


def test_without_a_register_the_column_is_not_looked_at(tmp_path: Path) -> None:
    found = read(tmp_path, None, row("C1", hospital_code="###"))
    assert found.problems == []
    assert found.hospital_code is None
    with pytest.raises(FileError, match="hospital_level"):
        read(tmp_path, None, row("C1"), drop=NEITHER)


def test_a_code_that_is_none_and_a_row_with_another_fault(
    tmp_path: Path, register: Casebook
) -> None:
    found = read(
        tmp_path, register, row("C1", hospital_code="县医院"),
        row("C2", settled_on="2026-02-30"), row("C3", hospital_code=f" {COUNTY.lower()}\t"),
    )  # fmt: skip
    assert said(found) == [
        (2, "hospital_code", "not_a_hospital_code"), (3, "settled_on", "not_a_date"),
    ]  # fmt: skip
    assert found.keys.to_list() == ["C3"]


def test_refused_rows_go_into_the_error_file_in_their_own_columns(
    tmp_path: Path, register: Casebook
) -> None:
    found = read(tmp_path, register, row("C1"), row("C2", settled_on="2026-03-15"))
    errors = tmp_path / "errors.csv"
    write_errors(errors, found)
    header, line = errors.read_text("utf-8-sig").splitlines()
    assert header.startswith("claim_id,person_id")
    assert line.startswith("C2,")
    assert "稽核整改" in line


def test_the_headers_of_other_systems(tmp_path: Path, register: Casebook) -> None:
    for header in ("fixmedins_code", "医疗机构编码", "机构编码"):
        found = read(tmp_path, register, row("C1") | {header: COUNTY}, drop=("hospital_code",))
        assert found.hospital_code is not None


def test_many_claims_and_days_at_once(register: Casebook) -> None:
    from jiuzhu.exchange.coded import Coded
    from jiuzhu.exchange.hospital_codes import UNSAID, NamedHospitals

    days = np.arange(20_454, 20_454 + 365, dtype=np.int32)  # The days of 2026.
    count = len(days)
    named = NamedHospitals(
        claim_id=pl.Series([], dtype=pl.String),
        code=Coded((COUNTY, "", CITY), np.repeat(np.array([0, 1, 2], np.int64), count)),
        settled_on=np.tile(days, 3),
        level=np.full(count * 3, UNSAID, np.uint8),
        region=np.full(count * 3, UNSAID, np.uint8),
    )
    answer = hospitals.apply_register(register, named)
    by_code = {len(each.rows): each.reason.zh for each in answer.refusals}
    assert sorted(by_code) == [31, 214]  # March; June to December.
    assert answer.level[:count].tolist() == [2] * 181 + [3] * 184
    assert answer.level[count : 2 * count].tolist() == [0] * count
    assert answer.region[2 * count :].tolist() == [1] * count
