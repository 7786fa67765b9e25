"""Golden cases as counties ship them: read strictly, settled, compared field by field."""

from __future__ import annotations

from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import attrs
import pytest

from jiuzhu.platform import Platform
from jiuzhu.policy.errors import NoPolicyError, PolicyError
from jiuzhu.testing.golden import (
    GoldenMismatchError,
    NoCountyError,
    compare,
    county_of,
    read_cases,
    verify,
)
from jiuzhu_schemas.golden import GoldenCase

pytest_plugins = ["pytester"]

PLUGIN = "jiuzhu.testing.pytest_plugin"
FENGJIE = Platform.load().county("fengjie")

CLAIM = """
county = "fengjie"

[[case]]
id = "dibao-level-3"
title = "低保三级住院"
why = "10000 × 70% = 7000, capped at 6000; left 4000, tilt 1000 × 70% = 700"
clauses = ["fj-2023-49#annex.inpatient.1", "fj-2023-49#annex.tilt.1"]
born = 1970-03-15
identities = [{ category = "dibao", from = 2024-01-01, to = 2024-12-31 }]
[[case.claims]]
settled_on = 2024-05-06
visit = "inpatient"
hospital_level = 3
diagnosis = "J18.9"
base = "10000.00"
[case.claims.expect]
stage = "inpatient"
identity = "dibao"
rate = "70"
award = "6000.00"
tilt = "700.00"
self_pay = "3300.00"
charity = "charity"
reason = "cap_exhausted"
clause = "fj-2023-49#annex.inpatient.1;fj-2023-49#annex.tilt.1"
"""
ENROLMENT = """
[[case]]
id = "subsidy"
title = "低保资助参保"
why = "400 × 90% = 360"
clauses = ["fj-2023-49#2.2.1"]
born = 1970-03-15
identities = [{ category = "dibao", from = 2024-01-01 }]
[[case.enrolments]]
year = 2025
tier = 1
paid_on = 2024-10-15
[case.enrolments.expect]
identity = "dibao"
premium = "400.00"
subsidy = "360.00"
own_payment = "40.00"
department = "民政局"
reason = ""
clause = "fj-2023-49#2.2.1"
"""


def cases_in(folder: Path, text: str) -> Path:
    """Write a file of cases into a folder of that name."""
    (folder / "cases").mkdir()
    file = folder / "cases" / "some.toml"
    file.write_text(text, encoding="utf-8")
    return file


def first_case(folder: Path, text: str) -> GoldenCase:
    return read_cases(cases_in(folder, text))[0].case[0]


def test_a_case_that_holds(tmp_path: Path) -> None:
    content, _ = read_cases(cases_in(tmp_path, CLAIM + ENROLMENT))
    for case in content.case:
        assert compare(case, FENGJIE) == []
        verify(case, FENGJIE)


