"""A run and the cases it pays: they move together, by hands that had no part in them."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

import pytest

from jiuzhu.casebook import cases, ledger, payments, roster
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.checking.check import check
from jiuzhu.casebook.errors import NotAllowed
from jiuzhu.casebook.payments.errors import StaleRun
from jiuzhu.loading.county import County
from jiuzhu.platform import Platform
from jiuzhu_schemas.records import Claim, Identity

CLERK = Actor("赵经办", "clerk")
REVIEWER = Actor("孙审核", "reviewer")
SUPERVISOR = Actor("李主管", "supervisor")
TREASURER = Actor("周出纳", "treasurer")
STAY = {
    "visit": "inpatient", "settled_on": "2026-11-02", "hospital_level": "2",
    "hospital_region": "county", "referral": "not_needed", "diagnosis": "J18.9",
    "total_cost": "16000.00", "in_scope_cost": "14000.00", "basic_paid": "8000.00",
    "critical_illness_paid": "1000.00", "account_holder": "测试甲", "account_bank": "重庆农商行",
    "account_number": "6222000011112222",
}  # fmt: skip
"""Base 5000.00: dibao gets 80 % at level 2, 4000.00."""


def recognise(office: Any, person: int) -> str:
    """Give somebody dibao since 2020; return their ID."""
    (found,) = office.book.one("SELECT person_id FROM people WHERE person = ?", (person,))
    person_id = str(found)
    with office.book.gate() as gate:
        held = Identity(person_id, "dibao", date(2020, 1, 1))
        roster.recognise(gate, office.book, CLERK, held, "民政局")
    return person_id


def opened(office: Any, county: County, kind: Any, person_id: str, **fields: str) -> cases.Case:
    documents = tuple(each.id for each in cases.kind_of(kind).documents)
    draft = cases.Draft(kind=kind, person_id=person_id, fields=fields, documents=documents)
    case = cases.open_case(office.book, county, CLERK, draft)
    return cases.accept_case(office.book, county, CLERK, case.seen)


def approved(office: Any, county: County, case: cases.Case) -> cases.Case:
    case = cases.review_case(office.book, county, REVIEWER, case.seen)
    return cases.approve_case(office.book, county, SUPERVISOR, case.seen)


@pytest.fixture
def manual(office: Any, fengjie: County) -> cases.Case:
    person_id = recognise(office, office.person(1, account=False))
    case = opened(office, fengjie, "manual", person_id, invoice="FP-1", **STAY)
    return approved(office, fengjie, case)


def state(office: Any, case: cases.Case) -> str:
    return cases.case_of(office.book, case.number).state


def made(office: Any, channel: str = "person_account") -> payments.Run:
    return payments.make_run(office.book, TREASURER, "2026-11", channel)


def test_a_case_goes_with_its_payment(office: Any, manual: cases.Case) -> None:
    run = made(office)
    (line,) = payments.lines_of(office.book, run.run)
    assert (line.amount, line.account.number) == (400_000, "6222000011112222")
    payments.send_run(office.book, TREASURER, run.run)
    assert state(office, manual) == "sent"
    payments.bounce(office.book, TREASURER, run.run, manual.claim_id, "账号有误")
    assert state(office, manual) == "approved"
    payments.settle_run(office.book, TREASURER, run.run)
    with pytest.raises(payments.NothingToPay):
        made(office)
    corrected = payments.Account(holder="测试1", bank="农行", number="6222000011113333")
    payments.record_account(office.book, CLERK, 1, corrected)
    again = payments.send_run(office.book, TREASURER, made(office).run)
    payments.settle_run(office.book, TREASURER, again.run)
    assert state(office, manual) == "paid"
    assert [each.sentence for each in check(office.book)] == []


@pytest.mark.parametrize("name", [CLERK.name, REVIEWER.name, SUPERVISOR.name])
def test_who_had_a_hand_in_a_case_does_not_pay_it(
    office: Any, manual: cases.Case, name: str
) -> None:
    run = made(office).run
    own = Actor(name, "treasurer")
    with pytest.raises(NotAllowed):
        payments.send_run(office.book, own, run)
    assert office.book.one("SELECT action FROM audit ORDER BY seq DESC LIMIT 1") == ("refused",)
    with pytest.raises(sqlite3.IntegrityError, match="payments: who"):
        office.book.db.conn.execute(
            "UPDATE payment_runs SET state = 'sent', sent_by = ?, sent_at = '-'", (name,)
        )
    payments.send_run(office.book, TREASURER, run)
    with pytest.raises(NotAllowed):
        payments.settle_run(office.book, own, run)
    assert state(office, manual) == "sent"


def test_a_case_reversed_in_between_is_not_sent(office: Any, manual: cases.Case) -> None:
    run = made(office)
    reversed_case = cases.reverse_case(
        office.book, Platform.load().county, SUPERVISOR, manual.seen, "重复"
    )
    with pytest.raises(StaleRun, match=manual.claim_id):
        payments.send_run(office.book, TREASURER, run.run)
    payments.cancel_run(office.book, TREASURER, run.run, "已冲正")
    run = payments.send_run(office.book, TREASURER, made(office).run)
    payments.settle_run(office.book, TREASURER, run.run)
    assert run.total == 0
    assert state(office, manual) == reversed_case.state == "reversed"
    assert [each.sentence for each in check(office.book)] == []


def one_stop(office: Any, county: County, person_id: str, claim_id: str) -> None:
    claim = Claim(
        claim_id=claim_id, person_id=person_id, visit="inpatient", settled_on=date(2026, 11, 3),
        hospital_level=2, hospital_region="county", referral="not_needed", diagnosis="J18.9",
        total_cost=100_000, in_scope_cost=100_000, basic_paid=0, critical_illness_paid=0,
    )  # fmt: skip
    prepared = ledger.prepare_claim(office.book, county, claim)
    with office.book.gate() as gate:
        ledger.record_claim(gate, office.book, CLERK, prepared, channel="county_hospital")


def test_a_hospitals_month_waits_for_its_approval(office: Any, fengjie: County) -> None:
    person_id = recognise(office, office.person(1))
    for claim_id in ("H-1", "H-2", "H-3"):
        one_stop(office, fengjie, person_id, claim_id)
    fields = {"hospital": "H50023600001", "month": "2026-11", "claims": "H-1 H-2"}
    month = opened(office, fengjie, "one_stop_month", "", **fields)
    preview = payments.preview_run(office.book, "2026-11", "county_hospital")
    assert [each.claims for each in preview.lines] == [("H-3",)]
    assert [(each.claims, each.why, each.payee) for each in preview.held] == [
        (("H-1", "H-2"), "not_approved", "hospital:H50023600001")
    ]
    approved(office, fengjie, month)
    run = payments.send_run(office.book, TREASURER, made(office, "county_hospital").run)
    assert run.total == 240_000
    assert state(office, month) == "sent"
    payments.settle_run(office.book, TREASURER, run.run)
    assert state(office, month) == "paid"
    assert [each.sentence for each in check(office.book)] == []
