"""The second county's law in plain Python and fractions, against the engine, in every order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fictitious import platform
from jiuzhu.settlement.columns import (
    OPEN_END,
    Claims,
    DeclaredColumn,
    Identities,
    People,
    day_number,
)
from jiuzhu_schemas.words import REFERRALS, REGIONS, THERAPIES, VISITS

ORDER = (
    "tekun", "ladder_keeper", "retired_keeper", "dibao", "orphan", "dibao_edge", "youfu",
)  # fmt: skip
BORN = date(2010, 8, 15)
"""Fifteen in the middle of the first year."""
CLOUD, MAJOR, QUOTA, SLOW = "A93.8", "C34.9", "Q21.0", "I10"
CAPS = {"care": 1_200_000, "major_disease": 12_000_000, "quota": 4_000_000,
        "large_expense": 8_000_000, "tilt": 2_500_000}  # fmt: skip
FEW = {"dibao_edge", "youfu"}
FIRST = date(2025, 1, 1)


class Visit(NamedTuple):
    """One claim of the only person there is; sums in fen."""

    day: int
    visit: str
    therapy: str
    region: str
    referral: str
    diagnosis: str
    signed: bool
    base: int
    paid: int

    @property
    def in_scope(self) -> int:
        return self.base + self.paid

    @property
    def date(self) -> date:
        return FIRST + timedelta(days=self.day)


VISITS_DRAWN = st.builds(
    Visit,
    day=st.integers(0, 400),
    visit=st.sampled_from(VISITS),
    therapy=st.sampled_from(["", "dialysis"]),
    region=st.sampled_from(REGIONS),
    referral=st.sampled_from(REFERRALS),
    diagnosis=st.sampled_from(["J18.9", CLOUD, MAJOR, QUOTA, SLOW]),
    signed=st.booleans(),
    base=st.integers(0, 3_000_000)
    | st.sampled_from([9_999, 10_000, 10_001, 50_000, 50_001, 500_000, 500_001, 1_000_000])
    | st.integers(0, 30_000_000),
    paid=st.sampled_from([0, 1, 1_000_000, 2_000_000]),
)


def half_up(exact: Fraction) -> int:
    return floor(exact + Fraction(1, 2))


def percent(amount: int, rate: int) -> int:
    return half_up(Fraction(amount * rate, 100))


def stage_of(visit: Visit) -> str:
    day = visit.date
    age = day.year - BORN.year - ((day.month, day.day) < (BORN.month, BORN.day))
    inpatient = visit.visit == "inpatient"
    if visit.diagnosis in (CLOUD, MAJOR) and (inpatient or visit.therapy):
        return "major_disease"
    if visit.diagnosis == QUOTA and inpatient and age < 15:
        return "major_disease"
    if inpatient and visit.in_scope > 2_000_000:
        return "large_expense"
    return visit.visit


def due(visit: Visit, who: str, stage: str) -> tuple[str, int] | None:
    """The pool that is drawn on and what the terms give; None where they give nothing at all."""
    base = visit.base
    keeper = who in ("ladder_keeper", "retired_keeper")
    if stage == "major_disease":
        if visit.diagnosis == QUOTA:
            return "quota", min(2_000_000, base)
        rates = {CLOUD: (85, 75), MAJOR: (80, 70)}[visit.diagnosis]
        return "major_disease", percent(base, rates[who in FEW])
    if stage == "large_expense":
        return "large_expense", percent(base, 70 if who in FEW else 75)
    if stage == "outpatient":
        return outpatient(visit, who, keeper=keeper)
    if keeper:
        return "care", percent(base, 75) if base > 10_000 else 0
    if who == "youfu":
        return "care", percent(base, 55)
    if who == "dibao_edge":
        rate = 40 if visit.referral == "unreferred" else 50
        return "care", percent(max(base - 50_000, 0), rate)
    parts = (min(base, 500_000), min(max(base - 500_000, 0), 500_000), max(base - 1_000_000, 0))
    exact = sum(Fraction(part * rate, 100) for part, rate in zip(parts, (60, 65, 70), strict=True))
    return "care", half_up(Fraction(exact))


def outpatient(visit: Visit, who: str, *, keeper: bool) -> tuple[str, int] | None:
    if who == "tekun":
        return "care", visit.base
    if who == "dibao" or keeper:
        return "care", percent(visit.base, 80 if visit.signed else 60)
    if who == "youfu":
        return "care", percent(visit.base, 60)
    if who == "dibao_edge" and visit.diagnosis == SLOW:
        return "care", min(percent(visit.base, 50), 15_000)
    return None


def tilted(visit: Visit, who: str, stage: str, left: int) -> int:
    here = visit.region == "county" or visit.referral == "referred"
    if stage == "outpatient" or not here or left <= 200_000:
        return 0
    by_rate = {70: {"tekun", "ladder_keeper", "retired_keeper"}, 65: {"dibao", "orphan"}, 60: FEW}
    return percent(left, next(rate for rate, names in by_rate.items() if who in names))


def by_law(visits: list[Visit], held: set[str]) -> list[tuple[int, int]]:
    """What each visit gets as relief and as tilt, drawn in the order of the days."""
    who = next(each for each in ORDER if each in held)
    used: dict[tuple[str, int], int] = {}
    found: list[tuple[int, int]] = [(0, 0)] * len(visits)

    def draw(pool: str, year: int, wanted: int) -> int:
        before = used.get((pool, year), 0)
        got = min(wanted, max(CAPS[pool] - before, 0))
        used[pool, year] = before + got
        return got

    for place in sorted(range(len(visits)), key=lambda at: visits[at].day):
        visit, year = visits[place], visits[place].date.year
        if visit.region == "outside" and visit.referral == "unreferred":
            continue
        stage = stage_of(visit)
        terms = due(visit, who, stage)
        if terms is None:
            continue
        award = draw(terms[0], year, terms[1])
        tilt = draw("tilt", year, tilted(visit, who, stage, visit.base - award))
        found[place] = award, tilt
    return found


def columns(visits: list[Visit]) -> Claims:
    def codes(known: tuple[str, ...], name: str) -> Any:
        return np.array([known.index(getattr(each, name)) for each in visits], np.uint8)

    diagnoses = tuple(dict.fromkeys(each.diagnosis for each in visits))
    signed = np.array([each.signed for each in visits], np.uint8)
    return Claims(
        person=np.zeros(len(visits), np.int32),
        settled_on=np.array([day_number(FIRST) + each.day for each in visits], np.int32),
        visit=codes(VISITS, "visit"),
        therapy=codes(THERAPIES, "therapy"),
        hospital_level=np.full(len(visits), 2, np.uint8),
        hospital_region=codes(REGIONS, "region"),
        referral=codes(REFERRALS, "referral"),
        diagnoses=diagnoses,
        diagnosis=codes(diagnoses, "diagnosis").astype(np.int32),
        in_scope=np.array([each.in_scope for each in visits], np.int64),
        base=np.array([each.base for each in visits], np.int64),
        declared={"family_doctor": DeclaredColumn(("unsigned", "signed"), signed)},
    )


def by_engine(visits: list[Visit], held: set[str]) -> list[tuple[int, int]]:
    people = People(np.array([day_number(BORN)], np.int32), np.zeros(1, np.bool_))
    names = tuple(sorted(held))
    count = len(names)
    identities = Identities(
        names, np.zeros(count, np.int32), np.arange(count, dtype=np.uint8),
        np.zeros(count, np.int32), np.full(count, OPEN_END, np.int32),
    )  # fmt: skip
    settled = platform().county("yunti").settle(people, identities, columns(visits))
    return list(zip(settled.award.tolist(), settled.tilt.tolist(), strict=True))


@settings(max_examples=120, deadline=None)
@given(
    st.lists(VISITS_DRAWN, min_size=1, max_size=12),
    st.sets(st.sampled_from(ORDER), min_size=1, max_size=3),
)
def test_the_engine_gives_what_the_law_gives(visits: list[Visit], held: set[str]) -> None:
    assert by_engine(visits, held) == by_law(visits, held)


@pytest.mark.parametrize("who", ORDER)
def test_a_thousand_visits_of_one_person_reach_every_cap(who: str) -> None:
    draw = np.random.default_rng(20_25)

    def some(words: tuple[str, ...] | list[str]) -> str:
        return str(draw.choice(np.array(words, object)))

    visits = [
        Visit(
            int(draw.integers(0, 720)), some(VISITS), some(["", "dialysis"]), some(REGIONS),
            some(REFERRALS), some(["J18.9", CLOUD, MAJOR, QUOTA, SLOW]),
            bool(draw.integers(2)), int(draw.integers(0, 300_000)),
            int(draw.choice([0, 0, 1_900_000])),
        )
        for _ in range(1000)
    ]  # fmt: skip
    found = by_engine(visits, {who})
    assert found == by_law(visits, {who})
    assert totals(visits, who, found)["care"] == CAPS["care"]


def totals(visits: list[Visit], who: str, found: list[tuple[int, int]]) -> Mapping[str, int]:
    """What the first year's visits drew on the pools of ordinary relief."""
    drawn = {"care": 0}
    for visit, (award, _) in zip(visits, found, strict=True):
        stage = stage_of(visit)
        if stage in ("inpatient", "outpatient") and visit.day < 365:
            drawn["care"] += award
    return drawn
