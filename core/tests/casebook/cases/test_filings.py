"""Filings and applications: no money, but the identities of the day and a handover."""

from __future__ import annotations

import pytest

from jiuzhu.casebook import cases
from jiuzhu.casebook.cases.errors import (
    Duplicate,
    StepNotAllowed,
    WrongContent,
)
from jiuzhu.casebook.hospitals import NotDesignated

from .offices import (
    Office,
    resident_id,
)


def test_filings_and_applications_end_with_approval(office: Office) -> None:
    office.person(2, category="")
    for kind in ("inpatient_filing", "major_outpatient_filing", "application"):
        case = office.draft(resident_id(2) if kind == "application" else office.person(1), kind)
        case = office.through(case, "accept", "review", "approve")
        assert (case.state, case.entry, case.award) == ("approved", None, 0)
        assert case.handoff == ("temporary_relief" if kind == "application" else "")
        assert case.due_on is None
        for step in ("override", "reverse"):
            with pytest.raises(StepNotAllowed):
                office.take(case, step)
        assert office.book.one("SELECT count(*) FROM entries") == (0,)
    assert list(cases.check_cases(office.book)) == []


def test_acceptance_keeps_the_identities_of_the_day(office: Office) -> None:
    case = office.take(office.draft(office.person(1), "inpatient_filing"), "accept")
    assert case.steps[-1].detail == {"identities": ["dibao"]}
    early = office.draft(resident_id(1), admitted_on="", discharged_on="", settled_on="2019-12-31")
    with pytest.raises(NotDesignated):
        office.take(early, "accept")  # Nor was the hospital designated then.
    early = office.draft(
        resident_id(1), admitted_on="", discharged_on="", settled_on="2019-12-31", hospital="",
        hospital_level="2", hospital_region="county",
    )  # fmt: skip
    assert office.take(early, "accept").steps[-1].detail == {"identities": []}


def test_somebody_on_the_lists_needs_no_application(office: Office) -> None:
    case = office.draft(office.person(1), "application")
    with pytest.raises(Duplicate, match="已在名单内"):
        office.take(case, "accept")
    assert office.take(case, "accept", anyway=True).state == "accepted"


def test_an_unknown_disease_class(office: Office) -> None:
    case = office.draft(office.person(1), "major_outpatient_filing", disease="感冒")
    with pytest.raises(WrongContent, match="肺癌"):
        office.take(case, "accept")
