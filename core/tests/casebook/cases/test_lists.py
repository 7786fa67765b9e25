"""Lists: what is due for whom, pages, searches; and that big casebooks use their indexes."""

from __future__ import annotations

from datetime import date

import pytest

from jiuzhu.casebook import cases
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import Filters
from jiuzhu.casebook.cases.errors import NoSuchCase

from .offices import CLERK, HOSPITAL, OTHER_CLERK, REVIEWER, Office, month_case, resident_id

SEEN_BY_ALL = Actor("审计员", "auditor")


def numbers(office: Office, **filters: object) -> list[str]:
    found = cases.find_cases(office.book, SEEN_BY_ALL, Filters(**filters))  # type: ignore[arg-type]
    return [each.number[-2:] for each in found]


def test_filing_is_due_after_three_working_days(office: Office) -> None:
    """Opened on Friday, 20 November 2026: Monday, Tuesday, Wednesday."""
    case = office.draft(office.person(1), "inpatient_filing")
    assert case.due_on == "2026-11-25"
    deadline = cases.deadline_of(office.county, case)
    assert deadline is not None
    assert deadline.sooner == date(2026, 11, 24)
    book = office.book
    assert cases.due_cases(book, CLERK, date(2026, 11, 24)) == []
    (early,) = cases.due_cases(book, CLERK, date(2026, 11, 20), until=date(2026, 11, 25))
    assert (early.overdue, early.waits_for, early.act) == (False, "accept", "case.accept")
    (on_the_day,) = cases.due_cases(book, CLERK, date(2026, 11, 25))
    assert not on_the_day.overdue
    case = office.take(case, "accept")
    (late,) = cases.due_cases(book, CLERK, date(2026, 11, 26))
    assert (late.overdue, late.waits_for, late.act) == (True, "review", "case.review")
    case = office.through(case, "review", "approve")
    assert cases.due_cases(book, CLERK, date(2026, 12, 1)) == []


def test_the_most_pressing_comes_first(office: Office) -> None:
    later = office.draft(office.person(1), "inpatient_filing")
    sooner = month_case(office, "S-1")
    found = cases.due_cases(office.book, CLERK, date(2026, 12, 1))
    assert [each.case.number for each in found] == [sooner.number, later.number]
    (first,) = cases.due_cases(office.book, CLERK, date(2026, 12, 1), limit=1)
    assert first.due_on == date(2026, 11, 15)


def test_due_cases_of_other_townships_are_not_shown(office: Office) -> None:
    office.draft(office.person(1, township="永乐镇"), "inpatient_filing")
    there = Actor("吴经办", "clerk", frozenset({"白帝镇"}))
    assert cases.due_cases(office.book, there, date(2026, 12, 1)) == []


def test_a_return_keeps_the_term(office: Office) -> None:
    case = office.draft(office.person(1), "inpatient_filing")
    case = office.through(case, "accept", "return")
    assert case.due_on == "2026-11-25"


def test_pages(office: Office) -> None:
    person = office.person(1)
    for _ in range(5):
        office.draft(person, "application")
    first = cases.find_cases(office.book, CLERK, limit=2)
    second = cases.find_cases(office.book, CLERK, limit=2, after=first[-1].case_id)
    third = cases.find_cases(office.book, CLERK, limit=2, after=second[-1].case_id)
    found = [each.number[-2:] for each in (*first, *second, *third)]
    assert found == ["05", "04", "03", "02", "01"]


def test_filters_and_searches(office: Office) -> None:
    one, two = office.person(1, township="永乐镇"), office.person(2, township="白帝镇")
    office.draft(one)
    filed = office.draft(two, "inpatient_filing", actor=OTHER_CLERK)
    asked = office.take(office.draft(two, "application"), "accept", anyway=True)
    office.take(asked, "review")
    assert numbers(office, kind="manual") == ["01"]
    assert numbers(office, township="白帝镇") == ["03", "02"]
    assert numbers(office, states=("draft",)) == ["02", "01"]
    assert numbers(office, states=("draft", "reviewed")) == ["03", "02", "01"]
    assert numbers(office, operator=OTHER_CLERK.name) == ["02"]
    assert numbers(office, operator=REVIEWER.name) == ["03"]
    assert numbers(office, due_by="2026-11-30") == ["02"]
    assert numbers(office, search="测试1") == ["01"]
    assert numbers(office, search=resident_id(2)) == ["03", "02"]
    assert numbers(office, search=resident_id(2)[-4:].lower()) == ["03", "02"]
    assert numbers(office, search="fj2026-000002") == ["02"]
    assert numbers(office, search="000002") == ["02"]
    assert numbers(office, search="2026-000003") == ["03"]
    assert numbers(office, search="00009") == []
    assert numbers(office, search="FJ") == ["03", "02", "01"]
    assert numbers(office, search="%") == []
    assert numbers(office, search="测试_") == []
    counts = cases.count_by_state(office.book, SEEN_BY_ALL)
    assert (counts["draft"], counts["reviewed"], counts["paid"]) == (2, 1, 0)
    row = cases.find_cases(office.book, SEEN_BY_ALL, Filters(kind=filed.kind))[0]
    assert row.person_id == f"500{'*' * 13}{resident_id(2)[-2:]}"


def test_numbers_run_within_a_year(office: Office) -> None:
    person = office.person(1)
    assert office.draft(person, "application").number == "FJ2026-000001"
    office.now = office.now.replace(year=2027, month=1)
    assert office.draft(person, "application").number == "FJ2027-000001"
    assert office.draft(person, "application").number == "FJ2027-000002"


def test_an_unknown_number(office: Office) -> None:
    with pytest.raises(NoSuchCase, match="FJ2026-000009"):
        cases.case_of(office.book, "FJ2026-000009")


@pytest.mark.parametrize(
    ("sql", "values"),
    [
        ("SELECT number FROM cases WHERE state = ? ORDER BY case_id DESC LIMIT 50", ("draft",)),
        ("SELECT number FROM cases WHERE due_on <= ? AND state = 'draft'", ("2026-11-30",)),
        ("SELECT number FROM cases WHERE invoice <> '' AND invoice = ?", ("FP-1",)),
        ("SELECT number FROM cases WHERE person IN (SELECT person FROM people WHERE name = ?)",
         ("测试",)),
        ("SELECT number FROM cases WHERE claim_id = ? AND claim_id <> ''"
         " AND state NOT IN ('refused', 'withdrawn')", ("S-1",)),
        ("SELECT state, count(*) FROM cases GROUP BY state", ()),
        ("SELECT 1 FROM case_steps WHERE operator = ? AND case_id = ?", ("x", 1)),
    ],
)  # fmt: skip
def test_lists_go_by_an_index(office: Office, sql: str, values: tuple[object, ...]) -> None:
    plan = " ".join(row[3] for row in office.book.rows(f"EXPLAIN QUERY PLAN {sql}", values))
    assert "SCAN cases USING COVERING" in plan or "SCAN cases" not in plan
    assert "SCAN case_steps" not in plan
    assert HOSPITAL not in plan


def test_a_case_in_a_log_line_says_nothing_personal(office: Office) -> None:
    case = office.draft(office.person(1))
    (row,) = cases.find_cases(office.book, CLERK)
    for text in (repr(case), repr(row), repr(cases.Draft(kind="manual", person_id="5", name="甲"))):
        assert resident_id(1) not in text
        assert "测试1" not in text
        assert "6222000011112222" not in text
