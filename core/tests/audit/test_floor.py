"""The floor audit: Fengjie's conflicts, and mutants that bring or take away one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jiuzhu.audit import audit_floor
from jiuzhu.audit.records import FloorReport
from jiuzhu.loading.county import County
from jiuzhu.platform import Platform

from .worlds import changed, small

DAY = date(2026, 11, 1)
YOUFU = ["floor:major_disease:rate:youfu", "floor:large_expense:rate:youfu"]
DIBAO_3 = """if = { hospital_level = [3] }
rate = { exact = "70%" }"""


@pytest.fixture(scope="module")
def fengjie() -> County:
    return Platform.load().county("fengjie")


def ids(report: FloorReport) -> list[str]:
    return [each.id for each in report.findings]


def test_fengjie_conflicts_for_veterans_in_two_stages(fengjie: County) -> None:
    report = audit_floor(fengjie, DAY)
    assert ids(report) == YOUFU
    one = report.findings[0]
    assert (one.county.zh, one.upper.zh) == ("60%", "不低于70%")
    assert (one.county_source.document, one.county_source.clause) == (
        "fj-2023-49",
        "annex.major_disease.2",
    )
    assert (one.upper_source.document, one.upper_source.clause) == ("cq-2012-78", "2.3.1")
    assert not report.stale_waivers
    assert not report.waived
    assert "youfu-below-baseline" in report.notes[0].zh


def test_categories_that_only_the_municipal_document_names_are_notes(fengjie: County) -> None:
    notes = "\n".join(each.zh for each in audit_floor(fengjie, DAY).notes)
    for name in ("其他特殊困难人员", "家庭经济困难的在校大学生"):
        assert f"{name}：渝府发〔2012〕78号 一 列入，本县文件未列明" in notes
    for name in ("城市三无人员", "农村五保对象"):
        assert f"{name}：渝府发〔2012〕78号 一 列入，本县按特困人员对待" in notes
    assert "违法" not in notes


def test_nothing_to_compare_where_no_county_document_is_in_force(fengjie: County) -> None:
    for county, day in ((fengjie, date(2023, 6, 20)), (Platform.load().county("chongqing"), DAY)):
        report = audit_floor(county, day)
        assert (report.findings, report.compared) == ((), 0)
        assert len(report.notes) == 1


def test_a_lowered_rate_appears(tmp_path: Path) -> None:
    county = changed(tmp_path, (DIBAO_3, DIBAO_3.replace("70%", "59.99%")))
    report = audit_floor(county, DAY)
    found = [each for each in report.findings if each.stage == "inpatient"]
    held = {each.category for each in found}
    assert held == {"tekun", "sanwu", "wubao", "dibao", "orphan"}
    assert {each.county.zh for each in found} == {"59.99%"}
    assert {tuple(c.expected.zh for c in each.conditions) for each in found} == {("三级",)}


def test_the_floor_itself_is_enough(tmp_path: Path) -> None:
    county = changed(tmp_path, (DIBAO_3, DIBAO_3.replace("70%", "60%")))
    assert ids(audit_floor(county, DAY)) == YOUFU


def test_raised_rates_take_the_conflicts_away(tmp_path: Path) -> None:
    row = (
        'categories = ["youfu", "severe_disability", "dibao_edge", "unstable_out_of_poverty",'
        ' "at_risk_of_poverty", "sudden_hardship"]\nrate = { exact = "60%" }'
    )
    county = changed(tmp_path, (row, row.replace("60%", "70%")), (row, row.replace("60%", "70%")))
    assert ids(audit_floor(county, DAY)) == []


def test_a_lower_cap_of_a_pool(tmp_path: Path) -> None:
    county = changed(tmp_path, ('{ at_least = "6000.00" }', '{ exact = "5999.99" }'))
    found = [each for each in audit_floor(county, DAY).findings if each.figure == "annual_cap"]
    assert {each.stage for each in found} == {"inpatient"}
    assert {each.category for each in found} >= {"dibao", "youfu", "other_hardship"}
    assert {(each.county.zh, each.upper.zh) for each in found} == {("5999.99元", "不低于6000.00元")}
    assert {each.county_source.clause for each in found} == {"annex.inpatient"}


def test_a_lower_cap_of_rows(tmp_path: Path) -> None:
    county = changed(
        tmp_path, ('{ exact = "300.00" }', '{ exact = "99.00" }'),
    )  # fmt: skip
    found = audit_floor(county, DAY).findings
    assert [each.id for each in found if each.stage == "outpatient"] == [
        "floor:outpatient:annual_cap:dibao"
    ]


def test_nobody_may_be_left_out(tmp_path: Path) -> None:
    old = """categories = ["orphan", "unattended_child", "youfu"]
