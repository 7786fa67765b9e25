"""A casebook with people and ledger entries of invented sums, for payment runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from attrs import define, evolve, field

from jiuzhu.casebook import payments
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import append_all
from jiuzhu.casebook.clock import BEIJING
from jiuzhu.casebook.ledger.entry import Channel, Entry
from jiuzhu.casebook.ledger.writing import holding_number, next_entry, write_entries
from jiuzhu.casebook.payments import Purpose, Run
from jiuzhu.casebook.roster import register_person
from jiuzhu.casebook.roster.people_trail import changed, hashes_before
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.records import Person
from jiuzhu_schemas.resident_id import check_character

CLERK = Actor("clerk", "clerk")
TREASURER = Actor("treasurer", "treasurer")
BANK = "重庆农商行奉节支行"


def clock() -> datetime:
    return datetime(2026, 11, 21, 9, 30, tzinfo=BEIJING)


def resident_id(number: int) -> str:
    first = f"50023619700101{number:03d}"
    return first + check_character(first)


@define
class Office:
    """Writes people and entries as the ledger would, without rules or pools."""

    book: Casebook
    last: dict[str, Entry] = field(factory=dict)

    def person(self, number: int, name: str = "", *, account: bool = True) -> int:
        with self.book.gate() as gate:
            given = Person(resident_id(number), name or f"测试{number}")
            person = register_person(gate, self.book, given)
            kept = (BANK, f"62220000111{number:05d}") if account else ("", "")
            before = hashes_before(gate, [person])
            gate.execute(
                "UPDATE people SET account_bank = ?, account_number = ? WHERE person = ?",
                (*kept, person),
            )
            append_all(gate, self.book, CLERK, changed(gate, before, "test.account", {}))
        return person

    def settle(
        self,
        person: int,
        claim_id: str,
        award: int,
        tilt: int = 0,
        *,
        channel: Channel = "person_account",
        day: str = "2026-11-03",
        actor: Actor = CLERK,
    ) -> Entry:
        with self.book.gate() as gate:
            entry = Entry(
                entry=next_entry(gate), claim_id=claim_id, kind="settle", replaces=None,
                cause=None, person=person, year=int(day[:4]), settled_on=day, county="fengjie",
                claim="{}", home_care=0, holding=holding_number(gate, self.book, actor, "[]"),
                used_before="{}", edition="", stage="inpatient", identity="dibao", rate=7000,
                base=award + tilt, award=award, tilt=tilt,
                charity="", reason="", clause="", pool="inpatient",
                pool_cap=None, tilt_pool="tilt", tilt_cap=None, award_change=award,
                tilt_change=tilt, channel=channel, note="", at="2026-11-20 08:00:00",
                actor=actor.name,
            )  # fmt: skip
            write_entries(gate, self.book, actor, [entry])
        self.last[claim_id] = entry
        return entry

    def reverse(self, claim_id: str, *, actor: Actor = CLERK) -> Entry:
        before = self.last[claim_id]
        with self.book.gate() as gate:
            entry = evolve(
                before, entry=next_entry(gate), kind="reverse", replaces=before.entry, award=0,
                tilt=0, award_change=-before.award, tilt_change=-before.tilt, actor=actor.name,
            )  # fmt: skip
            write_entries(gate, self.book, actor, [entry])
        self.last[claim_id] = entry
        return entry

    def make(self, channel: str = "person_account", purpose: Purpose = "pay") -> Run:
        return payments.make_run(self.book, TREASURER, "2026-11", channel, purpose=purpose)

    def send(self, run: Run, actor: Actor = TREASURER) -> Run:
        return payments.send_run(self.book, actor, run.run)

    def pay(self, run: Run) -> Run:
        return payments.settle_run(self.book, TREASURER, self.send(run).run)


@pytest.fixture
def office(tmp_path: Path, make_casebook: Callable[[Path], Path]) -> Iterator[Office]:
    with Casebook.open(make_casebook(tmp_path / "book.db"), clock) as book:
        yield Office(book)
