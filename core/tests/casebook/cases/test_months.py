"""A hospital's month of one-stop claims: tied to the ledger, sent and paid entry by entry."""

from __future__ import annotations

import pytest

from jiuzhu.casebook import cases
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases.errors import ClaimTaken, StepNotAllowed, WrongContent
from jiuzhu.casebook.errors import NotAllowed

from .offices import CLERK, REVIEWER, SUPERVISOR, Office, marked, month_case, one_stop


def state(office: Office, case: cases.Case) -> str:
    return cases.case_of(office.book, case.number).state


def test_a_month_from_report_to_payment(office: Office) -> None:
    one, two = office.person(1), office.person(2)
    first = one_stop(office, one, "S-1", "2026-10-08", 100000)
    second = one_stop(office, two, "S-2", "2026-10-31", 50000)
    case = month_case(office, "S-1", "S-2")
    assert (case.person, case.claim_id, case.due_on) == (None, "", "2026-11-15")
    case = office.take(case, "accept")
    assert (case.award, case.tilt) == (80000 + 40000, 0)
    with pytest.raises(StepNotAllowed, match="已受理"):
        marked(office, "sent", first)
    case = office.through(case, "review", "approve")
    marked(office, "sent", first)
    assert state(office, case) == "approved"
    marked(office, "sent", second)
    assert state(office, case) == "sent"
    marked(office, "paid", first)
    marked(office, "bounced", second)
    assert state(office, case) == "approved"
    marked(office, "sent", second)
    assert state(office, case) == "sent"
    marked(office, "paid", second)
    assert state(office, case) == "paid"
    assert list(cases.check_cases(office.book)) == []


def test_payers_are_not_makers_or_deciders_of_any_entry(office: Office) -> None:
    first = one_stop(office, office.person(1), "S-1", "2026-10-08", 100000)
    one_stop(office, office.person(2), "S-2", "2026-10-08", 100000)
    case = office.through(month_case(office, "S-1", "S-2"), "accept", "review", "approve")
    for name in (CLERK.name, REVIEWER.name, SUPERVISOR.name):
        with pytest.raises(NotAllowed):
            marked(office, "sent", first, actor=Actor(name, "treasurer"))
    assert state(office, case) == "approved"


def test_entries_of_no_case_are_left_alone(office: Office) -> None:
    entry = one_stop(office, office.person(1), "S-1", "2026-10-08", 100000)
    marked(office, "sent", entry)
    marked(office, "paid", entry, entry)


def test_entries_are_marked_in_order(office: Office) -> None:
    entry = one_stop(office, office.person(1), "S-1", "2026-10-08", 100000)
    office.through(month_case(office, "S-1"), "accept", "review", "approve")
    with pytest.raises(StepNotAllowed):
        marked(office, "paid", entry)
    marked(office, "sent", entry)
    with pytest.raises(StepNotAllowed):
        marked(office, "sent", entry)


def test_what_does_not_belong_to_the_month(office: Office) -> None:
    person = office.person(1)
    one_stop(office, person, "S-1", "2026-11-01", 100000)
    manual = office.through(office.draft(person), "accept", "review", "approve")
    for claim, wanted in (("S-1", "不是 2026-10"), (manual.claim_id, "没有"), ("S-9", "没有")):
        case = month_case(office, claim)
        with pytest.raises(WrongContent, match=wanted):
            office.take(case, "accept")
    with pytest.raises(WrongContent, match="不重复"):
        month_case(office, "S-1", "S-1")


def test_an_entry_is_in_one_month_only(office: Office) -> None:
    one_stop(office, office.person(1), "S-1", "2026-10-08", 100000)
    first = office.take(month_case(office, "S-1"), "accept")
    second = month_case(office, "S-1")
    with pytest.raises(ClaimTaken, match="S-1"):
        office.take(second, "accept")
    office.take(first, "refuse")
    second = office.take(second, "accept")
    assert second.award == 80000
    second = office.take(second, "return")
    assert (second.award, office.book.one("SELECT count(*) FROM case_entries")) == (0, (0,))


def test_a_month_is_not_reversed_as_a_whole(office: Office) -> None:
    one_stop(office, office.person(1), "S-1", "2026-10-08", 100000)
    case = office.through(month_case(office, "S-1"), "accept", "review", "approve")
    with pytest.raises(StepNotAllowed):
        office.take(case, "reverse")
