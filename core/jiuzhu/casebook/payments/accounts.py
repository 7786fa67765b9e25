"""Recording where a person is paid, as when a transfer came back or heirs are paid."""

from __future__ import annotations

import re
from typing import Final

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append_all, append_apart
from jiuzhu.casebook.errors import RowConflict
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.roster import UnknownPerson, person_of
from jiuzhu.casebook.roster.people_trail import changed, hashes_before
from jiuzhu.casebook.store import Casebook, Gate
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
_ACCOUNT: Final = "SELECT account_holder, account_bank, account_number FROM people WHERE person = ?"
_NUMBER: Final = re.compile(r"[0-9]{8,32}\Z")


def record_account(
    book: Casebook, actor: Actor, person: int, account: Account, *, seen: Account | None = None
) -> None:
    """Record a person's bank account: runs made from now on pay there.

    For clerks and supervisors: a treasurer, who pays, does not say where to. ``seen``: the account
    that is to be replaced, as it was when the change was thought of. Raises NotAllowed,
    UnknownPerson, WrongAccount for an empty holder or bank, or a number that is none; RowConflict
    if the account is not as seen any more.
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
        if seen is not None and account_of(gate, person) != seen:
            raise RowConflict(
                Text(
                    "收款账户刚被他人改动，没有写入任何内容；请重新查看",
                    "the account was changed meanwhile; nothing was written: look again",
                )
            )
        before = hashes_before(gate, [person])
        gate.change_one(
            "UPDATE people SET account_holder = ?, account_bank = ?, account_number = ?"
            " WHERE person = ?",
            (holder, bank, number, person),
        )
        detail = {"account": mask(number)}
        append_all(gate, book, actor, changed(gate, before, "payrun.account", detail))


def account_of(book: Casebook | Gate, person: int) -> Account:
    """Return where a person is paid, all empty if it is not known; for showing, mask the number.

    Raises UnknownPerson.
    """
    found = book.one(_ACCOUNT, (person,))
    if found is None:
        raise UnknownPerson(
            Text(f"案卷库中没有第{person}号人员", f"the casebook knows no person number {person}")
        )
    holder, bank, number = found
    return Account(holder=holder, bank=bank, number=number)


def view_account(book: Casebook, actor: Actor, person: int) -> Account:
    """Return a person's account with its full number; who looked is recorded before it is shown.

    For those who may see full resident IDs. Raises UnknownPerson, NotAllowed.
    """
    require(book, actor, "view.full_id", township=person_of(book, person).township)
    append_apart(book, actor, AuditLine(action="view.account", subject="people", key=str(person)))
    return account_of(book, person)


def drafts_of_other_account(book: Casebook, person: int) -> tuple[Run, ...]:
    """Return the drafts that would pay a person elsewhere than their account as it is known now.

    A run keeps the account it was made with: such a draft is to be cancelled and made anew.
    """
    return tuple(run_of(book, run) for (run,) in book.rows(_OTHER_ACCOUNT, (person,)))