if = { home_care = "any", age = "any" }"""
    county = changed(tmp_path, (old, old.replace(', "youfu"', "")))
    (found,) = (e for e in audit_floor(county, DAY).findings if e.stage == "outpatient")
    assert (found.figure, found.category) == ("covered", "youfu")
    assert found.county_source.clause == "annex.outpatient.others"


def test_a_threshold_is_found_by_what_it_pays(tmp_path: Path) -> None:
    body = """
[inpatient]
clause = "1"

[[inpatient.rows]]
clause = "1"
categories = ["dibao"]
threshold = { deduct = "500.00" }
rate = { exact = "90%" }
"""
    (found,) = audit_floor(small(tmp_path, body), DAY).findings
    # 90 % of what exceeds 500 against 60 % of all: furthest apart at 500.00, 0 against 300.00.
    assert (found.figure, found.category) == ("relief", "dibao")
    assert (found.county.zh, found.upper.zh) == (
        "自付500.00元时救助0.00元",
        "自付500.00元时救助300.00元",
    )


def test_bands_that_never_pay_less_are_no_conflict(tmp_path: Path) -> None:
    body = """
[inpatient]
clause = "1"

[[inpatient.rows]]
clause = "1"
categories = ["dibao"]
bands = [
    { above = "0.00", rate = { exact = "60%" } },
    { above = "1000.00", rate = { exact = "80%" } },
]
"""
    assert audit_floor(small(tmp_path, body), DAY).findings == ()
    lower = body.replace('exact = "60%"', 'exact = "59%"')
    assert len(audit_floor(small(tmp_path, lower), DAY).findings) == 1


def test_a_subsidy_is_compared_in_yuan_of_the_year(tmp_path: Path) -> None:
    # 12 % of 400.00 is 48.00, below the municipal 50.00; 12.5 % is 50.00.
    old = 'categories = ["dibao"]\nif = { tier = [1] }\nshare = { exact = "90%" }'
    report = audit_floor(changed(tmp_path, (old, old.replace("90%", "12%"))), DAY)
    (found,) = (each for each in report.findings if each.stage == "subsidy")
    assert (found.category, found.county.zh) == ("dibao", "一档标准的12%（2026年48.00元）")
    report = audit_floor(changed(tmp_path, (old, old.replace("90%", "12.5%"))), DAY)
    assert ids(report) == YOUFU


WAIVER = """

[[waivers]]
stage = "major_disease"
categories = ["youfu"]
figure = "rate"
against = "cq-2012-78#2.3.1"
superseded_by = "渝府办发〔2022〕116号"
recorded_by = "测试甲"
recorded_on = 2026-11-20
"""
LAST = 'reading_en = "no premium subsidy; medical relief still applies"'


def test_a_waived_conflict_is_listed_and_does_not_count(tmp_path: Path) -> None:
    report = audit_floor(changed(tmp_path, (LAST, LAST + WAIVER)), DAY)
    assert ids(report) == YOUFU[1:]
    (waived,) = report.waived
    assert waived.id == YOUFU[0]
    assert waived.waiver is not None
    assert waived.waiver.superseded_by == "渝府办发〔2022〕116号"
    assert report.stale_waivers == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"youfu"', '"dibao"'),
        ('"youfu"', '"youfu", "dibao"'),
        ('"rate"', '"annual_cap"'),
        ("#2.3.1", "#2.3.2"),
    ],
)
def test_a_waiver_that_matches_nothing_is_a_finding(tmp_path: Path, old: str, new: str) -> None:
    waiver = WAIVER.replace(old, new)
    report = audit_floor(changed(tmp_path, (LAST, LAST + waiver)), DAY)
    assert len(report.stale_waivers) == 1


BURNS = """
[major_disease]
clause = "1"

