"""What may double another case is said before it is saved, and remembered if saved anyway."""

from __future__ import annotations

from typing import Any

import pytest

from jiuzhu.casebook import cases
from jiuzhu.casebook.cases.errors import Duplicate

from .offices import CLERK, CONTENT, Office


def open_one(office: Office, person: str, *, anyway: bool = False, **fields: Any) -> cases.Case:
    draft = cases.Draft(
        kind="manual", person_id=person, fields=CONTENT["manual"] | {"invoice": "FP-A"} | fields
    )
    return cases.open_case(office.book, office.county, CLERK, draft, anyway=anyway)


APART: dict[str, Any] = {
    "admitted_on": "2026-08-01",
    "discharged_on": "2026-08-09",
    "settled_on": "2026-08-10",
}


def test_the_same_invoice(office: Office) -> None:
    first = open_one(office, office.person(1))
    with pytest.raises(Duplicate, match=f"发票号与案件 {first.number} 相同"):
        open_one(office, office.person(2))
    assert len(cases.find_cases(office.book, CLERK)) == 1
    case = open_one(office, office.person(2), anyway=True)
    assert case.steps[0].detail == {"despite": [f"发票号与案件 {first.number} 相同"]}
    other = open_one(office, office.person(3), invoice="FP-B")
    with pytest.raises(Duplicate):
        cases.edit_case(office.book, office.county, CLERK, other.seen, {"invoice": "FP-A"})


@pytest.mark.parametrize(
    ("admitted", "discharged", "overlaps"),
    [
        ("2026-11-01", "2026-11-05", True),  # The day of discharge, 1 November, is in both.
        ("2026-11-02", "2026-11-05", False),
        ("2026-10-01", "2026-10-20", True),
        ("2026-10-01", "2026-10-19", False),
        ("2026-10-22", "2026-10-23", True),
    ],
)
def test_an_overlapping_stay(
    office: Office, admitted: str, discharged: str, overlaps: bool
) -> None:
    person = office.person(1)
    open_one(office, person)
    more: dict[str, Any] = {"invoice": "FP-B", "admitted_on": admitted, "discharged_on": discharged}
    if overlaps:
        with pytest.raises(Duplicate, match=r"重叠（该案 2026-10-\d+ 至 .*费用 \d+\.\d\d）"):
            open_one(office, person, **more)
    else:
        open_one(office, person, **more)
    open_one(office, office.person(2), **more | {"invoice": "FP-C"})


def test_the_same_claim_in_the_ledger(office: Office) -> None:
    person = office.person(1)
    paid = office.through(office.draft(person), "accept", "review", "approve")
    with pytest.raises(Duplicate, match=f"同日同额的费用 {paid.claim_id}"):
        open_one(office, person, **APART | {"settled_on": "2026-11-02"})
    open_one(office, person, **APART)
    office.take(paid, "reverse")
    open_one(office, person, **APART | {"settled_on": "2026-11-02", "invoice": "FP-C"}, anyway=True)


def test_withdrawn_cases_double_nothing(office: Office) -> None:
    person = office.person(1)
    office.take(open_one(office, person), "withdraw")
    open_one(office, person)


def test_somebody_who_had_died(office: Office) -> None:
    person = office.person(1)
    with office.book.gate() as gate:
        gate.execute("UPDATE people SET died_on = '2026-10-25'")
    with pytest.raises(Duplicate, match="去世"):
        open_one(office, person)
    open_one(office, person, **APART)
