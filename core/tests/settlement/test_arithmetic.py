"""The money against exact fractions: shares, thresholds, bands, quotas, caps per stay."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.settlement.arithmetic import (
    COLUMNS,
    NO_CAP,
    SINGLE,
    above_threshold,
    banded,
    payable,
    share,
)
from jiuzhu.settlement.terms_table import TermsTable
from jiuzhu_schemas.terms import Band, Terms

FEN = st.integers(0, 200_000_000)
SMALL = st.integers(0, 1000)
RATE = st.integers(0, 10_000)


def half_up(exact: Fraction) -> int:
    return floor(exact + Fraction(1, 2))


def by_hand(terms: Terms, base: int, remaining: int) -> int:
    """What terms give, one sentence after the other, in fractions."""
    portion = base if terms.portion == "base" else remaining
    if terms.threshold_mode == "deduct":
        portion = max(portion - terms.threshold, 0)
    elif portion <= terms.threshold:
        portion = 0
    if terms.quota is not None:
        due = min(terms.quota, portion)
    elif terms.bands:
        exact = Fraction(0)
        ends = [band.above for band in terms.bands[1:]]
        for band, end in zip(terms.bands, [*ends, portion], strict=True):
            exact += Fraction(max(min(portion, end) - band.above, 0) * band.rate, 10_000)
        due = half_up(exact)
    else:
        due = half_up(Fraction(portion * (terms.rate or 0), 10_000))
    return due if terms.stay_cap is None else min(due, terms.stay_cap)


@st.composite
def some_terms(draw: st.DrawFn) -> Terms:
    amounts = draw(st.sampled_from([SMALL, FEN]))
    way = draw(st.sampled_from(["rate", "bands", "quota"]))
    floors = sorted({0, *draw(st.lists(amounts, max_size=4))})
    return Terms(
        clause="d#1",
        pool=draw(st.sampled_from(["one", "other"])),
        annual_cap=None,
        rate=draw(RATE) if way == "rate" else None,
        bands=tuple(Band(f, draw(RATE)) for f in floors) if way == "bands" else (),
        quota=draw(amounts) if way == "quota" else None,
        threshold=draw(st.just(0) | amounts),
        threshold_mode=draw(st.sampled_from(["deduct", "trigger"])),
        stay_cap=draw(st.none() | amounts),
        portion=draw(st.sampled_from(["base", "remaining"])),
    )


@given(st.lists(st.none() | some_terms(), min_size=1, max_size=6), st.data())
def test_a_table_of_terms_gives_what_the_fractions_give(
    table: list[Terms | None], data: st.DataObject
) -> None:
    limits = [t.threshold for t in table if t] + [b.above for t in table if t for b in t.bands]
    amounts = FEN | SMALL | st.sampled_from([0, *(x + d for x in limits for d in (0, 1))])
    rows = data.draw(
        st.lists(st.tuples(st.integers(0, len(table) - 1), amounts, amounts), max_size=12)
    )
    kind = np.array([row[0] for row in rows], np.intp)
    base = np.array([row[1] for row in rows], np.int64)
    remaining = np.array([min(row[1:]) for row in rows], np.int64)
    expected = [
        by_hand(terms, *map(int, row)) if (terms := table[at]) else 0
        for at, row in zip(kind.tolist(), zip(base, remaining, strict=True), strict=True)
    ]
    assert TermsTable.of(table).due(kind, base, remaining).tolist() == expected


@given(FEN, RATE)
def test_a_share_is_rounded_half_up_once(amount: int, rate: int) -> None:
    assert share(amount, rate) == half_up(Fraction(amount * rate, 10_000))


@pytest.mark.parametrize("rate", [1, 50, 2500, 5000, 6000, 6650, 7000, 8000, 9999])
def test_every_half_fen_goes_up(rate: int) -> None:
    amounts = np.arange(0, 200_001, dtype=np.int64)
    halves = np.flatnonzero(amounts * rate % 10_000 == 5000)
    if rate not in (6000, 8000):
        assert len(halves) > 0
    paid = share(amounts[halves], rate)
    assert (paid * 10_000 - amounts[halves] * rate == 5000).all()
    assert (share(amounts, rate) * 10_000 - amounts * rate <= 5000).all()
    assert (share(amounts, rate) * 10_000 - amounts * rate > -5000).all()


def test_the_largest_sums_do_not_overflow() -> None:
    most = np.array([99_999_999_999], np.int64)
    assert share(most, 10_000).tolist() == [99_999_999_999]
    assert share(most, 9_999).tolist() == [half_up(Fraction(99_999_999_999 * 9_999, 10_000))]


@given(FEN, FEN, st.booleans())
def test_columns_and_single_numbers_agree_on_thresholds(
    amount: int, threshold: int, deduct: bool
) -> None:
    one = above_threshold(amount, threshold, deduct, SINGLE)
    many = above_threshold(np.array([amount]), np.array([threshold]), np.array([deduct]), COLUMNS)
    assert many.tolist() == [one]


@given(FEN, st.lists(st.tuples(FEN, RATE), min_size=1, max_size=4))
def test_columns_and_single_numbers_agree_on_bands(
    amount: int, bands: list[tuple[int, int]]
) -> None:
    floors = [0, *sorted(floor for floor, _ in bands[1:])]
    rates = [rate for _, rate in bands]
    one = banded(amount, floors, rates, SINGLE)
    unused = [np.array([floor]) for floor in [*floors, NO_CAP]]
    many = banded(np.array([amount]), unused, [np.array([r]) for r in [*rates, 0]], COLUMNS)
    assert many.tolist() == [one]


@given(FEN, FEN, FEN)
def test_a_pool_pays_up_to_its_cap(due: int, cap: int, spent: int) -> None:
    paid = payable(due, cap, spent, SINGLE)
    assert 0 <= paid <= due
    assert paid == due or spent + paid == max(cap, spent)
    assert payable(np.array([due]), cap, spent, COLUMNS).tolist() == [paid]
    assert payable(due, NO_CAP, spent, SINGLE) == due
