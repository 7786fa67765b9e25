"""What the golden cases of any county must satisfy: a county's tests subclass `CountyCases`."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import ClassVar

import pytest

from jiuzhu.platform import Platform
from jiuzhu.policy.check import relief_tables
from jiuzhu_schemas.golden import GoldenCase

from . import pytest_plugin
from .golden import county_of, read_cases


class CountyCases:
    """Checks the files ``cases/*.toml`` of one county's package.

    Example::

        class TestWushan(CountyCases):
            county = "wushan"
            package = jiuzhu_wushan
    """

    county: ClassVar[str]
    package: ClassVar[ModuleType]

    @classmethod
    def platform(cls) -> Platform:
        """Return where the county is looked up; override it for a county that is not installed."""
        return Platform.load()

    @cached_property
    def files(self) -> list[Path]:
        """The files of golden cases."""
        assert self.package.__file__ is not None
        return sorted((Path(self.package.__file__).parent / "cases").glob("*.toml"))

    @cached_property
    def cases(self) -> list[GoldenCase]:
        """All cases of all files."""
        return [case for file in self.files for case in read_cases(file)[0].case]

    def test_pytest_collects_the_cases(self, request: pytest.FixtureRequest) -> None:
        """The plugin that makes each case a test of its own is loaded."""
        plugins = request.config.pluginmanager.get_plugins()
        assert pytest_plugin in plugins, (
            'core\'s entry point "jiuzhu-golden" of pytest11 is missing'
        )

    def test_the_files_belong_to_the_county(self) -> None:
        """There are files, and all are the county's own."""
        assert {county_of(file, read_cases(file)[0]) for file in self.files} == {self.county}

    def test_no_two_cases_have_one_name(self) -> None:
        """A failing case can be found by its name."""
        names = Counter(case.id for case in self.cases)
        assert [name for name, count in names.items() if count > 1] == []

    def test_every_case_names_the_clauses_it_expects(self) -> None:
        """A case expects something, and names every clause it expects."""
        for case in self.cases:
            expects = [
                *(claim.expect.clause for claim in case.claims),
                *(enrolment.expect.clause for enrolment in case.enrolments),
            ]
            expected = {clause for each in expects for clause in each.split(";") if clause}
            assert expects, case.id
            assert expected <= set(case.clauses), case.id

    def test_every_sum_of_a_case_comes_out(self) -> None:
        """What a case expects adds up."""
        for case in self.cases:
            for claim in case.claims:
                expect = claim.expect
                assert claim.base == expect.award + expect.tilt + expect.self_pay, case.id
            for enrolment in case.enrolments:
                due = enrolment.expect
                assert due.premium == due.subsidy + due.own_payment, case.id

    def test_every_row_of_the_county_has_a_case(self) -> None:
        """Each clause of the county's own document from which something is computed."""
        document = self.platform().county(self.county).policy.documents[0].document
        covered = {clause for case in self.cases for clause in case.clauses}
        clauses = {row.clause for _, table, _ in relief_tables(document) for row in table.rows}
        clauses |= {row.clause for row in (document.subsidy.rows if document.subsidy else ())}
        clauses |= {refusal.clause for refusal in document.refuse}
        assert clauses
        assert {f"{document.id}#{clause}" for clause in clauses} <= covered
