"""Who makes, who decides and who pays are different people: in the core and in the database."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jiuzhu.casebook import cases
from jiuzhu.casebook.actor import ROLE_LABELS, Actor, local_actor
from jiuzhu.casebook.cases import approving, stepping
from jiuzhu.casebook.errors import NotAllowed, RowConflict
from jiuzhu.casebook.ledger import preview_claim

from .offices import CLERK, OTHER_CLERK, REVIEWER, SUPERVISOR, Office

Row = dict[str, Any]


def refusals(office: Office) -> list[Row]:
    rows = office.book.rows("SELECT actor, detail FROM audit WHERE action = 'refused' ORDER BY seq")
    return [{"actor": actor, **json.loads(detail)} for actor, detail in rows]


@pytest.mark.parametrize(
    ("way", "step"),
    [
        (("accept",), "review"),
        (("accept",), "return"),
        (("accept",), "refuse"),
        (("accept", "review"), "approve"),
        ((), "waive"),
    ],
)
def test_a_supervisor_does_not_decide_what_they_made(
    office: Office, way: tuple[str, ...], step: str
) -> None:
    case = office.draft(office.person(1), actor=SUPERVISOR)
    case = office.through(case, *way)
    with pytest.raises(NotAllowed, match="经办、审核、支付须由不同的人"):
        office.take(case, step, SUPERVISOR)
    assert refusals(office)[-1]["case"] == case.number
    assert cases.case_of(office.book, case.number).version == case.version


def test_whoever_touched_a_draft_is_its_maker(office: Office) -> None:
    case = office.draft(office.person(1))
    case = office.take(case, "document", SUPERVISOR, documents=["invoice"])
    case = office.take(case, "accept")
    with pytest.raises(NotAllowed):
        office.take(case, "review", SUPERVISOR)
    case = office.take(case, "review")
    with pytest.raises(NotAllowed):
        office.take(case, "approve", SUPERVISOR)


def test_whoever_decided_does_not_make_later(office: Office) -> None:
    case = office.through(office.draft(office.person(1)), "accept")
    case = office.take(case, "return", SUPERVISOR)
    with pytest.raises(NotAllowed):
        office.take(case, "edit", SUPERVISOR)
    assert office.take(case, "edit", OTHER_CLERK).state == "draft"


def test_whoever_decided_does_not_pay(office: Office) -> None:
    """Even as somebody who has become a treasurer since."""
    case = office.through(office.draft(office.person(1)), "accept", "review", "approve")
    for name in (CLERK.name, REVIEWER.name, SUPERVISOR.name):
        with pytest.raises(NotAllowed):
            office.take(case, "send", Actor(name, "treasurer"))
    case = office.take(case, "send")
    with pytest.raises(NotAllowed):
        office.take(case, "pay", Actor(REVIEWER.name, "treasurer"))
    with pytest.raises(NotAllowed):
        office.take(case, "pay", Actor("local:somebody", "local"))
    assert cases.case_of(office.book, case.number).state == "sent"


@pytest.mark.parametrize(
    ("step", "role"),
    [
        ("accept", "reviewer"),
        ("accept", "treasurer"),
        ("accept", "auditor"),
        ("review", "clerk"),
        ("approve", "reviewer"),
        ("override", "reviewer"),
        ("waive", "clerk"),
        ("reverse", "reviewer"),
        ("withdraw", "administrator"),
    ],
)
def test_roles(office: Office, step: str, role: Any) -> None:
    case = office.draft(office.person(1))
    with pytest.raises(NotAllowed, match=f"角色“{ROLE_LABELS[role].zh}”无权办理"):
        office.take(case, step, Actor("另一人", role))
    assert refusals(office)[-1]["actor"] == "另一人"


def test_nobody_without_a_login(office: Office) -> None:
    person = office.person(1)
    with pytest.raises(NotAllowed, match="登录"):
        office.draft(person, actor=local_actor())
    case = office.draft(person)
    for step in ("accept", "withdraw", "reverse"):
        with pytest.raises(NotAllowed, match="登录"):
            office.take(case, step, local_actor())
    assert len(refusals(office)) == 4


def test_townships(office: Office) -> None:
    there = Actor("吴经办", "clerk", frozenset({"白帝镇"}))
    case = office.draft(office.person(1, township="永乐镇"))
    with pytest.raises(NotAllowed, match="永乐镇"):
        office.take(case, "accept", there)
    with pytest.raises(NotAllowed):
        cases.see_case(office.book, there, case.number)
    with pytest.raises(NotAllowed):
        office.draft(office.person(1, township="永乐镇"), actor=there)
    own = office.draft(office.person(2, township="白帝镇"), actor=there)
    assert [each.number for each in cases.find_cases(office.book, there)] == [own.number]
    assert cases.count_by_state(office.book, there)["draft"] == 1
    nowhere = office.draft(office.person(3, township=""))
    with pytest.raises(NotAllowed, match="无乡镇"):
        office.take(nowhere, "accept", there)


def test_two_clerks_and_one_case(office: Office) -> None:
    case = office.draft(office.person(1))
    seen = case.seen
    cases.edit_case(office.book, office.county, CLERK, seen, {"diagnosis": "C34.1"}, anyway=True)
    with pytest.raises(RowConflict) as error:
        cases.edit_case(
            office.book, office.county, OTHER_CLERK, seen, {"diagnosis": "C50.9"}, anyway=True
        )
    assert CLERK.name in str(error.value)
    assert case.number in str(error.value)
    now = cases.case_of(office.book, case.number)
    assert (now.content["diagnosis"], now.version) == ("C34.1", 2)


def test_a_change_between_permission_and_gate(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = office.take(office.draft(office.person(1)), "accept")
    preview = preview_claim

    def slow(*arguments: Any) -> Any:
        office.take(case, "return", SUPERVISOR)
        return preview(*arguments)

    monkeypatch.setattr(approving, "preview_claim", slow)
    with pytest.raises(RowConflict, match=SUPERVISOR.name):
        office.take(case, "review")
    assert cases.case_of(office.book, case.number).state == "returned"


def test_nothing_stays_of_an_approval_that_fails(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger's entry is written before the case's step, in the same write."""
    case = office.through(office.draft(office.person(1)), "accept", "review")
    before = office.book.one("SELECT count(*) FROM audit")
    monkeypatch.setattr(stepping, "stored", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        office.take(case, "approve")
    monkeypatch.undo()
    assert office.book.one("SELECT count(*) FROM entries") == (0,)
    assert office.book.one("SELECT count(*) FROM audit") == before
    assert office.book.one("SELECT account_number FROM people") == ("",)
    assert office.take(case, "approve").award == 400000