[[major_disease.entry]]
clause = "1"
if = { visit = ["inpatient"], disease = "in:major" }

[[major_disease.rows]]
clause = "1"
categories = ["dibao"]
rate = { exact = "75%" }
"""
OUTPATIENT = """
[[major_disease.entry]]
clause = "1"
if = { visit = ["outpatient"], disease = "in:major" }
"""
ENTRY_WAIVER = """
[[waivers]]
stage = "major_disease"
figure = "entry"
against = "cq-2012-78#2.3.1"
superseded_by = "渝府办发〔2022〕116号"
recorded_by = "测试甲"
recorded_on = 2026-11-20
"""


def test_an_upper_entry_that_the_county_leaves_out_is_a_finding(tmp_path: Path) -> None:
    # The municipal entry for radiotherapy, chemotherapy, dialysis, transfusion is not repeated.
    report = audit_floor(small(tmp_path, BURNS), DAY)
    (found,) = report.findings
    assert (found.id, found.category) == ("floor:major_disease:entry:2.3.1", "")
    assert (found.county_source.document, found.county_source.clause) == ("xx-1", "1")
    assert (found.upper_source.document, found.upper_source.clause) == ("cq-2012-78", "2.3.1")
    assert "门诊" in found.upper.zh
    # Nobody gets anything for the quotas by the municipal document alone: that stays a note.
    assert any("未给标准" in note.zh for note in report.notes)


def test_an_entry_may_be_split_or_widened(tmp_path: Path) -> None:
    assert audit_floor(small(tmp_path, BURNS + OUTPATIENT), DAY).findings == ()
    old = 'if = { visit = ["inpatient"], disease = "in:major" }'
    halves = BURNS.replace(
        old,
        'if = { visit = ["inpatient"], disease = "in:major", age = "< 15" }\n\n'
        '[[major_disease.entry]]\nclause = "1"\n'
        'if = { visit = ["inpatient"], disease = "in:major", age = ">= 15" }',
    )
    assert audit_floor(small(tmp_path, halves + OUTPATIENT), DAY).findings == ()
    gap = halves.replace(">= 15", ">= 16")
    assert ids(audit_floor(small(tmp_path, gap + OUTPATIENT), DAY)) == [
        "floor:major_disease:entry:2.3.1"
    ]


def test_an_entry_left_out_can_be_waived(tmp_path: Path) -> None:
    report = audit_floor(small(tmp_path, BURNS + ENTRY_WAIVER), DAY)
    assert (ids(report), [each.figure for each in report.waived]) == ([], ["entry"])
    report = audit_floor(small(tmp_path, BURNS + OUTPATIENT + ENTRY_WAIVER), DAY)
    assert (ids(report), len(report.stale_waivers)) == ([], 1)


def test_a_disease_that_a_list_of_the_same_id_drops_is_a_finding(tmp_path: Path) -> None:
    county = changed(
        tmp_path, ('"haemophilia", "liver_kidney_transplant"', '"liver_kidney_transplant"')
    )
    found = [each for each in audit_floor(county, DAY).findings if each.id not in YOUFU]
    assert [each.id for each in found] == ["floor:major_disease:disease_list:major"]
    assert "血友病" in found[0].county.zh
    assert (found[0].county_source.document, found[0].upper_source.document) == (
        "fj-2023-49",
        "cq-2012-78",
    )


def test_a_category_that_only_the_countys_rows_name_is_told_so(tmp_path: Path) -> None:
    body = """
[inpatient]
clause = "1"

[[inpatient.rows]]
clause = "1"
categories = ["dibao", "orphan"]
rate = { exact = "70%" }
"""
    notes = [each.en for each in audit_floor(small(tmp_path, body), DAY).notes]
    assert any(n.startswith("orphan: ") and "but in its rows" in n for n in notes)
    assert not any(n.startswith("orphan: ") and "not by the county" in n for n in notes)
