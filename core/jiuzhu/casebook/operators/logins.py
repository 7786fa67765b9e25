"""Logging in: one answer for a wrong name, a wrong password and a disabled account, and a delay
that grows with every failure after the fifth.

A password is tried before the gate, since that takes long; whether it counts is decided inside,
where attempts come one after the other: guesses made at the same time gain nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from attrs import evolve

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append
from jiuzhu.casebook.audit.canonical import text_hash
from jiuzhu.casebook.clock import BEIJING, stamp
from jiuzhu.casebook.store import Casebook, Gate

from . import passwords
from .accounts import Account, account_or_none, replace
from .errors import AccountLocked, LoginRefused, MustChangePassword
from .rights import active_townships

FREE_FAILURES: Final = 5
"""Failures before the first delay."""
FIRST_DELAY: Final = timedelta(seconds=30)
LONGEST_DELAY: Final = timedelta(hours=1)

_NOBODY: Final = Actor("login", "local")
"""Whom the trail names where no account is known to act."""


def login(book: Casebook, name: str, password: str) -> Actor:
    """Return the operator of a name and its password; recorded, as every failure is.

    Raises LoginRefused, AccountLocked(until), or MustChangePassword where the password is right
    but was chosen by somebody else.
    """
    found = _tried(book, name, password)
    if found.must_change:
        raise MustChangePassword(name, str(book.path))
    return actor_of(book, found)


def change_password(book: Casebook, name: str, old: str, new: str) -> Actor:
    """Replace one's own password and return the operator, logged in.

    Raises LoginRefused, AccountLocked, BadPassword.
    """
    before = _tried(book, name, old)
    passwords.refuse_weak(new, name, old)
    after = evolve(before, password_hash=passwords.hashed(new), must_change=False)
    actor = actor_of(book, after)
    with book.gate() as gate:
        replace(gate, book, actor, "operator.passwd", before, after)
    return actor


def actor_of(book: Casebook, found: Account) -> Actor:
    """Return who an account acts as."""
    return Actor(found.name, found.role, active_townships(book, found.name))


def locked_until(book: Casebook, name: str) -> datetime | None:
    """Return until when a name cannot log in; None if it can."""
    found = book.one(
        "SELECT locked_until FROM login_failures WHERE name_hash = ?", (text_hash(name),)
    )
    if found is None or not found[0] or found[0] <= stamp(book.clock()):
        return None
    return datetime.strptime(found[0], "%Y-%m-%d %H:%M:%S").replace(tzinfo=BEIJING)


def forget_failures(gate: Gate, name: str) -> None:
    """Start counting anew, inside the gate: after a good login or a reset."""
    gate.execute("DELETE FROM login_failures WHERE name_hash = ?", (text_hash(name),))


def delay_after(failures: int) -> timedelta:
    """Return how long nothing is looked at after so many failures: doubled each time."""
    if failures < FREE_FAILURES:
        return timedelta(0)
    doublings = min(failures - FREE_FAILURES, 10)
    return min(FIRST_DELAY * (1 << doublings), LONGEST_DELAY)


def _tried(book: Casebook, name: str, password: str) -> Account:
    """Return the account if the password is right, recording how the attempt went."""
    found = account_or_none(book, name)
    right = passwords.fits(password, found.password_hash if found else None)
    with book.gate() as gate:
        until = locked_until(book, name)
        now = account_or_none(book, name)
        if until is None and right and found is not None and found == now and found.active:
            forget_failures(gate, name)
            append(gate, book, actor_of(book, found), AuditLine(action="login", key=name))
            return found
        if until is None:
            _count_failure(gate, book, name)
        action = "login.locked" if until else "login.failed"
        append(gate, book, _NOBODY, AuditLine(action=action, key=name if found else ""))
    if until is not None:
        raise AccountLocked(until)
    raise LoginRefused


def _count_failure(gate: Gate, book: Casebook, name: str) -> None:
    key = text_hash(name)
    (before,) = gate.one("SELECT failures FROM login_failures WHERE name_hash = ?", (key,)) or (0,)
    delay = delay_after(before + 1)
    until = stamp(book.clock() + delay) if delay else ""
    gate.execute(
        "INSERT INTO login_failures (name_hash, failures, locked_until) VALUES (?, ?, ?)"
        " ON CONFLICT (name_hash) DO UPDATE"
        " SET failures = excluded.failures, locked_until = excluded.locked_until",
        (key, before + 1, until),
    )
