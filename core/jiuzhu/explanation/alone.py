"""One claim of a batch on its own: its facts, and what earlier claims left of its pools."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType

import attrs
import numpy as np

from jiuzhu.policy.policy import Policy
from jiuzhu.settlement.coding import FactCoder
from jiuzhu.settlement.columns import (
    OPEN_END,
    Claims,
    DeclaredColumn,
    Identities,
    People,
    day_date,
)
from jiuzhu.settlement.engine import who_claims
from jiuzhu.settlement.holdings import resolve
from jiuzhu.settlement.settlement import Settlement
from jiuzhu_schemas.facts import Facts


def facts_alone(
    policy: Policy, people: People, identities: Identities, claims: Claims, place: int
) -> Facts:
    """Return a claim's own facts.

    The decision of its kind may have been made for another claim, which differs in facts that
    no rule looked at.
    """
    person = int(claims.person[place])
    one = People(people.born_on[person : person + 1], people.home_care[person : person + 1])
    own = np.flatnonzero(identities.person == person)
    held = Identities(
        identities.categories,
        np.zeros(len(own), np.int32),
        identities.category[own],
        identities.first_day[own],
        identities.last_day[own],
    )
    claim = take(claims, place)
    who = who_claims(one, resolve(held, 1), claim, policy)
    return FactCoder(claim, who, policy).facts(0)


def intervals_of(identities: Identities, person: int) -> Iterator[tuple[str, date, date | None]]:
    """Return every category that a person holds at some time, with its first and last day."""
    for row in np.flatnonzero(identities.person == person).tolist():
        last = int(identities.last_day[row])
        yield (
            identities.categories[int(identities.category[row])],
            day_date(int(identities.first_day[row])),
            None if last == OPEN_END else day_date(last),
        )


def take(claims: Claims, place: int) -> Claims:
    """Return the batch of one claim; its person is at position 0."""
    here = slice(place, place + 1)
    columns = {
        name: getattr(claims, name)[here]
        for name in (
            "settled_on", "visit", "therapy", "hospital_level", "hospital_region", "referral",
            "in_scope", "base",
        )
    }  # fmt: skip
    return attrs.evolve(
        claims,
        **columns,
        person=np.zeros(1, np.int32),
        diagnoses=(claims.diagnoses[int(claims.diagnosis[place])],),
        diagnosis=np.zeros(1, np.int32),
        declared=MappingProxyType(
            {
                name: DeclaredColumn(column.values, column.code[here])
                for name, column in claims.declared.items()
            }
        ),
    )


def born_on(people: People, claims: Claims, place: int) -> date:
    """Return the birth date of a claim's person."""
    return day_date(int(people.born_on[int(claims.person[place])]))


def used_before(settlement: Settlement, place: int, pool: str, *, tilt: bool) -> int:
    """Return what the claim's person had used of a pool that year before the claim, in fen.

    That is the opening balance and what earlier claims drew: by date, ties in file order.
    """
    claims = settlement.claims
    person, day = int(claims.person[place]), int(claims.settled_on[place])
    year = day_date(day).year
    first_day = day - day_date(day).timetuple().tm_yday + 1
    days = claims.settled_on
    own = np.flatnonzero((claims.person == person) & (days >= first_day) & (days <= day))
    earlier = own[(days[own] < day) | (own < place)]
    by_kind, paid = settlement.draws()[1 if tilt else 0]
    drawn = sum(
        int(paid[each]) for each in earlier if by_kind[int(settlement.kinds.of_claim[each])] == pool
    )
    return settlement.opening.of(person, year, pool) + drawn
