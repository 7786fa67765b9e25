"""What no live run has taken yet, by payee: what can be paid, and what is held back and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, Final, Protocol

from attrs import evolve, frozen

from .records import PERSON_ACCOUNT, Account, Held, Line, Preview, Purpose, WhyHeld

_UNTAKEN: Final = """
SELECT entry, claim_id, people.person, award_change + tilt_change, {payee} AS payee, EXISTS (
        SELECT 1 FROM entries AS settled JOIN case_entries USING (entry) JOIN cases USING (case_id)
        WHERE settled.claim_id = entries.claim_id AND settled.kind = 'settle'
            AND cases.state NOT IN ('approved', 'sent', 'paid')
    ), died_on, name, account_holder, account_bank, account_number
FROM entries JOIN people USING (person)
WHERE channel = ? AND settled_on <= ? AND award_change + tilt_change <> 0
    AND NOT EXISTS (
        SELECT 1 FROM payment_items
        WHERE payment_items.entry = entries.entry AND payment_items.state IN ('pending', 'paid')
    )
ORDER BY payee, entry
"""
_CAME_BACK: Final = """
SELECT person, account_holder, account_bank, account_number, reason FROM (
    SELECT payment_items.person, account_holder, account_bank, account_number,
        payment_items.state, payment_items.reason, max(item)
    FROM payment_items JOIN payment_runs USING (run)
    WHERE channel = ? AND purpose = 'pay' AND payment_items.state IN ('paid', 'bounced')
    GROUP BY payment_items.person
)
WHERE state = 'bounced'
"""
"""People whose last transfer came back: SQLite takes the other columns from the row of max."""
_PAYEES: Final = {
    PERSON_ACCOUNT: "printf('person:%012d', people.person)",
    "county_hospital": """'hospital:' || coalesce((
        SELECT json_extract(cases.content, '$.hospital') FROM entries AS settled
            JOIN case_entries USING (entry) JOIN cases USING (case_id)
        WHERE settled.claim_id = entries.claim_id AND settled.kind = 'settle'), '')""",
    "city_platform": "'platform'",
}


class Reads(Protocol):
    """A casebook, or its gate: whatever can be asked."""

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Return every row of a query."""


@frozen
class Untaken:
    """One entry that is in no live run, with its person as they are known now."""

    entry: int
    claim_id: str
    person: int
    amount: int
    payee: str
    waits: int
    """1 for a claim of a hospital's month that is not approved."""
    died_on: str | None
    name: str
    account_holder: str
    account_bank: str
    account_number: str
    bounced: str = ""
    """Why the person's last transfer came back, if it went to the account known now."""


def untaken(reads: Reads, channel: str, up_to: str) -> list[Untaken]:
    """Return the entries that are free for a run, by payee, in the ledger's order.

    All entries of a claim have the claim's day, so a settlement and its reversal go together.
    """
    sql = _UNTAKEN.format(payee=_PAYEES[channel])
    found = [Untaken(*row) for row in reads.rows(sql, (channel, up_to))]
    if channel != PERSON_ACCOUNT:
        return found
    back = {
        person: (account, reason) for person, *account, reason in reads.rows(_CAME_BACK, (channel,))
    }
    return [evolve(each, bounced=_bounced(each, back.get(each.person))) for each in found]


def _bounced(one: Untaken, back: tuple[list[str], str] | None) -> str:
    """Return why an account sent the last transfer back; '' for an account not tried since."""
    if back is None:
        return ""
    account, reason = back
    now = [one.account_holder or one.name, one.account_bank, one.account_number]
    return reason if account == now else ""


def sorted_out(
    entries: Iterable[Untaken], channel: str, purpose: Purpose, *, again: bool = False
) -> Preview:
    """Return what a run of these entries takes, and what it holds back.

    ``again``: also what came back from the account that is still known.
    """
    lines: list[Line] = []
    held: list[Held] = []
    for _, group in groupby(entries, attrgetter("payee")):
        mine = list(group)
        ready = [each for each in mine if not each.waits]
        if len(ready) < len(mine):
            waiting = _line([each for each in mine if each.waits], channel)
            held.append(_held(waiting, "not_approved"))
        if ready:
            line = _line(ready, channel)
            why = _why_held(ready[0], line.amount, channel, purpose, again=again)
            if why is None:
                lines.append(line)
            else:
                held.append(_held(line, why, ready[0].bounced if why == "bounced" else ""))
    return Preview(lines=tuple(lines), held=tuple(held))


def claims_and_netted(items: Iterable[tuple[str, int]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the claims of some entries, and those whose entries come to nothing together."""
    sums: dict[str, int] = {}
    for claim_id, amount in items:
        sums[claim_id] = sums.get(claim_id, 0) + amount
    return tuple(sums), tuple(claim for claim, amount in sums.items() if not amount)


def _held(line: Line, why: WhyHeld, reason: str = "") -> Held:
    return Held(
        payee=line.payee,
        person=line.person,
        amount=line.amount,
        claims=line.claims,
        why=why,
        reason=reason,
    )


def _why_held(
    one: Untaken, amount: int, channel: str, purpose: Purpose, *, again: bool
) -> WhyHeld | None:
    if purpose == "recover":
        return None if amount < 0 else "to_pay"
    if amount < 0:
        return "to_recover"
    if channel != PERSON_ACCOUNT or amount == 0:
        return None
    if not one.account_number:
        return "no_account"
    if one.died_on and one.account_holder in ("", one.name):
        return "died"
    return "bounced" if one.bounced and not again else None


def _line(mine: Sequence[Untaken], channel: str) -> Line:
    one, personal = mine[0], channel == PERSON_ACCOUNT
    claims, netted = claims_and_netted((each.claim_id, each.amount) for each in mine)
    account = Account(
        holder=one.account_holder or one.name, bank=one.account_bank, number=one.account_number
    )
    return Line(
        payee=one.payee,
        person=one.person if personal else None,
        amount=sum(each.amount for each in mine),
        entries=tuple(each.entry for each in mine),
        claims=claims,
        netted=netted,
        account=account if personal else Account(),
    )
