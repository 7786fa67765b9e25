"""Small files for the tests of reading and writing; every person in them is made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from jiuzhu.exchange import ClaimsFile, PeopleFile, read_claims, read_people
from jiuzhu_schemas.resident_id import check_character

FIRST_DAY = date(2012, 7, 24)
CATEGORIES = {
    "dibao": "dibao",
    "低保对象": "dibao",
    "tekun": "tekun",
    "特困人员": "tekun",
    "7131": "tekun",
    "低保边缘户": "dibao_edge",
}


def resident_id(number: int, born: str = "19750315") -> str:
    """Return a made-up ID: an area code that nobody has, a right check character."""
    first = f"990000{born}{number:03d}"
    return first + check_character(first)


ONE, TWO = resident_id(1), resident_id(2)
ENDING_IN_X = next(each for each in map(resident_id, range(900)) if each.endswith("X"))


def claim(**cells: str) -> dict[str, str]:
    """Return the cells of a good claim, some of them replaced."""
    usual = {
        "claim_id": "C1", "person_id": ONE, "visit": "inpatient", "therapy": "",
        "settled_on": "2025-06-01", "hospital_level": "2", "hospital_region": "county",
        "referral": "not_needed", "diagnosis": "C34.9", "total_cost": "12000.00",
        "in_scope_cost": "10000.50", "basic_paid": "5000.00",
        "critical_illness_paid": "1000.00", "large_sum_paid": "0.50",
    }  # fmt: skip
    return usual | cells


def csv_text(rows: Sequence[Mapping[str, str]]) -> str:
    """Return rows as CSV under the first row's names."""
    lines = [",".join(rows[0])] + [",".join(row.values()) for row in rows]
    return "\n".join(lines) + "\n"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def people_file(folder: Path) -> PeopleFile:
    """Return two people, read from a file."""
    rows = f"person_id,name,home_care\n{ONE},测试甲,0\n{TWO},测试乙,1\n"
    return read_people(write(folder / "people.csv", rows))


def claims_file(folder: Path, *rows: Mapping[str, str]) -> ClaimsFile:
    """Return claims read from a CSV file of these rows."""
    path = write(folder / "claims.csv", csv_text(rows))
    return read_claims(path, people_file(folder), first_day=FIRST_DAY)
