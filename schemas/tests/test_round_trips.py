"""What is written is read back as it was: plain data out, the same record in."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu_schemas import words
from jiuzhu_schemas.award import Award, Subsidy
from jiuzhu_schemas.converter import structure, unstructure
from jiuzhu_schemas.facts import EnrolmentFacts, Facts
from jiuzhu_schemas.policy import (
    BandValue,
    Entry,
    PolicyDocument,
    Pool,
    Recipient,
    ReliefRow,
    ThresholdValue,
)
from jiuzhu_schemas.records import Claim, Enrolment, Identity, Person
from jiuzhu_schemas.terms import (
    Band,
    Denied,
    Eligible,
    Handoff,
    HandoffOccasion,
    Portion,
    SubsidyTerms,
    Terms,
    ThresholdMode,
)
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.values import MoneyValue, RateValue, ValueKind

from .samples import document, real_files, toml_data


def there_and_back(record: Any) -> None:
    plain = unstructure(record)
    assert structure(plain, type(record)) == record
    assert structure(json.loads(json.dumps(plain, allow_nan=False)), type(record)) == record


def one_of(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


TEXT = st.text(min_size=1, max_size=8).filter(str.strip)
MAY_BE_EMPTY = st.text(max_size=8)
FEN = st.integers(0, 99_999_999_999)
RATE = st.integers(0, 10_000)
DAYS = st.dates()
SETS = st.frozensets(TEXT, max_size=3)
DECLARED = st.dictionaries(TEXT, MAY_BE_EMPTY, max_size=2)
RATES = st.builds(RateValue, one_of(ValueKind), RATE, st.none() | DAYS, st.none() | DAYS)
SUMS = st.builds(MoneyValue, one_of(ValueKind), FEN, st.none() | DAYS, st.none() | DAYS)
CELLS = st.booleans() | TEXT | st.lists(TEXT | st.integers(0, 99), min_size=1, max_size=3,
                                        unique=True).map(tuple)  # fmt: skip

FACTS = st.builds(
    Facts,
    edition=st.integers(0, 9),
    identities=SETS,
    age=st.integers(0, 120),
    home_care=st.booleans(),
    visit=one_of(words.Visit),
    therapy=one_of(words.Therapy),
    disease_lists=SETS,
    hospital_level=one_of(words.HospitalLevel),
    hospital_region=one_of(words.Region),
    referral=one_of(words.Referral),
    in_scope=FEN,
    declared=DECLARED,
)
TERMS = st.builds(
    Terms,
    clause=TEXT,
    pool=TEXT,
    annual_cap=st.none() | FEN,
    rate=st.none() | RATE,
    bands=st.lists(st.builds(Band, FEN, RATE), max_size=3).map(tuple),
    quota=st.none() | FEN,
    threshold=FEN,
    threshold_mode=one_of(ThresholdMode),
    stay_cap=st.none() | FEN,
    portion=one_of(Portion),
    cap_clause=st.just("") | TEXT,
    row=st.just("") | TEXT,
    inherited=st.booleans(),
)
AWARDS = st.builds(
    Award,
    claim_id=TEXT,
    stage=one_of(words.Stage),
    identity=MAY_BE_EMPTY,
    rate=st.none() | RATE,
    base=FEN,
    award=FEN,
    tilt=FEN,
    self_pay=FEN,
    charity=MAY_BE_EMPTY,
    reason=MAY_BE_EMPTY,
    clause=MAY_BE_EMPTY,
)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    base, basic, critical, large, outside = (draw(st.integers(0, 10**9)) for _ in range(5))
    in_scope = base + basic + critical + large
    return Claim(
        claim_id=draw(TEXT),
        person_id=draw(TEXT),
        visit=draw(one_of(words.Visit)),
        therapy=draw(one_of(words.Therapy)),
        settled_on=draw(DAYS),
        hospital_level=draw(one_of(words.HospitalLevel)),
        hospital_region=draw(one_of(words.Region)),
        referral=draw(one_of(words.Referral)),
        diagnosis=draw(TEXT),
        total_cost=in_scope + outside,
        in_scope_cost=in_scope,
        basic_paid=basic,
        critical_illness_paid=critical,
        large_sum_paid=large,
        declared=draw(DECLARED),
    )


ROWS = st.builds(
    ReliefRow,
    clause=TEXT,
    categories=st.lists(TEXT, max_size=3).map(tuple),
    conditions=st.dictionaries(TEXT, CELLS, max_size=3),
    rate=st.lists(RATES, max_size=2).map(tuple),
    bands=st.lists(st.builds(BandValue, FEN, RATES), max_size=2).map(tuple),
    quota=st.none() | SUMS,
    threshold=st.none() | st.builds(ThresholdValue, one_of(ThresholdMode), FEN),
    annual_cap=st.lists(SUMS, max_size=2).map(tuple),
    stay_cap=st.none() | SUMS,
    pool=st.just("") | TEXT,
    deny=st.just("") | TEXT,
    question=st.just("") | TEXT,
    since=st.none() | DAYS,
    until=st.none() | DAYS,
)


@given(FACTS | TERMS | AWARDS | claims())
def test_what_the_engine_speaks_of(record: Any) -> None:
    there_and_back(record)


@given(ROWS | RATES | SUMS)
def test_parts_of_a_document(record: Any) -> None:
    there_and_back(record)


PLAIN: list[Any] = [
    Person("P1", "某", home_care=True),
    Identity("P1", "dibao", date(2024, 1, 1)),
    Identity("P1", "dibao", date(2024, 1, 1), date(2024, 1, 1)),
    Enrolment("P1", 2025, 2, date(2024, 10, 1), "employee"),
    EnrolmentFacts(edition=1, identities=frozenset({"dibao"}), tier=1, insurance="resident"),
    Denied(reason="not_covered", clause="d#1"),
    Denied(reason="not_covered", clause="d#1", row="r", question="q"),
    Eligible(clause="d#1", counts_as="tekun", inherited=True),
    *(Handoff(name="charity", clause="d#1", occasion=o) for o in get_args(HandoffOccasion)),
    SubsidyTerms(clause="d#1", department="民政局", share=9000, of_tier=2),
    SubsidyTerms(clause="d#1", department="民政局", amount=5000, row="r"),
    Recipient("wubao", "1", "民政局"),
    Pool(id="inpatient", zh="住院", en="inpatient", clause="1"),
    Entry(clause="1", conditions={"age": ">= 80", "therapy": ("", "x")}),
    Text("一", "one"),
    Subsidy(
        person_id="P1", identity="", premium=40000, subsidy=0, own_payment=40000, department="",
        reason="not_recipient", clause="d#1",
    ),
]  # fmt: skip


@pytest.mark.parametrize("record", PLAIN, ids=lambda record: type(record).__name__)
def test_every_other_record(record: Any) -> None:
    there_and_back(record)


def test_the_sample_document() -> None:
    there_and_back(structure(document(), PolicyDocument))


@pytest.mark.parametrize(("file", "kind"), real_files(), ids=lambda each: getattr(each, "name", ""))
def test_the_real_files(file: Path, kind: type) -> None:
    there_and_back(structure(toml_data(file), kind))


def test_what_is_written() -> None:
    row = ReliefRow(
        clause="1", categories=("dibao",), conditions={"hospital_level": (0, 1)},
        rate=(RateValue("at_least", 6650, until=date(2024, 12, 31)),),
        threshold=ThresholdValue("deduct", 300_000), since=date(2024, 1, 1),
    )  # fmt: skip
    plain = unstructure(row)
    assert plain["rate"] == [{"at_least": "66.5%", "to": "2024-12-31"}]
    assert plain["threshold"] == {"deduct": "3000.00"}
    assert plain["if"] == {"hospital_level": [0, 1]}
    assert plain["from"] == "2024-01-01"
    assert plain["to"] is None
    assert plain.keys() & {"pool", "deny", "annual_cap", "since", "until", "conditions"} == set()
    assert unstructure(Text("一", "one")) == {"zh": "一", "en": "one"}
    facts = Facts(edition=0, identities=frozenset({"tekun", "dibao", "orphan"}))
    assert unstructure(facts)["identities"] == ["dibao", "orphan", "tekun"]
