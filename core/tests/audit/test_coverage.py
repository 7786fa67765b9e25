"""The coverage audit: what has no counterpart among clauses, rows and cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from jiuzhu.audit import audit_coverage
from jiuzhu.audit.case_runs import cases_of, fired
from jiuzhu.audit.sections import section_of
from jiuzhu.loading.county import County
from jiuzhu.platform import Platform
from jiuzhu_schemas.golden import GoldenCase

from .worlds import changed


@pytest.fixture(scope="module")
def fengjie() -> County:
    return Platform.load().county("fengjie")


@pytest.fixture(scope="module")
def cases(fengjie: County) -> tuple[GoldenCase, ...]:
    return cases_of(fengjie)


def test_fengjie_is_covered(fengjie: County, cases: tuple[GoldenCase, ...]) -> None:
    report = audit_coverage(fengjie, cases)
    assert report.findings == ()
    assert report.cases == len(cases) > 300
    uses = {each.clause: each for each in report.clauses}
    assert "inpatient.rows[0]" in uses["fj-2023-49#annex.inpatient.1"].used_by
    assert "deadlines." in uses["fj-2023-49#2.2.2"].used_by[0]
    assert uses["fj-2023-49#4"].questions == ("silent-matters",)
    assert uses["fj-2023-49#3"].not_computable


def test_the_baseline_is_covered_too() -> None:
    report = audit_coverage(Platform.load().county("chongqing"))
    assert report.findings == ()
    assert any("quota-263" in note.zh for note in report.notes)


def test_a_row_that_no_case_fires(fengjie: County, cases: tuple[GoldenCase, ...]) -> None:
    row = "fj-2023-49#outpatient.rows[2]"
    without = [case for case in cases if row not in fired(case, fengjie)]
    assert len(without) < len(cases)
    report = audit_coverage(fengjie, without)
    assert ("row_without_case", row) in {(each.kind, each.place) for each in report.findings}


def test_a_refusal_a_tilt_and_a_subsidy_are_rows_too(
    fengjie: County, cases: tuple[GoldenCase, ...]
) -> None:
    (plain,) = (case for case in cases if case.id == "cap-inpatient-even")
    places = {each.place for each in audit_coverage(fengjie, [plain]).findings}
    assert "fj-2023-49#inpatient.rows[0]" not in places
    assert places >= {
        "fj-2023-49#refuse[0]",
        "fj-2023-49#tilt.rows[0]",
        "fj-2023-49#subsidy.rows[0]",
        "fj-2023-49#subsidy.refuse[0]",
        "fj-2023-49#charity_handoff.rows[0]",
    }


def test_a_case_that_cites_what_does_not_exist(
    fengjie: County, cases: tuple[GoldenCase, ...]
) -> None:
    wrong = evolve(cases[0], clauses=(*cases[0].clauses, "fj-2023-49#annex.nothing"))
    report = audit_coverage(fengjie, [wrong, *cases[1:]])
    (found,) = report.findings
    assert (found.kind, found.place) == ("unknown_clause", cases[0].id)


def test_a_clause_without_use_reason_or_question(tmp_path: Path) -> None:
    mark = 'not_computable = "经办服务和定点机构管理"\n'
    found = audit_coverage(changed(tmp_path, (mark, "")), []).findings
    unused = {each.place for each in found if each.kind == "clause_unused"}
    # The copy ships no deadlines: without them two clauses of procedure have nothing either.
    assert unused == {"fj-2023-49#2.5.1", "fj-2023-49#2.2.2", "fj-2023-49#2.3.2.2"}


def test_a_mark_on_a_clause_that_rows_use(tmp_path: Path) -> None:
    says = 'says = "十一类救助对象"'
    county = changed(tmp_path, (says, f'{says}\nnot_computable = "对象"'))
    found = audit_coverage(county, []).findings
    marked = [each for each in found if each.kind == "clause_marked_but_used"]
    assert [each.place for each in marked] == ["fj-2023-49#2.1.1"]
    assert "recipients" in marked[0].text.zh


def test_a_clause_that_only_code_answers_by_is_used(
    tmp_path: Path, cases: tuple[GoldenCase, ...]
) -> None:
    county = changed(tmp_path, ('not_computable = "经办服务和定点机构管理"\n', ""))
    case = next(each for each in cases if each.claims)
    expect = evolve(case.claims[0].expect, clause="fj-2023-49#1;fj-2023-49#2.5.1")
    by_code = evolve(case, claims=(evolve(case.claims[0], expect=expect),))
    report = audit_coverage(county, [by_code])
    found = report.findings
    used = {row[0].zh: row[2].zh for row in section_of(report).tables[-1].rows}
    (cite,) = (each.cite for each in report.clauses if each.clause == "fj-2023-49#2.5.1")
    assert used[cite] == "代码"
    unused = {each.place for each in found if each.kind == "clause_unused"}
    assert unused == {"fj-2023-49#2.2.2", "fj-2023-49#2.3.2.2"}
