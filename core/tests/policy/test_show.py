"""The effective policy as tables: every cell is what settlement would answer there."""

# Facts are drawn from lists of plain words.
# mypy: disable-error-code="arg-type"

from __future__ import annotations

import json
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.platform import Platform
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.policy import Policy
from jiuzhu.policy.show import SHOWN, show_policy
from jiuzhu.policy.views import CellView, PolicyView, TableView
from jiuzhu_schemas.converter import unstructure
from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.money import format_percent
from jiuzhu_schemas.terms import Denied, Terms
from jiuzhu_schemas.text import Text

from .words import HERE, compiled

DAYS = (date(2020, 1, 1), date(2024, 5, 1))


def policy_of(county: str) -> Policy:
    return Platform.load().county(county).policy


def view_of(county: str, day: date, stage: str | None = None) -> PolicyView:
    loaded = Platform.load().county(county)
    return show_policy(loaded.policy, county, loaded.manifest.name, day, {}, stage)


def table_of(view: PolicyView, stage: str) -> TableView:
    return next(table for table in view.stages if table.stage == stage)


def cells(table: TableView, category: str) -> tuple[CellView, ...]:
    return next(row.cells for row in table.rows if row.category == category)


def headings(table: TableView) -> list[list[str]]:
    return [
        [f"{each.label.zh}{each.expected.zh}" for each in column.conditions]
        for column in table.columns
    ]


# -- columns


def test_inpatient_columns_are_the_hospital_levels() -> None:
    table = table_of(view_of("fengjie", DAYS[1]), "inpatient")
    assert headings(table) == [["医院等级未定级或一级或二级"], ["医院等级三级"]]
    rates = {
        row.category: [
            cell.terms.rate.value for cell in row.cells if cell.terms and cell.terms.rate
        ]
        for row in table.rows
    }
    assert rates["dibao"] == ["80%", "70%"]
    assert rates["youfu"] == ["70%", "60%"]
    assert rates["other_hardship"] == ["40%", "40%"]
    assert rates["student"] == []


def test_outpatient_columns_put_together_what_makes_no_difference() -> None:
    table = table_of(view_of("fengjie", DAYS[1]), "outpatient")
    assert headings(table) == [
        ["需院外维持治疗是"],
        ["需院外维持治疗否", "年龄未满80周岁"],
        ["需院外维持治疗否", "年龄满80周岁"],
    ]


def test_a_list_that_is_empty_makes_no_column() -> None:
    assert headings(table_of(view_of("fengjie", DAYS[1]), "major_disease")) == [[]]
    municipal = table_of(view_of("chongqing", DAYS[1]), "major_disease")
    assert len(municipal.columns) == 2


def facts_of(edition: Edition) -> list[Facts]:
    lists = [frozenset[str](), frozenset({"major"}), frozenset({"quota"})]
    return [
        Facts(
            edition=edition.index, identities=frozenset(), age=age, home_care=home,
            visit=visit, therapy=therapy, disease_lists=listed, hospital_level=level,
            hospital_region=region, in_scope=cost,
        )
        for age, home, visit, therapy, listed, level, region, cost in product(
            (0, 15, 80), (True, False), ("inpatient", "outpatient"), ("", "dialysis"), lists,
            (0, 1, 2, 3), ("county", "outside"), (0, 3_000_001),
        )
    ]  # fmt: skip


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("county", ["fengjie", "chongqing"])
@pytest.mark.parametrize("stage", ["major_disease", "large_expense", "outpatient", "inpatient"])
def test_cells_say_what_settlement_answers(county: str, day: date, stage: str) -> None:
    policy = policy_of(county)
    edition = policy.on(day)
    rules, table = edition.stages[stage], table_of(view_of(county, day), stage)
    asked = 0
    for facts in facts_of(edition):
        if not rules.is_mine(facts):
            continue
        asked += 1
        for row in table.rows:
            answer = rules.answer(facts, row.category)
            said = {summary(cell) for cell in row.cells}
            assert (answer.clause, amount(answer)) in said
            if len(row.cells) == 1 or len(said) == 1:
                assert said == {(answer.clause, amount(answer))}
    assert asked


def summary(cell: CellView) -> tuple[str, str]:
    source = f"{cell.source.document}#{cell.source.clause}"
    if cell.terms is None or cell.terms.rate is None:
        return source, "denied"
    cap = cell.terms.annual_cap
    return source, f"{cell.terms.rate.value} {cap and cap.value}"


