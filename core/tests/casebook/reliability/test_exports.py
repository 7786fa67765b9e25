"""S6: whatever is written in outside files or typed, no exported cell begins like a formula."""

from __future__ import annotations

import csv
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from jiuzhu.casebook.store import Casebook

from .conftest import Typed

BEGINNINGS = "=+-@＝＋－＠\t\r"
HOSTILE = [
    "=1+1",
    "+86",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "＝cmd",
    "＠甲",
    " =1",
    '=HYPERLINK("http://x")',
]
CLAIM = ("inpatient", "2026-11-03", "2", "county", "not_needed", "J18.9", "9000.00", "8000.00",
         "5000.00", "0", "")  # fmt: skip
NAMES = ("claim_id", "person_id", "visit", "settled_on", "hospital_level", "hospital_region",
         "referral", "diagnosis", "total_cost", "in_scope_cost", "basic_paid",
         "critical_illness_paid", "therapy", "备注")  # fmt: skip


NOBODY = "500236199605052310"


def cells(path: Path) -> Iterator[str]:
    """Yield every cell of a CSV file or a workbook, headers too; numbers are left out."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as opened:
            for line in csv.reader(opened):
                yield from line
        return
    with CalamineWorkbook.from_path(path) as book:
        for name in book.sheet_names:
            for row in book.get_sheet_by_name(name).to_python():
                yield from (each for each in row if isinstance(each, str))


def require_harmless(path: Path) -> list[str]:
    """Fail where a cell begins like a formula; return all cells."""
    found = list(cells(path))
    begin = [each for each in found if each and each[0] in BEGINNINGS]
    assert [each for each in begin if not each.lstrip("+-").replace(".", "").isdecimal()] == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    return found


@pytest.fixture
def db(demo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(demo, tmp_path / "db"))


@pytest.fixture
def people(db: Path) -> list[str]:
    with Casebook.open(db, read_only=True) as book:
        return [person_id for (person_id,) in book.rows("SELECT person_id FROM people")]


def written(path: Path, rows: list[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(rows)
    return path


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_awards_and_wrong_rows(
    typed: Typed, db: Path, people: list[str], tmp_path: Path, ending: str
) -> None:
    """A claim id that begins like that is refused, and so is in the file of wrong rows alone."""
    good = [("G", people[0], *CLAIM, text) for text in HOSTILE[:1]]
    bad = [(f"{text}-{place}", people[0], *CLAIM, text) for place, text in enumerate(HOSTILE)]
    bad += [(f"B{place}", people[0], text, *CLAIM[1:], text) for place, text in enumerate(HOSTILE)]
    file = written(tmp_path / "claims.csv", [(*NAMES, "=x"), *((*row, "") for row in good + bad)])
    out = tmp_path / f"awards.{ending}"
    options = ("--county", "fengjie", "--casebook", str(db), "--output", str(out))
    typed("settle", str(file), *options, "--operator", "赵经办", "--skip-bad-rows")
    assert "G" in require_harmless(out)
    assert {"'=1+1-0", "'=1+1", "'=x"} <= set(
        require_harmless(tmp_path / f"awards.{ending}.errors.csv")
    )


def test_rows_that_go_back_to_their_department(
    typed: Typed, db: Path, script: dict[str, Any], tmp_path: Path
) -> None:
    rows = [("1", "500236197001010011", text, text, text, text, text) for text in HOSTILE]
    file = written(tmp_path / "list.csv", [script["HEADER"], *rows])
    back = tmp_path / "back.csv"
    typed(
        "roster", "import", str(db), str(file), "--department", "民政局", "--kind", "full",
        "--month", "2026-11", "--county", "fengjie", "--operator", "赵经办", "--skip-bad-rows",
        "--errors", str(back), "--yes", status=(0, 1, 2),
    )  # fmt: skip
    assert "'=1+1" in require_harmless(back)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_treasurys_list(typed: Typed, db: Path, tmp_path: Path, ending: str) -> None:
    with Casebook.open(db, read_only=True) as book:
        rows = book.rows("SELECT max(number) FROM cases WHERE state = 'approved'")
    account = ("--bank", '=HYPERLINK("http://x")', "--number", "6222000099998888")
    typed("payrun", "account", str(db), "--claim", rows[0][0], "--holder", "=1+1", *account,
          "--operator", "赵经办")  # fmt: skip
    typed("payrun", "make", str(db), "--month", "2026-11", "--channel", "person_account",
          "--operator", "周出纳")  # fmt: skip
    out = tmp_path / f"list.{ending}"
    typed("payrun", "export", str(db), "4", "--output", str(out), "--operator", "周出纳")
    found = require_harmless(out)
    assert "'=1+1" in found
    assert '\'=HYPERLINK("http://x")' in found
    if ending == "csv":
        require_harmless(tmp_path / "list.detail.csv")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_list_of_cases(typed: Typed, db: Path, tmp_path: Path, ending: str) -> None:
    typed("case", "new", str(db), "--kind", "application", "--person", NOBODY, "--name", "=1+1",
          "--township", "@永乐", "--operator", "赵经办")  # fmt: skip
    out = tmp_path / f"cases.{ending}"
    typed("case", "export", str(db), "--output", str(out))
    assert "'=1+1" in require_harmless(out)
