"""Fengjie's clock, worked out by hand from 奉节府办发〔2023〕49号 and the calendar."""

from __future__ import annotations

from datetime import date

import pytest

from jiuzhu.casebook.deadlines import due_for, monthly_clock
from jiuzhu.loading.county import County
from jiuzhu.platform import Platform

TENTH = ("department_lists", "hospital_reports", "subsidy_additions")
FIFTEENTH = ("roster_maintained", "treasury_application")


@pytest.fixture(scope="module")
def fengjie() -> County:
    return Platform.load().county("fengjie")


def dates(county: County, year: int, month: int) -> dict[str, str]:
    return {each.id: str(each.date) for each in monthly_clock(county, date(year, month, 1))}


def before(county: County, year: int, month: int) -> dict[int, str | None]:
    return {
        each.date.day: str(each.working_day_before) if each.working_day_before else None
        for each in monthly_clock(county, date(year, month, 1))
    }


def test_the_tenth_the_fifteenth_and_the_twenty_fifth(fengjie: County) -> None:
    assert dates(fengjie, 2026, 11) == {
        **dict.fromkeys(TENTH, "2026-11-10"),
        **dict.fromkeys(FIFTEENTH, "2026-11-15"),
        "treasury_payment": "2026-11-25",
    }


@pytest.mark.parametrize(
    ("month", "expected"),
    [
        (11, {10: None, 15: "2026-11-13", 25: None}),  # 15 November is a Sunday.
        (10, {10: None, 15: None, 25: "2026-10-23"}),  # Saturday the 10th is a working day.
        (5, {10: "2026-05-09", 15: None, 25: None}),  # Behind a swapped Saturday.
        (2, {10: None, 15: "2026-02-14", 25: None}),  # The first day of the Spring Festival.
    ],
)
def test_the_working_day_before(
    fengjie: County, month: int, expected: dict[int, str | None]
) -> None:
    assert before(fengjie, 2026, month) == expected


def test_a_year_without_a_calendar_says_so(fengjie: County) -> None:
    january = monthly_clock(fengjie, date(2027, 1, 1))
    assert not any(each.certain for each in january)
    assert "推算" in january[0].sentence.zh
    assert "Monday to Friday" in january[0].sentence.en
    assert before(fengjie, 2027, 1) == {
        10: "2027-01-08", 15: None, 25: None, 31: "2027-01-29",
    }  # fmt: skip


def test_the_plan_counts_from_its_first_day(fengjie: County) -> None:
    assert dates(fengjie, 2023, 5) == {}
    assert dates(fengjie, 2023, 6) == {"treasury_payment": "2023-06-25"}
    assert len(dates(fengjie, 2023, 7)) == 6


def test_lists_before_the_month_in_which_enrolment_opens(fengjie: County) -> None:
    found = due_for(fengjie, "enrolment_opens", date(2026, 10, 8))
    assert found is not None
    assert (found.date, found.clause) == (date(2026, 9, 30), "fj-2023-49#2.2.2")


def test_additions_until_the_end_of_the_next_year(fengjie: County) -> None:
    found = due_for(fengjie, "subsidy_lists_sent", date(2025, 9, 28))
    assert found is not None
    assert (found.date, found.certain) == (date(2026, 12, 31), True)


def test_an_inpatient_filing_is_the_baselines(fengjie: County) -> None:
    found = due_for(fengjie, "inpatient_filing", date(2026, 9, 30))
    assert found is not None
    assert (found.sooner, found.date) == (date(2026, 10, 9), date(2026, 10, 10))
    assert (found.source.number, found.source.inherited) == ("渝府发〔2012〕78号", True)
