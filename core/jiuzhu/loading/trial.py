"""Asks a county's own code about kinds of claims of all sorts, to find what it does wrong.

Settling finds the same, but only for the kinds that a file happens to hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations
from time import monotonic
from typing import Any, Final

import attrs
from attrs import frozen

from jiuzhu.policy.edition import Edition
from jiuzhu.stages.facade import CORE_PLUGIN, STAGE_HOOK_NAMES, PluginFault
from jiuzhu_schemas import words
from jiuzhu_schemas.facts import EnrolmentFacts, Facts

from .county import County

TRIAL_SECONDS: Final = 20.0
"""How long one hook of a county is tried: a sound rule needs a fraction of a second in all."""
_RELIEF: Final = words.ROUTE
_OF_STAGES: Final = ("tilt", "charity_handoff")
"""The hooks that are told which stage gave relief."""


@frozen
class Trial:
    """What was found wrong, and the hooks that took too long to be tried to the end."""

    faults: tuple[PluginFault, ...]
    unfinished: tuple[str, ...]


def try_code(county: County) -> Trial:
    """Ask every hook that strangers' code implements, each until its first fault.

    For every edition and category: one category held alone, then two, then all at once; one
    further fact is varied at a time. What depends on two further facts at once, or on three
    categories of many, may still be found only while settling.
    """
    faults: dict[tuple[str, str], PluginFault] = {}
    unfinished: list[str] = []
    for hook in _with_code(county):
        start = monotonic()
        for ask in _questions(county, hook):
            if monotonic() - start > TRIAL_SECONDS:
                unfinished.append(hook)
                break
            try:
                ask()
            except PluginFault as fault:
                faults.setdefault((fault.plugin, fault.hook), fault)
                break
    return Trial(tuple(faults.values()), tuple(unfinished))


def _with_code(county: County) -> list[str]:
    return [
        hook
        for hook in STAGE_HOOK_NAMES
        if any(
            each.plugin_name != CORE_PLUGIN
            for each in getattr(county.manager.hook, hook).get_hookimpls()
        )
    ]


def _questions(county: County, hook: str) -> Iterator[Callable[[], object]]:
    """Yield what a hook is asked, the plain first: whoever is slow is tried that far at least."""
    for held in (_alone, _in_pairs, _all_at_once):
        for edition in county.policy.editions:
            for identities in held(edition):
                if hook == "subsidy":
                    yield from _subsidy_questions(county, edition, identities)
                else:
                    yield from _questions_of(county, hook, edition, identities)


def _alone(edition: Edition) -> Iterator[frozenset[str]]:
    return (frozenset({each}) for each in edition.recipients)


def _in_pairs(edition: Edition) -> Iterator[frozenset[str]]:
    return (frozenset(each) for each in combinations(edition.recipients, 2))


def _all_at_once(edition: Edition) -> Iterator[frozenset[str]]:
    if len(edition.recipients) > 2:
        yield frozenset(edition.recipients)


def _subsidy_questions(
    county: County, edition: Edition, held: frozenset[str]
) -> Iterator[Callable[[], object]]:
    for enrolment in _enrolments(edition, held):
        for identity in edition.ranked(held):
            yield partial(county.hooks.subsidy, enrolment, identity)


def _questions_of(
    county: County, hook: str, edition: Edition, held: frozenset[str]
) -> Iterator[Callable[[], object]]:
    asked = edition.ranked(held)
    if hook == "charity_handoff":
        asked = asked[:1]  # It is asked once for a claim, not for each category.
    for facts in _plain(county, edition, held):
        for identity in asked:
            for stage in (*_RELIEF, words.NO_STAGE) if hook in _OF_STAGES else _RELIEF[:1]:
                yield from _claim_questions(county, hook, facts, identity, stage)
        for varied in _varied(county, edition, facts):
            for identity in asked:
                yield from _claim_questions(county, hook, varied, identity, "inpatient")


def _claim_questions(
    county: County, hook: str, facts: Facts, identity: str, stage: str
) -> Iterator[Callable[[], object]]:
    """Yield what a hook is asked; ``stage`` is what the claim got relief from."""
    hooks = county.hooks
    if hook == "eligibility":
        yield partial(hooks.eligibility, facts, identity)
    elif hook in _RELIEF:
        yield partial(hooks.relief, hook, facts, identity)
    elif hook == "tilt" and stage != words.NO_STAGE:
        yield partial(hooks.tilt, facts, identity, stage)
    elif hook == "charity_handoff":
        yield partial(hooks.handoffs, facts, stage, True)
        yield partial(hooks.handoffs, facts, stage, False)


def _plain(county: County, edition: Edition, held: frozenset[str]) -> Iterator[Facts]:
    for visit in words.VISITS:
        yield Facts(
            edition=edition.index,
            identities=held,
            visit=visit,  # type: ignore[arg-type]
            declared=_declared(county),
        )


def _varied(county: County, edition: Edition, plain: Facts) -> Iterator[Facts]:
    for name, values in _values(county, edition).items():
        for value in values:
            changed: dict[str, Any] = {name: value}
            yield attrs.evolve(plain, **changed)


def _values(county: County, edition: Edition) -> dict[str, Sequence[Any]]:
    declared = county.policy.vocabulary.declared
    return {
        "age": county.policy.ages,
        "home_care": (True,),
        "therapy": words.THERAPIES,
        "disease_lists": [frozenset({each}) for each in edition.disease_lists],
        "hospital_level": words.HOSPITAL_LEVELS,
        "hospital_region": words.REGIONS,
        "referral": words.REFERRALS,
        "in_scope": county.policy.amounts,
        "declared": [
            _declared(county) | {fact.id: value} for fact in declared for value in fact.values
        ],
    }


def _declared(county: County) -> dict[str, str]:
    return {fact.id: fact.values[0] for fact in county.policy.vocabulary.declared}


def _enrolments(edition: Edition, held: frozenset[str]) -> Iterator[EnrolmentFacts]:
    for tier in words.TIERS:
        for insurance in words.INSURANCES:
            yield EnrolmentFacts(
                edition=edition.index,
                identities=held,
                tier=tier,  # type: ignore[arg-type]
                insurance=insurance,  # type: ignore[arg-type]
            )
