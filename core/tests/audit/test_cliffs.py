"""The cliffs audit against sums worked by hand, and against every fen of a range."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve

from jiuzhu.audit import audit_cliffs
from jiuzhu.audit.curve import Curve
from jiuzhu.audit.falls import Pair, fall_between, falls_along
from jiuzhu.audit.records import CliffsReport
from jiuzhu.audit.sections import section_of
from jiuzhu.platform import Platform
from jiuzhu_schemas.terms import Band, Terms

from .worlds import changed

DAY = date(2026, 11, 1)


def terms(rate: int | None, cap: int | None, **rest: object) -> Terms:
    return Terms(clause="x#1", pool="p", annual_cap=cap, rate=rate, **rest)  # type: ignore[arg-type]


TILT = terms(7_000, 3_000_000, threshold=300_000, portion="remaining")


@pytest.fixture(scope="module")
def fengjie() -> CliffsReport:
    return audit_cliffs(Platform.load().county("fengjie"), DAY)


def test_fengjie_falls_where_large_expense_begins(fengjie: CliffsReport) -> None:
    assert {(each.of, each.at) for each in fengjie.findings} == {("in_scope", "30000.01")}
    (dibao,) = (each for each in fengjie.findings if "dibao" in each.categories)
    # 80 % of 7500.00 reaches the cap of 6000.00; 70 % of it is 5250.00. Beyond, the cap holds.
    assert (dibao.base, dibao.below.relief, dibao.above.relief) == ("7500.00", "6000.00", "5250.00")
    assert dibao.loss == "750.00"
    assert (dibao.below.stage, dibao.above.stage) == ("inpatient", "large_expense")
    assert dibao.below.source is not None
    assert dibao.below.source.clause == "annex.inpatient.1"
    # 70 % of 8571.42 is 5999.994, rounded 5999.99: the last base that loses.
    assert dibao.falls_to == "8571.42"
    assert [each.zh for each in dibao.conditions] == [
        "就诊方式 住院，医院等级 二级，转诊 无需转诊或已转诊，病种 未列入病种目录"
    ]


def test_without_tilt_the_second_group_loses_most(fengjie: CliffsReport) -> None:
    (youfu,) = (each for each in fengjie.findings if "youfu" in each.categories)
    # 70 % of 8571.43 is 6000.001, rounded 6000.00, the cap; 60 % of it 5142.858, 5142.86.
    assert (youfu.base, youfu.below.relief, youfu.above.relief) == ("8571.43", "6000.00", "5142.86")
    assert youfu.loss == "857.14"


def test_level_3_and_level_1_do_not_fall(fengjie: CliffsReport) -> None:
    said = " ".join(text.zh for each in fengjie.findings for text in each.conditions)
    assert "二级" in said
    assert "三级" not in said
    assert "一级" not in said


def test_the_baseline_has_none() -> None:
    assert audit_cliffs(Platform.load().county("chongqing"), DAY).findings == ()


def test_a_raised_rate_takes_a_cliff_away(tmp_path: Path) -> None:
    row = """[[large_expense.rows]]
clause = "annex.large_expense.1"
categories = ["dibao", "tekun", "orphan", "unattended_child", "returned_to_poverty"]
rate = { exact = "70%" }"""
    report = audit_cliffs(changed(tmp_path, (row, row.replace("70%", "80%"))), DAY)
    assert all("dibao" not in each.categories for each in report.findings)
    assert report.findings


def brute_force(pair: Pair, top: int) -> tuple[int, int, int]:
    """Look at every fen: the worst loss, and the first and last base that lose."""
    bases = np.arange(top + 1, dtype=np.int64)
    below = Curve(pair.terms_below, pair.tilt_below).total(bases)
    above = Curve(pair.terms_above, pair.tilt_above).total(bases)
    losing = np.flatnonzero(below > above)
    return int((below - above).max()), int(losing[0]), int(losing[-1])


@pytest.mark.parametrize(
    "pair",
    [
        Pair(terms(8_000, 600_000), TILT, terms(7_000, 6_000_000), TILT),
        Pair(terms(7_000, 600_000), None, terms(6_000, 6_000_000), None),
        Pair(terms(7_000, 600_000), TILT, terms(6_000, 6_000_000), TILT),
        Pair(terms(9_000, None, threshold=50_000), None, terms(8_500, None), None),
        Pair(
            terms(None, None, bands=(Band(0, 5_000), Band(100_000, 9_000))), None,
            terms(7_000, 900_000, stay_cap=500_000), TILT,
        ),
        Pair(terms(None, None, quota=200_000), TILT, terms(6_500, 300_000), None),
        Pair(terms(6_000, 600_000), TILT, None, None),
    ],
)  # fmt: skip
def test_the_sweep_over_breakpoints_misses_no_fen(pair: Pair) -> None:
    top = 3_000_000
    fall = fall_between(pair, top)
    assert fall is not None
    assert (fall.loss, fall.first, fall.last) == brute_force(pair, top)


def test_equal_sides_and_better_sides_do_not_fall() -> None:
    low, high = terms(6_000, 600_000), terms(7_000, 6_000_000)
    assert fall_between(Pair(low, None, low, None), 3_000_000) is None
    assert fall_between(Pair(low, None, high, None), 3_000_000) is None


def test_relief_that_triggers_can_take_a_triggered_tilt_away() -> None:
    relief = terms(5_000, None, threshold=500_000, threshold_mode="trigger")
    tilt = terms(7_000, None, threshold=300_000, threshold_mode="trigger", portion="remaining")
    (fall,) = falls_along(Pair(relief, tilt, relief, tilt))
    # 5000.00: no relief, tilt 70 % of it = 3500.00. 5000.01: half is 2500.01 (half up), no tilt.
    assert (fall.at, fall.below, fall.above) == (500_001, 350_000, 250_001)
    assert fall.loss == 99_999
    # Until half the base is above 3000.00 and the tilt comes back: at 6000.01.. or 6000.02.
    bases = np.arange(500_001, 700_000, dtype=np.int64)
    again = Curve(relief, tilt).total(bases) >= 350_000
    assert fall.last == int(bases[np.argmax(again)]) - 1


def test_an_ordinary_curve_never_falls() -> None:
    relief = terms(8_000, 600_000)
    assert list(falls_along(Pair(relief, TILT, relief, TILT))) == []


def test_where_some_bases_between_lose_nothing_it_is_not_throughout() -> None:
    half = terms(5_000, None)
    # Nothing up to 100.00, then 60 % of all up to 600.00: from 1200.02 on half is more again.
    once = terms(6_000, 60_000, threshold=10_000, threshold_mode="trigger")
    fall = fall_between(Pair(half, None, once, None), 500_000)
    assert fall is not None
    assert (fall.first, fall.last, fall.throughout) == (1, 500_000, False)
    never = fall_between(Pair(half, None, None, None), 500_000)
    assert never is not None
    assert never.throughout


def test_what_loses_in_places_is_said_so(fengjie: CliffsReport) -> None:
    (dibao,) = (each for each in fengjie.findings if "dibao" in each.categories)
    rows = [
        row
        for throughout in (True, False)
        for row in section_of(
            evolve(fengjie, findings=(evolve(dibao, falls_throughout=throughout),))
        ).tables[0].rows
    ]  # fmt: skip
    assert [row[-1].zh for row in rows] == ["0.02 至 8571.42", "0.02 至 8571.42 之间的一部分"]
