"""Made-up cases for the tests of explanations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from jiuzhu.explanation.single import settle_one
from jiuzhu.explanation.text import render
from jiuzhu.loading.county import County
from jiuzhu.platform import Platform
from jiuzhu_schemas.records import Claim, Identity, Person
from jiuzhu_schemas.resident_id import check_character
from jiuzhu_schemas.text import Language
from jiuzhu_schemas.trace import Trace
from jiuzhu_schemas.trace_rules import Condition, TriedEntry

NOTHING_USED: Mapping[str, int] = {}


@cache
def county(name: str = "fengjie") -> County:
    return Platform.load().county(name)


def person(born: str = "19600501", *, home_care: bool = False) -> Person:
    first = f"990000{born}001"
    return Person(first + check_character(first), "测试甲", home_care)


def claim(**replaced: Any) -> Claim:
    """Return an ordinary stay at level 3 in the county, base 10000.00, some of it replaced."""
    usual: dict[str, Any] = {
        "claim_id": "C1", "person_id": person().person_id, "visit": "inpatient",
        "settled_on": date(2024, 5, 6), "hospital_level": 3, "hospital_region": "county",
        "referral": "not_needed", "diagnosis": "J18.900", "total_cost": 2_600_000,
        "in_scope_cost": 2_500_000, "basic_paid": 1_200_000, "critical_illness_paid": 300_000,
    }  # fmt: skip
    return Claim(**(usual | replaced))


def trace(
    *categories: str,
    at: str = "fengjie",
    used: Mapping[str, int] = NOTHING_USED,
    whose: Person | None = None,
    **replaced: Any,
) -> Trace:
    """Settle one claim of somebody who holds ``categories``."""
    someone = whose or person()
    held = [Identity(someone.person_id, each, date(2020, 1, 1)) for each in categories]
    return settle_one(
        county(at), someone, held, claim(person_id=someone.person_id, **replaced), used
    )


def amounts(found: Trace) -> dict[str, int]:
    return {line.step: line.amount for line in found.lines}


def entries(found: Trace, stage: str) -> tuple[TriedEntry, ...]:
    (step,) = (each for each in found.stages if each.stage == stage)
    return step.entries


def said(condition: Condition) -> tuple[str, str, str]:
    return condition.fact, condition.expected.zh, condition.found.zh


def flat(found: Trace, language: Language = "zh") -> str:
    """Render a trace without the breaks inside sentences."""
    return "".join(line.strip() for line in render(found, language).splitlines())
