"""A payee's account: seen in full on the record only, and never written over unseen."""

from __future__ import annotations

from typing import Any

import pytest

from jiuzhu.casebook import payments
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.checking.check import check
from jiuzhu.casebook.errors import NotAllowed, RowConflict
from jiuzhu.casebook.payments import Account
from jiuzhu.casebook.roster import UnknownPerson

CLERK = Actor("clerk", "clerk")


def test_seeing_the_full_number_is_recorded(office: Any) -> None:
    person = office.person(1)
    shown = payments.view_account(office.book, Actor("treasurer", "treasurer"), person)
    assert shown == payments.account_of(office.book, person)
    assert shown.number == "6222000011100001"
    (seen,) = office.book.rows("SELECT actor, subject_key FROM audit WHERE action = 'view.account'")
    assert seen == ("treasurer", str(person))
    with pytest.raises(NotAllowed):
        payments.view_account(office.book, Actor("auditor", "auditor"), person)
    with pytest.raises(UnknownPerson):
        payments.account_of(office.book, 99)
    assert [each for each in check(office.book) if each.subject == "people"] == []


def test_an_account_that_was_changed_meanwhile_is_not_written_over(office: Any) -> None:
    person = office.person(1)
    seen = payments.account_of(office.book, person)
    mine = Account(holder="测试甲", bank="重庆农商行", number="6222999900001111")
    theirs = Account(holder="测试乙", bank="重庆农商行", number="6222999900002222")
    payments.record_account(office.book, CLERK, person, theirs, seen=seen)
    with pytest.raises(RowConflict):
        payments.record_account(office.book, CLERK, person, mine, seen=seen)
    assert payments.account_of(office.book, person) == theirs
