"""The database by itself: what the core refuses, it refuses too."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from jiuzhu.casebook import cases
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases.moves import MOVES
from jiuzhu.casebook.errors import NotWritten
from jiuzhu.casebook.ledger import reverse_claim
from jiuzhu.platform import Platform

from .offices import CLERK, REVIEWER, SUPERVISOR, TREASURER, USUAL, Office

Row = dict[str, Any]


def test_the_tables_know_the_moves_of_the_core(office: Office) -> None:
    rows = office.book.rows(
        "SELECT step, before_state, after_state, duty, only_for FROM case_moves"
    )
    wanted = {(each.step, each.before, each.after, each.duty, each.only_for) for each in MOVES}
    assert set(rows) == wanted


def sql(office: Office, statement: str, *values: Any) -> None:
    with office.book.gate() as gate:
        gate.execute(statement, values)


def step_row(case: cases.Case, step: str, after: str, duty: str, who: Actor) -> Row:
    return {
        "case_id": case.case_id, "version": case.version + 1, "step": step,
        "before_state": case.state, "after_state": after, "duty": duty, "operator": who.name,
        "role": who.role, "at": "2026-11-20 10:00:00", "note": "", "detail": "{}",
    }  # fmt: skip


def forge(office: Office, row: Row) -> None:
    with office.book.gate() as gate:
        gate.insert("case_steps", row)


def test_every_step_that_the_core_does_not_know_is_refused_by_the_database(office: Office) -> None:
    """Each step from each state a case can be in, by somebody new: only moves pass."""
    case = office.draft(office.person(1))
    states = ["draft", "accepted", "reviewed", "approved", "sent", "paid"]
    way = ["accept", "review", "approve", "send", "pay"]
    allowed = {(each.step, each.before, each.after): each.duty for each in MOVES}
    names = sorted({each.step for each in MOVES})
    afters = sorted({each.after for each in MOVES})
    tried = 0
    for state, following in zip(states, [*way, None], strict=True):
        assert case.state == state
        for step in names:
            for after in afters:
                duty = next(each.duty for each in MOVES if each.step == step)
                if (step, state, after) in allowed:
                    continue
                row = step_row(case, step, after, duty, Actor("新人", "supervisor"))
                with pytest.raises(NotWritten, match="CONSTRAINT"):
                    forge(office, row)
                tried += 1
        if following:
            case = office.take(case, following)
    assert tried > 700


@pytest.mark.parametrize(
    ("way", "step", "after", "duty", "who"),
    [
        (("accept",), "review", "reviewed", "decide", CLERK),
        (("accept", "review"), "approve", "approved", "decide", CLERK),
        (("accept", "review", "return"), "edit", "draft", "make", REVIEWER),
        (("accept", "review", "approve"), "send", "sent", "pay", REVIEWER),
        (("accept", "review", "approve"), "send", "sent", "pay", CLERK),
        (("accept", "review", "approve", "send"), "pay", "paid", "pay", SUPERVISOR),
        (
            ("accept", "review", "approve", "send", "pay"),
            "reverse",
            "reversed",
            "decide",
            TREASURER,
        ),
    ],
)
def test_the_database_keeps_duties_apart(
    office: Office, way: tuple[str, ...], step: str, after: str, duty: str, who: Actor
) -> None:
    case = office.through(office.draft(office.person(1)), *way)
    with pytest.raises(NotWritten) as error:
        forge(office, step_row(case, step, after, duty, who))
    assert isinstance(error.value.__cause__, sqlite3.IntegrityError)
    assert "must be different" in str(error.value.__cause__)


@pytest.mark.parametrize(
    ("way", "change"),
    [
        ((), "state = 'accepted'"),
        ((), "state = 'accepted', version = version + 1, accepted_by = 'x', claim_id = 'y'"),
        ((), "version = version + 1"),
        ((), "content = '{}'"),
        ((), "made_by = 'x', version = version + 1"),
        (("accept", "review"), "reviewed_by = 'x'"),
        (("accept", "review", "approve"), "award = award + 1"),
        (("accept", "review", "approve"), "state = 'paid', version = version + 1"),
    ],
)
def test_a_case_changes_by_steps_only(office: Office, way: tuple[str, ...], change: str) -> None:
    case = office.through(office.draft(office.person(1)), *way)
    with pytest.raises(NotWritten):
        sql(office, f"UPDATE cases SET {change} WHERE case_id = ?", case.case_id)
    assert cases.case_of(office.book, case.number) == case


def test_a_forged_step_does_not_carry_another_name(office: Office) -> None:
    case = office.take(office.draft(office.person(1)), "accept")

    def forged() -> None:
        with office.book.gate() as gate:
            gate.insert("case_steps", step_row(case, "review", "reviewed", "decide", REVIEWER))
            gate.execute(
                "UPDATE cases SET state = 'reviewed', version = version + 1, reviewed_by = '别人'"
            )

    with pytest.raises(NotWritten) as error:
        forged()
    assert "only who takes the step" in str(error.value.__cause__)


def test_checks_of_the_row_hold_without_the_triggers(office: Office) -> None:
    case = office.take(office.draft(office.person(1)), "accept")
    for name in ("cases_by_steps", "case_steps_allowed"):
        sql(office, f"DROP TRIGGER {name}")
    for change in (
        "state = 'reviewed', reviewed_by = made_by",
        "state = 'reviewed'",
        "state = 'approved', reviewed_by = 'a', approved_by = accepted_by",
        "state = 'approved', reviewed_by = 'a', approved_by = 'b'",  # No entry of the ledger.
        "override_by = made_by, override_reason = 'x'",
        "sent_by = accepted_by",
        "reviewed_by = 'a', paid_by = 'a'",
        "state = 'refused'",
    ):
        with pytest.raises(NotWritten):
            sql(office, f"UPDATE cases SET {change} WHERE case_id = ?", case.case_id)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM case_steps",
        "UPDATE case_steps SET operator = 'x'",
        "DELETE FROM cases",
        "INSERT INTO case_moves VALUES ('pay', 'draft', 'paid', '', '')",
        "UPDATE case_moves SET duty = ''",
        "DELETE FROM case_moves",
    ],
)
def test_nothing_is_deleted_or_rewritten(office: Office, statement: str) -> None:
    office.draft(office.person(1))
    with pytest.raises(NotWritten):
        sql(office, statement)


def test_the_ledger_takes_no_reversal_behind_a_case(office: Office) -> None:
    case = office.through(office.draft(office.person(1)), "accept", "review", "approve")
    with pytest.raises(NotWritten) as error:
        reverse_claim(office.book, Platform.load().county, SUPERVISOR, case.claim_id, "背后冲正")
    assert "reverse the case" in str(error.value.__cause__)
    assert cases.number_of_claim(office.book, case.claim_id) == case.number


def test_usual_operators_cover_every_step() -> None:
    assert {each.step for each in MOVES} - {"draft"} == set(USUAL)
