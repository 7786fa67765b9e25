"""One claim, decided and traced at once: for forms, services and whoever asks about a case."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date

from jiuzhu.loading.county import County
from jiuzhu_schemas.errors import SchemaError
from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.records import Claim, Identity, Person
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import Trace, TracedPerson

from .build import Explainer, Figures, completed_years, explainer_of
from .own import Interval


def settle_one(
    county: County,
    person: Person,
    identities: Iterable[Identity],
    claim: Claim,
    used: Mapping[str, int],
) -> Trace:
    """Settle and explain one claim.

    ``used``: fen that each annual pool had given the person in the claim's year before; a pool
    that is not named had given nothing. Identities of others are left aside. Raises SchemaError
    for a claim of somebody else or a negative balance, NoPolicyError for a day without rules.
    """
    _check(person, claim, used)
    explainer = explainer_of(county)
    born = person.born_on
    age = completed_years(born, claim.settled_on)
    own = [each for each in identities if each.person_id == claim.person_id]
    day: date = claim.settled_on
    valid = [
        each
        for each in own
        if each.valid_from <= day and (each.valid_to is None or day <= each.valid_to)
    ]
    held = frozenset([each.category for each in valid])
    facts = facts_of_one(explainer, person, age, held, claim)
    parts = explainer.kind(facts)
    terms, tilt = parts.decision.terms, parts.tilt_terms
    return explainer.trace(
        parts,
        facts,
        Figures(
            claim_id=claim.claim_id,
            person=TracedPerson(person_id=mask(person.person_id), name=person.name),
            settled_on=claim.settled_on,
            age=age,
            diagnosis=claim.diagnosis,
            in_scope=claim.in_scope_cost,
            base=claim.base,
            used=used.get(terms.pool, 0) if terms else 0,
            tilt_used=used.get(tilt.pool, 0) if tilt else 0,
            others_used=tuple([used.get(each.terms.pool, 0) for each in parts.others]),
            lapsed=explainer.lapsed(facts, map(_interval, own), day)
            if len(valid) < len(own)
            else (),
        ),
    )


def _interval(identity: Identity) -> Interval:
    return identity.category, identity.valid_from, identity.valid_to


def facts_of_one(
    explainer: Explainer, person: Person, age: int, held: frozenset[str], claim: Claim
) -> Facts:
    """Return the facts of one claim, by the limits and disease lists that a batch goes by."""
    policy = explainer.policy
    edition = policy.on(claim.settled_on)
    declared = {
        fact.id: claim.declared.get(fact.id, fact.values[0]) for fact in policy.vocabulary.declared
    }
    return Facts(
        edition=edition.index,
        identities=held,
        age=_floor(policy.ages, age),
        home_care=person.home_care,
        visit=claim.visit,
        therapy=claim.therapy,
        disease_lists=explainer.diseases(edition, claim.diagnosis)[0],
        hospital_level=claim.hospital_level,
        hospital_region=claim.hospital_region,
        referral=claim.referral,
        in_scope=_floor(policy.amounts, claim.in_scope_cost),
        declared=declared,
    )


def _floor(limits: tuple[int, ...], value: int) -> int:
    """Return the highest of the ascending limits that a value has reached, 0 for none."""
    place = bisect_right(limits, value)
    return limits[place - 1] if place else 0


def _check(person: Person, claim: Claim, used: Mapping[str, int]) -> None:
    problems: list[tuple[str, Text]] = []
    if claim.person_id != person.person_id:
        problems.append(("person_id", Text("不是此人的费用", "is somebody else's claim")))
    problems += [
        (f"used.{pool}", Text("已用限额不能为负", "a balance cannot be negative"))
        for pool, fen in used.items()
        if fen < 0
    ]
    if problems:
        raise SchemaError(problems)
