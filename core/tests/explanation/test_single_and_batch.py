"""A single case and a row of a batch are explained alike: same facts, sums, reasons."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiuzhu.explanation.build import TraceDiffersError, explain
from jiuzhu.explanation.single import settle_one
from jiuzhu.settlement.balances import Balances
from jiuzhu.settlement.columns import OPEN_END, day_date
from jiuzhu.settlement.settlement import Settlement
from jiuzhu.testing.synthetic import SyntheticCounty, make_county
from jiuzhu_schemas import words
from jiuzhu_schemas.converter import structure, unstructure
from jiuzhu_schemas.errors import SchemaError
from jiuzhu_schemas.records import Claim, Identity, Person
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.trace import Trace, TracedPerson

from .formulas import fen_of, half_up
from .samples import claim, county, person


def one_of(drawn: SyntheticCounty, place: int) -> tuple[Person, list[Identity], Claim]:
    """Return one claim of a drawn county as records."""
    claims, held = drawn.claims, drawn.identities
    who = int(claims.person[place])
    person_id = drawn.person_ids[who]
    identities = [
        Identity(
            person_id,
            held.categories[int(held.category[row])],
            day_date(int(held.first_day[row])),
            None if held.last_day[row] == OPEN_END else day_date(int(held.last_day[row])),
        )
        for row in range(len(held.person))
        if held.person[row] == who
    ]
    basic, critical, large = (int(each) for each in drawn.paid[:, place])
    record = Claim(
        claim_id=f"C{place}",
        person_id=person_id,
        visit=words.VISITS[int(claims.visit[place])],  # type: ignore[arg-type]
        therapy=words.THERAPIES[int(claims.therapy[place])],  # type: ignore[arg-type]
        settled_on=day_date(int(claims.settled_on[place])),
        hospital_level=words.HOSPITAL_LEVELS[int(claims.hospital_level[place])],  # type: ignore[arg-type]
        hospital_region=words.REGIONS[int(claims.hospital_region[place])],  # type: ignore[arg-type]
        referral=words.REFERRALS[int(claims.referral[place])],  # type: ignore[arg-type]
        diagnosis=claims.diagnoses[int(claims.diagnosis[place])],
        total_cost=int(drawn.total_cost[place]),
        in_scope_cost=int(claims.in_scope[place]),
        basic_paid=basic,
        critical_illness_paid=critical,
        large_sum_paid=large,
    )
    return Person(person_id, "某", bool(drawn.people.home_care[who])), identities, record


def opening_of(drawn: SyntheticCounty, at: str) -> Balances:
    """Return balances as an earlier batch leaves them."""
    half = county(at).settle(drawn.people, drawn.identities, drawn.claims)
    return half.closing()


def traced(drawn: SyntheticCounty, done: Settlement, at: str, place: int) -> Trace:
    who = TracedPerson(person_id=mask(drawn.person_ids[int(drawn.claims.person[place])]), name="某")
    return explain(county(at), done, drawn.people, drawn.identities, place, who, f"C{place}")


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["fengjie", "chongqing"]), st.booleans())
def test_a_single_case_equals_its_row(seed: int, at: str, opened: bool) -> None:
    drawn = make_county(seed, people=6, claims=40)
    opening = opening_of(make_county(seed, people=6, claims=8), at) if opened else None
    done = county(at).settle(drawn.people, drawn.identities, drawn.claims, opening)
    for place in range(len(done)):
        row = traced(drawn, done, at, place)
        assert row.outcome == done.one(place, f"C{place}")
        someone, identities, record = one_of(drawn, place)
        used = {each.pool: each.used_before for each in row.balances}
        used |= {each.terms.pool: each.used_before for each in row.alternatives}
        assert settle_one(county(at), someone, identities, record, used) == row
        for line in row.lines:
            assert half_up(fen_of(line.formula)) == line.amount
        assert structure(unstructure(row), Trace) == row


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000))
def test_balances_run_on_from_claim_to_claim(seed: int) -> None:
    drawn = make_county(seed, people=2, claims=30)
    opening = opening_of(make_county(seed, people=2, claims=6), "fengjie")
    done = county().settle(drawn.people, drawn.identities, drawn.claims, opening)
    claims = drawn.claims
    order = sorted(range(len(done)), key=lambda place: (claims.settled_on[place], place))
    used: dict[tuple[int, int, str], int] = {}
    for place in order:
        for each in traced(drawn, done, "fengjie", place).balances:
            key = (int(claims.person[place]), each.year, each.pool)
            before = used.get(key, opening.of(*key))
            assert each.used_before == before
            used[key] = each.used_after
    closing = done.closing()
    assert all(closing.of(*key) == fen for key, fen in used.items())


def test_a_settlement_of_other_identities_is_not_explained() -> None:
    drawn = make_county(3, people=20, claims=60)
    nobody = make_county(3, people=20, claims=60, categories=("student",))
    done = county().settle(drawn.people, drawn.identities, drawn.claims)
    place = int(pl.Series(done.award).arg_max() or 0)
    who = TracedPerson(person_id="", name="")
    with pytest.raises(TraceDiffersError, match="C1"):
        explain(county(), done, drawn.people, nobody.identities, place, who, "C1")


def test_a_single_case_refuses_what_is_no_case() -> None:
    other = person("19700101")
    with pytest.raises(SchemaError, match="不是此人的费用"):
        settle_one(county(), other, [], claim(), {})
    with pytest.raises(SchemaError, match="不能为负"):
        settle_one(county(), person(), [], claim(), {"inpatient": -1})


def test_identities_of_others_and_of_other_days_do_not_count() -> None:
    mine, other = person().person_id, person("19700101").person_id
    day = claim().settled_on
    ended, later = date(2024, 5, 5), date(2024, 5, 7)
    held = [
        Identity(other, "dibao", date(2020, 1, 1)),
        Identity(mine, "tekun", date(2020, 1, 1), ended),
        Identity(mine, "orphan", later),
        Identity(mine, "youfu", day, day),
    ]
    found = settle_one(county(), person(), held, claim(), {})
    assert [each.category for each in found.identities] == ["youfu"]
