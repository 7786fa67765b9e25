"""Check I7: wrong rows go back in their sender's own columns, and their return is tracked."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import pytest

from jiuzhu.casebook.roster import RosterRefused, confirm_list, return_rows, returned_rows

from .lists import CIVIL, CLERK, HEADER, RURAL, Office, rid, row, wrong

FIVE = [row(n) for n in range(1, 6)]
BAD = row(6, 身份证号=wrong(rid(6)), 姓名="=测试", **{"村（居）": "一,村"})
OTHERS = row(7, "残联的类别")


def statuses(office: Office) -> list[tuple[int, str]]:
    return [(each.row, each.status) for each in returned_rows(office.book, resolved=True)]


def test_i7_rows_go_back_in_their_own_columns(office: Office, tmp_path: Path) -> None:
    preview = office.preview([*FIVE, BAD, OTHERS], skip_bad_rows=True)
    target = tmp_path / "back.csv"
    assert return_rows(office.book, CLERK, preview, target) == 2
    with target.open(encoding="utf-8-sig", newline="") as opened:
        header, first, second = csv.reader(opened)
    assert tuple(header[: len(HEADER)]) == HEADER
    assert first[1:6] == [wrong(rid(6)), "'=测试", "低保对象", "测试镇", "一,村"]
    assert first[len(HEADER)] == "7"
    assert "校验位不符" in first[-1]
    assert "不是认识的救助对象类别" in second[-1]
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_i7_open_returned_resolved(office: Office, tmp_path: Path) -> None:
    preview = office.preview([*FIVE, BAD, OTHERS], skip_bad_rows=True)
    confirm_list(office.book, CLERK, preview)
    assert statuses(office) == [(7, "open"), (8, "open")]
    return_rows(office.book, CLERK, preview, tmp_path / "back.csv")
    assert statuses(office) == [(7, "returned"), (8, "returned")]
    done = office.send([*FIVE, row(6, 姓名="=测试"), row(7, "特困人员")])
    assert done.came_back == 2
    assert [each.status for each in returned_rows(office.book, resolved=True)] == ["resolved"] * 2
    assert returned_rows(office.book) == []


def test_i7_a_refused_file_is_tracked_too(office: Office, tmp_path: Path) -> None:
    preview = office.preview([*FIVE, BAD])
    with pytest.raises(RosterRefused):
        confirm_list(office.book, CLERK, preview)
    return_rows(office.book, CLERK, preview, tmp_path / "back.csv")
    return_rows(office.book, CLERK, preview, tmp_path / "again.csv")
    (found,) = returned_rows(office.book, CIVIL)
    assert (found.row, found.status, found.resolved_by) == (7, "returned", None)
    assert found.headers[:3] == HEADER[:3]
    assert found.cells[1] == wrong(rid(6))
    done = office.send([*FIVE, row(6, 姓名="=测试")])
    assert done.came_back == 1


def test_a_wrong_row_that_comes_again_wrong_is_still_one(office: Office) -> None:
    office.send([*FIVE, BAD], skip_bad_rows=True)
    office.send([row(9), *FIVE, BAD], skip_bad_rows=True, month="2026-12")
    assert statuses(office) == [(7, "open")]


def test_a_namesake_brings_nothing_back(office: Office) -> None:
    """Somebody else of that name stood in the list with the wrong row, and stands there again."""
    name = FIVE[0]["姓名"]
    bad = row(6, 身份证号=wrong(rid(6)), 姓名=name)
    office.send([*FIVE, bad], skip_bad_rows=True)
    assert office.send([*FIVE, row(8)], month="2026-12").came_back == 0
    assert statuses(office) == [(7, "open")]
    done = office.send([*FIVE, row(8), row(6, 姓名=name)], month="2027-01")
    assert done.came_back == 1


def test_another_town_or_department_brings_nothing_back(office: Office) -> None:
    bad = row(6, "返贫致贫人口", 身份证号=wrong(rid(6)))
    office.send([row(5, "返贫致贫人口"), bad], department=RURAL, skip_bad_rows=True)
    assert office.send([*FIVE, row(6)]).came_back == 0
    elsewhere = [
        row(5, "返贫致贫人口"),
        row(6, "返贫致贫人口", **{"镇（街）": "另一镇"}),
    ]
    assert office.send(elsewhere, department=RURAL, month="2026-12").came_back == 0
    (found,) = returned_rows(office.book)
    assert found.department == RURAL
