"""Making, sending, settling: totals to the fen, nothing twice, nothing lost."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from jiuzhu.casebook import payments
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.checking.check import check
from jiuzhu.casebook.errors import NotAllowed
from jiuzhu.casebook.payments.checking import check_payments
from jiuzhu.casebook.payments.errors import (
    NoRun,
    NothingToPay,
    StaleRun,
    WrongAccount,
    WrongMonth,
    WrongStep,
)
from jiuzhu.casebook.store import Casebook

TREASURER = Actor("treasurer", "treasurer")
LEDGER = ("pools", "requests", "entries")


def faults(book: Casebook) -> list[str]:
    """What is wrong but for the ledger, which these entries have no claims and pools for."""
    assert list(check_payments(book)) == []
    return [str(each.sentence) for each in check(book) if each.subject not in LEDGER]


def test_totals_are_those_of_the_ledger_to_the_fen(office: Any) -> None:
    one, two = office.person(1), office.person(2)
    office.settle(one, "A-1", 100_001, 2_345)
    office.settle(one, "A-2", 7)
    office.settle(two, "A-3", 33)
    office.settle(two, "A-4", 0)
    office.settle(two, "B-1", 5_000, channel="county_hospital")
    run = office.make()
    assert (run.items, run.total, run.state, run.up_to) == (3, 102_386, "draft", "2026-11-30")
    lines = payments.lines_of(office.book, run.run)
    assert [(each.person, each.amount, each.claims) for each in lines] == [
        (one, 102_353, ("A-1", "A-2")),
        (two, 33, ("A-3",)),
    ]
    assert lines[1].account.number == "6222000011100002"
    settled = office.pay(run)
    assert (settled.state, settled.paid, settled.bounced) == ("settled", 102_386, 0)
    assert office.make("county_hospital").total == 5_000
    assert faults(office.book) == []


def test_an_entry_is_taken_once(office: Any) -> None:
    office.settle(office.person(1), "A-1", 100)
    run = office.make()
    with pytest.raises(NothingToPay):
        office.make()
    payments.cancel_run(office.book, TREASURER, run.run, "重新汇总")
    again = office.make()
    assert (again.run, again.total) == (run.run + 1, 100)
    assert [each.state for each in payments.payments_of_claim(office.book, "A-1")] == [
        "released",
        "pending",
    ]
    assert faults(office.book) == []


def test_only_what_was_settled_up_to_the_day(office: Any) -> None:
    person = office.person(1)
    office.settle(person, "A-1", 100, day="2026-11-30")
    office.settle(person, "A-2", 1, day="2026-12-01")
    assert office.make().total == 100
    late = payments.make_run(office.book, TREASURER, "2026-11", "person_account", date(2026, 12, 1))
    assert late.total == 1


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "202611", "1899-12", ""])
def test_a_month_is_a_month(office: Any, month: str) -> None:
    with pytest.raises(WrongMonth):
        payments.make_run(office.book, TREASURER, month, "person_account")
    with pytest.raises(WrongMonth):
        payments.preview_run(office.book, "2026-11", "person_account", date(2026, 10, 31))


def test_reversed_before_payment_nets_out(office: Any) -> None:
    one, two = office.person(1), office.person(2)
    office.settle(one, "A-1", 100, 5)
    office.settle(one, "A-2", 30)
    office.settle(two, "A-3", 900)
    office.reverse("A-1")
    office.reverse("A-3")
    run = office.make()
    assert (run.items, run.total) == (5, 30)
    first, second = payments.lines_of(office.book, run.run)
    assert (first.amount, first.netted) == (30, ("A-1",))
    assert (second.amount, second.netted) == (0, ("A-3",))
    assert office.pay(run).paid == 30
    assert faults(office.book) == []


def test_reversed_after_payment_is_set_off_or_recovered(office: Any) -> None:
    one, two = office.person(1), office.person(2)
    office.settle(one, "A-1", 100)
    office.settle(two, "A-2", 200)
    office.pay(office.make())
    office.reverse("A-1")
    office.reverse("A-2")
    office.settle(one, "A-3", 250)
    preview = payments.preview_run(office.book, "2026-11", "person_account")
    assert [(held.person, held.amount, held.why) for held in preview.held] == [
        (two, -200, "to_recover")
    ]
    run = office.make()
    assert run.total == 150
    office.pay(run)
    recovery = office.make(purpose="recover")
    assert (recovery.total, recovery.items, recovery.purpose) == (-200, 1, "recover")
    assert office.pay(recovery).paid == -200
    with pytest.raises(NothingToPay):
        office.make(purpose="recover")
    assert faults(office.book) == []


def test_reversed_while_in_a_draft_stops_the_sending(office: Any) -> None:
    office.settle(office.person(1), "A-1", 100)
    run = office.make()
    office.reverse("A-1")
    with pytest.raises(StaleRun, match="A-1"):
        office.send(run)
    payments.cancel_run(office.book, TREASURER, run.run, "已冲正")
    assert office.make().total == 0


def test_bounced_is_free_again_with_its_whole_transfer(office: Any) -> None:
    one, two = office.person(1), office.person(2)
    office.settle(one, "A-1", 100)
    office.settle(one, "A-2", 11)
    office.settle(two, "A-3", 200)
    run = office.send(office.make())
    bounced = payments.bounce(office.book, TREASURER, run.run, "A-2", "账号有误")
    assert (bounced.state, bounced.bounced) == ("sent", 111)
    with pytest.raises(NoRun):
        payments.bounce(office.book, TREASURER, run.run, "A-1", "账号有误")
    settled = payments.settle_run(office.book, TREASURER, run.run)
    assert (settled.paid, settled.bounced) == (200, 111)
    account = payments.Account(holder="测试1", bank="重庆农商行", number="6222 9999 0000 1111")
    payments.record_account(office.book, Actor("clerk", "clerk"), one, account)
    again = office.make()
    assert again.total == 111
    (line,) = payments.lines_of(office.book, again.run)
    assert (line.claims, line.account.number) == (("A-1", "A-2"), "6222999900001111")
    assert office.pay(again).paid == 111
    assert faults(office.book) == []


def test_who_is_held_back_and_why(office: Any) -> None:
    without, dead = office.person(1, account=False), office.person(2)
    office.settle(without, "A-1", 100)
    office.settle(dead, "A-2", 200)
    with office.book.gate() as gate:
        gate.execute("UPDATE people SET died_on = '2026-11-09' WHERE person = ?", (dead,))
    preview = payments.preview_run(office.book, "2026-11", "person_account")
    assert [(each.person, each.why) for each in preview.held] == [
        (without, "no_account"),
        (dead, "died"),
    ]
    with pytest.raises(NothingToPay, match="2"):
        office.make()
    heir = payments.Account(holder="测试乙", bank="重庆农商行", number="6222999900002222")
    payments.record_account(office.book, Actor("clerk", "clerk"), dead, heir)
    run = office.make()
    assert payments.lines_of(office.book, run.run)[0].account.holder == "测试乙"


@pytest.mark.parametrize("number", ["", "1234567", "6222-1111", "６２２２００００１１１１"])
def test_an_account_is_a_number(office: Any, number: str) -> None:
    person = office.person(1)
    account = payments.Account(holder="测试甲", bank="重庆农商行", number=number)
    with pytest.raises(WrongAccount):
        payments.record_account(office.book, Actor("clerk", "clerk"), person, account)
    with pytest.raises(NotAllowed):
        payments.record_account(office.book, TREASURER, person, account)


def test_steps_in_their_order(office: Any) -> None:
    office.settle(office.person(1), "A-1", 100)
    run = office.make().run
    with pytest.raises(WrongStep):
        payments.settle_run(office.book, TREASURER, run)
    with pytest.raises(WrongStep):
        payments.cancel_run(office.book, TREASURER, run, "  ")
    payments.send_run(office.book, TREASURER, run)
    for step in (payments.send_run, lambda *given: payments.cancel_run(*given, "错")):
        with pytest.raises(WrongStep):
            step(office.book, TREASURER, run)
    with pytest.raises(WrongStep):
        payments.settle_run(office.book, TREASURER, run, {"person:000000000001": " "})
    with pytest.raises(NoRun):
        payments.settle_run(office.book, TREASURER, run, {"person:9": "账号有误"})
    assert payments.run_of(office.book, run).state == "sent"
    with pytest.raises(NoRun):
        payments.send_run(office.book, TREASURER, 99)


MAKER = """
import sys
from pathlib import Path
from jiuzhu.casebook import payments
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.store import Casebook

