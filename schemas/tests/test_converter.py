"""The strict converter: what does not have exactly the right shape is refused, at its key path."""

from __future__ import annotations

import math
from datetime import date, datetime
from typing import Any

import pytest

from jiuzhu_schemas.converter import structure
from jiuzhu_schemas.errors import SchemaError
from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.records import Claim, Enrolment, Identity, Person
from jiuzhu_schemas.terms import Terms

from .samples import document

HOLDS = "inpatient.rows[2].if"
CLAIM: dict[str, Any] = {
    "claim_id": "C1", "person_id": "P1", "visit": "inpatient", "settled_on": date(2024, 5, 6),
    "hospital_level": 3, "hospital_region": "county", "referral": "not_needed",
    "diagnosis": "J18.9", "total_cost": 100, "in_scope_cost": 90, "basic_paid": 10,
    "critical_illness_paid": 0,
}  # fmt: skip


def put(data: Any, path: str, value: object) -> None:
    """Set what stands at a key path."""
    *steps, last = path.replace("[", ".").replace("]", "").split(".")
    for step in steps:
        data = data[int(step) if step.isdigit() else step]
    data[int(last) if last.isdigit() else last] = value


def problems(data: object, kind: type) -> dict[str, str]:
    """Refuse, and return the Chinese and the English sentence by key path."""
    with pytest.raises(SchemaError) as caught:
        structure(data, kind)
    assert all(text.zh and text.en and text.zh != text.en for _, text in caught.value.problems)
    return {path: f"{text.zh}|{text.en}" for path, text in caught.value.problems}


def test_the_sample_is_right() -> None:
    read = structure(document(), PolicyDocument)
    assert read.inpatient is not None
    assert read.inpatient.rows[0].rate[0].basis_points == 6650
    assert read.pools[0].annual_cap[1].since == date(2025, 1, 1)
    assert read.inpatient.rows[0].conditions["hospital_level"] == (0, 1)


# A wrong value at a key path, and a word of the sentence that must come: in Chinese, in English.
WRONG = [
    ("titel", "某办法", "是否为“title”", "did you mean “title”"),
    ("inpatient.rows[2].annual_capp", 1, "是否为“annual_cap”", "did you mean “annual_cap”"),
    ("inpatient.rows[2].since", "2024-01-01", "不认识的键", "unknown key"),
    ("inpatient.rows[2].conditions", {}, "不认识的键", "unknown key"),
    ("id", 1, "非空文字", "a text that is not empty"),
    ("id", "", "非空文字", "a text that is not empty"),
    ("id", " \u3000", "非空文字", "a text that is not empty"),
    ("id", None, "非空文字", "a text that is not empty"),
    ("id", ["d-1"], "非空文字", "a text that is not empty"),
    ("extends", "", "非空文字", "a text that is not empty"),
    ("clauses", "一", "列表", "a list"),
    ("clauses", {"id": "1"}, "列表", "a list"),
    ("clauses[0]", "1", "表", "a table"),
    ("pools[0].uncapped", 0, "true 或 false", "true or false"),
    ("pools[0].uncapped", "false", "true 或 false", "true or false"),
    ("pools[0].uncapped", 0.0, "true 或 false", "true or false"),
    ("disease_lists[0].classes", "lung_cancer", "列表", "a list"),
    ("disease_lists[0].classes[0]", "", "非空文字", "a text that is not empty"),
    ("settings.identity_rule", "each", "per_stage、single", "per_stage, single"),
    ("settings.identity_rule", True, "其中之一", "one of"),
    ("from", "2024-1-1", "日期 YYYY-MM-DD", "a date YYYY-MM-DD"),
    ("from", "2024-W01-1", "日期 YYYY-MM-DD", "a date YYYY-MM-DD"),
    ("from", "2024-02-30", "日期 YYYY-MM-DD", "a date YYYY-MM-DD"),
    ("from", datetime(2024, 1, 1), "日期 YYYY-MM-DD", "a date YYYY-MM-DD"),
    ("from", 20240101, "日期 YYYY-MM-DD", "a date YYYY-MM-DD"),
    ("inpatient.rows[2].rate", "70%", "at_least", "exactly one of exact"),
    ("inpatient.rows[2].rate", 0.7, "at_least", "exactly one of exact"),
    ("inpatient.rows[2].rate", math.nan, "at_least", "exactly one of exact"),
    ("inpatient.rows[2].rate", [], "at_least", "exactly one of exact"),
    ("inpatient.rows[2].rate", None, "at_least", "exactly one of exact"),
    ("inpatient.rows[2].rate", {"exact": 70}, "带引号的文字", "a text such as"),
    ("inpatient.rows[2].rate", {"exact": "70"}, "不是比例", "is not a rate"),
    ("inpatient.rows[2].rate", {"exact": "101%"}, "0% 到 100%", "0% to 100%"),
    ("inpatient.rows[2].rate", {"exact": "-1%"}, "0% 到 100%", "0% to 100%"),
    ("inpatient.rows[2].rate", {"exact": "70%", "at_most": "80%"}, "之一", "exactly one"),
    ("inpatient.rows[2].rate", {"exact": "70%", "since": "2024-01-01"}, "之一", "exactly one"),
    ("inpatient.rows[1].rate[1]", {"exact": "70.123%"}, "不是比例", "is not a rate"),
    ("pools[0].annual_cap[0]", {"exact": "6,000"}, "不是金额", "is not a sum of money"),
    ("pools[0].annual_cap[1]", {"exact": "-0.01"}, "不小于 0", "not negative"),
    ("pools[0].annual_cap", {"exact": 6000.0}, "带引号的文字", "a text such as"),
    ("inpatient.rows[3].quota", {"exact": "500.001"}, "不是金额", "is not a sum of money"),
    ("inpatient.rows[0].threshold", {"deduct": "-0"}, "不小于 0", "not negative"),
    ("inpatient.rows[0].threshold", {"deduct": "1", "trigger": "1"}, "deduct", "trigger"),
    ("inpatient.rows[2].bands[1].above", "-1", "不小于 0", "not negative"),
    ("inpatient.rows[2].bands[0].rate", {"exact": "1"}, "不是比例", "is not a rate"),
    ("inpatient.rows[2].bands[0]", {"above": "0"}, "above", "above"),
    (f"{HOLDS}.age", "", "条件", "a condition"),
    (f"{HOLDS}.age", "  ", "条件", "a condition"),
    (f"{HOLDS}.age", 80, "条件", "a condition"),
    (f"{HOLDS}.age", 0.5, "条件", "a condition"),
    (f"{HOLDS}.age", None, "条件", "a condition"),
    (f"{HOLDS}.hospital_level", [], "非空列表", "not empty"),
    (f"{HOLDS}.hospital_level", [1, 1], "不重复", "without repeats"),
    (f"{HOLDS}.hospital_level", [1, True], "条件", "a condition"),
    (f"{HOLDS}.hospital_level", [1.0], "条件", "a condition"),
    (HOLDS, ["age"], "表", "a table"),
    ("subsidy.rows[0].of_tier", 3, "其中之一：1、2", "one of: 1, 2"),
    ("subsidy.rows[0].of_tier", True, "其中之一", "one of"),
    ("subsidy.rows[0].of_tier", "1", "其中之一", "one of"),
    ("subsidy.rows[0].of_tier", 1.0, "其中之一", "one of"),
    ("charity_handoff.rows[0].only", 1, "true 或 false", "true or false"),
]


