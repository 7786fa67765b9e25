"""The receipt of an entry: the inputs it was settled from, in one canonical form each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Final
from weakref import WeakKeyDictionary

from jiuzhu.casebook.audit.canonical import canonical, canonical_hash
from jiuzhu.loading.county import County
from jiuzhu.policy.edition import Edition
from jiuzhu_schemas.records import Claim, Identity

Interval = tuple[str, str, str | None]
"""A category, its first day and its last (None: still valid), days as text."""


def claim_text(
    basic_paid: int,
    critical_illness_paid: int,
    declared: str,
    diagnosis: str,
    hospital_level: int,
    hospital_region: str,
    in_scope_cost: int,
    large_sum_paid: int,
    referral: str,
    settled_on: str,
    therapy: str,
    total_cost: int,
    visit: str,
) -> str:
    """Return a claim's own fields as canonical JSON; sums in fen.

    ``declared`` and ``diagnosis`` are JSON already. Person and claim id stand in columns.
    """
    return (
        f'{{"basic_paid":{basic_paid},"critical_illness_paid":{critical_illness_paid},'
        f'"declared":{declared},"diagnosis":{diagnosis},"hospital_level":{hospital_level},'
        f'"hospital_region":"{hospital_region}","in_scope_cost":{in_scope_cost},'
        f'"large_sum_paid":{large_sum_paid},"referral":"{referral}","settled_on":"{settled_on}",'
        f'"therapy":"{therapy}","total_cost":{total_cost},"visit":"{visit}"}}'
    )


def text_of_claim(claim: Claim, defaults: Mapping[str, str]) -> str:
    """Return one claim's own fields as canonical JSON.

    A declared fact with its default value is left out, so that a plugin which declares another
    fact later does not make an old claim a different one.
    """
    said = {name: value for name, value in claim.declared.items() if value != defaults.get(name)}
    return claim_text(
        basic_paid=claim.basic_paid,
        critical_illness_paid=claim.critical_illness_paid,
        declared=canonical(said),
        diagnosis=canonical(claim.diagnosis.upper()),
        hospital_level=claim.hospital_level,
        hospital_region=claim.hospital_region,
        in_scope_cost=claim.in_scope_cost,
        large_sum_paid=claim.large_sum_paid,
        referral=claim.referral,
        settled_on=claim.settled_on.isoformat(),
        therapy=claim.therapy,
        total_cost=claim.total_cost,
        visit=claim.visit,
    )


def claim_of(claim_id: str, person_id: str, text: str) -> Claim:
    """Return the claim that a receipt holds."""
    fields = json.loads(text)
    settled_on = date.fromisoformat(fields.pop("settled_on"))
    return Claim(claim_id=claim_id, person_id=person_id, settled_on=settled_on, **fields)


def defaults_of(county: County) -> dict[str, str]:
    """Return what each declared fact means where a claim does not say it."""
    return {fact.id: fact.values[0] for fact in county.policy.vocabulary.declared}


def content_hash(county: str, person: int, claim: str) -> str:
    """Return the hash by which a claim id that comes again is told to be the same request."""
    return sha256(f"{county}\n{person}\n{claim}".encode()).hexdigest()


def holding_text(intervals: Iterable[Interval]) -> str:
    """Return somebody's recognised intervals as canonical JSON, in one order."""
    return canonical(sorted(set(intervals), key=_order))


def intervals_in(text: str) -> tuple[Interval, ...]:
    """Return the intervals that a receipt holds."""
    return tuple([(category, first, last) for category, first, last in json.loads(text)])


def identities_of(person_id: str, intervals: Iterable[Interval]) -> list[Identity]:
    """Return intervals as the identities of a person."""
    return [
        Identity(
            person_id,
            category,
            date.fromisoformat(first),
            date.fromisoformat(last) if last else None,
        )
        for category, first, last in intervals
    ]


def used_text(used: Mapping[str, int]) -> str:
    """Return what pools had given as canonical JSON; a pool that gave nothing is left out."""
    if not used:
        return "{}"
    given = ",".join([f'"{pool}":{used[pool]}' for pool in sorted(used) if used[pool]])
    return f"{{{given}}}"


def used_of(text: str) -> dict[str, int]:
    """Return what pools had given, from a receipt."""
    found: dict[str, int] = json.loads(text)
    return found


_EDITIONS: Final[WeakKeyDictionary[County, dict[int, str]]] = WeakKeyDictionary()


def edition_hash(county: County, edition: Edition) -> str:
    """Return the hash over the policy documents in force in an edition."""
    known = _EDITIONS.setdefault(county, {})
    found = known.get(edition.index)
    if found is None:
        sources = {each.document.id: each.source.sha256 for each in county.policy.documents}
        documents = [[each.id, sources[each.id]] for each in edition.documents]
        found = known[edition.index] = canonical_hash(documents)
    return found


def _order(interval: Interval) -> tuple[str, str, str]:
    category, first, last = interval
    return category, first, last or "9999-12-31"
