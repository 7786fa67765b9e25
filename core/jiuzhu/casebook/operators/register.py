"""What an administrator does with accounts where passwords are concerned, and the list of them."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve, frozen

from jiuzhu.casebook.actor import Actor, Role
from jiuzhu.casebook.clock import stamp
from jiuzhu.casebook.store import Casebook

from . import passwords
from .accounts import account, insert, new_account, replace
from .logins import forget_failures, locked_until
from .rights import active_townships, require


@frozen(kw_only=True)
class Operator:
    """An account, as it is shown: without anything of its password."""

    name: str
    role: Role
    active: bool
    must_change: bool
    townships: tuple[str, ...]
    """Where the operator may act; empty for everywhere."""
    locked_until: str
    """Empty where the operator can log in."""
    added_at: str
    added_by: str


def operators(book: Casebook) -> list[Operator]:
    """Return every account, by name."""
    names = book.rows("SELECT name FROM operators ORDER BY name")
    return [operator_named(book, name) for (name,) in names]


def operator_named(book: Casebook, name: str) -> Operator:
    """Return one account. Raises NoSuchOperator."""
    found = account(book, name)
    until = locked_until(book, name)
    return Operator(
        name=found.name,
        role=found.role,
        active=found.active,
        must_change=found.must_change,
        townships=tuple(sorted(active_townships(book, name))),
        locked_until=stamp(until) if until else "",
        added_at=found.added_at,
        added_by=found.added_by,
    )


def add_operator(
    book: Casebook,
    actor: Actor,
    name: str,
    role: str,
    *,
    townships: Iterable[str] = (),
    password: str | None = None,
) -> str:
    """Add an account and return its initial password, made here if none is given.

    It must be changed at the first login. Raises NotAllowed, OperatorExists, BadOperator,
    BadPassword.
    """
    require(book, actor, "operator.change")
    chosen = _initial(name, password)
    new = new_account(book, actor, name, role, passwords.hashed(chosen))
    insert(book, actor, new, townships)
    return chosen


def reset_password(book: Casebook, actor: Actor, name: str, password: str | None = None) -> str:
    """Give an account an initial password again, lift its delay, and return the password.

    Raises NotAllowed, NoSuchOperator, BadPassword.
    """
    require(book, actor, "operator.change")
    old = account(book, name)
    chosen = _initial(name, password)
    new = evolve(old, password_hash=passwords.hashed(chosen), must_change=True)
    with book.gate() as gate:
        replace(gate, book, actor, "operator.reset", old, new)
        forget_failures(gate, name)
    return chosen


def _initial(name: str, password: str | None) -> str:
    if password is None:
        return passwords.initial_password()
    passwords.refuse_weak(password, name)
    return password