with Casebook.open(Path(sys.argv[1])) as book:
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        run = payments.make_run(book, Actor("treasurer", "treasurer"), "2026-11", "person_account")
        print(run.items, run.total)
    except payments.NothingToPay:
        print(0, 0)
"""


def test_two_processes_make_one_run_of_what_there_is(office: Any) -> None:
    for number in range(1, 21):
        office.settle(office.person(number), f"A-{number}", 100 + number)
    makers = [
        subprocess.Popen(
            [sys.executable, "-c", MAKER, str(office.book.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for each in makers:
        assert each.stdout is not None
        assert each.stdout.readline() == "ready\n"
    for each in makers:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    assert sorted(each.communicate()[0] for each in makers) == ["0 0\n", "20 2210\n"]
    assert len(payments.runs(office.book)) == 1
    assert faults(office.book) == []


def held_for(office: Any) -> list[tuple[tuple[str, ...], str, str]]:
    preview = payments.preview_run(office.book, "2026-11", "person_account")
    return [(each.claims, each.why, each.reason) for each in preview.held]


def test_what_came_back_waits_for_another_account(office: Any) -> None:
    """Its person's other claims wait with it: they would go to the same account."""
    one, two = office.person(1), office.person(2)
    office.settle(one, "A-1", 100)
    office.settle(two, "B-1", 200)
    run = office.send(office.make())
    payments.bounce(office.book, TREASURER, run.run, "A-1", "销户")
    payments.settle_run(office.book, TREASURER, run.run)
    office.settle(one, "A-2", 50)
    office.settle(two, "B-2", 70)
    assert held_for(office) == [(("A-1", "A-2"), "bounced", "销户")]
    assert [each.claims for each in payments.lines_of(office.book, office.make().run)] == [("B-2",)]
    account = payments.Account(holder="测试1", bank="农行", number="6222000011119999")
    payments.record_account(office.book, Actor("clerk", "clerk"), one, account)
    assert held_for(office) == []
    office.pay(office.make())
    assert office.book.one("SELECT account_number FROM payment_items WHERE claim_id = 'A-2'") == (
        "6222000011119999",
    )


