"""Which identity a person's claims would be settled by on a day, stage by stage, and which lose.

Asked with typical claims in the home county that need no referral. A real claim can have facts
that a plugin treats otherwise; its own trace says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from attrs import evolve, frozen

from jiuzhu.explanation.single import settle_one
from jiuzhu.loading.county import County
from jiuzhu_schemas.records import Claim, Identity, Person
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import Trace
from jiuzhu_schemas.trace_rules import HeldIdentity
from jiuzhu_schemas.words import STAGE_LABELS

_USUAL: Final = 100_000
_LARGE: Final = 10_000_000
"""In-scope costs in fen: 1 000 yuan, and 100 000 for a large expense."""
_LEVELS: Final = (1, 2, 3)


@frozen(kw_only=True)
class StageBest:
    """One stage for a typical claim: who wins, and what became of every identity of the day."""

    stage: str
    label: Text
    hospital_level: int
    """Of the typical hospital; 0 where the stage does not depend on it."""
    winner: HeldIdentity | None
    """None: no identity of the day is given anything."""
    others: tuple[HeldIdentity, ...]
    """By precedence; ``offer`` says why each did not win."""


def best_by_stage(
    county: County, person: Person, identities: Iterable[Identity], day: date
) -> tuple[StageBest, ...]:
    """Return, for each stage, by which identity a claim of the day would be settled.

    Stages that the county's rules do not have are left out. Raises NoPolicyError for a day
    without rules.
    """
    held = tuple(identities)
    found: list[StageBest] = []
    for stage, level, claims in _typical(county, person, day):
        for claim in claims:
            trace = settle_one(county, person, held, claim, {})
            if not held or any(each.stage == stage and each.mine for each in trace.stages):
                found.append(_best(stage, level, trace))
                break
    return tuple(found)


def _best(stage: str, level: int, trace: Trace) -> StageBest:
    winner = next((each for each in trace.identities if each.offer.outcome == "won"), None)
    return StageBest(
        stage=stage,
        label=STAGE_LABELS[stage],
        hospital_level=level,
        winner=winner,
        others=tuple(each for each in trace.identities if each is not winner),
    )


def _typical(
    county: County, person: Person, day: date
) -> Iterator[tuple[str, int, Iterator[Claim]]]:
    """Yield stages with the level of the hospital and claims of which the first fitting counts."""
    usual = Claim(
        claim_id="-",
        person_id=person.person_id,
        visit="inpatient",
        settled_on=day,
        hospital_level=3,
        hospital_region="county",
        referral="not_needed",
        diagnosis="Z00.0",
        total_cost=_USUAL,
        in_scope_cost=_USUAL,
        basic_paid=0,
        critical_illness_paid=0,
    )
    yield "outpatient", 0, iter([evolve(usual, visit="outpatient")])
    for level in _LEVELS:
        yield "inpatient", level, iter([evolve(usual, hospital_level=level)])
    yield "major_disease", 0, (evolve(usual, diagnosis=each) for each in _listed(county, day))
    yield "large_expense", 0, iter([evolve(usual, total_cost=_LARGE, in_scope_cost=_LARGE)])


def _listed(county: County, day: date) -> Iterator[str]:
    """Yield one code of each disease that a list of the day's edition names."""
    policy = county.policy
    lists: Mapping[str, Any] = policy.on(day).lists_by_class
    for disease in policy.vocabulary.diseases.values():
        if disease.id in lists:
            yield from (each.code for each in disease.codes[:1] if each.system == "icd10")
