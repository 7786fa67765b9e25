"""What is offered is what can be done: every step, role and state, tried out."""

from __future__ import annotations

from jiuzhu.casebook import cases
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import possible_steps

from .offices import CLERK, OTHER_CLERK, REVIEWER, SUPERVISOR, TREASURER, Office


def offered(case: cases.Case, actor: Actor) -> set[str]:
    return set(possible_steps(case, actor))


def test_each_role_is_offered_its_own(office: Office) -> None:
    case = office.draft(office.person(1))
    assert offered(case, CLERK) == {"edit", "document", "accept", "withdraw"}
    assert offered(case, REVIEWER) == set()
    assert offered(case, TREASURER) == set()
    assert offered(case, Actor("审计员", "auditor")) == set()
    case = office.take(case, "accept")
    assert offered(case, CLERK) == {"withdraw"}
    assert offered(case, REVIEWER) == {"review", "return", "refuse"}
    case = office.take(case, "review")
    assert offered(case, SUPERVISOR) == {"approve", "return", "refuse", "withdraw"}
    assert offered(case, OTHER_CLERK) == {"withdraw"}
    case = office.take(case, "approve")
    assert offered(case, SUPERVISOR) == {"reverse"}
    assert offered(case, TREASURER) == set()


def test_who_made_a_case_is_not_offered_to_decide_it(office: Office) -> None:
    made = office.draft(office.person(1), actor=SUPERVISOR)
    made = office.take(made, "accept", SUPERVISOR)
    assert offered(made, SUPERVISOR) == {"withdraw"}
    assert "approve" not in offered(office.take(made, "review"), SUPERVISOR)


def test_an_override_is_offered_where_a_referral_is_missing(office: Office) -> None:
    case = office.take(office.draft(office.person(1), referral="unreferred"), "accept")
    assert "override" in offered(case, SUPERVISOR)
    assert "override" not in offered(case, REVIEWER)
    assert "override" not in offered(office.take(case, "override"), SUPERVISOR)


def test_a_waiver_is_offered_where_a_document_is_missing(office: Office) -> None:
    case = office.draft(office.person(1))
    assert "waive" not in offered(case, SUPERVISOR)
    case = office.take(case, "document", documents=(), missing=("invoice",))
    assert "waive" in offered(case, Actor("另主管", "supervisor"))
    assert cases.missing_documents(case) == ("invoice",)


def test_other_townships_are_offered_nothing(office: Office) -> None:
    case = office.draft(office.person(1, township="永乐镇"))
    assert offered(case, Actor("吴经办", "clerk", frozenset({"白帝镇"}))) == set()
