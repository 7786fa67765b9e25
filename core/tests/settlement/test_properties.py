"""What holds for every batch, whoever is in it and however it is cut."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiuzhu.api import Facts, Terms, hookimpl
from jiuzhu.settlement.balances import Balances
from jiuzhu.settlement.columns import Identities, People, day_date
from jiuzhu.settlement.engine import UnknownPool
from jiuzhu.settlement.settlement import Settlement
from jiuzhu.testing.synthetic import SyntheticCounty, make_county
from jiuzhu_schemas.terms import Terms as AnyTerms

from .world import county, county_with, outcomes, someone, stays, take, used

NAMES = ["fengjie", "chongqing"]
SEEDS = st.integers(0, 2**32)
few = settings(max_examples=12, deadline=None)


def batch(seed: int, claims: int = 600) -> SyntheticCounty:
    """Draw a county whose people have ten claims each, so that caps are reached."""
    return make_county(seed, claims // 10, claims, oddity=0.2)


def settle(name: str, drawn: SyntheticCounty) -> Settlement:
    return county(name).settle(drawn.people, drawn.identities, drawn.claims)


def check_draws(settlement: Settlement) -> None:
    """Pay again, claim by claim: what is due, as far as the pool of the year reaches."""
    pools = used(settlement.opening)
    days = settlement.claims.settled_on
    for place in np.argsort(days, kind="stable").tolist():
        decision = settlement.decision(place)
        person, year = int(settlement.claims.person[place]), day_date(int(days[place])).year
        for terms, due, paid in (
            (decision.terms, settlement.due, settlement.award),
            (decision.tilt_terms, settlement.tilt_due, settlement.tilt),
        ):
            due_here, paid_here = int(due[place]), int(paid[place])
            if terms is None:
                assert (due_here, paid_here) == (0, 0)
                continue
            key = (person, year, terms.pool)
            assert paid_here == min(due_here, room(terms, pools.get(key, 0)))
            pools[key] = pools.get(key, 0) + paid_here
    assert {key: value for key, value in pools.items() if value} == used(settlement.closing())


def room(terms: AnyTerms, spent: int) -> int:
    return 2**62 if terms.annual_cap is None else max(terms.annual_cap - spent, 0)


@pytest.mark.parametrize("name", NAMES)
@few
@given(SEEDS)
def test_sums_and_caps(name: str, seed: int) -> None:
    drawn = batch(seed)
    settlement = settle(name, drawn)
    base, award, tilt = drawn.claims.base, settlement.award, settlement.tilt
    assert (base == award + tilt + settlement.self_pay).all()
    for part in (award, tilt, settlement.self_pay):
        assert part.dtype == np.int64
        assert (part >= 0).all()
    assert (award <= settlement.due).all()
    assert (settlement.due <= base).all()
    check_draws(settlement)


@pytest.mark.parametrize("name", NAMES)
def test_caps_are_reached_at_all(name: str) -> None:
    settlement = settle(name, batch(1, 3000))
    assert (settlement.award < settlement.due).sum() > 50
    assert ((settlement.award > 0) & (settlement.award < settlement.due)).sum() > 10
    assert name == "chongqing" or (settlement.tilt < settlement.tilt_due).any()


@few
@given(SEEDS)
def test_people_and_the_claims_of_others_change_nothing(seed: int) -> None:
    drawn = batch(seed)
    whole = outcomes(settle("fengjie", drawn))
    rng = np.random.default_rng(seed)
    moved = rng.permutation(len(drawn.people)).astype(np.int32)
    home = np.argsort(moved)
    people = People(drawn.people.born_on[home], drawn.people.home_care[home])
    rows = rng.permutation(len(drawn.identities.person))
    identities = Identities(
        drawn.identities.categories,
        moved[drawn.identities.person[rows]],
        drawn.identities.category[rows],
        drawn.identities.first_day[rows],
        drawn.identities.last_day[rows],
    )
    slots = rng.permutation(drawn.claims.person)  # Each person's claims keep their own order.
    rows = np.empty(len(slots), np.int64)
    rows[np.argsort(slots, kind="stable")] = np.argsort(drawn.claims.person, kind="stable")
    claims = take(drawn.claims, rows)
    claims = take(claims, slice(None))
    object.__setattr__(claims, "person", moved[claims.person])
    shuffled = outcomes(county("fengjie").settle(people, identities, claims))
    assert shuffled == [whole[row] for row in rows.tolist()]


@pytest.mark.parametrize("name", NAMES)
@few
@given(SEEDS, st.integers(1, 99))
def test_two_batches_are_one(name: str, seed: int, percent: int) -> None:
    drawn = batch(seed)
    whole = settle(name, drawn)
    day = np.percentile(drawn.claims.settled_on, percent)
    expected = outcomes(whole)
    opening: Balances | None = None
    for part in (drawn.claims.settled_on <= day, drawn.claims.settled_on > day):
        rows = np.flatnonzero(part)
        settlement = county(name).settle(
            drawn.people, drawn.identities, take(drawn.claims, rows), opening
        )
        assert outcomes(settlement) == [expected[row] for row in rows.tolist()]
        check_draws(settlement)
        opening = settlement.closing()
    assert opening is not None
    assert used(opening) == used(whole.closing())


@settings(max_examples=4, deadline=None)
@given(SEEDS)
def test_one_by_one_is_a_batch(seed: int) -> None:
    drawn = batch(seed, 80)
    whole = settle("fengjie", drawn)
    expected = outcomes(whole)
    balances = Balances.none()
    for row in np.argsort(drawn.claims.settled_on, kind="stable").tolist():
        single = take(drawn.claims, np.array([row]))
        settlement = county("fengjie").settle(drawn.people, drawn.identities, single, balances)
        assert outcomes(settlement) == [expected[row]]
        balances = settlement.closing()
    assert used(balances) == used(whole.closing())
    for (person, year, pool), spent in used(balances).items():
        assert balances.of(person, year, pool) == spent
    assert balances.of(0, 1999, "inpatient") == balances.of(0, 2024, "nothing") == 0


def test_balances_of_other_years_people_and_pools_stand_by() -> None:
    opening = Balances(
        ("large_expense", "inpatient"),
        np.array([0, 0, 0, 7], np.int32),
        np.array([2023, 2024, 2024, 2024], np.int32),
        np.array([1, 0, 1, 1], np.uint8),
        np.array([600_000, 600_000, 550_000, 600_000], np.int64),
    )
    claims = stays(["2024-05-01", "2024-05-02", "2025-01-01"])
    settlement = county("fengjie").settle(*someone("dibao"), claims, opening)
    assert settlement.award.tolist() == [50_000, 0, 80_000]
    assert used(settlement.closing()) == {
        (0, 2023, "inpatient"): 600_000, (0, 2024, "large_expense"): 600_000,
        (0, 2024, "inpatient"): 600_000, (7, 2024, "inpatient"): 600_000,
        (0, 2025, "inpatient"): 80_000,
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_nothing_to_settle(name: str) -> None:
    people, identities = someone("dibao")
    settlement = county(name).settle(people, identities, stays([]))
    assert len(settlement) == 0
    assert outcomes(settlement) == []
    assert len(settlement.closing()) == 0
    opening = Balances(
        ("inpatient",), np.zeros(1, np.int32), np.array([2024], np.int32), np.zeros(1, np.uint8),
        np.array([100], np.int64),
    )  # fmt: skip
    carried = county(name).settle(people, identities, stays([]), opening).closing()
    assert used(carried) == {(0, 2024, "inpatient"): 100}


def test_people_without_identities_get_nothing() -> None:
    settlement = county("fengjie").settle(*someone(), stays(["2024-01-01"]))
    award = settlement.one(0, "C1")
    assert (award.stage, award.award, award.reason, award.rate) == (
        "none",
        0,
        "not_recipient",
        None,
    )


def test_progress_is_told() -> None:
    told = []
    drawn = batch(11)
    county_with(object()).settle(
        drawn.people, drawn.identities, drawn.claims, None,
        lambda step, done, total: told.append((step, done <= total)),
    )  # fmt: skip
    assert {step for step, _ in told} == {"rules", "settle"}
    assert all(sound for _, sound in told)


class Lavish:
    """A county that takes its tilt from the whole base, after a relief of most of it."""

    def __init__(self, threshold: int) -> None:
        self.threshold = threshold

    @hookimpl
    def inpatient(self, facts: Facts, identity: str) -> Terms | None:
        """Relieve 90 percent."""
        return Terms(clause="test#1", pool="inpatient", annual_cap=None, rate=9000)

    @hookimpl
    def tilt(self, facts: Facts, identity: str, stage: str) -> Terms | None:
        """Half of what the base has above the threshold, though less than that is left."""
        return Terms(
            clause="test#2", pool="tilt", annual_cap=None, rate=5000, portion="base",
            threshold=self.threshold,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("threshold", "tilt"), [(0, 10_000), (5_000, 10_000), (20_000, 10_000), (90_000, 5_000)]
)
def test_a_tilt_on_the_base_takes_no_more_than_is_left(threshold: int, tilt: int) -> None:
    """1000.00 × 90 % leaves 100.00, whatever 50 % of the base above the threshold comes to."""
    lavish = county_with(Lavish(threshold), "fj-2023-49")
    settlement = lavish.settle(*someone("dibao"), stays(["2024-01-01"]))
    assert settlement.award.tolist() == [90_000]
    assert settlement.tilt.tolist() == [tilt]
    assert settlement.self_pay.tolist() == [10_000 - tilt]


def test_balances_of_a_pool_that_no_edition_has_are_refused() -> None:
    opening = Balances(
        ("inpatients",),
        np.zeros(1, np.int32),
        np.full(1, 2024, np.int32),
        np.zeros(1, np.uint8),
        np.full(1, 600_000, np.int64),
    )
    with pytest.raises(UnknownPool, match="inpatients"):
        county("fengjie").settle(*someone("dibao"), stays(["2024-05-01"]), opening)
