"""The engine against the plain reference: random people, claims and enrolments, field by field."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest

from jiuzhu.platform import Platform
from jiuzhu.testing.synthetic import SyntheticCounty, make_county
from jiuzhu_schemas.money import format_percent, format_yuan
from reference import settle, subsidise

Rows = list[dict[str, str]]

CLAIMS = 20_000
PLATFORM = Platform.load()


class Draw(NamedTuple):
    """What is drawn, and by which county it is settled."""

    county: str
    seed: int
    years: tuple[int, int]
    oddity: float


DRAWS = [
    Draw("fengjie", 1, (2022, 2025), 0.05),
    Draw("fengjie", 2, (2023, 2023), 0.5),
    Draw("chongqing", 3, (2022, 2025), 0.2),
]


@pytest.fixture(scope="module", params=DRAWS, ids=lambda draw: f"{draw.county}-{draw.years[0]}")
def drawn(request: pytest.FixtureRequest) -> tuple[str, SyntheticCounty]:
    draw: Draw = request.param
    county = make_county(draw.seed, CLAIMS // 5, CLAIMS, draw.years, oddity=draw.oddity)
    return draw.county, county


def awards(name: str, drawn: SyntheticCounty) -> Rows:
    settlement = PLATFORM.county(name).settle(drawn.people, drawn.identities, drawn.claims)
    rows = []
    for place, claim_id in enumerate(drawn.claims_frame["claim_id"]):
        award = settlement.one(place, claim_id)
        assert award.clause
        rows.append(
            {
                "claim_id": award.claim_id,
                "stage": award.stage,
                "identity": award.identity,
                "rate": "" if award.rate is None else format_percent(award.rate),
                "base": format_yuan(award.base),
                "award": format_yuan(award.award),
                "tilt": format_yuan(award.tilt),
                "self_pay": format_yuan(award.self_pay),
                "charity": award.charity,
                "reason": award.reason,
            }
        )
    return rows


def subsidies(name: str, drawn: SyntheticCounty) -> Rows:
    found = PLATFORM.county(name).subsidise(drawn.people, drawn.identities, drawn.enrolments)
    assert all(found.clauses)
    return [
        {
            "person_id": person_id,
            "identity": found.identities[identity],
            "premium": format_yuan(premium),
            "subsidy": format_yuan(subsidy),
            "own_payment": format_yuan(premium - subsidy),
            "reason": found.reasons[reason],
        }
        for person_id, identity, premium, subsidy, reason in zip(
            drawn.enrolments_frame["person_id"],
            found.identity.tolist(),
            found.premium.tolist(),
            found.subsidy.tolist(),
            found.reason.tolist(),
            strict=True,
        )
    ]


def differing(found: Rows, expected: Rows, given: Rows) -> list[Any]:
    """The first few rows that differ, each with what was asked."""
    pairs = zip(found, expected, given, strict=True)
    return [(one, other, row) for one, other, row in pairs if one != other][:3]


def test_every_award_is_that_of_the_reference(drawn: tuple[str, SyntheticCounty]) -> None:
    name, county = drawn
    people, identities = county.people_frame.to_dicts(), county.identities_frame.to_dicts()
    claims = county.claims_frame.to_dicts()
    expected = settle(people, identities, claims, name)
    assert differing(awards(name, county), expected, claims) == []
    stages = {row["stage"] for row in expected}
    assert stages == {"outpatient", "inpatient", "major_disease", "large_expense", "none"}
    reasons = {row["reason"] for row in expected}
    assert {"", "not_recipient", "not_covered", "cap_exhausted"} <= reasons
    assert len({row["identity"] for row in expected}) >= 8


def test_every_subsidy_is_that_of_the_reference(drawn: tuple[str, SyntheticCounty]) -> None:
    """The reference takes enrolments as they stand: here, by the day of payment."""
    name, county = drawn
    people, identities = county.people_frame.to_dicts(), county.identities_frame.to_dicts()
    by_day = np.argsort(county.enrolments.paid_on, kind="stable").tolist()
    enrolments = county.enrolments_frame.to_dicts()
    in_order = [enrolments[row] for row in by_day]
    expected = subsidise(people, identities, in_order, name)
    found = subsidies(name, county)
    assert differing([found[row] for row in by_day], expected, in_order) == []
    assert sum(row["reason"] == "" for row in expected) > 500
