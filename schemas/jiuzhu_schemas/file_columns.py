"""The columns of the files that others send, by table, and the words of those that have some."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .words import (
    HOSPITAL_LEVELS,
    INSURANCES,
    REFERRALS,
    REGIONS,
    THERAPIES,
    TIERS,
    VISITS,
)

FILE_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "people": ("person_id", "name", "home_care"),
        "identities": ("person_id", "category", "valid_from", "valid_to"),
        "claims": (
            "claim_id", "person_id", "visit", "therapy", "settled_on", "hospital_level",
            "hospital_region", "hospital_code", "referral", "diagnosis", "total_cost",
            "in_scope_cost", "basic_paid", "critical_illness_paid", "large_sum_paid",
        ),
        "enrolments": ("person_id", "year", "tier", "paid_on", "insurance"),
        "roster": (
            "person_id", "name", "category", "township", "village", "valid_from",
            "subsidised_from", "valid_to", "change", "home_care",
        ),
        "deaths": ("person_id", "name", "died_on", "township"),
    }
)  # fmt: skip

FILE_WORDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "visit": VISITS,
        "therapy": THERAPIES,
        "hospital_level": tuple(str(each) for each in HOSPITAL_LEVELS),
        "hospital_region": REGIONS,
        "referral": REFERRALS,
        "home_care": ("0", "1"),
        "tier": tuple(str(each) for each in TIERS),
        "insurance": INSURANCES,
    }
)