def amount(answer: object) -> str:
    if isinstance(answer, Denied):
        return "denied"
    assert isinstance(answer, Terms)
    assert answer.rate is not None
    cap = "None" if answer.annual_cap is None else f"{answer.annual_cap / 100:.2f}"
    return f"{format_percent(answer.rate)}% {cap}"


# -- marks


def test_sources_and_inheritance() -> None:
    table = table_of(view_of("fengjie", DAYS[1]), "inpatient")
    own, inherited = cells(table, "dibao")[0], cells(table, "other_hardship")[0]
    assert (own.source.number, own.source.cite) == ("奉节府办发〔2023〕49号", "附件 住院1")
    assert not own.source.inherited
    assert (inherited.source.number, inherited.source.cite) == ("渝府发〔2012〕78号", "二（二）2")
    assert inherited.source.inherited
    assert inherited.terms is not None
    assert inherited.terms.rate is not None
    assert inherited.terms.rate.kind == "at_least"
    assert inherited.terms.cap_source is not None
    assert not inherited.terms.cap_source.inherited


def test_at_most_and_threshold_of_the_tilt() -> None:
    table = table_of(view_of("fengjie", DAYS[1]), "tilt")
    terms = cells(table, "dibao")[0].terms
    assert terms is not None
    assert table.portion == "remaining"
    assert (terms.threshold, terms.threshold_mode) == ("3000.00", "deduct")
    assert terms.annual_cap is not None
    assert (terms.annual_cap.kind, terms.annual_cap.value) == ("at_most", "30000.00")
    assert cells(table, "orphan")[0].outcome == "not_covered"


def test_subsidy_with_department_and_premium() -> None:
    view = view_of("fengjie", DAYS[1], "subsidy")
    assert view.subsidy is not None
    youfu = cells(view.subsidy, "youfu")[0]
    assert youfu.department == "退役军人局"
    assert view.premium is not None
    assert (view.premium.tier_1, view.premium.verified) == ("380.00", False)
    assert any("待核" in warning.zh for warning in view.warnings)
    assert view.stages == ()
    assert view_of("fengjie", date(2031, 1, 1), "subsidy").premium is None


def test_questions_without_a_reading_are_undecided() -> None:
    readings = {each.id: each.reading for each in view_of("fengjie", DAYS[1]).open_questions}
    assert readings["quota-263"] is None
    assert readings["26-classes"] is not None


def test_diseases_are_named_and_their_codes_are_ours() -> None:
    lists = {each.id: each for each in view_of("fengjie", DAYS[1]).disease_lists}
    assert len(lists["major"].diseases) == 25
    assert lists["major"].diseases[0] == Text("肺癌", "lung cancer")
    assert "自行对应" in lists["major"].mapping.zh
    assert lists["quota"].diseases == ()


def test_late_review_is_said() -> None:
    assert view_of("chongqing", date(2020, 1, 1), "inpatient").warnings == ()
    late = view_of("fengjie", date(2030, 1, 1), "inpatient").warnings
    assert len(late) == 2
    assert "奉节府办发〔2023〕49号" in late[0].zh


@pytest.mark.parametrize("stage", SHOWN)
def test_one_stage_alone(stage: str) -> None:
    view = view_of("fengjie", DAYS[1], stage)
    assert [table.stage for table in view.stages] == (
        [stage] if stage in {t.stage for t in view_of("fengjie", DAYS[1]).stages} else []
    )
    assert (view.subsidy is not None) == (stage == "subsidy")
    assert bool(view.handoffs) == (stage == "charity_handoff")
    assert bool(view.recipients) == (stage == "eligibility")
    assert view.documents


@pytest.mark.parametrize("county", ["fengjie", "chongqing"])
def test_it_turns_into_json(county: str) -> None:
    plain: Any = json.loads(json.dumps(unstructure(view_of(county, DAYS[1])), allow_nan=False))
    assert plain["on"] == "2024-05-01"
    assert plain["stages"][0]["rows"][0]["cells"][-1]["terms"]["annual_cap"]["kind"] == "at_least"


def test_code_of_plugins_is_said() -> None:
    policy = policy_of("fengjie")
    view = show_policy(policy, "x", Text("x", "x"), DAYS[1], {"tilt": ["wushan"]})
    assert table_of(view, "tilt").plugins == ("wushan",)
    assert table_of(view, "inpatient").plugins == ()


@pytest.mark.parametrize("file", sorted((HERE / "good").glob("*.toml")), ids=lambda f: f.stem)
def test_every_good_document_can_be_shown(file: Path) -> None:
    policy = compiled(file)
    view = show_policy(policy, "ws", Text("示例", "example"), policy.first_day, {})
    assert table_of(view, "inpatient").rows
    assert unstructure(view)
