"""The decisions of a batch as columns: one entry per kind, gathered to the claims."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu_schemas.terms import Band, Terms

from .arithmetic import COLUMNS, NO_CAP, above_threshold, banded, share
from .columns import Fen


@frozen(eq=False)
class TermsTable:
    """Terms by kind. A kind without terms has the rate 0 and is paid nothing."""

    pools: tuple[str, ...]
    pool: NDArray[np.uint8]
    annual_cap: Fen
    rate: NDArray[np.int64]
    given: NDArray[np.bool_]
    of_remaining: NDArray[np.bool_]
    threshold: Fen
    deduct: NDArray[np.bool_]
    quota: Fen
    has_quota: NDArray[np.bool_]
    stay_cap: Fen
    floors: NDArray[np.int64]
    """Bands by kind: shape (kinds, most bands); `NO_CAP` where a kind has fewer."""
    band_rates: NDArray[np.int64]

    @property
    def nothing_up_to(self) -> int:
        """With no more than this left of the base, no kind is due anything, in fen."""
        if not self.of_remaining[self.given].all():
            return 0
        return int(self.threshold[self.given].min(initial=NO_CAP))

    @classmethod
    def of(cls, terms: Sequence[Terms | None]) -> TermsTable:
        """Tabulate the terms of each kind; most kinds share a few terms."""
        numbers: dict[int, int] = {}
        place = [numbers.setdefault(id(each), len(numbers)) for each in terms]
        distinct = {place: each for each, place in zip(terms, place, strict=True)}
        return cls._distinct(list(distinct.values())).take(np.array(place, np.intp))

    @classmethod
    def _distinct(cls, terms: Sequence[Terms | None]) -> TermsTable:
        pools = tuple(dict.fromkeys(each.pool for each in terms if each))
        most = max((len(each.bands) for each in terms if each), default=0)

        def column(read: Callable[[Terms], int], absent: int) -> NDArray[np.int64]:
            return np.array([read(each) if each else absent for each in terms], np.int64)

        return cls(
            pools=pools,
            pool=column(lambda e: pools.index(e.pool), 0).astype(np.uint8),
            annual_cap=column(lambda e: _or(e.annual_cap, NO_CAP), NO_CAP),
            rate=column(lambda e: _or(e.rate, 0), 0),
            given=np.array([each is not None for each in terms], np.bool_),
            of_remaining=column(lambda e: e.portion == "remaining", 0).astype(np.bool_),
            threshold=column(lambda e: e.threshold, 0),
            deduct=column(lambda e: e.threshold_mode == "deduct", 1).astype(np.bool_),
            quota=column(lambda e: _or(e.quota, 0), 0),
            has_quota=column(lambda e: e.quota is not None, 0).astype(np.bool_),
            stay_cap=column(lambda e: _or(e.stay_cap, NO_CAP), NO_CAP),
            floors=_bands(terms, most, lambda band: band.above, NO_CAP),
            band_rates=_bands(terms, most, lambda band: band.rate, 0),
        )

    def take(self, place: NDArray[np.intp]) -> TermsTable:
        """Return the table whose row ``i`` is this one's row ``place[i]``."""
        rows = {
            name: getattr(self, name)[place]
            for name in attrs.fields_dict(TermsTable)
            if name != "pools"
        }
        return TermsTable(pools=self.pools, **rows)

    def due(self, kind: NDArray[np.intp], base: Fen, remaining: Fen | None = None) -> Fen:
        """Return what each claim is due before annual caps, in fen.

        ``remaining`` is what relief left of the base; needed where terms are on it.
        """
        portion = base
        if remaining is not None and self.of_remaining.any():
            all_of_it = bool(self.of_remaining[self.given].all())
            portion = remaining if all_of_it else np.where(
                self.of_remaining[kind], remaining, base
            )  # fmt: skip
        relieved = portion
        if self.threshold.any():
            all_deduct = bool(self.deduct.all())
            deduct = True if all_deduct else self.deduct[kind]
            relieved = (
                np.maximum(portion - self.threshold[kind], 0)
                if all_deduct
                else above_threshold(portion, self.threshold[kind], deduct, COLUMNS)
            )
        due: Fen = share(relieved, self.rate[kind])
        return self._unusual(due, kind, relieved)

    def _unusual(self, due: Fen, kind: NDArray[np.intp], relieved: Fen) -> Fen:
        """Bands, quotas and caps per stay, where any kind of the batch has them."""
        if self.floors.shape[1]:
            with_bands = np.flatnonzero((self.floors[:, 0] == 0)[kind])
            which = kind[with_bands]
            due[with_bands] = banded(
                relieved[with_bands], self.floors[which].T, self.band_rates[which].T, COLUMNS
            )
        if self.has_quota.any():
            due = np.where(self.has_quota[kind], np.minimum(self.quota[kind], relieved), due)
        if (self.stay_cap != NO_CAP).any():
            due = np.minimum(due, self.stay_cap[kind])
        return due


def _or(value: int | None, absent: int) -> int:
    return absent if value is None else value


def _bands(
    terms: Sequence[Terms | None], most: int, read: Callable[[Band], int], absent: int
) -> NDArray[np.int64]:
    table = np.full((len(terms), most), absent, np.int64)
    for row, each in enumerate(terms):
        for place, band in enumerate(each.bands if each else ()):
            table[row, place] = read(band)
    return table
