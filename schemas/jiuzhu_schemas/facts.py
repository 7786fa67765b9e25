"""Facts: the discrete things a rule may look at. Amounts are not among them, bands are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from .text import MaybeEmpty
from .words import Insurance, Referral, Region, Therapy, Tier, Visit

NOTHING_DECLARED: Final[Mapping[str, str]] = MappingProxyType({})


@frozen(kw_only=True)
class Facts:
    """One *kind* of claim. Claims with equal facts get equal terms.

    ``age`` and ``in_scope`` are the floors of bands. The bands are cut only where some loaded
    policy row asks, so a person of 85 has ``age == 80`` where 80 is the highest limit in use.
    """

    edition: int
    """Which edition of the county's policy is in force: its place in the list of editions."""
    identities: frozenset[str]
    """Categories valid on the settlement date."""
    age: int = 0
    """Completed years: the highest limit in use that the person has reached, 0 for none."""
    home_care: bool = False
    visit: Visit = "inpatient"
    therapy: Therapy = ""
    disease_lists: frozenset[str] = frozenset()
    """The edition's disease lists that the diagnosis stands in."""
    hospital_level: int = 1
    hospital_region: Region = "county"
    referral: Referral = "not_needed"
    in_scope: int = 0
    """The highest limit in use, in fen, that the in-scope cost *exceeds*; 0 for none."""
    declared: Mapping[str, MaybeEmpty] = field(default=NOTHING_DECLARED, hash=False)
    """Values of the facts that plugins declared."""


@frozen(kw_only=True)
class EnrolmentFacts:
    """One kind of enrolment, for the premium subsidy; ``edition`` is that of the payment day."""

    edition: int
    identities: frozenset[str]
    tier: Tier
    insurance: Insurance
