"""Terms of every sort: the lines come to the sums, and to the sums of a batch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.explanation.lines import lines_of
from jiuzhu.settlement.terms_table import TermsTable
from jiuzhu.settlement.worked import due_of, work_out
from jiuzhu_schemas.terms import Band, Terms

from .formulas import fen_of, half_up

SUMS = st.integers(0, 20_000_000)
RATES = st.integers(0, 10_000)


@st.composite
def some_terms(draw: st.DrawFn, pool: str = "inpatient") -> Terms:
    floors = [0, *sorted(draw(st.sets(st.integers(1, 10_000_000), max_size=3)))]
    way: dict[str, Any] = draw(
        st.sampled_from(
            [
                {"rate": draw(RATES)},
                {"quota": draw(SUMS)},
                {"bands": tuple(Band(floor, draw(RATES)) for floor in floors)},
            ]
        )
    )
    return Terms(
        clause="d#c",
        pool=pool,
        annual_cap=draw(st.none() | SUMS),
        threshold=draw(st.just(0) | SUMS),
        threshold_mode=draw(st.sampled_from(["deduct", "trigger"])),
        stay_cap=draw(st.none() | SUMS),
        portion=draw(st.sampled_from(["base", "remaining"])) if pool == "tilt" else "base",
        **way,
    )


@given(some_terms(), SUMS)
def test_what_is_due_is_what_a_batch_gives(terms: Terms, base: int) -> None:
    column = TermsTable.of([terms]).due(np.zeros(1, np.int32), np.array([base]))
    assert due_of(terms, base) == int(column[0])


@given(SUMS, SUMS, st.none() | some_terms(), st.none() | some_terms("tilt"), SUMS, SUMS)
def test_every_line_comes_to_its_sum(
    base: int, paid: int, terms: Terms | None, tilt: Terms | None, used: int, tilt_used: int
) -> None:
    worked = work_out(base + paid, base, terms, tilt if terms else None, used, tilt_used)
    for line in lines_of(worked):
        exact = fen_of(line.formula)
        assert half_up(exact) == line.amount, line
        assert (exact != line.amount) == line.rounded, line
    assert worked.award + worked.tilt + worked.self_pay == base
    assert 0 <= worked.award <= worked.due
    assert 0 <= worked.tilt <= worked.tilt_due


@pytest.mark.parametrize(
    ("mode", "base", "due"), [("deduct", 500_000, 100_000), ("trigger", 500_000, 250_000),
                              ("deduct", 300_000, 0), ("trigger", 300_000, 0)],
)  # fmt: skip
def test_thresholds(mode: str, base: int, due: int) -> None:
    terms = Terms(clause="d#c", pool="p", annual_cap=None, rate=5000, threshold=300_000,
                  threshold_mode=mode)  # type: ignore[arg-type]  # fmt: skip
    assert due_of(terms, base) == due
