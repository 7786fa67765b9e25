"""Runs, their items and their lines, as they stand."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import Any, Final

from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

from .errors import NoRun
from .pending import Reads, claims_and_netted
from .records import PERSON_ACCOUNT, Account, Item, Line, Run

_RUN: Final = (
    "run, month, channel, purpose, up_to, state, items, total, paid, bounced, made_by, made_at,"
    " sent_by, sent_at, settled_by, settled_at, cancelled_by, cancelled_at, reason"
)
_ITEM: Final = (
    "item, run, entry, person, claim_id, payee, amount, account_holder, account_bank,"
    " account_number, state, reason"
)


def runs(book: Casebook, *, month: str = "", channel: str = "") -> tuple[Run, ...]:
    """Return the runs of the book, or those of a month or channel, the newest first."""
    rows = book.rows(
        f"SELECT {_RUN} FROM payment_runs WHERE (? = '' OR month = ?) AND (? = '' OR channel = ?)"
        " ORDER BY run DESC",
        (month, month, channel, channel),
    )
    return tuple(_run(row) for row in rows)


def run_of(reads: Reads, run: int) -> Run:
    """Return one run. Raises NoRun."""
    rows = reads.rows(f"SELECT {_RUN} FROM payment_runs WHERE run = ?", (run,))
    if not rows:
        raise NoRun(Text(f"没有第 {run} 号拨付清单", f"there is no payment run {run}"))
    return _run(rows[0])


def items_of(reads: Reads, run: int) -> tuple[Item, ...]:
    """Return the items of a run by payee, in the ledger's order. Raises NoRun."""
    run_of(reads, run)
    rows = reads.rows(
        f"SELECT {_ITEM} FROM payment_items WHERE run = ? ORDER BY payee, entry", (run,)
    )
    return tuple(_item(row) for row in rows)


def lines_of(reads: Reads, run: int) -> tuple[Line, ...]:
    """Return the transfers of a run, one a payee. Raises NoRun."""
    person = run_of(reads, run).channel == PERSON_ACCOUNT
    return tuple(
        _line(payee, list(group), person=person)
        for payee, group in groupby(items_of(reads, run), attrgetter("payee"))
    )


def payments_of_claim(book: Casebook, claim_id: str) -> tuple[Item, ...]:
    """Return every item that ever held an entry of a claim, the oldest first."""
    rows = book.rows(f"SELECT {_ITEM} FROM payment_items WHERE claim_id = ? ORDER BY item",
                     (claim_id,))  # fmt: skip
    return tuple(_item(row) for row in rows)


def _line(payee: str, mine: list[Item], *, person: bool) -> Line:
    claims, netted = claims_and_netted((each.claim_id, each.amount) for each in mine)
    one = mine[0]
    return Line(
        payee=payee,
        person=one.person if person else None,
        amount=sum(each.amount for each in mine),
        entries=tuple(each.entry for each in mine),
        claims=claims,
        netted=netted,
        account=one.account,
        state=one.state,
        reason=one.reason,
    )


def _run(row: Any) -> Run:
    return Run(**dict(zip(_RUN.split(", "), row, strict=True)))


def _item(row: Any) -> Item:
    item, run, entry, person, claim, payee, amount, holder, bank, number, state, reason = row
    return Item(
        item=item, run=run, entry=entry, person=person, claim_id=claim, payee=payee,
        amount=amount, account=Account(holder=holder, bank=bank, number=number),
        state=state, reason=reason,
    )  # fmt: skip
