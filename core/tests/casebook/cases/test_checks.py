"""What `casebook check` finds of cases that were tampered with."""

from __future__ import annotations

import pytest

from jiuzhu.casebook import cases
from jiuzhu.casebook.checking.check import check

from .offices import Office, month_case, one_stop

TRIGGERS = ("cases_by_steps", "case_steps_allowed", "case_steps_stay", "case_moves_stay",
            "case_steps_keep")  # fmt: skip


def tampered(office: Office, *statements: str) -> list[str]:
    """Change what triggers and CHECKs forbid, as somebody with the file could."""
    with office.book.gate() as gate:
        for name in TRIGGERS:
            gate.execute(f"DROP TRIGGER {name}")
    office.book.db.conn.execute("PRAGMA ignore_check_constraints = ON")
    with office.book.gate() as gate:
        for statement in statements:
            gate.execute(statement)
    return [f"{each.key} {each.message.zh}" for each in cases.check_cases(office.book)]


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        ("UPDATE cases SET state = 'sent', sent_by = '周出纳'", "状态与最后一步不符"),
        ("UPDATE cases SET version = 9", "步骤数与版本号不符"),
        ("UPDATE cases SET reviewed_by = '别人'", "经办、审核、支付人与步骤不符"),
        ("UPDATE cases SET award = award + 1", "与所记账目不符"),
        ("UPDATE cases SET entry = NULL", "与所记账目不符"),
        ("UPDATE case_steps SET operator = '赵经办'", "同一人兼任"),
        ("UPDATE case_steps SET after_state = 'paid' WHERE step = 'review'", "不允许的步骤"),
        ("UPDATE case_moves SET duty = '' WHERE step = 'review'", "步骤表被改动"),
        ("DELETE FROM case_steps WHERE step = 'review'", "步骤数与版本号不符"),
    ],
)
def test_each_tamper_is_found(office: Office, statement: str, wanted: str) -> None:
    case = office.through(office.draft(office.person(1)), "accept", "review", "approve")
    assert list(cases.check_cases(office.book)) == []
    found = tampered(office, statement)
    assert any(wanted in each for each in found)
    assert all(case.number in each or "步骤表" in each for each in found)


def test_a_month_whose_entries_were_taken_away(office: Office) -> None:
    one_stop(office, office.person(1), "S-1", "2026-10-08", 100000)
    office.take(month_case(office, "S-1"), "accept")
    assert list(cases.check_cases(office.book)) == []
    assert any("月度合计" in each for each in tampered(office, "DELETE FROM case_entries"))


def test_the_whole_check_is_silent_about_a_busy_office(office: Office) -> None:
    person = office.person(1)
    one_stop(office, office.person(2), "S-1", "2026-10-08", 100000)
    office.take(month_case(office, "S-1"), "accept")
    office.through(office.draft(person), "accept", "review", "return", "edit")
    office.through(office.draft(person, "inpatient_filing"), "accept", "review", "approve")
    paid = office.through(
        office.draft(office.person(3)), "accept", "review", "approve", "send", "pay"
    )
    office.take(paid, "reverse")
    assert [str(each.sentence) for each in check(office.book)] == []


def test_a_case_changed_behind_the_trail_is_found_by_its_hash(office: Office) -> None:
    office.draft(office.person(1))
    tampered(office, "UPDATE cases SET township = '白帝镇'")
    subjects = {each.subject for each in check(office.book)}
    assert "cases" in subjects
