"""What the golden cases of a county fire: the rows behind every answer of every case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jiuzhu.loading.county import County
from jiuzhu.policy.edition import Edition
from jiuzhu.settlement.decision import Decision
from jiuzhu.settlement.settlement import Settlement
from jiuzhu.testing.golden import read_cases, settle_case
from jiuzhu_schemas.facts import EnrolmentFacts
from jiuzhu_schemas.golden import GoldenCase, GoldenEnrolment
from jiuzhu_schemas.terms import Denied, Handoff

FOLDER = "cases"


def cases_of(county: County) -> tuple[GoldenCase, ...]:
    """Read the golden cases of a county's package; none if it ships none.

    Raises PolicyError for a file that cannot be read.
    """
    document = county.policy.documents[0].source.file
    files = sorted((document.parent.parent / FOLDER).glob("*.toml"))
    return tuple(case for file in files for case in _of(file))


def fired(case: GoldenCase, county: County) -> frozenset[str]:
    """Return the rows, refusals and handoffs that a case's claims and enrolments rest on.

    A refusal's name is ``document#refuse:clause:reason``, since the engine names no row for it.
    """
    rows = set[str]()
    if case.claims:
        settlement = settle_case(case, county)
        for place in range(len(settlement)):
            rows.update(_of_claim(settlement, place))
    for enrolment in case.enrolments:
        rows.update(_of_enrolment(case, enrolment, county))
    return frozenset(rows - {""})


def refusal_name(denied: Denied) -> str:
    """Return the name that `fired` gives a refusal."""
    document = denied.clause.partition("#")[0]
    return f"{document}#refuse:{denied.clause}:{denied.reason}"


def _of(file: Path) -> Sequence[GoldenCase]:
    return read_cases(file)[0].case


def _of_claim(settlement: Settlement, place: int) -> Iterator[str]:
    decision = settlement.decision(place)
    if decision.terms:
        yield decision.terms.row
    if decision.denied:
        yield decision.denied.row or refusal_name(decision.denied)
    if decision.tilt_terms and settlement.tilt_due[place] > 0:
        yield decision.tilt_terms.row
    yield from (each.row for each in _taken(settlement, place, decision))


def _taken(settlement: Settlement, place: int, decision: Decision) -> Iterator[Handoff]:
    """Yield the handoff that the claim was given, if any: the first whose occasion arose."""
    cut = (
        settlement.award[place] < settlement.due[place]
        or settlement.tilt[place] < settlement.tilt_due[place]
    )
    for each in decision.handoffs:
        left = int(settlement.self_pay[place])
        if (
            each.occasion == "always"
            or (each.occasion == "cap_cut" and cut)
            or (each.occasion == "left_above" and left > each.threshold)
        ):
            yield each
            return


def _of_enrolment(case: GoldenCase, enrolment: GoldenEnrolment, county: County) -> Iterator[str]:
    edition = county.policy.on(enrolment.paid_on)
    facts = EnrolmentFacts(
        edition=edition.index,
        identities=_held(case, enrolment),
        tier=enrolment.tier,
        insurance=enrolment.insurance,
    )
    refused = _refusal(edition, facts)
    if refused is not None:
        yield refusal_name(refused)
        return
    winner = enrolment.expect.identity
    for identity in [winner] if winner else sorted(facts.identities):
        answer = county.hooks.subsidy(facts, identity)
        if answer is not None:
            yield answer.row


def _held(case: GoldenCase, enrolment: GoldenEnrolment) -> frozenset[str]:
    day = enrolment.paid_on
    return frozenset(
        each.category
        for each in case.identities
        if each.since <= day and (each.until is None or day <= each.until)
    )


def _refusal(edition: Edition, facts: EnrolmentFacts) -> Denied | None:
    found = (each.denied for each in edition.subsidy_refusals if each.holds(facts, {}))
    return next(found, None)
