"""Who may do what, role by role, and looking at a full ID."""

from __future__ import annotations

from typing import Any

import pytest

from jiuzhu.casebook.actor import ROLES, Actor, local_actor
from jiuzhu.casebook.errors import NotAllowed
from jiuzhu.casebook.operators import ACTS, require, view_full_id
from jiuzhu.casebook.operators.full_ids import NoSuchPerson
from jiuzhu.casebook.store import Casebook

CLERK = Actor("赵经办", "clerk", frozenset({"永安镇"}))


@pytest.mark.parametrize("role", ROLES)
def test_every_act_of_a_role(book: Casebook, role: Any) -> None:
    actor = Actor("某人", role)
    refused = []
    for act, roles in ACTS.items():
        if role in roles:
            require(book, actor, act)
            continue
        with pytest.raises(NotAllowed):
            require(book, actor, act)
        refused.append(("某人", "refused", f'{{"act":"{act}","township":""}}'))
    assert book.rows("SELECT actor, action, detail FROM audit ORDER BY seq") == refused


def test_the_auditor_changes_nothing() -> None:
    assert not any("auditor" in roles for roles in ACTS.values())


def test_nobody_does_two_of_entering_reviewing_and_paying_but_the_supervisor() -> None:
    for role in ("clerk", "reviewer", "treasurer", "administrator", "local"):
        kinds = {
            "case.accept": role in ACTS["case.accept"],
            "case.review": role in ACTS["case.review"],
            "payrun.make": role in ACTS["payrun.make"],
        }
        assert sum(kinds.values()) <= 1
    assert "supervisor" not in ACTS["payrun.make"]


def test_an_act_that_is_not_in_the_table_is_a_fault_of_ours(book: Casebook) -> None:
    with pytest.raises(KeyError):
        require(book, CLERK, "case.burn")


@pytest.fixture
def person(book: Casebook) -> int:
    with book.gate() as gate:
        return gate.insert(
            "people", {"person_id": "500236199001011234", "name": "测试甲", "township": "永安镇"}
        )


def test_a_full_id_is_shown_and_recorded(book: Casebook, person: int) -> None:
    assert view_full_id(book, CLERK, person) == "500236199001011234"
    assert book.rows("SELECT actor, action, subject, subject_key FROM audit") == [
        ("赵经办", "view.full_id", "people", str(person))
    ]


@pytest.mark.parametrize(
    "actor",
    [
        Actor("某人", "auditor"),
        local_actor(),
        Actor("某人", "administrator"),
        Actor("某人", "clerk", frozenset({"吐祥镇"})),
    ],
)
def test_a_full_id_that_is_not_theirs_to_see(book: Casebook, person: int, actor: Actor) -> None:
    with pytest.raises(NotAllowed) as refused:
        view_full_id(book, actor, person)
    assert book.one("SELECT action FROM audit") == ("refused",)
    assert "5002361990" not in str(refused.value)


def test_nobody_of_that_number(book: Casebook) -> None:
    with pytest.raises(NoSuchPerson):
        view_full_id(book, CLERK, 99)
