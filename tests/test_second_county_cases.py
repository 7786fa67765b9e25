"""A case by hand under the second county: its own fact among the fields, its own category paid."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fictitious import platform, put_beside
from jiuzhu.casebook import cases
from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases.content import missing_fields, shown, words_of
from jiuzhu.casebook.cases.errors import WrongContent
from jiuzhu.casebook.cases.own_facts import declared_in
from jiuzhu.casebook.roster import recognise, register_person
from jiuzhu.casebook.store import Casebook
from jiuzhu.cli.main import call
from jiuzhu.loading.county import County
from jiuzhu_schemas.records import Identity, Person
from jiuzhu_schemas.resident_id import check_character

PERSON = f"50023619700315101{check_character('50023619700315101')}"
CLERK, REVIEWER, SUPERVISOR = (
    Actor("赵经办", "clerk"), Actor("孙审核", "reviewer"), Actor("李主管", "supervisor"),
)  # fmt: skip
FIELDS = {
    "visit": "outpatient", "settled_on": "2026-11-02", "hospital_level": "1",
    "hospital_region": "county", "referral": "not_needed", "diagnosis": "J18.9",
    "total_cost": "1000.00", "in_scope_cost": "1000.00", "basic_paid": "0.00",
    "critical_illness_paid": "0.00", "invoice": "FP-0001", "account_holder": "测试甲",
    "account_bank": "重庆农商行", "account_number": "6222000011112222",
}  # fmt: skip


@pytest.fixture
def yunti() -> County:
    return platform().county("yunti")


@pytest.fixture
def book(tmp_path: Path) -> Casebook:
    """A casebook with one ladder keeper, recognised by the county's own department."""
    made = Casebook.init(tmp_path / "yt.casebook")
    with made.gate() as gate:
        register_person(gate, made, Person(PERSON, "测试甲"), "云梯镇")
        held = Identity(PERSON, "ladder_keeper", date(2025, 1, 1))
        recognise(gate, made, CLERK, held, "云梯管理处")
    return made


def draft(book: Casebook, county: County, **more: str) -> cases.Case:
    ticked = tuple(each.id for each in cases.kind_of("manual").documents)
    said = cases.Draft(kind="manual", person_id=PERSON, fields={**FIELDS, **more}, documents=ticked)
    return cases.open_case(book, county, CLERK, said, anyway=True)


@pytest.mark.parametrize(
    ("said", "award"),
    [({}, 60_000), ({"family_doctor": "signed"}, 80_000), ({"家庭医生签约": "是"}, 80_000),
     ({"family_doctor": "未签约"}, 60_000)],
)  # fmt: skip
def test_the_fact_decides_what_the_case_would_get(
    book: Casebook, yunti: County, said: dict[str, str], award: int
) -> None:
    """1000.00 × 80 % with a family doctor, 60 % without."""
    case = draft(book, yunti, **said)
    trace = cases.preview_case(book, yunti, case.number)
    assert (trace.outcome.identity, trace.outcome.award) == ("ladder_keeper", award)


def test_the_case_is_paid_as_it_was_shown(book: Casebook, yunti: County) -> None:
    case = draft(book, yunti)
    seen = cases.edit_case(book, yunti, CLERK, case.seen, {"family_doctor": "已签约"})
    assert seen.content["family_doctor"] == "signed"
    case = cases.accept_case(book, yunti, CLERK, seen.seen)
    case = cases.review_case(book, yunti, REVIEWER, case.seen)
    case = cases.approve_case(book, yunti, SUPERVISOR, case.seen)
    assert case.award == 80_000


def test_a_value_that_the_fact_does_not_have_is_refused(book: Casebook, yunti: County) -> None:
    with pytest.raises(WrongContent, match=r"unsigned（未签约）、signed（已签约）"):
        draft(book, yunti, family_doctor="也许")


def test_a_value_that_is_declared_no_more_does_not_settle(yunti: County) -> None:
    with pytest.raises(WrongContent, match="sighed"):
        declared_in(yunti, {"family_doctor": "sighed"}, "YT2026-000001")
    assert declared_in(yunti, {"visit": "inpatient"}, "YT2026-000001") == {}


def test_only_a_manual_case_has_the_county_s_facts(yunti: County) -> None:
    kind = cases.kind_in(yunti, "manual")
    assert kind.fields[: len(cases.kind_of("manual").fields)] == cases.kind_of("manual").fields
    assert [each.name for each in kind.fields[-2:]] == ["application", "family_doctor"]
    doctor = kind.field("家庭医生签约")
    assert {word: str(label) for word, label in words_of(doctor).items()} == {
        "unsigned": "未签约",
        "signed": "已签约",
    }
    assert shown(doctor, "signed") == "已签约"
    assert doctor not in missing_fields(kind, {})
    assert cases.kind_in(yunti, "application") is cases.kind_of("application")


def test_the_fields_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "zh")
    for folder in put_beside(tmp_path / "site", "yunti"):
        monkeypatch.syspath_prepend(folder)
    assert call(["case", "fields", "--kind", "manual", "--county", "yunti"]) == 0
    said = capsys.readouterr().out
    assert "family_doctor" in said
    assert "已签约" in said
    assert call(["case", "fields", "--kind", "manual"]) == 0
    assert "family_doctor" not in capsys.readouterr().out
