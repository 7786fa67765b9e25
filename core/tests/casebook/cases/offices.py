"""An office at work: a casebook, its operators, people who are recognised, a hospital."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from attrs import define, field

from jiuzhu.casebook import cases
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.clock import BEIJING
from jiuzhu.casebook.ledger import prepare_claim, record_claim
from jiuzhu.casebook.roster import recognise, register_person
from jiuzhu.casebook.store import Casebook
from jiuzhu.loading.county import County
from jiuzhu.platform import Platform
from jiuzhu_schemas.records import Claim, Identity, Person
from jiuzhu_schemas.resident_id import check_character

CLERK = Actor("赵经办", "clerk")
OTHER_CLERK = Actor("钱经办", "clerk")
REVIEWER = Actor("孙审核", "reviewer")
SUPERVISOR = Actor("李主管", "supervisor")
TREASURER = Actor("周出纳", "treasurer")

HOSPITAL = "H50023600001"
FIELDS = {
    "visit": "inpatient", "settled_on": "2026-11-02", "admitted_on": "2026-10-20",
    "discharged_on": "2026-11-01", "hospital": HOSPITAL, "referral": "not_needed",
    "diagnosis": "J18.9", "total_cost": "16000.00", "in_scope_cost": "14000.00",
    "basic_paid": "8000.00", "critical_illness_paid": "1000.00", "invoice": "FP-0001",
    "account_holder": "测试甲", "account_bank": "重庆农商行奉节支行",
    "account_number": "6222 0000 1111 2222",
}  # fmt: skip
"""Base 14000 - 8000 - 1000 = 5000.00: dibao gets 80 % at level 2, 4000.00, and no tilt."""

CONTENT = {
    "manual": FIELDS,
    "inpatient_filing": {"hospital": HOSPITAL, "admitted_on": "2026-11-19"},
    "major_outpatient_filing": {
        "hospital": HOSPITAL, "disease": "肺癌", "therapy": "chemotherapy",
        "valid_from": "2026-11-20", "valid_to": "2027-11-19",
    },
    "application": {
        "household": "三口之家", "illness": "肺癌", "own_payment": "52000",
        "department": "民政局",
    },
}  # fmt: skip


def resident_id(number: int) -> str:
    first = f"50023619700{1 + number // 1000}01{number % 1000:03d}"
    return first + check_character(first)


@cache
def fengjie() -> County:
    return Platform.load().county("fengjie")


@define
class Office:
    book: Casebook
    now: datetime = datetime(2026, 11, 20, 9, 0, tzinfo=BEIJING)
    made: int = 0
    county: County = field(factory=fengjie)

    def tick(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now

    def person(self, number: int, category: str = "dibao", township: str = "永乐镇") -> str:
        """Register somebody who has held a category since 2020; '' for nobody's recipient."""
        with self.book.gate() as gate:
            register_person(gate, self.book, Person(resident_id(number), f"测试{number}"), township)
            if category:
                held = Identity(resident_id(number), category, date(2020, 1, 1))
                recognise(gate, self.book, CLERK, held, "民政局")
        return resident_id(number)

    def draft(
        self, person_id: str, kind: Any = "manual", *, actor: Actor = CLERK, **fields: Any
    ) -> cases.Case:
        """Open a complete case; each manual one with an invoice and a stay of its own."""
        self.made += 1
        given = dict(CONTENT[kind]) | fields
        if kind == "manual" and "invoice" not in fields:
            given["invoice"] = f"FP-{self.made:04d}"
        documents = tuple(each.id for each in cases.kind_of(kind).documents)
        draft = cases.Draft(kind=kind, person_id=person_id, fields=given, documents=documents)
        return cases.open_case(self.book, self.county, actor, draft, anyway=True)

    def take(
        self, case: cases.Case, step: str, actor: Actor | None = None, **more: Any
    ) -> cases.Case:
        """Take one step by whoever usually takes it."""
        seen, book, county = case.seen, self.book, self.county
        counties = Platform.load().county
        calls: dict[str, Callable[[Actor], cases.Case]] = {
            "accept": lambda who: cases.accept_case(book, county, who, seen, **more),
            "review": lambda who: cases.review_case(book, county, who, seen, **more),
            "approve": lambda who: cases.approve_case(book, county, who, seen, **more),
            "return": lambda who: cases.return_case(book, who, seen, "补正"),
            "override": lambda who: cases.override_referral(book, who, seen, "急诊"),
            "refuse": lambda who: cases.refuse_case(book, who, seen, "不符合"),
            "withdraw": lambda who: cases.withdraw_case(book, who, seen, "本人撤回"),
            "edit": lambda who: cases.edit_case(book, county, who, seen, {}, note="补正"),
            "waive": lambda who: cases.waive_document(book, who, seen, "invoice", "遗失"),
            "document": lambda who: cases.tick_documents(book, who, seen, **more),
            "reverse": lambda who: cases.reverse_case(book, counties, who, seen, "重复"),
            "send": lambda who: self.mark(case, "sent", who),
            "pay": lambda who: self.mark(case, "paid", who),
            "bounce": lambda who: self.mark(case, "bounced", who),
        }
        return calls[step](actor or USUAL[step])

    def mark(self, case: cases.Case, mark: str, actor: Actor) -> cases.Case:
        call = getattr(cases, f"mark_{mark}")
        assert case.entry is not None
        with self.book.gate() as gate:
            marked: cases.Case | None = call(gate, self.book, actor, case.entry)
        assert marked is not None
        return marked

    def through(self, case: cases.Case, *steps: str) -> cases.Case:
        for step in steps:
            case = self.take(case, step)
        return case


