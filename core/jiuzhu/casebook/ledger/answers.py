"""What the rules and the arithmetic answer to one claim, as an entry keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs
from attrs import frozen

from jiuzhu.explanation.build import completed_years, explainer_of
from jiuzhu.explanation.outcome import clause_of, handoff_of, reason_of
from jiuzhu.explanation.single import facts_of_one
from jiuzhu.loading.county import County
from jiuzhu.settlement.decision import Decision
from jiuzhu.settlement.worked import work_out
from jiuzhu_schemas.records import Claim, Person

from .receipt import Interval

Pools = Mapping[str, int]
"""What each pool of a person's year has given, in fen."""


@frozen(kw_only=True)
class Answer:
    """A claim's answer and the pools it was drawn on. Sums in fen, the rate in basis points."""

    stage: str
    identity: str
    rate: int | None
    base: int
    award: int
    tilt: int
    charity: str
    reason: str
    clause: str
    pool: str
    pool_cap: int | None
    tilt_pool: str
    tilt_cap: int | None

    def drawn(self) -> tuple[tuple[str, int], ...]:
        """Return what was drawn on which pool; pools that were not drawn on are left out."""
        return tuple(
            (pool, sum_)
            for pool, sum_ in ((self.pool, self.award), (self.tilt_pool, self.tilt))
            if sum_
        )


ANSWER_FIELDS: Final = tuple(field.name for field in attrs.fields(Answer))


def held_on(intervals: Iterable[Interval], day: str) -> frozenset[str]:
    """Return the categories held on a day (``2026-11-21``), of recognised intervals."""
    return frozenset(
        [
            category
            for category, first, last in intervals
            if first <= day and (last is None or day <= last)
        ]
    )


def decision_of(county: County, person: Person, held: frozenset[str], claim: Claim) -> Decision:
    """Decide one claim: all that rules and plugins have a say in, and no sum yet.

    Raises PluginFault for a hook that fails, NoPolicyError for a day without rules.
    """
    explainer = explainer_of(county)
    age = completed_years(person.born_on, claim.settled_on)
    return explainer.rules.decide(facts_of_one(explainer, person, age, held, claim))


def answer_of(decision: Decision, in_scope: int, base: int, used: Pools) -> Answer:
    """Draw on the pools: arithmetic alone, by the functions that settle a batch."""
    terms, tilt = decision.terms, decision.tilt_terms
    worked = work_out(
        in_scope, base, terms, tilt,
        used.get(terms.pool, 0) if terms else 0,
        used.get(tilt.pool, 0) if tilt else 0,
    )  # fmt: skip
    return Answer(
        stage=decision.stage,
        identity=decision.identity,
        rate=terms.rate if terms else None,
        base=base,
        award=worked.award,
        tilt=worked.tilt,
        charity=handoff_of(decision, worked),
        reason=reason_of(decision, base, worked),
        clause=clause_of(decision, worked),
        pool=terms.pool if terms else "",
        pool_cap=terms.annual_cap if terms else None,
        tilt_pool=tilt.pool if tilt else "",
        tilt_cap=tilt.annual_cap if tilt else None,
    )


def standing(entry: Any) -> Answer:
    """Return the answer that an entry holds."""
    return Answer(**{name: getattr(entry, name) for name in ANSWER_FIELDS})


def with_draws(used: Pools, answer: Answer) -> dict[str, int]:
    """Return what pools have given after an answer was drawn on them."""
    after = dict(used)
    for pool, sum_ in answer.drawn():
        after[pool] = after.get(pool, 0) + sum_
    return after
