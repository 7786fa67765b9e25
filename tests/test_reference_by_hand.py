"""The plain reference against worked cases with numbers computed by hand."""

from __future__ import annotations

from datetime import date

import pytest

from reference import settle, subsidise
from reference.diseases import COUNTY, MUNICIPAL, is_on
from reference.money import fen, share, yuan
from reference.people import age_on, born_on, check_character, resident_id
from reference.subsidy import PREMIUMS

Row = dict[str, str]


def person(category: str, born: date = date(1970, 3, 15)) -> tuple[list[Row], list[Row]]:
    person_id = resident_id(born, 1)
    people = [{"person_id": person_id, "name": "某", "home_care": "0"}]
    held = {"person_id": person_id, "category": category}
    return people, [{**held, "valid_from": "2020-01-01", "valid_to": ""}]


def claim(people: list[Row], number: int, base: str, **other: str) -> Row:
    row = {
        "claim_id": f"C{number}",
        "person_id": people[0]["person_id"],
        "visit": "inpatient",
        "therapy": "",
        "settled_on": "2024-05-06",
        "hospital_level": "3",
        "hospital_region": "county",
        "referral": "not_needed",
        "diagnosis": "J18.9",
        "total_cost": base,
        "in_scope_cost": base,
        "basic_paid": "0.00",
        "critical_illness_paid": "0.00",
    }
    return {**row, **other}


# category, claim, then stage, award, tilt and what is left: the worked cases of the county.
WORKED = [
    ("dibao", {"base": "10000.00"}, ("inpatient", "6000.00", "700.00", "3300.00")),
    (
        "tekun",
        {"base": "2400.00", "hospital_level": "2"},
        ("inpatient", "1920.00", "0.00", "480.00"),
    ),
    (
        "dibao_edge",
        {"base": "22000.00", "diagnosis": "C34.901"},
        ("major_disease", "13200.00", "3480.00", "5320.00"),
    ),
    (
        "returned_to_poverty",
        {
            "base": "30000.00",
            "hospital_level": "2",
            "basic_paid": "17000.00",
            "critical_illness_paid": "1000.00",
        },
        ("inpatient", "6000.00", "2100.00", "3900.00"),
    ),
    (
        "returned_to_poverty",
        {
            "base": "30000.01",
            "hospital_level": "2",
            "basic_paid": "17000.00",
            "critical_illness_paid": "600.00",
            "large_sum_paid": "400.00",
        },
        ("large_expense", "8400.01", "420.00", "3180.00"),
    ),
    ("orphan", {"base": "10000.00"}, ("inpatient", "6000.00", "0.00", "4000.00")),
    (
        "tekun",
        {"base": "200000.00", "diagnosis": "C34.901"},
        ("major_disease", "100000.00", "30000.00", "70000.00"),
    ),
]


@pytest.mark.parametrize(("category", "given", "expected"), WORKED)
def test_worked_cases(
    category: str, given: dict[str, str], expected: tuple[str, str, str, str]
) -> None:
    people, identities = person(category)
    claims = [claim(people, 1, **given)]
    (row,) = settle(people, identities, claims, "fengjie")
    assert (row["stage"], row["award"], row["tilt"], row["self_pay"]) == expected


def test_worked_case_of_three_outpatient_visits_at_79() -> None:
    people, identities = person("dibao", date(1945, 3, 10))
    claims = [
        claim(people, number, base, visit="outpatient", settled_on=f"2024-0{3 + number}-01")
        for number, base in enumerate(("100.00", "200.00", "300.00"), start=1)
    ]
    rows = settle(people, identities, claims, "fengjie")
    assert [row["award"] for row in rows] == ["60.00", "120.00", "120.00"]
    assert [row["reason"] for row in rows] == ["", "", "cap_exhausted"]


