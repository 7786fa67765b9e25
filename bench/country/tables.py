"""The annex as look-up tables, made from the scalar rules of `bench.peers.plain`."""

from __future__ import annotations

from enum import IntEnum
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bench.peers import plain
from bench.work import BIT, CATEGORIES


class Pool(IntEnum):
    """The stages' annual pools."""

    OUTPATIENT = plain.OUTPATIENT
    INPATIENT = plain.INPATIENT
    MAJOR = plain.MAJOR
    LARGE = plain.LARGE


_TELLING: Final = (
    BIT["tekun"], BIT["dibao"], plain.FIRST_FIVE, plain.OUTPATIENT_60, plain.TILT_70, plain.TILT_60
)  # fmt: skip
"""Sets of categories that are all that a rule asks about."""


def _worth(mask: int) -> int:
    held = sum(bool(mask & bits) << place for place, bits in enumerate(_TELLING))
    return held | (bool(mask) << len(_TELLING))


_MASKS: Final = range(1 << len(CATEGORIES))
_EXAMPLE: Final = {_worth(mask): mask for mask in _MASKS}
"""A set of categories of each worth."""

WORTH: Final = np.array([_worth(mask) for mask in _MASKS])
"""By mask: which of the telling sets the categories stand in."""

ROUTES: Final = np.array(
    [
        plain.route(at & 1, at >> 1 & 1, bool(at & 4), 2 if at & 8 else 0, plain.LARGE_ABOVE + 1)
        for at in range(16)
    ]
)
"""By visit + 2 × therapy + 4 × listed + 8 × costly: the pool."""


def _by_kind() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return rates and caps by ((worth × 4 + pool) × 2 + level 3) × 2 + need."""
    shape = (1 << len(_TELLING) + 1, 4, 2, 2)
    rates, caps = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for worth, pool, third, need in product(_EXAMPLE, Pool, (0, 1), (0, 1)):
        if _EXAMPLE[worth]:
            level = 3 if third else 1
            rates[worth, pool, third, need], caps[worth, pool, third, need] = plain.terms(
                pool, _EXAMPLE[worth], level, bool(need), False
            )
    return rates.ravel(), caps.ravel()


RATES, CAPS = _by_kind()

TILT_RATES: Final = np.array(
    [plain.tilt_rate(_EXAMPLE.get(worth, 0)) for worth in range(1 << len(_TELLING) + 1)]
)
"""By worth: the tilt's rate in percent."""