def test_an_account_that_was_right_is_paid_again_on_demand(office: Any) -> None:
    one = office.person(1)
    office.settle(one, "A-1", 100)
    run = office.send(office.make())
    payments.bounce(office.book, TREASURER, run.run, "A-1", "系统故障")
    payments.settle_run(office.book, TREASURER, run.run)
    with pytest.raises(payments.NothingToPay):
        office.make()
    office.pay(payments.make_run(office.book, TREASURER, "2026-11", "person_account", again=True))
    office.settle(one, "A-2", 50)
    assert held_for(office) == []


def test_a_corrected_holder_is_another_account(office: Any) -> None:
    one = office.person(1)
    office.settle(one, "A-1", 100)
    run = office.send(office.make())
    payments.bounce(office.book, TREASURER, run.run, "A-1", "户名不符")
    payments.settle_run(office.book, TREASURER, run.run)
    (bank, number) = office.book.one("SELECT account_bank, account_number FROM people")
    account = payments.Account(holder="测试一", bank=bank, number=number)
    payments.record_account(office.book, Actor("clerk", "clerk"), one, account)
    assert held_for(office) == []


def test_a_draft_with_the_account_before_is_named(office: Any) -> None:
    one, clerk = office.person(1), Actor("clerk", "clerk")
    office.settle(one, "A-1", 100)
    run = office.make()
    assert payments.drafts_of_other_account(office.book, one) == ()
    account = payments.Account(holder="测试1", bank="农行", number="6222000011119999")
    payments.record_account(office.book, clerk, one, account)
    assert payments.drafts_of_other_account(office.book, one) == (run,)
    office.send(run)
    assert payments.drafts_of_other_account(office.book, one) == ()


def test_what_was_not_recovered_holds_no_payment(office: Any) -> None:
    """A debt that did not come in says nothing of the person's account."""
    one = office.person(1)
    office.settle(one, "A-1", 100)
    office.pay(office.make())
    office.reverse("A-1")
    run = office.send(office.make(purpose="recover"))
    payments.bounce(office.book, TREASURER, run.run, "A-1", "未退款")
    payments.settle_run(office.book, TREASURER, run.run)
    office.settle(one, "A-2", 150)
    assert held_for(office) == []
    assert office.make().total == 50
