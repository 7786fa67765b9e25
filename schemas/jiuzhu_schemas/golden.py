"""Golden cases: what a person held and claimed, and what the law gives, worked by hand.

A county ships them in ``cases/*.toml``. Sums are written in yuan, as in the outside contract.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import Factory, frozen

from .errors import SchemaError
from .text import MaybeEmpty, Text
from .values import Yuan
from .words import HospitalLevel, Insurance, Referral, Region, Stage, Therapy, Tier, Visit


@frozen(kw_only=True)
class ExpectedAward:
    """What a claim must get: the award's columns of the outside contract, but for the base."""

    stage: Stage
    identity: MaybeEmpty
    rate: MaybeEmpty
    """Percent without its sign, such as ``70``; empty where no rate is applied."""
    award: Yuan
    tilt: Yuan
    self_pay: Yuan
    charity: MaybeEmpty
    reason: MaybeEmpty
    clause: MaybeEmpty


@frozen(kw_only=True)
class GoldenClaim:
    """A claim. ``in_scope`` is the in-scope cost, if it is not the base."""

    settled_on: date
    visit: Visit
    therapy: Therapy = ""
    hospital_level: HospitalLevel
    hospital_region: Region = "county"
    referral: Referral = "not_needed"
    diagnosis: str
    in_scope: Yuan | None = None
    base: Yuan
    declared: Mapping[str, MaybeEmpty] = Factory(dict)
    """Values of the facts that plugins declared; a fact not named has its first value."""
    expect: ExpectedAward

    def __attrs_post_init__(self) -> None:
        if self.in_scope is not None and self.base > self.in_scope:
            raise SchemaError([("base", Text("大于 in_scope", "is above in_scope"))])


@frozen(kw_only=True)
class ExpectedSubsidy:
    """What an enrolment must get: the subsidy's columns of the outside contract."""

    identity: MaybeEmpty
    premium: Yuan
    subsidy: Yuan
    own_payment: Yuan
    department: MaybeEmpty
    reason: MaybeEmpty
    clause: MaybeEmpty


@frozen(kw_only=True)
class GoldenEnrolment:
    """A premium paid."""

    year: int
    tier: Tier
    paid_on: date
    insurance: Insurance = "resident"
    expect: ExpectedSubsidy


@frozen(kw_only=True)
class GoldenIdentity:
    """A category held from a first to a last day; without a last day it is still valid."""

    category: str
    since: date
    until: date | None = None


@frozen(kw_only=True)
class GoldenCase:
    """One person's story. Claims are settled together, in the order of their dates."""

    id: str
    title: str
    why: str
    """The sum worked out, for whoever sees the case fail."""
    clauses: tuple[str, ...]
    """The clauses that the case exercises, as ``document#clause``."""
    born: date
    home_care: bool = False
    identities: tuple[GoldenIdentity, ...]
    claims: tuple[GoldenClaim, ...] = ()
    enrolments: tuple[GoldenEnrolment, ...] = ()
    confirmed: bool = True
    """False for a case that nobody has worked by hand yet: it fails until somebody has."""


@frozen(kw_only=True)
class GoldenFile:
    """A file of golden cases."""

    county: str = ""
    """The county to settle by; left out where the file lies in that county's own package."""
    case: tuple[GoldenCase, ...]
