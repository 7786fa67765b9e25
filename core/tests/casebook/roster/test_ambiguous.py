"""Check I6: a row of which it is uncertain whom it speaks of never makes a second person."""

from __future__ import annotations

import json

import pytest

from jiuzhu.casebook.roster import (
    NoSuchItem,
    RosterRefused,
    find_person,
    person_of,
    queue_items,
    resolve_item,
)

from .lists import CLERK, RURAL, Office, death, rid, row

THREE = [row(n) for n in range(1, 4)]
TWIN = rid(901)  # Born on the same day as everybody else here.


@pytest.fixture
def full(office: Office) -> Office:
    office.send(THREE, month="2026-10")
    return office


def people(office: Office) -> int:
    (count,) = office.book.one("SELECT count(*) FROM people")
    return int(count)


def other_name(office: Office) -> int:
    """A known ID with another name; returns the queue's item."""
    office.send([row(1, "特困人员", 姓名="测试改名"), *THREE[1:]])
    (item,) = queue_items(office.book)
    assert item.reason == "name_differs"
    return item.item


def other_id(office: Office) -> int:
    """Name and birth date of person 1 under an ID that nobody has; returns the queue's item."""
    office.send([row(1, "特困人员", 身份证号=TWIN), *THREE[1:]])
    (item,) = queue_items(office.book)
    assert (item.reason, item.candidate) == ("id_differs", 1)
    return item.item


def test_i6_nobody_is_made_and_nobody_is_cancelled(full: Office) -> None:
    other_id(full)
    assert people(full) == 3
    assert find_person(full.book, TWIN) is None
    assert full.held(rid(1)) == [("dibao", "2026-10-01", "")]  # may be the one in the list


def test_another_name_is_held_back_and_the_rest_goes_in(full: Office) -> None:
    full.send([row(1, 姓名="测试改名"), *THREE[1:], row(4)])
    assert people(full) == 4
    assert full.held(rid(1)) == [("dibao", "2026-10-01", "")]
    assert person_of(full.book, 1).name == THREE[0]["姓名"]


@pytest.mark.parametrize("name", ["测 试丁", "测试　丁", " 测试丁\t", "测\u200b试丁"])
def test_blanks_are_no_other_name(office: Office, name: str) -> None:
    office.send([row(1, 姓名="测试丁")], month="2026-10")
    assert not office.preview([row(1, 姓名=name)]).held


def test_same_person_another_name(full: Office) -> None:
    item = other_name(full)
    done = resolve_item(full.book, CLERK, item, "same", "改名，已看户口")
    assert done.person == 1
    assert person_of(full.book, 1).name == "测试改名"
    assert ("tekun", "2026-11-01", "") in full.held(rid(1))
    assert queue_items(full.book) == []
    assert not full.preview([row(1, "特困人员", 姓名="测试改名"), *THREE[1:]], month="2026-12").held


def test_one_id_is_never_two_people(full: Office) -> None:
    item = other_name(full)
    with pytest.raises(RosterRefused, match="一号不能两人"):
        resolve_item(full.book, CLERK, item, "other")
    resolve_item(full.book, CLERK, item, "dropped")
    assert full.held(rid(1)) == [("dibao", "2026-10-01", "")]
    assert people(full) == 3


def test_same_person_another_id(full: Office) -> None:
    """From then on both IDs find one person, in lists too."""
    resolve_item(full.book, CLERK, other_id(full), "same")
    assert people(full) == 3
    assert find_person(full.book, TWIN) == find_person(full.book, rid(1)) == 1
    assert ("tekun", "2026-11-01", "") in full.held(TWIN)
    preview = full.preview([row(1, "特困人员", 身份证号=TWIN), *THREE[1:]], month="2026-12")
    assert (len(preview.held), preview.counts["added"]) == (0, 0)


def test_another_person_after_all(full: Office) -> None:
    done = resolve_item(full.book, CLERK, other_id(full), "other")
    assert people(full) == 4
    assert done.person == find_person(full.book, TWIN) == 4
    assert full.held(TWIN) == [("tekun", "2026-11-01", "")]
    assert full.held(rid(1)) == [("dibao", "2026-10-01", "")]


def test_two_new_people_of_one_name_and_birthday(office: Office) -> None:
    """The first goes in, the second waits beside it."""
    office.send([row(1), row(1, 身份证号=TWIN)])
    assert people(office) == 1
    (item,) = queue_items(office.book)
    assert (item.reason, item.candidate) == ("id_differs", 1)
    resolve_item(office.book, CLERK, item.item, "other")
    assert people(office) == 2


@pytest.mark.parametrize(
    "cells",
    [
        {"姓名": "测试另名"},
        {"镇（街）": "另一镇"},
        {"认定日期": "2026-06-01"},
        {"终止日期": "2027-06-30"},
    ],
)
def test_rows_that_contradict_each_other_are_all_held(
    office: Office, cells: dict[str, str]
) -> None:
    office.send([row(1), row(1, **cells), row(2)])
    assert people(office) == 1
    items = queue_items(office.book)
    assert [(each.reason, each.line.row) for each in items] == [("repeated", 2), ("repeated", 3)]
    resolve_item(office.book, CLERK, items[0].item, "dropped")
    resolve_item(office.book, CLERK, items[1].item, "same")
    assert people(office) == 2
    assert len(office.held(rid(1))) == 1


def test_equal_rows_count_once(office: Office) -> None:
    done = office.send([row(1), row(1, 序号="7"), row(2)])
    assert (done.counts["added"], done.counts["repeats"], done.counts["held"]) == (2, 1, 0)
    assert office.held(rid(1)) == [("dibao", "2026-11-01", "")]


def test_names_that_differ_between_departments_are_held(full: Office) -> None:
    office = full
    office.send([row(1, "返贫致贫人口", 姓名="测试别名")], department=RURAL)
    (item,) = queue_items(office.book)
    assert (item.reason, item.department) == ("name_differs", RURAL)
    assert people(office) == 3


def test_a_newer_full_list_makes_items_pointless(full: Office) -> None:
    item = other_id(full)
    full.send(THREE, month="2026-12")
    assert queue_items(full.book) == []
    assert queue_items(full.book, status="superseded")[0].item == item
    with pytest.raises(NoSuchItem):
        resolve_item(full.book, CLERK, item, "same")


def test_a_death_under_another_name_is_held(full: Office) -> None:
    full.send([death(1, "2026-11-02", 姓名="测试误名")], "deaths", department="公安局")
    assert person_of(full.book, 1).died_on is None
    (item,) = queue_items(full.book)
    resolve_item(full.book, CLERK, item.item, "same")
    assert str(person_of(full.book, 1).died_on) == "2026-11-02"
    assert full.held(rid(1)) == [("dibao", "2026-10-01", "2026-11-02")]


def test_an_item_is_resolved_once_and_audited(full: Office) -> None:
    item = other_name(full)
    resolve_item(full.book, CLERK, item, "same", "已核")
    with pytest.raises(NoSuchItem):
        resolve_item(full.book, CLERK, item, "dropped")
    rows = full.book.rows(
        "SELECT actor, action, detail FROM audit WHERE subject = 'ambiguous_rows' ORDER BY seq"
    )
    assert [each[1] for each in rows] == ["roster.hold", "roster.resolve_item"]
    decision = full.book.one("SELECT detail FROM audit WHERE action = 'roster.resolve'")
    assert json.loads(decision[0])["note"] == "已核"
    trail = "".join(each[0] for each in full.book.rows("SELECT detail FROM audit"))
    assert rid(1) not in trail
    assert "测试" not in trail
