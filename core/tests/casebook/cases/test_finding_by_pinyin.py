"""People are found by pinyin: new ones at once, renamed ones by the name they have now."""

from __future__ import annotations

import pytest

from jiuzhu.casebook import cases
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import Filters
from jiuzhu.casebook.roster import refresh_name_keys
from jiuzhu.casebook.roster.name_keys import is_pinyin
from jiuzhu.pinyin import name_keys

from .offices import CLERK, HOSPITAL, Office, resident_id

SEEN_BY_ALL = Actor("审计员", "auditor")


def found(office: Office, search: str) -> list[str]:
    rows = cases.find_cases(office.book, SEEN_BY_ALL, Filters(search=search))
    assert cases.count_cases(office.book, SEEN_BY_ALL, Filters(search=search)) == len(rows)
    return [each.number[-2:] for each in rows]


def named(office: Office, number: int, name: str) -> None:
    with office.book.gate() as gate:
        gate.change_one(
            "UPDATE people SET name = ? WHERE person_id = ?", (name, resident_id(number))
        )


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("张三丰", {"zhangsanfeng", "sanfeng", "zsf"}),
        ("曾国藩", {"zengguofan", "guofan", "zgf"}),
        ("欧阳修", {"ouyangxiu", "xiu", "oyx"}),
        ("单于明", {"chanyuming", "ming", "cym"}),
        ("覃辉", {"qinhui", "hui", "qh", "tanhui", "th"}),
        ("John Smith", {"johnsmith", "smith", "js"}),
        ("", set()),
        ("[/]", set()),
    ],
)
def test_what_a_name_is_found_by(name: str, keys: set[str]) -> None:
    assert name_keys(name) == keys


def test_new_and_renamed_people_are_found(office: Office) -> None:
    """Before the keys are filled in, and after; never by a name they no longer have."""
    office.draft(office.person(1))
    office.draft(office.person(2))
    named(office, 1, "张三")
    named(office, 2, "曾四")
    for filled in (False, True):
        if filled:
            assert refresh_name_keys(office.book) == 2
        assert found(office, "zs") == ["02", "01"]
        assert found(office, "zhang san") == ["01"]
        assert found(office, "si") == ["02"]
        assert found(office, "ceng") == []
        assert found(office, "zsq") == []
    named(office, 1, "李五")
    assert found(office, "zs") == ["02"]
    assert found(office, "lw") == ["01"]
    assert refresh_name_keys(office.book) == 1
    assert refresh_name_keys(office.book) == 0
    assert found(office, "zhangsan") == []
    assert found(office, "liwu") == ["01"]


def test_a_search_never_waits_for_a_writer(office: Office) -> None:
    office.draft(office.person(1))
    with office.book.gate():
        assert found(office, "ceshi") == ["01"]
    assert office.book.one("SELECT count(*) FROM name_keys") == (0,)


def test_capitals_and_digits_are_case_numbers(office: Office) -> None:
    office.draft(office.person(1))
    assert [is_pinyin(text) for text in ("zs", "zhang san", "FJ", "fj2026", "张", "")] == [
        True, True, False, False, False, False,
    ]  # fmt: skip
    assert found(office, "FJ") == ["01"]
    assert found(office, "fj2026") == ["01"]


def test_offsets_count_from_the_newest(office: Office) -> None:
    person = office.person(1)
    for _ in range(5):
        office.draft(person, "application")
    last = cases.find_cases(office.book, CLERK, limit=2, offset=3)
    assert [each.number[-2:] for each in last] == ["02", "01"]
    assert cases.find_cases(office.book, CLERK, limit=2, offset=5) == []
    assert cases.count_cases(office.book, CLERK) == 5


def test_the_hospital_is_that_of_the_field(office: Office) -> None:
    """The code in another field, even written as in JSON, is no hospital."""
    office.draft(office.person(1))
    text = f'"hospital":"{HOSPITAL}"'
    office.draft(office.person(2), "application", illness=text)
    rows = cases.find_cases(office.book, CLERK, Filters(hospital=HOSPITAL))
    assert [each.number[-2:] for each in rows] == ["01"]
    assert cases.count_cases(office.book, CLERK, Filters(hospital="H5")) == 0


def test_counts_are_within_the_townships(office: Office) -> None:
    office.draft(office.person(1, township="永乐镇"))
    office.draft(office.person(2, township="白帝镇"))
    there = Actor("吴经办", "clerk", frozenset({"白帝镇"}))
    assert cases.count_cases(office.book, there) == 1
    assert cases.townships_of_cases(office.book, there) == ["白帝镇"]
    assert cases.townships_of_cases(office.book, CLERK) == ["永乐镇", "白帝镇"]
