"""What arrives: people, their identities, claims and enrolments, one record each.

These are the records of the outside contract. A file of a million claims is read into columns
and never becomes a million of these; they serve the single case, forms and integrators.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import Factory, field, frozen
from attrs.validators import ge

from .errors import SchemaError
from .resident_id import birth_date
from .text import MaybeEmpty, Text
from .words import HospitalLevel, Insurance, Referral, Region, Therapy, Tier, Visit


@frozen
class Person:
    """Someone who may be helped. ``home_care``: 需院外维持治疗的重残重病."""

    person_id: str
    name: str
    home_care: bool = False

    @property
    def born_on(self) -> date:
        """The birth date that the resident ID carries; ResidentIdError if it carries none."""
        return birth_date(self.person_id)


@frozen
class Identity:
    """A category that a department recognised for a person, from a first to a last day."""

    person_id: str
    category: str
    valid_from: date
    valid_to: date | None = None
    """The last day, inclusive; None while it is still valid."""

    def __attrs_post_init__(self) -> None:
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise SchemaError(
                [("valid_to", Text("早于生效日期 valid_from", "is before valid_from"))]
            )


@frozen(kw_only=True)
class Claim:
    """One settlement of a visit; sums in fen, the date a Beijing date."""

    claim_id: str
    person_id: str
    visit: Visit
    therapy: Therapy = ""
    settled_on: date
    hospital_level: HospitalLevel
    hospital_region: Region
    referral: Referral
    diagnosis: str
    """ICD-10 in the edition of 国家医保局."""
    total_cost: int = field(validator=ge(0))
    in_scope_cost: int = field(validator=ge(0))
    basic_paid: int = field(validator=ge(0))
    critical_illness_paid: int = field(validator=ge(0))
    large_sum_paid: int = field(default=0, validator=ge(0))
    declared: Mapping[str, MaybeEmpty] = Factory(dict)
    """Values of the facts that plugins declared, by column name."""

    def __attrs_post_init__(self) -> None:
        problems = []
        if self.in_scope_cost > self.total_cost:
            problems.append(("in_scope_cost", Text("大于总费用 total_cost", "is above total_cost")))
        if self.base < 0:
            above = Text("各项支付之和大于 in_scope_cost", "payments exceed in_scope_cost")
            problems.append(("basic_paid", above))
        if problems:
            raise SchemaError(problems)

    @property
    def base(self) -> int:
        """政策范围内自付, in fen: what insurance left of the in-scope cost."""
        return (
            self.in_scope_cost - self.basic_paid - self.critical_illness_paid - self.large_sum_paid
        )


@frozen
class Enrolment:
    """A person's premium for one insurance year: what was joined, and when it was paid."""

    person_id: str
    year: int
    tier: Tier
    paid_on: date
    insurance: Insurance = "resident"
