"""Accounts: who may make and change them, the last administrator, townships, the trail."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from jiuzhu.casebook.actor import Actor, local_actor
from jiuzhu.casebook.checking.check import check_file
from jiuzhu.casebook.errors import NotAllowed
from jiuzhu.casebook.operators import (
    add_operator,
    change_password,
    change_role,
    disable_operator,
    enable_operator,
    login,
    operator_named,
    operators,
    require,
    reset_password,
    set_townships,
)
from jiuzhu.casebook.operators.errors import (
    BadOperator,
    BadPassword,
    LastAdministrator,
    LoginRefused,
    MustChangePassword,
    NoSuchOperator,
    OperatorExists,
)
from jiuzhu.casebook.store import Casebook

OWN = "correct horse battery"


@pytest.fixture
def administrator(book: Casebook) -> Actor:
    initial = add_operator(book, local_actor(), "李管理", "administrator")
    return change_password(book, "李管理", initial, OWN)


def actions(book: Casebook) -> list[tuple[str, str, str]]:
    return book.rows("SELECT actor, action, subject_key FROM audit ORDER BY seq")


def test_the_first_administrator_ends_the_local_users_right(
    book: Casebook, administrator: Actor
) -> None:
    with pytest.raises(NotAllowed, match="已有管理员"):
        add_operator(book, local_actor(), "赵经办", "clerk")
    assert actions(book)[-1][1] == "refused"
    add_operator(book, administrator, "赵经办", "clerk")
    assert [each.name for each in operators(book)] == ["李管理", "赵经办"]


def test_a_clerk_changes_no_account(book: Casebook) -> None:
    with pytest.raises(NotAllowed, match="须为 管理员"):
        add_operator(book, Actor("赵经办", "clerk"), "钱经办", "clerk")
    assert operators(book) == []


def test_the_initial_password_must_be_changed(book: Casebook) -> None:
    initial = add_operator(book, local_actor(), "赵经办", "clerk", townships=["永安镇"])
    with pytest.raises(MustChangePassword):
        login(book, "赵经办", initial)
    assert change_password(book, "赵经办", initial, OWN) == Actor(
        "赵经办", "clerk", frozenset({"永安镇"})
    )
    assert login(book, "赵经办", OWN).role == "clerk"
    with pytest.raises(LoginRefused):
        login(book, "赵经办", initial)


@pytest.mark.parametrize("new", ["short", "aaaaaaaaaaaa", "赵经办-2026-11", OWN, "x" * 201])
def test_a_weak_password_is_refused(book: Casebook, new: str) -> None:
    add_operator(book, local_actor(), "赵经办", "clerk", password=OWN)
    with pytest.raises(BadPassword):
        change_password(book, "赵经办", OWN, new)
    with pytest.raises(MustChangePassword):
        login(book, "赵经办", OWN)


def test_disabling_and_enabling(book: Casebook, administrator: Actor) -> None:
    initial = add_operator(book, administrator, "赵经办", "clerk")
    clerk = change_password(book, "赵经办", initial, OWN)
    require(book, clerk, "case.draft")
    disable_operator(book, administrator, "赵经办")
    with pytest.raises(LoginRefused):
        login(book, "赵经办", OWN)
    with pytest.raises(NotAllowed, match="重新登录"):  # The session that was open, too.
        require(book, clerk, "case.draft")
    enable_operator(book, administrator, "赵经办")
    assert login(book, "赵经办", OWN) == clerk


def test_another_role_ends_the_old_ones_rights(book: Casebook, administrator: Actor) -> None:
    initial = add_operator(book, administrator, "赵经办", "clerk")
    clerk = change_password(book, "赵经办", initial, OWN)
    change_role(book, administrator, "赵经办", "reviewer")
    with pytest.raises(NotAllowed):
        require(book, clerk, "case.draft")
    require(book, login(book, "赵经办", OWN), "case.review")


def test_townships_limit_what_an_operator_reaches(book: Casebook, administrator: Actor) -> None:
    initial = add_operator(book, administrator, "赵经办", "clerk", townships=["永安镇"])
    clerk = change_password(book, "赵经办", initial, OWN)
    require(book, clerk, "case.draft", township="永安镇")
    with pytest.raises(NotAllowed, match="吐祥镇"):
        require(book, clerk, "case.draft", township="吐祥镇")
    set_townships(book, administrator, "赵经办", ["吐祥镇"])
    with pytest.raises(NotAllowed):
        require(book, clerk, "case.draft", township="永安镇")
    assert operator_named(book, "赵经办").townships == ("吐祥镇",)
    set_townships(book, administrator, "赵经办", [])
    require(book, login(book, "赵经办", OWN), "case.draft", township="永安镇")


def test_the_last_administrator_stays(book: Casebook, administrator: Actor) -> None:
    with pytest.raises(LastAdministrator):
        disable_operator(book, administrator, "李管理")
    with pytest.raises(LastAdministrator):
        change_role(book, administrator, "李管理", "auditor")
    with pytest.raises(sqlite3.IntegrityError, match="last administrator"):
        book.db.conn.execute("UPDATE operators SET active = 0")
    add_operator(book, administrator, "王管理", "administrator")
    disable_operator(book, administrator, "李管理")
    assert not operator_named(book, "李管理").active


def test_a_reset_gives_an_initial_password_again(book: Casebook, administrator: Actor) -> None:
    change_password(book, "赵经办", add_operator(book, administrator, "赵经办", "clerk"), OWN)
    initial = reset_password(book, administrator, "赵经办")
    with pytest.raises(LoginRefused):
        login(book, "赵经办", OWN)
    with pytest.raises(MustChangePassword):
        login(book, "赵经办", initial)


@pytest.mark.parametrize(
    "name", ["", " 张三", "local:root", "a/b", "ａｄｍｉｎ", "x" * 41, "张\n三"]
)
def test_a_name_that_no_account_has(book: Casebook, name: str) -> None:
    with pytest.raises(BadOperator):
        add_operator(book, local_actor(), name, "clerk")


def test_names_and_roles_that_are_not_there(book: Casebook) -> None:
    add_operator(book, local_actor(), "赵经办", "clerk")
    with pytest.raises(OperatorExists):
        add_operator(book, local_actor(), "赵经办", "clerk")
    with pytest.raises(NoSuchOperator):
        disable_operator(book, local_actor(), "钱经办")
    with pytest.raises(BadOperator):
        add_operator(book, local_actor(), "钱经办", "local")
    with pytest.raises(BadOperator):
        add_operator(book, local_actor(), "钱经办", "king")


def test_everything_is_in_the_trail_and_no_password_is(
    book: Casebook, casebook_path: Path, administrator: Actor
) -> None:
    add_operator(book, administrator, "赵经办", "clerk", townships=["永安镇"], password=OWN)
    disable_operator(book, administrator, "赵经办")
    assert [each[1:] for each in actions(book)] == [
        ("operator.add", "李管理"),
        ("login", "李管理"),
        ("operator.passwd", "李管理"),
        ("operator.add", "赵经办"),
        ("operator.township", "赵经办/永安镇"),
        ("operator.disable", "赵经办"),
    ]
    assert OWN not in "".join(map(str, book.rows("SELECT * FROM audit, operators")))
    assert list(check_file(casebook_path)) == []
