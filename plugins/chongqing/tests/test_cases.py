"""The golden cases of the baseline: each is a test of its own, none is left out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import jiuzhu_chongqing
from jiuzhu.platform import Platform
from jiuzhu.testing import pytest_plugin
from jiuzhu.testing.golden import county_of, read_cases
from jiuzhu_schemas.golden import GoldenCase

FILES = sorted((Path(jiuzhu_chongqing.__file__).parent / "cases").glob("*.toml"))
CASES: list[GoldenCase] = [case for file in FILES for case in read_cases(file)[0].case]


def test_pytest_collects_the_cases(request: pytest.FixtureRequest) -> None:
    plugins = request.config.pluginmanager.get_plugins()
    assert pytest_plugin in plugins, 'core\'s entry point "jiuzhu-golden" of pytest11 is missing'


def test_the_files_belong_to_the_baseline() -> None:
    assert len(FILES) >= 8
    assert {county_of(file, read_cases(file)[0]) for file in FILES} == {"chongqing"}


def test_no_two_cases_have_one_name() -> None:
    assert [name for name, count in Counter(case.id for case in CASES).items() if count > 1] == []


def test_every_case_names_the_clauses_it_expects() -> None:
    for case in CASES:
        expects = [
            *(claim.expect.clause for claim in case.claims),
            *(enrolment.expect.clause for enrolment in case.enrolments),
        ]
        expected = {clause for each in expects for clause in each.split(";") if clause}
        assert case.claims or case.enrolments, case.id
        assert expected <= set(case.clauses), case.id


def test_every_sum_of_a_case_comes_out() -> None:
    for case in CASES:
        for claim in case.claims:
            expect = claim.expect
            assert claim.base == expect.award + expect.tilt + expect.self_pay, case.id
        for enrolment in case.enrolments:
            due = enrolment.expect
            assert due.premium == due.subsidy + due.own_payment, case.id


def test_every_row_of_the_baseline_has_a_case() -> None:
    """Each clause of the document from which something is computed."""
    document = Platform.load().county("chongqing").policy.documents[0].document
    covered = {clause for case in CASES for clause in case.clauses}
    rows = [
        row
        for name in ("outpatient", "inpatient", "major_disease", "large_expense")
        for row in getattr(document, name).rows
    ]
    assert document.subsidy is not None
    for row in (*rows, *document.subsidy.rows, *document.refuse):
        assert f"{document.id}#{row.clause}" in covered