EXPECTED: dict[str, tuple[Any, str]] = {
    "stage": ("outpatient", "inpatient"), "identity": ("", "dibao"), "rate": ("66.5", "70"),
    "award": (600_001, "6000.00"), "tilt": (0, "700.00"), "self_pay": (1, "3300.00"),
    "charity": ("", "charity"), "reason": ("not_covered", "cap_exhausted"),
    "clause": ("", "fj-2023-49#annex.inpatient.1;fj-2023-49#annex.tilt.1"),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_every_field_is_compared(tmp_path: Path, name: str) -> None:
    case = first_case(tmp_path, CLAIM)
    wrong, right = EXPECTED[name]
    claim = case.claims[0]
    claim = attrs.evolve(claim, expect=attrs.evolve(claim.expect, **{name: wrong}))
    (found,) = compare(attrs.evolve(case, claims=(claim,)), FENGJIE)
    assert (found.place, found.field, found.found) == ("claims[0]", name, right)


def test_every_field_of_a_subsidy_is_compared(tmp_path: Path) -> None:
    case = first_case(tmp_path, ENROLMENT)
    (enrolment,) = case.enrolments
    for field in attrs.fields(type(enrolment.expect)):
        wrong: Any = 1 if type(getattr(enrolment.expect, field.name)) is int else "x"
        expect = attrs.evolve(enrolment.expect, **{field.name: wrong})
        changed = attrs.evolve(case, enrolments=(attrs.evolve(enrolment, expect=expect),))
        assert [each.field for each in compare(changed, FENGJIE)] == [field.name]


def test_a_failure_shows_expected_found_and_why(tmp_path: Path) -> None:
    text = CLAIM.replace('"6000.00"', '"7000.00"').replace('"3300.00"', '"2300.00"')
    with pytest.raises(GoldenMismatchError) as caught:
        verify(first_case(tmp_path, text), FENGJIE)
    zh, en = caught.value.message.zh, caught.value.message.en
    for sentence in (zh, en):
        assert "dibao-level-3" in sentence
        assert "10000 × 70% = 7000, capped at 6000" in sentence
    assert "救助金额（claims[0].award）应为 7000.00，实为 6000.00" in zh
    assert "self-pay (claims[0].self_pay) expected 2300.00, found 3300.00" in en


def test_a_failure_shows_how_the_sum_came_about(tmp_path: Path) -> None:
    text = CLAIM.replace('rate = "70"', 'rate = "80"').replace(
        'reason = "cap_exhausted"', 'reason = ""'
    )
    with pytest.raises(GoldenMismatchError) as caught:
        verify(first_case(tmp_path, text), FENGJIE)
    zh, en = caught.value.message.zh, caught.value.message.en
    lines = [line.strip() for line in zh.splitlines()]
    assert "第1笔费用（2024-05-06 住院）：" in lines
    assert "原因（claims[0].reason）应为 空，实为 cap_exhausted（已达年度救助限额）" in lines
    assert any(line.startswith("应救助") and "10000.00 × 70%" in line for line in lines)
    assert "条款大意：低保、特困、返贫致贫70%" in lines
    assert "系统是这样算的：" in lines
    assert "How it was settled:" in en
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in en.split("How it was")[1][:200])


def test_a_failing_subsidy_shows_how_it_came_about(tmp_path: Path) -> None:
    text = "county = 'fengjie'" + ENROLMENT.replace('"2.2.1"\n', '""\n')
    text = text.replace('clause = "fj-2023-49#2.2.1"', 'clause = ""')
    with pytest.raises(GoldenMismatchError) as caught:
        verify(first_case(tmp_path, text), FENGJIE)
    lines = [line.strip() for line in caught.value.message.zh.splitlines()]
    cited = "奉节府办发〔2023〕49号 二（二）1"
    assert f"依据条款（enrolments[0].clause）应为 空，实为 fj-2023-49#2.2.1（{cited}）" in lines
    assert "资助金额：360.00" in lines
    assert "资助部门：民政局" in lines
    assert f"依据条款：{cited}" in lines


def test_a_case_that_is_only_unconfirmed_shows_all_of_its_claims(tmp_path: Path) -> None:
    text = CLAIM.replace("born =", "confirmed = false\nborn =")
    with pytest.raises(GoldenMismatchError, match="尚未确认") as caught:
        verify(first_case(tmp_path, text), FENGJIE)
    said = caught.value.message.zh
    assert "第1笔费用" in said
    assert "应为" not in said
    assert "6000.00  = 7000.00 与 6000.00 中较小者" in said


def test_a_clause_that_no_document_has(tmp_path: Path) -> None:
    text = CLAIM.replace('annex.tilt.1"]', 'annex.tilt.9"]')
    with pytest.raises(GoldenMismatchError, match=r"annex\.tilt\.9"):
        verify(first_case(tmp_path, text), FENGJIE)


def test_a_day_without_a_policy(tmp_path: Path) -> None:
    case = first_case(tmp_path, CLAIM)
    claim = attrs.evolve(case.claims[0], settled_on=date(2012, 7, 23))
    with pytest.raises(NoPolicyError):
        compare(attrs.evolve(case, claims=(claim,)), FENGJIE)


