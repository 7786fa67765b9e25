"""Documents as data: each in ``good`` loads, each in ``bad`` refuses with exactly its faults.

A bad file begins with ``# expect: <path> | <part of the English message>`` for each fault, and
marks with ``# <- here`` every line that a fault must name.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jiuzhu.policy.errors import PolicyError
from jiuzhu.policy.policy import Policy
from jiuzhu_schemas.terms import Band, Denied, SubsidyTerms, Terms

from .words import HERE, compiled, load

GOOD = sorted((HERE / "good").glob("*.toml"))
BAD = sorted((HERE / "bad").glob("*.toml"))


def expected(file: Path) -> tuple[list[tuple[str, str]], list[int]]:
    lines = file.read_bytes().decode("utf-8", "replace").split("\n")
    faults = [
        (path.strip(), message.strip())
        for path, message in (
            line.removeprefix("# expect:").split("|")
            for line in lines
            if line.startswith("# expect:")
        )
    ]
    return faults, [number for number, line in enumerate(lines, 1) if "# <- here" in line]


def test_there_are_many_bad_documents() -> None:
    assert len(BAD) >= 80


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_bad_document(file: Path) -> None:
    with pytest.raises(PolicyError) as refused:
        load(file)
    faults, lines = expected(file)
    found = refused.value.faults
    assert sorted(fault.path for fault in found) == sorted(path for path, _ in faults)
    for path, message in faults:
        assert any(fault.path == path and message in fault.text.en for fault in found), found
    assert {fault.line for fault in found if fault.line} == set(lines)
    assert refused.value.place == str(file)


@pytest.mark.parametrize("file", BAD, ids=lambda file: file.stem)
def test_bad_document_in_both_languages(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PolicyError) as refused:
        load(file)
    for fault in refused.value.faults:
        assert fault.text.zh
        assert fault.text.en
        assert any("\u4e00" <= character <= "\u9fff" for character in fault.text.zh)
    monkeypatch.setenv("JIUZHU_LANG", "en")
    english = str(refused.value)
    monkeypatch.setenv("JIUZHU_LANG", "zh")
    assert str(refused.value) != english
    assert str(file) in english


@pytest.mark.parametrize("file", GOOD, ids=lambda file: file.stem)
def test_good_document(file: Path) -> None:
    policy = compiled(file)
    assert policy.first_day == date(2024, 1, 1)
    assert all(edition.stages["inpatient"].by_category for edition in policy.editions)


def good(name: str) -> Policy:
    return compiled(HERE / "good" / f"{name}.toml")


def answer(policy: Policy, day: date, category: str = "dibao", place: int = 0) -> object:
    return policy.on(day).stages["inpatient"].by_category[category][place].answer


def terms(policy: Policy, day: date, category: str = "dibao") -> Terms:
    found = answer(policy, day, category)
    assert isinstance(found, Terms)
    return found


def test_dated_values_make_editions() -> None:
    policy = good("dated_values")
    assert [edition.since for edition in policy.editions] == [date(2024, 1, 1), date(2025, 1, 1)]
    assert policy.editions[0].until == date(2024, 12, 31)
    before, after = terms(policy, date(2024, 12, 31)), terms(policy, date(2025, 1, 1))
    assert (before.rate, before.annual_cap) == (8_000, 600_000)
    assert (after.rate, after.annual_cap) == (8_500, 800_000)


def test_rows_take_over() -> None:
    policy = good("rows_one_after_the_other")
    assert terms(policy, date(2024, 12, 31)).rate == 8_000
    assert terms(policy, date(2025, 1, 1)).rate == 8_500


def test_bands() -> None:
    found = terms(good("bands"), date(2024, 1, 1))
    assert found.bands == (Band(0, 6_000), Band(1_000_000, 7_000))
    assert found.rate is None


def test_quota_and_stay_cap() -> None:
    found = terms(good("quota"), date(2024, 1, 1))
    assert (found.quota, found.stay_cap, found.rate) == (1_200_000, 900_000, None)


def test_trigger() -> None:
    found = terms(good("trigger"), date(2024, 1, 1))
    assert (found.threshold, found.threshold_mode) == (300_000, "trigger")


def test_uncapped_pool() -> None:
    assert terms(good("uncapped_pool"), date(2024, 1, 1)).annual_cap is None


def test_single_identity() -> None:
    assert good("single_identity").on(date(2024, 1, 1)).identity_rule == "single"
    assert good("small").on(date(2024, 1, 1)).identity_rule == "per_stage"


def test_others_are_those_that_no_row_names() -> None:
    found = good("others").on(date(2024, 1, 1)).stages["inpatient"].by_category
    assert set(found) == {"dibao", "tekun", "wubao", "youfu", "other_hardship"}
    assert isinstance(found["youfu"][0].answer, Denied)
    assert isinstance(found["dibao"][0].answer, Terms)
    assert len(found["dibao"]) == 2


def test_subsidy_names_the_department() -> None:
    edition = good("subsidy_and_handoffs").on(date(2024, 1, 1))
    assert edition.subsidy is not None
    subsidy = edition.subsidy.by_category["tekun"][0].answer
    assert isinstance(subsidy, SubsidyTerms)
    assert (subsidy.share, subsidy.department) == (10_000, "民政局")
    assert edition.handoffs[0].handoff.threshold == 500_000
    assert edition.refusals[0].denied.reason == "unreferred"


def test_shared_pool() -> None:
    edition = good("shared_pool").on(date(2024, 1, 1))
    found = edition.stages["outpatient"].by_category["dibao"][0].answer
    assert isinstance(found, Terms)
    assert (found.pool, found.annual_cap) == ("inpatient", 600_000)


def test_a_bounded_document_ends() -> None:
    policy = good("bounded")
    assert policy.editions[-1].until == date(2026, 12, 31)
