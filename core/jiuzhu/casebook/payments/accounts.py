"""Recording where a person is paid, as when a transfer came back or heirs are paid."""

from __future__ import annotations

import re
from typing import Final

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import append_all
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.roster import person_of
from jiuzhu.casebook.roster.people_trail import changed, hashes_before
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text

from .errors import WrongAccount
from .reading import run_of
from .records import Account, Run

_OTHER_ACCOUNT: Final = """
SELECT DISTINCT run FROM payment_items
    JOIN payment_runs USING (run) JOIN people ON people.person = payment_items.person
WHERE payment_items.person = ? AND payment_runs.state = 'draft' AND channel = 'person_account'
    AND (payment_items.account_holder, payment_items.account_bank, payment_items.account_number)
        IS NOT (coalesce(nullif(people.account_holder, ''), people.name), people.account_bank,
            people.account_number)
ORDER BY run
"""
_NUMBER: Final = re.compile(r"[0-9]{8,32}\Z")


def record_account(book: Casebook, actor: Actor, person: int, account: Account) -> None:
    """Record a person's bank account: runs made from now on pay there.

    For clerks and supervisors: a treasurer, who pays, does not say where to. Raises NotAllowed,
    UnknownPerson, WrongAccount for an empty holder or bank, or a number that is none.
    """
    require(book, actor, "case.draft", township=person_of(book, person).township)
    holder, bank = account.holder.strip(), account.bank.strip()
    number = "".join(account.number.split())
    if not (holder and bank and (holder + bank).isprintable() and _NUMBER.match(number)):
        raise WrongAccount(
            Text(
                "开户名、开户行不能为空，银行账号应为8至32位数字",
                "expected a holder, a bank, and an account number of 8 to 32 digits",
            )
        )
    with book.gate() as gate:
        before = hashes_before(gate, [person])
        gate.change_one(
            "UPDATE people SET account_holder = ?, account_bank = ?, account_number = ?"
            " WHERE person = ?",
            (holder, bank, number, person),
        )
        detail = {"account": mask(number)}
        append_all(gate, book, actor, changed(gate, before, "payrun.account", detail))


def drafts_of_other_account(book: Casebook, person: int) -> tuple[Run, ...]:
    """Return the drafts that would pay a person elsewhere than their account as it is known now.

    A run keeps the account it was made with: such a draft is to be cancelled and made anew.
    """
    return tuple(run_of(book, run) for (run,) in book.rows(_OTHER_ACCOUNT, (person,)))
