"""The baseline's deadlines, worked out by hand from 渝府发〔2012〕78号."""

from __future__ import annotations

from datetime import date

import pytest

from jiuzhu.casebook.deadlines import due_for, monthly_clock
from jiuzhu.loading.county import County
from jiuzhu.platform import Platform


@pytest.fixture(scope="module")
def chongqing() -> County:
    return Platform.load().county("chongqing")


def test_subsidies_are_transferred_in_january(chongqing: County) -> None:
    (found,) = monthly_clock(chongqing, date(2013, 1, 1))
    assert (found.id, found.date) == ("subsidy_transfer", date(2013, 1, 31))
    assert (found.source.cite, found.source.inherited) == ("四", False)
    assert monthly_clock(chongqing, date(2013, 2, 1)) == ()


def test_a_filing_is_confirmed_in_two_to_three_working_days(chongqing: County) -> None:
    found = due_for(chongqing, "inpatient_filing", date(2026, 11, 20))  # A Friday.
    assert found is not None
    assert (found.sooner, found.date) == (date(2026, 11, 24), date(2026, 11, 25))
    assert (found.clause, found.certain) == ("cq-2012-78#3", True)
