"""What nobody can do, not even past the functions: own hands, changed sums, hidden changes."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.casebook import payments
from jiuzhu.casebook.actor import Actor, Role
from jiuzhu.casebook.checking.check import check
from jiuzhu.casebook.errors import NotAllowed
from jiuzhu.casebook.payments.checking import check_payments
from jiuzhu.casebook.store import Casebook

TREASURER = Actor("treasurer", "treasurer")
SEND = "UPDATE payment_runs SET state = 'sent', sent_by = ?, sent_at = 'now' WHERE run = 1"


def draft(office: Any) -> payments.Run:
    one, two = office.person(1), office.person(2)
    office.settle(one, "A-1", 100)
    office.settle(two, "A-2", 250)
    run: payments.Run = office.make()
    return run


@pytest.mark.parametrize("role", ["clerk", "reviewer", "supervisor", "administrator", "auditor"])
def test_only_a_treasurer_pays(office: Any, role: Role) -> None:
    run, actor = draft(office), Actor("somebody", role)
    for act in (
        lambda: payments.make_run(office.book, actor, "2026-11", "person_account"),
        lambda: payments.send_run(office.book, actor, run.run),
        lambda: payments.settle_run(office.book, actor, run.run),
        lambda: payments.bounce(office.book, actor, run.run, "A-1", "账号有误"),
        lambda: payments.cancel_run(office.book, actor, run.run, "错"),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert payments.run_of(office.book, run.run) == run


def test_who_recorded_an_entry_does_not_send_it(office: Any) -> None:
    office.settle(office.person(1), "A-1", 100, actor=TREASURER)
    run = office.make()
    with pytest.raises(NotAllowed, match="A-1"):
        office.send(run)
    (action, detail) = office.book.one("SELECT action, detail FROM audit ORDER BY seq DESC LIMIT 1")
    assert (action, detail) == ("refused", '{"act":"payrun.send","run":1}')
    assert payments.run_of(office.book, run.run).state == "draft"
    with pytest.raises(sqlite3.IntegrityError, match="who recorded an entry"):
        office.book.db.conn.execute(SEND, (TREASURER.name,))
    assert office.send(run, Actor("other", "treasurer")).state == "sent"


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE payment_items SET amount = 99 WHERE item = 1", "only the state"),
        ("UPDATE payment_items SET account_number = '1' WHERE item = 1", "only the state"),
        ("UPDATE payment_items SET state = 'paid' WHERE item = 1", "no such step of an item"),
        ("UPDATE payment_runs SET total = 1 WHERE run = 1", "never changes"),
        ("UPDATE payment_runs SET up_to = '2026-12-31' WHERE run = 1", "never changes"),
        (
            "UPDATE payment_runs SET state = 'settled', sent_by = 'x', sent_at = '-',"
            " settled_by = 'x', settled_at = '-', paid = 350",
            "no such step of a run",
        ),
        (
            "UPDATE payment_runs SET state = 'cancelled', cancelled_by = 'x', cancelled_at = '-'",
            "still waiting",
        ),
        ("DELETE FROM payment_items", "never deleted"),
        ("DELETE FROM payment_runs", "never deleted"),
        (
            "INSERT INTO payment_items SELECT NULL, run, entry, person, claim_id, payee, amount,"
            " '', '', '', 'pending', '' FROM payment_items WHERE item = 1",
            "UNIQUE",
        ),
        (
            "INSERT INTO payment_items SELECT NULL, run, entry, person, claim_id, payee, 7,"
            " '', '', '', 'pending', '' FROM payment_items WHERE item = 1",
            "not what its entry says",
        ),
    ],
)
def test_the_database_holds_it_too(office: Any, sql: str, said: str) -> None:
    draft(office)
    with pytest.raises(sqlite3.IntegrityError, match=said):
        office.book.db.conn.execute(sql)


def test_settled_sums_are_those_of_the_items(office: Any) -> None:
    run = office.send(draft(office))
    with pytest.raises(sqlite3.IntegrityError, match="sums of the run"):
        office.book.db.conn.execute("UPDATE payment_runs SET paid = 350 WHERE run = 1")
    assert payments.run_of(office.book, run.run) == run


TAMPERS = (
    "UPDATE payment_items SET amount = 99 WHERE item = 1",
    "UPDATE payment_items SET entry = 1 WHERE item = 2",
    "UPDATE payment_items SET state = 'paid' WHERE item = 1",
    "UPDATE payment_items SET account_number = '6222000099999999' WHERE item = 1",
    "UPDATE payment_runs SET total = 351 WHERE run = 1",
    "UPDATE payment_runs SET state = 'sent', sent_by = 'clerk', sent_at = '-' WHERE run = 1",
    "DELETE FROM payment_items WHERE item = 2",
)


@pytest.mark.parametrize("tamper", TAMPERS)
def test_a_tamper_is_found(office: Any, tamper: str) -> None:
    draft(office)
    path: Path = office.book.path
    raw = sqlite3.connect(path)
    for (name,) in raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'payment_%'"
    ).fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("DROP INDEX one_live_item_an_entry")
    raw.execute(tamper)
    raw.commit()
    raw.close()
    with Casebook.open(path) as book:
        found = {each.subject for each in check(book)} & {"payment_items", "payment_runs"}
        assert found
        if "account_number" not in tamper:  # that alone only the row's hash tells
            assert list(check_payments(book))
