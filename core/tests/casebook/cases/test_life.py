"""A case from intake to payment, and the other ends it can take."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jiuzhu.casebook import cases
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases.errors import (
    ClaimTaken,
    Incomplete,
    NoteMissing,
    NothingToPay,
    StepNotAllowed,
    WrongContent,
)
from jiuzhu.casebook.hospitals import NotDesignated, suspend
from jiuzhu.casebook.ledger.reads import entries_of, entry_of
from jiuzhu.casebook.roster import find_person, person_of
from jiuzhu.platform import Platform
from jiuzhu_schemas.errors import ResidentIdError

from .offices import (
    CLERK,
    HOSPITAL,
    OTHER_CLERK,
    REVIEWER,
    SUPERVISOR,
    TREASURER,
    Office,
    one_stop,
    resident_id,
)


def test_a_manual_case_to_paid_by_four_people(office: Office) -> None:
    person = office.person(1)
    case = office.draft(person)
    assert (case.number, case.state, case.version) == ("FJ2026-000001", "draft", 1)
    assert (case.township, case.name, case.made_by) == ("永乐镇", "测试1", CLERK.name)
    case = office.take(case, "accept", OTHER_CLERK)
    assert (case.claim_id, case.accepted_by) == ("FJ2026-000001", OTHER_CLERK.name)
    case = office.take(case, "review")
    assert case.steps[-1].detail == {"award": 400000, "tilt": 0}
    case = office.take(case, "approve")
    # Base 5000.00, dibao, level 2, 80 %.
    assert (case.state, case.award, case.tilt) == ("approved", 400000, 0)
    entry = entry_of(office.book, case.claim_id)
    assert entry is not None
    assert (entry.entry, entry.award, entry.channel) == (case.entry, 400000, "person_account")
    assert (entry.note, entry.actor) == (case.number, SUPERVISOR.name)
    number = find_person(office.book, person)
    assert number is not None
    assert person_of(office.book, number).account_number == "6222000011112222"
    case = office.through(case, "send", "pay")
    assert (case.state, case.sent_by, case.paid_by) == ("paid", TREASURER.name, TREASURER.name)
    assert [each.step for each in case.steps] == [
        "draft", "accept", "review", "approve", "send", "pay",
    ]  # fmt: skip
    assert [each.version for each in case.steps] == [1, 2, 3, 4, 5, 6]
    assert len({each.at for each in case.steps}) == 6
    assert list(cases.check_cases(office.book)) == []


def test_three_people_are_enough(office: Office) -> None:
    case = office.take(office.draft(office.person(1)), "accept")
    case = office.take(case, "review", SUPERVISOR)
    case = office.through(case, "approve", "send", "pay")
    assert case.state == "paid"


def test_a_draft_may_be_incomplete_and_acceptance_may_not(office: Office) -> None:
    person = office.person(1)
    draft = cases.Draft(kind="manual", person_id=person, fields={"total_cost": "100"})
    case = cases.open_case(office.book, office.county, CLERK, draft)
    assert case.content == {"total_cost": 10000}
    with pytest.raises(Incomplete, match=r"尚缺：.*发票号") as refused:
        office.take(case, "accept")
    assert "invoice=…" in refused.value.command
    full = {**cases.case_of(office.book, office.draft(person).number).content}
    fields = {
        name: f"{value / 100:.2f}" if isinstance(value, int) else value
        for name, value in full.items()
    } | {"invoice": "FP-9"}
    case = cases.edit_case(office.book, office.county, CLERK, case.seen, fields, anyway=True)
    assert case.content["basic_paid"] == 800000
    with pytest.raises(Incomplete, match=r"尚缺材料：.*发票原件"):
        office.take(case, "accept", anyway=True)
    case = office.take(case, "document", documents=["id_copy", "invoice", "diagnosis"])
    case = office.take(
        case, "document", documents=["cost_list", "settlement_sheet"], missing=["invoice"]
    )
    with pytest.raises(Incomplete) as error:
        office.take(case, "accept", anyway=True)
    assert "invoice" in error.value.command
    assert "id_copy" not in error.value.command
    case = office.take(case, "document", documents=["invoice"])
    case = cases.waive_document(office.book, SUPERVISOR, case.seen, "bank_card", "遗失")
    held = case.documents["bank_card"]
    assert (held.waived_by, held.note) == (SUPERVISOR.name, "遗失")
    assert office.take(case, "accept", anyway=True).state == "accepted"


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"total_cost": "12,5"}, "total_cost"),
        ({"total_cost": "-1"}, "费用总额"),
        ({"settled_on": "2026-02-30"}, "结算日期"),
        ({"referral": "maybe"}, "referred"),
        ({"colour": "red"}, "没有此字段"),
        ({"discharged_on": "2026-10-19"}, "早于"),
        ({"account_number": "12"}, "8至32位"),
        ({"diagnosis": "J18\x07"}, "控制字符"),
    ],
)
def test_a_field_that_cannot_be_read_is_named(
    office: Office, fields: dict[str, Any], wanted: str
) -> None:
    with pytest.raises(WrongContent, match=wanted):
        office.draft(office.person(1), **fields)
    assert cases.find_cases(office.book, CLERK) == []


def test_sums_that_contradict_each_other_are_refused_at_acceptance(office: Office) -> None:
    case = office.draft(office.person(1), basic_paid="13500.00")
    with pytest.raises(WrongContent, match="in_scope_cost"):
        office.take(case, "accept")


def test_a_wrong_resident_id(office: Office) -> None:
    wrong = resident_id(1)[:17] + "?"
    with pytest.raises(ResidentIdError):
        office.draft(wrong)


def test_somebody_unknown_is_registered_with_a_name(office: Office) -> None:
    draft = cases.Draft(kind="application", person_id=resident_id(7), township="白帝镇")
    with pytest.raises(WrongContent, match="name"):
        cases.open_case(office.book, office.county, CLERK, draft)
    draft = cases.Draft(
        kind="application", person_id=resident_id(7), name="测试七", township="白帝镇"
    )
    case = cases.open_case(office.book, office.county, CLERK, draft)
    assert (case.name, case.township) == ("测试七", "白帝镇")


def test_the_register_says_level_and_region(office: Office) -> None:
    case = office.take(office.draft(office.person(1), hospital_level="0"), "accept")
    claim = cases.preview_case(office.book, office.county, case.number)
    assert claim.outcome.rate == 8000  # Level 2, whatever the clerk filled in.


def test_a_hospital_that_was_not_designated(office: Office) -> None:
    local = Actor("local:test", "local")
    suspend(office.book, local, HOSPITAL, date(2026, 10, 25), "违规收费")
    case = office.draft(office.person(1))
    with pytest.raises(NotDesignated, match="违规收费"):
        office.take(case, "accept")
    unknown = office.draft(office.person(2), hospital="H999")
    with pytest.raises(NotDesignated):
        office.take(unknown, "accept")


def test_without_a_hospital_code_level_and_region_are_asked_for(office: Office) -> None:
    case = office.draft(office.person(1), hospital="")
    with pytest.raises(Incomplete, match="hospital_level"):
        office.take(case, "accept")
    case = office.draft(
        office.person(1), hospital="", hospital_level="3", hospital_region="city",
        referral="referred",
    )  # fmt: skip
    case = office.through(case, "accept", "review", "approve")
    assert case.award == 350000  # Level 3: 70 % of 5000.00.


def test_returned_completed_and_paid(office: Office) -> None:
    case = office.through(office.draft(office.person(1)), "accept", "review", "return")
    assert (case.state, case.outcome, case.reviewed_by) == ("returned", "补正", "")
    with pytest.raises(StepNotAllowed, match="修改"):
        office.take(case, "accept")
    case = office.take(case, "edit")
    assert case.state == "draft"
    case = office.through(case, "accept", "review", "approve", "send", "bounce")
    assert (case.state, case.steps[-1].step) == ("approved", "bounce")
    case = office.through(case, "send", "pay")
    assert case.state == "paid"
    assert list(cases.check_cases(office.book)) == []


def test_an_edit_without_change_says_why(office: Office) -> None:
    case = office.draft(office.person(1))
    with pytest.raises(NoteMissing):
        cases.edit_case(office.book, office.county, CLERK, case.seen, {})
    with pytest.raises(NoteMissing):
        cases.withdraw_case(office.book, CLERK, case.seen, " ")


def test_nothing_to_pay_is_not_approved(office: Office) -> None:
    case = office.take(office.draft(office.person(1, category="")), "accept")
    with pytest.raises(NothingToPay, match="不是救助对象"):
        office.take(case, "review")
    assert office.take(case, "refuse").state == "refused"
    assert entry_of(office.book, case.claim_id) is None


def test_a_missing_referral_and_its_override(office: Office) -> None:
    person = office.person(1)
    case = office.draft(
        person, hospital="", hospital_level="2", hospital_region="city", referral="unreferred"
    )
    case = office.take(case, "accept")
    with pytest.raises(NothingToPay, match="转诊"):
        office.take(case, "review")
    case = office.take(case, "override")
    assert (case.override_by, case.override_reason) == (SUPERVISOR.name, "急诊")
    with pytest.raises(StepNotAllowed, match="已特批"):
        office.take(case, "override")
    case = office.through(case, "review", "approve")
    assert case.award == 400000
    entry = entry_of(office.book, case.claim_id)
    assert entry is not None
    assert "急诊" in entry.note
    assert SUPERVISOR.name in entry.note
    assert "override" in [each.step for each in case.steps]
    assert office.book.one("SELECT 1 FROM audit WHERE action = 'case.override'")


def test_an_override_lets_a_review_fall(office: Office) -> None:
    case = office.draft(office.person(1))
    with pytest.raises(StepNotAllowed, match="不是未转诊"):
        office.take(office.take(case, "accept"), "override")


def test_reversal_after_payment(office: Office) -> None:
    person = office.person(1)
    first = office.draft(
        person, in_scope_cost="20000", total_cost="20000", basic_paid="13000",
        critical_illness_paid="0",
    )  # fmt: skip
    first = office.through(first, "accept", "review", "approve", "send", "pay")
    assert first.award == 560000  # 80 % of 7000.00.
    second = office.draft(person, settled_on="2026-11-03")
    second = office.through(second, "accept", "review", "approve")
    # 6000.00 a year, of which 5600.00 were used; tilt (5000 - 400 - 3000) x 70 %.
    assert (second.award, second.tilt) == (40000, 112000)
    preview = cases.preview_reversal(office.book, Platform.load().county, first.number)
    assert preview.total == -560000 + (400000 - 152000)
    first = office.take(first, "reverse")
    assert (first.state, first.outcome) == ("reversed", "重复")
    assert [each.kind for each in entries_of(office.book, first.claim_id)] == ["settle", "reverse"]
    standing = entry_of(office.book, second.claim_id)
    assert standing is not None
    assert standing.award == 400000
    assert list(cases.check_cases(office.book)) == []
    with pytest.raises(StepNotAllowed):
        office.take(first, "reverse")


def test_a_sent_case_is_not_reversed(office: Office) -> None:
    case = office.through(office.draft(office.person(1)), "accept", "review", "approve", "send")
    with pytest.raises(StepNotAllowed, match="已送财政"):
        office.take(case, "reverse")


def test_a_claim_id_is_used_once(office: Office) -> None:
    person = office.person(1)
    first = office.draft(person, claim_id="S-1")
    office.through(first, "accept", "review", "approve")
    other = office.draft(person, claim_id="S-1", settled_on="2026-11-05")
    with pytest.raises(ClaimTaken, match=first.number):
        office.take(other, "accept", anyway=True)


def test_a_claim_that_was_settled_one_stop_meanwhile(office: Office) -> None:
    """Equal in every field: the ledger would answer with the entry that pays the hospital."""
    person = office.person(1)
    case = office.draft(
        person, claim_id="S-1", total_cost="5000", in_scope_cost="5000", basic_paid="0",
        critical_illness_paid="0",
    )  # fmt: skip
    case = office.through(case, "accept", "review")
    one_stop(office, person, "S-1", "2026-11-02", 500000)
    with pytest.raises(ClaimTaken, match="已经记账"):
        office.take(case, "approve")
    assert cases.case_of(office.book, case.number).state == "reviewed"


def test_refused_by_the_reviewer(office: Office) -> None:
    case = office.through(office.draft(office.person(1)), "accept", "refuse")
    assert (case.state, case.outcome, case.due_on) == ("refused", "不符合", None)
    assert case.steps[-1].operator == REVIEWER.name
