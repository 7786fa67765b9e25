"""What a person has used of a pool in a year: taken in before, given out after a settlement."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from attrs import frozen

from .columns import Codes, Fen, Positions


@frozen(eq=False)
class Balances:
    """One row per person, year and pool. ``pool`` holds positions in ``pools``; used in fen."""

    pools: tuple[str, ...]
    person: Positions
    year: Positions
    pool: Codes
    used: Fen

    @classmethod
    def none(cls) -> Balances:
        """Nobody has used anything."""
        empty = np.empty(0, np.int32)
        return cls((), empty, empty, np.empty(0, np.uint8), np.empty(0, np.int64))

    def __len__(self) -> int:
        return len(self.person)

    def of(self, person: int, year: int, pool: str) -> int:
        """Return what one person has used of one pool in one year, in fen."""
        if pool not in self.pools:
            return 0
        rows = (self.person == person) & (self.year == year) & (self.pool == self.pools.index(pool))
        return int(self.used[rows].sum())

    def in_pools(self, pools: Sequence[str]) -> Balances:
        """Return the same balances with ``pool`` as positions in ``pools`` (which has them all)."""
        places = np.array([pools.index(pool) for pool in self.pools], np.uint8)
        pool = places[self.pool] if len(self) else self.pool
        return Balances(tuple(pools), self.person, self.year, pool, self.used)
