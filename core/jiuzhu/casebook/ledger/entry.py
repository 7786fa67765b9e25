"""Entries of the ledger as records, one field a column of the table."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

import attrs
from attrs import frozen

from jiuzhu_schemas.words import Region

Channel: TypeAlias = Literal["county_hospital", "city_platform", "person_account"]
"""Who is paid: a hospital in the county, the municipal platform, the person (manual claims)."""

CHANNELS: Final[tuple[str, ...]] = get_args(Channel)
Kind: TypeAlias = Literal["settle", "reverse", "adjust"]


@frozen(kw_only=True)
class Entry:
    """One entry: a claim's whole answer as it stands after it, and by how much pools moved.

    Sums in fen, the rate in basis points, days as ``2026-11-21``, ``at`` a Beijing time.
    """

    entry: int
    claim_id: str
    kind: Kind
    replaces: int | None
    """The claim's entry before this one."""
    cause: int | None
    """The reversal that led to an adjustment."""
    person: int
    year: int
    settled_on: str
    county: str
    claim: str
    """JSON of the claim's own fields; see `jiuzhu.casebook.ledger.receipt`."""
    home_care: int
    holding: int
    used_before: str
    """JSON: what each pool of the person's year had given before this entry."""
    edition: str
    """Hash of the policy documents it was settled under."""
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
    award_change: int
    tilt_change: int
    channel: Channel
    note: str
    at: str
    actor: str

    @property
    def paid(self) -> int:
        """Relief and tilt of the answer together, in fen."""
        return self.award + self.tilt

    @property
    def change(self) -> int:
        """What the entry pays (or, negative, takes back), in fen."""
        return self.award_change + self.tilt_change


COLUMNS: Final = tuple(field.name for field in attrs.fields(Entry))
COLUMN_LIST: Final = ", ".join(COLUMNS)

REVERSED: Final = "reversed"
"""The reason of an answer that was taken back."""


@frozen
class PoolUse:
    """What a pool has given a person in a year; ``cap`` None: no cap. Sums in fen."""

    person: int
    year: int
    pool: str
    cap: int | None
    used: int


def channel_of(region: Region) -> Channel:
    """Return the channel of a one-stop claim: by where its hospital is."""
    return "county_hospital" if region == "county" else "city_platform"
