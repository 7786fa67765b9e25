"""Categories whose terms cross: the higher rate wins, though the other would give more."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from jiuzhu.audit import audit_cliffs
from jiuzhu.audit.crossing import crossings
from jiuzhu.platform import Platform

from .worlds import small

DAY = date(2026, 11, 1)
BODY = """
[[recipients]]
category = "orphan"
clause = "1"
department = "民政局"

[outpatient]
clause = "1"

[[outpatient.rows]]
clause = "1"
categories = ["dibao"]
rate = { exact = "100%" }
annual_cap = { exact = "200.00" }

[[outpatient.rows]]
clause = "1"
categories = ["orphan"]
rate = { exact = "60%" }
annual_cap = { exact = "9000.00" }
"""


def test_a_higher_rate_with_a_lower_cap_is_named(tmp_path: Path) -> None:
    # 100 % stops at 200.00; 60 % of 333.35 is 200.01, the first sum above it.
    county = small(tmp_path, BODY)
    edition = county.policy.on(DAY)
    (found,) = [x for x in crossings(edition) if {x.wins, x.loses} == {"dibao", "orphan"}]
    assert (found.stage, found.wins, found.loses, found.at) == (
        "outpatient", "dibao", "orphan", 33_335,
    )  # fmt: skip
    report = audit_cliffs(county, DAY)
    (note,) = [x for x in report.notes if "标准交叉" in x.zh and "孤儿" in x.zh]
    assert "自付达到 333.35 元" in note.zh
    assert "100%, 200.00 yuan a year" in note.en
    assert not report.findings


def test_a_higher_rate_with_the_higher_cap_does_not_cross(tmp_path: Path) -> None:
    level = BODY.replace('"200.00"', '"9000.00"')
    assert not any(
        {x.wins, x.loses} == {"dibao", "orphan"}
        for x in crossings(small(tmp_path, level).policy.on(DAY))
    )


def test_where_one_identity_counts_for_all_nothing_is_compared(tmp_path: Path) -> None:
    single = """
[settings]
clause = "1"
identity_rule = "single"
precedence = ["dibao", "orphan"]
"""
    assert list(crossings(small(tmp_path, BODY + single).policy.on(DAY))) == []


def test_fengjies_terms_do_not_cross() -> None:
    fengjie = Platform.load().county("fengjie")
    assert list(crossings(fengjie.policy.on(DAY))) == []