def test_an_award_has_the_columns_of_the_contract_but_the_clause() -> None:
    people, identities = person("dibao")
    (row,) = settle(people, identities, [claim(people, 1, "10000.00")], "fengjie")
    assert list(row.items()) == [
        ("claim_id", "C1"),
        ("stage", "inpatient"),
        ("identity", "dibao"),
        ("rate", "70"),
        ("base", "10000.00"),
        ("award", "6000.00"),
        ("tilt", "700.00"),
        ("self_pay", "3300.00"),
        ("charity", "charity"),
        ("reason", "cap_exhausted"),
    ]


def test_a_refused_claim_still_shows_its_base() -> None:
    people, identities = person("dibao_edge")
    claims = [claim(people, 1, "500.00", visit="outpatient", large_sum_paid="100.00")]
    (row,) = settle(people, identities, claims, "fengjie")
    assert (row["stage"], row["identity"], row["rate"]) == ("none", "", "")
    assert (row["base"], row["award"], row["self_pay"]) == ("400.00", "0.00", "400.00")
    assert (row["charity"], row["reason"]) == ("", "not_covered")


def test_a_subsidy_has_the_columns_of_the_contract() -> None:
    people, identities = person("dibao")
    enrolment = {
        "person_id": people[0]["person_id"],
        "year": "2025",
        "tier": "1",
        "paid_on": "2024-10-15",
        "insurance": "resident",
    }
    (row,) = subsidise(people, identities, [enrolment], "fengjie")
    assert list(row.items()) == [
        ("person_id", people[0]["person_id"]),
        ("identity", "dibao"),
        ("premium", "400.00"),
        ("subsidy", "360.00"),
        ("own_payment", "40.00"),
        ("reason", ""),
    ]
    with pytest.raises(ValueError, match="2027"):
        subsidise(people, identities, [{**enrolment, "year": "2027"}], "fengjie")


def test_unknown_counties_and_people_are_errors() -> None:
    people, identities = person("dibao")
    with pytest.raises(ValueError, match="county"):
        settle(people, identities, [claim(people, 1, "1.00")], "wushan")
    with pytest.raises(ValueError, match="unknown person"):
        settle([], identities, [claim(people, 1, "1.00")], "fengjie")


def test_resident_ids() -> None:
    # The example printed in GB 11643-1999 itself.
    assert check_character("11010519491231002") == "X"
    made_up = resident_id(date(1960, 5, 1), 7)
    assert made_up[:17] == "99000019600501007"
    assert check_character(made_up[:17]) == made_up[17]
    assert born_on(made_up) == date(1960, 5, 1)


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        (date(1944, 6, 15), date(2024, 6, 14), 79),
        (date(1944, 6, 15), date(2024, 6, 15), 80),
        (date(1944, 2, 29), date(2024, 2, 28), 79),
        (date(1944, 2, 29), date(2024, 2, 29), 80),
        (date(2008, 2, 29), date(2023, 2, 28), 14),
        (date(2008, 2, 29), date(2023, 3, 1), 15),
    ],
)
def test_completed_years(born: date, day: date, years: int) -> None:
    assert age_on(born, day) == years


def test_money() -> None:
    assert [fen(text) for text in ("0", "12", "12.5", "12.05")] == [0, 1200, 1250, 1205]
    assert [yuan(amount) for amount in (0, 5, 1205)] == ["0.00", "0.05", "12.05"]
    assert [share(amount, 70) for amount in (5, 15, 10015, 10012)] == [4, 11, 7011, 7008]
    for wrong in ("1.234", "-1", "１", "", "1e3"):
        with pytest.raises(ValueError, match="not an amount"):
            fen(wrong)


def test_the_lists_have_22_and_25_classes() -> None:
    assert (len(MUNICIPAL), len(COUNTY)) == (22, 25)
    assert is_on(COUNTY, "c34")
    assert not is_on(COUNTY, "D57.0")
    assert not is_on(MUNICIPAL, "D56.1")


def test_every_year_of_premiums_has_two_tiers_in_order() -> None:
    assert sorted(PREMIUMS) == [2021, 2022, 2023, 2024, 2025, 2026]
    assert all(first < second for first, second in PREMIUMS.values())
