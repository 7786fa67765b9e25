"""The golden cases, computed by hand, against the plain reference."""

from __future__ import annotations

from collections import Counter

import pytest

from reference import settle, subsidise
from reference.cases import FOLDERS, Case, Rows, load

CASES = [case for county in FOLDERS for case in load(county)]
LEFT_OUT = ("clause", "department")  # the reference does not give them
AWARD = {"stage", "identity", "rate", "award", "tilt", "self_pay", "charity", "reason", "clause"}
SUBSIDY = {
    "identity",
    "premium",
    "subsidy",
    "own_payment",
    "department",
    "reason",
    "clause",
}


def without(rows: Rows) -> Rows:
    return [{key: row[key] for key in row if key not in LEFT_OUT} for row in rows]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.county}-{case.id}")
def test_the_reference_agrees_with_the_hand(case: Case) -> None:
    assert without(case.awards) == settle(case.people, case.identities, case.claims, case.county), (
        case.why
    )
    assert without(case.subsidies) == subsidise(
        case.people, case.identities, case.enrolments, case.county
    ), case.why


def test_there_are_enough_cases_and_each_has_its_own_name() -> None:
    assert len(CASES) >= 160
    names = Counter((case.county, case.id) for case in CASES)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.county}-{case.id}")
def test_a_case_is_whole(case: Case) -> None:
    assert case.claims or case.enrolments
    for row in case.awards:
        assert set(row) == AWARD | {"claim_id", "base"}
    for row in case.subsidies:
        assert set(row) == SUBSIDY | {"person_id"}
    for row in [*case.awards, *case.subsidies]:
        assert set(row["clause"].split(";")) <= set(case.clauses)