@pytest.mark.parametrize(
    ("path", "value", "zh", "en"), WRONG, ids=[f"{w[0]}={w[1]!r}" for w in WRONG]
)
def test_a_wrong_value_is_named_by_its_path(path: str, value: object, zh: str, en: str) -> None:
    data = document()
    put(data, path, value)
    found = problems(data, PolicyDocument)
    assert list(found) == [path]
    in_chinese, in_english = found[path].split("|", 1)
    assert zh in in_chinese
    assert en in in_english


def test_a_missing_key_is_named_by_its_path() -> None:
    data = document()
    del data["inpatient"]["rows"][2]["clause"]
    (said,) = problems(data, PolicyDocument).items()
    assert said[0] == "inpatient.rows[2].clause"
    assert said[1].startswith("缺少此项，请补上")
    assert 'is missing: write one, such as clause = "…"' in said[1]


def test_every_problem_is_listed_at_once() -> None:
    data = document()
    for path, value in (("id", ""), ("pools[0].zh", 1), (f"{HOLDS}.age", [])):
        put(data, path, value)
    assert list(problems(data, PolicyDocument)) == ["id", "pools[0].zh", f"{HOLDS}.age"]
    with pytest.raises(SchemaError) as caught:
        structure(data, PolicyDocument)
    assert "pools[0].zh：" in caught.value.message.zh
    assert "pools[0].zh: " in caught.value.message.en


@pytest.mark.parametrize("value", [[], "d-1", None, 1])
def test_a_document_is_a_table(value: object) -> None:
    assert list(problems(value, PolicyDocument)) == [""]


@pytest.mark.parametrize("value", [True, 1.0, math.nan, "1", None])
def test_a_number_is_whole_and_no_flag(value: object) -> None:
    assert list(problems({**CLAIM, "total_cost": value}, Claim)) == ["total_cost"]
    year = {"person_id": "P1", "year": value, "tier": 1, "paid_on": "2024-10-01"}
    assert list(problems(year, Enrolment)) == ["year"]


@pytest.mark.parametrize("value", [1, 0, "true", "0", 1.0, None])
def test_a_flag_is_no_number_and_no_word(value: object) -> None:
    found = problems({"person_id": "P1", "name": "某", "home_care": value}, Person)
    assert list(found) == ["home_care"]


def test_sums_that_contradict_each_other() -> None:
    assert list(problems({**CLAIM, "in_scope_cost": 101}, Claim)) == ["in_scope_cost"]
    assert list(problems({**CLAIM, "basic_paid": 91}, Claim)) == ["basic_paid"]
    for name in ("total_cost", "basic_paid", "large_sum_paid"):
        assert problems({**CLAIM, name: -1}, Claim)
    assert structure({**CLAIM, "basic_paid": 90}, Claim).base == 0


def test_an_identity_does_not_end_before_it_begins() -> None:
    held = {"person_id": "P1", "category": "dibao", "valid_from": "2024-01-02"}
    assert structure({**held, "valid_to": "2024-01-02"}, Identity).valid_to == date(2024, 1, 2)
    assert list(problems({**held, "valid_to": "2024-01-01"}, Identity)) == ["valid_to"]


def test_words_that_may_be_empty_and_words_that_may_not() -> None:
    assert structure({**CLAIM, "therapy": ""}, Claim).therapy == ""
    assert (
        structure({**CLAIM, "declared": {"application": ""}}, Claim).declared["application"] == ""
    )
    assert list(problems({**CLAIM, "visit": ""}, Claim)) == ["visit"]
    assert list(problems({**CLAIM, "declared": {"application": 1}}, Claim)) == [
        "declared.application"
    ]


def test_no_terms_from_fractions() -> None:
    terms = {"clause": "d#1", "pool": "inpatient", "annual_cap": None, "rate": 7000}
    assert structure(terms, Terms).rate == 7000
    assert list(problems({**terms, "rate": 0.7}, Terms)) == ["rate"]
    assert list(problems({**terms, "annual_cap": math.inf}, Terms)) == ["annual_cap"]
