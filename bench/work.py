"""The work that every implementation does, as columns in memory.

Fengjie's annex on claims of 2024 and 2025: route, highest benefit, rate, annual caps in date
order (ties in file order), tilt with a cap of its own, self-pay. The identity of the day is
resolved beforehand, to a bitmask of categories; so are the listed diseases and the age of 80.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from jiuzhu.settlement.columns import Claims, Identities, People
from jiuzhu.testing.population import eightieth_birthdays
from jiuzhu.testing.synthetic import LISTED, SyntheticCounty, make_county
from jiuzhu.testing.treatments import NEAR_MISSES, ORDINARY

SEED: Final = 20230621
YEARS: Final = (2024, 2025)
CLAIMS_A_PERSON: Final = 6
ODDITY: Final = 0.01
"""The share of claims and people that combine anything: a million claims are of 23 000 kinds."""

CATEGORIES: Final = (
    "dibao", "tekun", "orphan", "unattended_child", "returned_to_poverty", "youfu",
    "severe_disability", "dibao_edge", "unstable_out_of_poverty", "at_risk_of_poverty",
    "sudden_hardship",
)  # fmt: skip
"""The annex's categories; a category's bit in ``mask`` is its place here."""

BIT: Final = {category: 1 << place for place, category in enumerate(CATEGORIES)}
NEW_YEAR_2025: Final = int(np.datetime64("2025-01-01").astype(np.int64))

_IDENTITY_COLUMNS: Final = ("person", "category", "first_day", "last_day")

Fen = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Work:
    """One entry a claim, in file order; sums in fen, days since 1970-01-01."""

    person: NDArray[np.int32]
    """0 … people − 1."""
    settled: NDArray[np.int32]
    visit: Bytes
    """0 outpatient, 1 inpatient."""
    therapy: Bytes
    """0 none; 1–4 one of the four that make a listed disease's outpatient visit major."""
    listed: Flags
    level: Bytes
    region: Bytes
    """0 home county, 1 elsewhere in the city, 2 outside."""
    referral: Bytes
    """0 not needed, 1 referred, 2 not referred."""
    in_scope: Fen
    base: Fen
    mask: NDArray[np.uint16]
    """Categories valid on the day, a bit each in the order of ``CATEGORIES``."""
    old: Flags
    """80 years or more on the day."""
    home_care: Flags

    def __len__(self) -> int:
        return len(self.person)

    @property
    def people(self) -> int:
        """How many people there are."""
        return int(self.person.max(initial=-1)) + 1

    @classmethod
    def load(cls, folder: Path) -> Work:
        """Read what `save` wrote."""
        return cls(**{column.name: _load(folder, column.name) for column in fields(cls)})

    def take(self, rows: NDArray[np.int64] | slice) -> Work:
        """Return some of the claims."""
        return Work(**{column.name: getattr(self, column.name)[rows] for column in fields(self)})


@dataclass(frozen=True)
class Result:
    """What a settlement answers: fen a claim, in file order."""

    award: Fen
    tilt: Fen
    self_pay: Fen


def save(county: SyntheticCounty, folder: Path) -> None:
    """Write a county's work and its engine columns, an array a file."""
    folder.mkdir(parents=True, exist_ok=True)
    work, claims, identities = make_work(county), county.claims, county.identities
    arrays = {column.name: getattr(work, column.name) for column in fields(work)}
    arrays |= {"born_on": county.people.born_on, "person_home_care": county.people.home_care}
    arrays |= {"diagnosis": claims.diagnosis, "diagnoses": np.array(claims.diagnoses)}
    arrays |= {f"identity_{name}": getattr(identities, name) for name in _IDENTITY_COLUMNS}
    for name, array in arrays.items():
        np.save(folder / f"{name}.npy", array)


def load_columns(folder: Path) -> tuple[People, Identities, Claims]:
    """Read the same work as the engine's columns, nothing resolved."""
    work = Work.load(folder)
    claims = Claims(
        person=work.person,
        settled_on=work.settled,
        visit=work.visit,
        therapy=work.therapy,
        hospital_level=work.level,
        hospital_region=work.region,
        referral=work.referral,
        diagnoses=tuple(_load(folder, "diagnoses").tolist()),
        diagnosis=_load(folder, "diagnosis"),
        in_scope=work.in_scope,
        base=work.base,
    )
    identities = Identities(
        CATEGORIES, *(_load(folder, f"identity_{name}") for name in _IDENTITY_COLUMNS)
    )
    return People(_load(folder, "born_on"), _load(folder, "person_home_care")), identities, claims


def _load(folder: Path, name: str) -> NDArray[Any]:
    array: NDArray[Any] = np.load(folder / f"{name}.npy")
    return array


def synthetic_county(claims: int, oddity: float = ODDITY, seed: int = SEED) -> SyntheticCounty:
    """Return the county that all comparisons settle, with the annex's categories only."""
    return make_county(
        seed,
        max(1, claims // CLAIMS_A_PERSON),
        claims,
        YEARS,
        categories=CATEGORIES,
        diagnoses=LISTED + NEAR_MISSES + ORDINARY,
        oddity=oddity,
    )


def make_work(county: SyntheticCounty) -> Work:
    """Resolve identities, ages and diseases of a county's claims."""
    claims = county.claims
    listed = np.isin(claims.diagnoses, LISTED)
    birthdays = eightieth_birthdays(county.people.born_on)
    return Work(
        person=claims.person,
        settled=claims.settled_on,
        visit=claims.visit,
        therapy=claims.therapy,
        listed=listed[claims.diagnosis],
        level=claims.hospital_level,
        region=claims.hospital_region,
        referral=claims.referral,
        in_scope=claims.in_scope,
        base=claims.base,
        mask=identity_masks(county.identities, claims, len(county.people)),
        old=claims.settled_on >= birthdays[claims.person],
        home_care=county.people.home_care[claims.person],
    )


def identity_masks(identities: Identities, claims: Claims, people: int) -> NDArray[np.uint16]:
    """Return the categories valid on each claim's day; nobody has more than a few intervals."""
    order = np.argsort(identities.person, kind="stable")
    held = np.bincount(identities.person, minlength=people)
    start = np.cumsum(held) - held
    mask = np.zeros(len(claims), dtype=np.uint16)
    for turn in range(int(held.max(initial=0))):
        claim = np.flatnonzero(held[claims.person] > turn)
        row = order[start[claims.person[claim]] + turn]
        day = claims.settled_on[claim]
        valid = (identities.first_day[row] <= day) & (day <= identities.last_day[row])
        bits = np.left_shift(1, identities.category[row].astype(np.int64))
        mask[claim] |= np.where(valid, bits, 0).astype(np.uint16)
    return mask
