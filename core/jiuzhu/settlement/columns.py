"""The engine's input as columns: numpy arrays, one entry a row, all of one length per class.

Days are int32 counts of days since 1970-01-01 (Beijing dates). Sums are int64 fen. Words are
uint8 positions in the word lists of `jiuzhu_schemas.words`: visit 0 is ``outpatient``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

Days: TypeAlias = NDArray[np.int32]
Fen: TypeAlias = NDArray[np.int64]
Codes: TypeAlias = NDArray[np.uint8]
Positions: TypeAlias = NDArray[np.int32]
Flags: TypeAlias = NDArray[np.bool_]

Progress: TypeAlias = Callable[[str, int, int], None]
"""Called with the name of a step, how much of it is done, and how much there is."""

_EPOCH: Final = date(1970, 1, 1).toordinal()
OPEN_END: Final = date(9999, 12, 31).toordinal() - _EPOCH
"""The last day of an identity that is still valid."""


def day_number(day: date) -> int:
    """Return the day as a count of days since 1970-01-01."""
    return day.toordinal() - _EPOCH


def day_date(number: int) -> date:
    """Return the date of a day number."""
    return date.fromordinal(number + _EPOCH)


@frozen(eq=False)
class People:
    """Everyone the batch may speak of; a person is their position here."""

    born_on: Days
    home_care: Flags

    def __len__(self) -> int:
        return len(self.born_on)


@frozen(eq=False)
class Identities:
    """Recognised intervals. ``category`` is a position in ``categories``; days are inclusive."""

    categories: tuple[str, ...]
    person: Positions
    category: Codes
    first_day: Days
    last_day: Days


@frozen(eq=False)
class DeclaredColumn:
    """A fact that a plugin declared: ``code`` holds positions in ``values``."""

    values: tuple[str, ...]
    code: Codes


@frozen(eq=False, kw_only=True)
class Claims:
    """Claims in file order. ``base`` is in-scope cost less what insurance paid, never negative."""

    person: Positions
    settled_on: Days
    visit: Codes
    therapy: Codes
    hospital_level: Codes
    hospital_region: Codes
    referral: Codes
    diagnoses: tuple[str, ...]
    """The distinct diagnosis codes of the batch."""
    diagnosis: Positions
    """Positions in ``diagnoses``."""
    in_scope: Fen
    base: Fen
    declared: Mapping[str, DeclaredColumn] = field(factory=lambda: MappingProxyType({}))

    def __len__(self) -> int:
        return len(self.person)


@frozen(eq=False, kw_only=True)
class Enrolments:
    """Premiums paid, in file order."""

    person: Positions
    year: Positions
    tier: Codes
    """1 or 2 as it stands, not a position."""
    paid_on: Days
    insurance: Codes

    def __len__(self) -> int:
        return len(self.person)
