"""Logging in: failures look alike, delays grow, guessing at the same time gains nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from jiuzhu.casebook.actor import local_actor
from jiuzhu.casebook.operators import (
    add_operator,
    change_password,
    login,
    operator_named,
    passwords,
    reset_password,
)
from jiuzhu.casebook.operators.errors import AccountLocked, LoginRefused, MustChangePassword
from jiuzhu.casebook.operators.logins import delay_after
from jiuzhu.casebook.store import Casebook

OWN = "correct horse battery"


@pytest.fixture
def clerk(book: Casebook) -> str:
    change_password(book, "赵经办", add_operator(book, local_actor(), "赵经办", "clerk"), OWN)
    return "赵经办"


def fail(book: Casebook, name: str, times: int) -> None:
    for _ in range(times):
        with pytest.raises(LoginRefused):
            login(book, name, "wrong")


def test_wrong_name_and_wrong_password_say_the_same(book: Casebook, clerk: str) -> None:
    said = []
    for name in (clerk, "无此人"):
        with pytest.raises(LoginRefused) as refused:
            login(book, name, "wrong")
        said.append(str(refused.value))
    assert said[0] == said[1]


def test_a_wrong_name_costs_a_verification_too(
    book: Casebook, clerk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified = []

    class Counting:
        hash = passwords.HASHER.hash

        def verify(self, password_hash: str, password: str) -> bool:
            verified.append(password_hash)
            return hasher.verify(password_hash, password)

    hasher = passwords.HASHER
    monkeypatch.setattr(passwords, "HASHER", Counting())
    fail(book, "无此人", 1)
    fail(book, clerk, 1)
    assert len(verified) == 2


@pytest.mark.parametrize("name", ["赵经办", "无此人"])
def test_the_delay_starts_after_five_failures_and_grows(
    book: Casebook, clerk: str, clock: Any, name: str
) -> None:
    fail(book, name, 5)
    with pytest.raises(AccountLocked) as locked:
        login(book, name, OWN)
    assert locked.value.until == clock.now + timedelta(seconds=30)
    clock.move(timedelta(seconds=30))
    fail(book, name, 1)
    with pytest.raises(AccountLocked) as locked:
        login(book, name, OWN)
    assert locked.value.until == clock.now + timedelta(seconds=60)


def test_a_good_login_starts_the_count_anew(book: Casebook, clerk: str) -> None:
    fail(book, clerk, 4)
    login(book, clerk, OWN)
    fail(book, clerk, 4)
    login(book, clerk, OWN)


def test_an_initial_password_does_not_open_a_locked_account(book: Casebook) -> None:
    initial = add_operator(book, local_actor(), "赵经办", "clerk")
    fail(book, "赵经办", 5)
    with pytest.raises(AccountLocked):
        login(book, "赵经办", initial)
    assert operator_named(book, "赵经办").locked_until == "2026-11-21 09:30:30"
    initial = reset_password(book, local_actor(), "赵经办")
    with pytest.raises(MustChangePassword):
        login(book, "赵经办", initial)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(4, 0), (5, 30), (6, 60), (7, 120), (11, 1920), (12, 3600), (99, 3600)],
)
def test_delays(failures: int, seconds: int) -> None:
    assert delay_after(failures) == timedelta(seconds=seconds)


def test_a_right_guess_among_many_at_once_is_not_let_in(
    book: Casebook, clerk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five wrong guesses are decided while a right one is still being verified."""
    fits: Callable[[str, str | None], bool] = passwords.fits

    def slow(password: str, password_hash: str | None) -> bool:
        monkeypatch.setattr(passwords, "fits", fits)
        fail(book, clerk, 5)
        return fits(password, password_hash)

    monkeypatch.setattr(passwords, "fits", slow)
    with pytest.raises(AccountLocked):
        login(book, clerk, OWN)


def test_failures_are_recorded_without_the_name_that_was_typed(
    book: Casebook, clerk: str, clock: Any
) -> None:
    fail(book, clerk, 1)
    fail(book, "my secret password", 5)
    with pytest.raises(AccountLocked):
        login(book, "my secret password", "x")
    rows = book.rows("SELECT action, subject_key FROM audit WHERE action LIKE 'login.%'")
    assert rows[0] == ("login.failed", clerk)
    assert rows[1:] == [("login.failed", "")] * 5 + [("login.locked", "")]
    everything = str(book.rows("SELECT * FROM login_failures") + book.rows("SELECT * FROM audit"))
    assert "secret" not in everything
    assert isinstance(clock.now, datetime)