@pytest.mark.parametrize(
    ("old", "new", "line", "path"),
    [
        ('rate = "70"', 'rate = "70"\nrates = 1', 21, "case[0].claims[0].expect.rates"),
        ('award = "6000.00"', "award = 6000.00", 21, "case[0].claims[0].expect.award"),
        ('award = "6000.00"', 'award = "-1.00"', 21, "case[0].claims[0].expect.award"),
        ("hospital_level = 3", "hospital_level = 4", 14, "case[0].claims[0].hospital_level"),
        ('stage = "inpatient"\n', "", 17, "case[0].claims[0].expect.stage"),
        ('base = "10000.00"', 'base = "1.00"\nin_scope = "0.99"', 16, "case[0].claims[0].base"),
        ("born = 1970-03-15", 'born = "unknown"', 9, "case[0].born"),
    ],
)
def test_a_file_that_does_not_fit(tmp_path: Path, old: str, new: str, line: int, path: str) -> None:
    file = cases_in(tmp_path, CLAIM.replace(old, new))
    with pytest.raises(PolicyError) as caught:
        read_cases(file)
    assert [(fault.path, fault.line) for fault in caught.value.faults] == [(path, line)]
    assert caught.value.place == str(file)


def test_an_id_that_stands_twice(tmp_path: Path) -> None:
    again = CLAIM.replace('county = "fengjie"', "")
    with pytest.raises(PolicyError, match=r"case\[1\].id"):
        read_cases(cases_in(tmp_path, CLAIM + again))


def test_the_county_is_named_or_that_of_the_package(tmp_path: Path) -> None:
    named = cases_in(tmp_path, CLAIM)
    assert county_of(named, read_cases(named)[0]) == "fengjie"
    content = attrs.evolve(read_cases(named)[0], county="")
    with pytest.raises(NoCountyError):
        county_of(named, content)
    for package, county in (("jiuzhu_fengjie", "fengjie"), ("jiuzhu_chongqing", "chongqing")):
        spec = find_spec(package)
        assert spec is not None
        assert spec.origin is not None
        file = Path(spec.origin).parent / "cases" / "inpatient.toml"
        assert county_of(file, content) == county


class Cases:
    """A folder of cases, and pytest run on it."""

    def __init__(self, pytester: pytest.Pytester, plugin: list[str]) -> None:
        self.pytester = pytester
        self.plugin = plugin
        self.folder = pytester.path / "cases"
        self.folder.mkdir()

    def run(self, text: str, *arguments: str) -> pytest.RunResult:
        (self.folder / "some.toml").write_text(text, encoding="utf-8")
        return self.pytester.runpytest_inprocess("-q", *self.plugin, *arguments)


@pytest.fixture
def cases(pytester: pytest.Pytester, request: pytest.FixtureRequest) -> Cases:
    """With the plugin, if the installation does not bring it."""
    installed = request.config.pluginmanager.has_plugin("jiuzhu-golden")
    return Cases(pytester, [] if installed else ["-p", PLUGIN])


def test_pytest_runs_every_case(cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "en")
    (cases.pytester.path / "elsewhere.toml").write_text("other = true", encoding="utf-8")
    outcome = cases.run(CLAIM + ENROLMENT.replace('"360.00"', '"400.00"'))
    outcome.assert_outcomes(passed=1, failed=1)
    outcome.stdout.fnmatch_lines(
        ["*fengjie: subsidy*", "*why: 400 × 90% = 360*",
         "*subsidy (enrolments?0?.subsidy) expected 400.00, found 360.00*"]
    )  # fmt: skip
    assert "Traceback" not in outcome.stdout.str()
    cases.run(CLAIM + ENROLMENT, "cases/some.toml::subsidy").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (CLAIM + "further = 1", "*case?0?.claims?0?.expect.further*"),
        (CLAIM.replace('county = "fengjie"', ""), "*county = *"),
        (CLAIM.replace('"fengjie"', '"nowhere"'), "*nowhere*"),
        ("case = [", "*TOML*"),
    ],
)
def test_a_file_that_cannot_be_used_is_an_error(cases: Cases, text: str, said: str) -> None:
    outcome = cases.run(text)
    outcome.assert_outcomes(errors=1)
    outcome.stdout.fnmatch_lines([said])