USUAL = {
    "accept": CLERK, "edit": CLERK, "document": CLERK, "withdraw": CLERK, "review": REVIEWER,
    "return": REVIEWER, "refuse": REVIEWER, "approve": SUPERVISOR, "override": SUPERVISOR,
    "waive": SUPERVISOR, "reverse": SUPERVISOR, "send": TREASURER, "pay": TREASURER,
    "bounce": TREASURER,
}  # fmt: skip


@contextmanager
def office_at(path: Path) -> Iterator[Office]:
    """Open an office whose clock goes on by itself; what it writes need not outlive a crash."""
    with Casebook.open(path) as book:
        book.db.conn.execute("PRAGMA synchronous = OFF")
        office = Office(book)
        book.clock = office.tick
        yield office


def one_stop(office: Office, person_id: str, claim_id: str, day: str, base: int) -> int:
    """Record a one-stop claim of a base in fen in the ledger; return its entry."""
    claim = Claim(
        claim_id=claim_id, person_id=person_id, visit="inpatient",
        settled_on=date.fromisoformat(day), hospital_level=2, hospital_region="county",
        referral="not_needed", diagnosis="J18.9", total_cost=base, in_scope_cost=base,
        basic_paid=0, critical_illness_paid=0,
    )  # fmt: skip
    prepared = prepare_claim(office.book, office.county, claim)
    with office.book.gate() as gate:
        entry = record_claim(
            gate, office.book, Actor("结算员", "clerk"), prepared, channel="county_hospital"
        )
    return entry.entry


def month_case(office: Office, *claims: str, month: str = "2026-10") -> cases.Case:
    """Open a hospital's month, complete."""
    draft = cases.Draft(
        kind="one_stop_month",
        fields={"hospital": HOSPITAL, "month": month, "claims": " ".join(claims)},
        documents=("monthly_report", "claim_details"),
    )
    return cases.open_case(office.book, office.county, CLERK, draft)


def marked(office: Office, mark: str, *entries: int, actor: Actor = TREASURER) -> None:
    """Tell cases what became of entries, in one write, as a payment run does."""
    with office.book.gate() as gate:
        for entry in entries:
            getattr(cases, f"mark_{mark}")(gate, office.book, actor, entry)
