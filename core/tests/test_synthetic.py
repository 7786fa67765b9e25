"""The synthetic county: the same for the same seed, consistent, and full of edges."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner
from stdnum.cn import ric

from jiuzhu.settlement.columns import OPEN_END, People, day_date, day_number
from jiuzhu.testing import synthetic
from jiuzhu.testing.frames import MONEY_COLUMNS, person_ids
from jiuzhu.testing.population import eightieth_birthdays
from jiuzhu_schemas import words
from jiuzhu_schemas.money import parse_yuan
from jiuzhu_schemas.resident_id import birth_date

SIZE = 30_000


@pytest.fixture(scope="module")
def county() -> synthetic.SyntheticCounty:
    return synthetic.make_county(7, SIZE // 6, SIZE)


def fen(frame: pl.DataFrame, column: str) -> np.ndarray:
    return np.array([parse_yuan(text) for text in frame[column]])


def test_same_seed_same_county(county: synthetic.SyntheticCounty) -> None:
    again = synthetic.make_county(7, SIZE // 6, SIZE)
    other = synthetic.make_county(8, SIZE // 6, SIZE)
    for name in ("people_frame", "identities_frame", "claims_frame", "enrolments_frame"):
        assert getattr(county, name).equals(getattr(again, name))
        assert not getattr(county, name).equals(getattr(other, name))


def test_people_do_not_depend_on_the_number_of_claims(county: synthetic.SyntheticCounty) -> None:
    fewer = synthetic.make_county(7, SIZE // 6, 10)
    assert fewer.people_frame.equals(county.people_frame)
    assert fewer.identities_frame.equals(county.identities_frame)


def test_resident_ids_are_valid_unique_and_nobodys(county: synthetic.SyntheticCounty) -> None:
    ids = county.people_frame["person_id"]
    assert ids.n_unique() == len(ids)
    for text, born in zip(ids, county.people.born_on.tolist(), strict=True):
        assert ric.calc_check_digit(text) == text[17]
        assert text.startswith("990000")
        assert birth_date(text) == day_date(born)


def test_a_crowded_birth_date_spills_into_the_next_area() -> None:
    assert len(synthetic.make_county(1, 1, 0).person_ids) == 1
    crowd = People(np.zeros(2500, dtype=np.int32), np.zeros(2500, dtype=np.bool_))
    many = person_ids(crowd)
    assert many.n_unique() == 2500
    assert set(many.str.head(6)) == {"990000", "990001", "990002"}


def test_every_word_and_category_occurs(county: synthetic.SyntheticCounty) -> None:
    claims = county.claims_frame
    assert set(claims["visit"]) == set(words.VISITS)
    assert set(claims["therapy"]) == set(words.THERAPIES)
    assert set(claims["hospital_level"]) == {"0", "1", "2", "3"}
    assert set(claims["hospital_region"]) == set(words.REGIONS)
    assert set(claims["referral"]) == set(words.REFERRALS)
    assert set(claims["diagnosis"]) == set(synthetic.DIAGNOSES)
    assert set(county.identities_frame["category"]) == set(synthetic.CATEGORIES)
    assert set(county.enrolments_frame["insurance"]) == set(words.INSURANCES)
    assert set(county.enrolments_frame["tier"]) == {"1", "2"}
    assert set(county.people_frame["home_care"]) == {"0", "1"}
    assert 0.35 < claims["diagnosis"].is_in(synthetic.LISTED).mean() < 0.45  # type: ignore[operator]


def test_amounts_are_consistent(county: synthetic.SyntheticCounty) -> None:
    claims = county.claims_frame
    total, in_scope, *paid = (fen(claims, column) for column in MONEY_COLUMNS)
    assert (in_scope <= total).all()
    assert all((part >= 0).all() for part in paid)
    assert (in_scope - sum(paid) == county.claims.base).all()
    assert (in_scope == county.claims.in_scope).all()
    assert (county.claims.base >= 0).all()


def test_edges_of_the_rules_occur(county: synthetic.SyntheticCounty) -> None:
    claims = county.claims
    assert {2_999_999, 3_000_000, 3_000_001} <= set(claims.in_scope.tolist())
    left = claims.base - (claims.base * 70 + 50) // 100
    assert {300_000, 300_001} <= set(left.tolist())
    assert (claims.base == 0).any()
    assert (claims.base * 7 % 10 == 5).mean() > 0.05  # half a fen at 70 %
    birthdays = eightieth_birthdays(county.people.born_on)[claims.person]
    assert {-1, 0, 1} <= set((claims.settled_on - birthdays).tolist())
    pairs = Counter(zip(claims.person.tolist(), claims.settled_on.tolist(), strict=True))
    assert max(pairs.values()) > 1
    assert max(Counter(claims.person.tolist()).values()) > 50


def test_eightieth_birthday() -> None:
    born = [date(1944, 2, 29), date(1943, 12, 31), date(1945, 1, 1)]
    days = eightieth_birthdays(np.array([day_number(day) for day in born], dtype=np.int32))
    assert [day_date(day) for day in days.tolist()] == [
        date(2024, 2, 29), date(2023, 12, 31), date(2025, 1, 1)
    ]  # fmt: skip


def test_intervals_begin_end_touch_and_overlap(county: synthetic.SyntheticCounty) -> None:
    rows = county.identities
    assert (rows.first_day <= rows.last_day).all()
    assert (rows.last_day == OPEN_END).any()
    start, end = day_number(date(2022, 1, 1)), day_number(date(2025, 12, 31))
    assert ((rows.first_day > start) & (rows.last_day < end)).any()
    assert (rows.last_day < start).any()
    assert (rows.first_day > end).any()
    held = np.bincount(rows.person, minlength=len(county.people))
    assert set(held.tolist()) == {0, 1, 2, 3}
    order = np.lexsort((rows.first_day, rows.person))
    same = np.diff(rows.person[order]) == 0
    gap = (rows.first_day[order][1:] - rows.last_day[order][:-1])[same]
    assert (gap == 1).any()
    assert (gap > 1).any()
    assert (gap < 0).any()


def test_frames_and_columns_agree(county: synthetic.SyntheticCounty) -> None:
    columns, frame = county.claims, county.claims_frame
    ids = county.people_frame["person_id"].to_list()
    for at in range(0, SIZE, 97):
        row = frame.row(at, named=True)
        assert row["person_id"] == ids[columns.person[at]]
        assert row["visit"] == words.VISITS[columns.visit[at]]
        assert row["therapy"] == words.THERAPIES[columns.therapy[at]]
        assert date.fromisoformat(row["settled_on"]) == day_date(int(columns.settled_on[at]))
        assert int(row["hospital_level"]) == columns.hospital_level[at]
        assert row["hospital_region"] == words.REGIONS[columns.hospital_region[at]]
        assert row["referral"] == words.REFERRALS[columns.referral[at]]
        assert row["diagnosis"] == columns.diagnoses[columns.diagnosis[at]]
    rows = county.identities
    for at, text in enumerate(county.identities_frame["valid_to"]):
        expected = "" if rows.last_day[at] == OPEN_END else str(day_date(int(rows.last_day[at])))
        assert text == expected


def test_claims_stay_within_the_years() -> None:
    claims = synthetic.make_county(3, 200, 2000, (2024, 2024)).claims_frame
    assert set(claims["settled_on"].str.head(4)) == {"2024"}


def test_chosen_categories_and_diagnoses() -> None:
    county = synthetic.make_county(
        3, 200, 500, categories=("dibao", "tekun"), diagnoses=("C34.900", "J18.900")
    )
    assert set(county.identities_frame["category"]) == {"dibao", "tekun"}
    assert set(county.claims_frame["diagnosis"]) == {"C34.900", "J18.900"}


def test_oddity_decides_how_much_is_combined() -> None:
    names = ("visit", "therapy", "hospital_level", "hospital_region", "referral")

    def combinations(oddity: float) -> int:
        claims = synthetic.make_county(3, 2000, 20_000, oddity=oddity).claims
        return len(np.unique(np.array([getattr(claims, name) for name in names]).T, axis=0))

    assert combinations(0.0) < combinations(0.05) < combinations(1.0)


def test_no_people_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one person"):
        synthetic.make_county(1, 0, 10)


def test_bad_rows_breaks_exactly_what_it_says(county: synthetic.SyntheticCounty) -> None:
    whole = county.claims_frame
    broken, cells = synthetic.bad_rows(whole, 1, 100)
    assert {cell.kind for cell in cells} == set(synthetic.KINDS)
    assert len({cell.row for cell in cells}) == 100
    changed = {
        (row, name)
        for name in whole.columns
        for row in (whole[name] != broken[name]).arg_true().to_list()
    }
    assert changed == {(cell.row, cell.column) for cell in cells}
    assert synthetic.bad_rows(whole, 1, 100)[1] == cells


def test_bad_rows_of_one_kind(county: synthetic.SyntheticCounty) -> None:
    broken, cells = synthetic.bad_rows(county.claims_frame, 2, 5, ["payments_above_in_scope"])
    assert {cell.column for cell in cells} == {"basic_paid"}
    for cell in cells:
        row = broken.row(cell.row, named=True)
        assert parse_yuan(row["basic_paid"]) == parse_yuan(row["in_scope_cost"]) + 1
    with pytest.raises(ValueError, match="cannot break"):
        synthetic.bad_rows(broken.head(2), 1, 3)


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_command_writes_four_files(tmp_path: Path, ending: str) -> None:
    run = CliRunner().invoke(
        synthetic.main, ["--claims", "60", "--into", str(tmp_path), "--ending", ending]
    )
    assert run.exit_code == 0, run.output
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {
        f"{table}.{ending}" for table in ("people", "identities", "claims", "enrolments")
    }


def test_csv_holds_what_the_frames_hold(county: synthetic.SyntheticCounty, tmp_path: Path) -> None:
    for name, path in county.write(tmp_path).items():
        read = pl.read_csv(path, infer_schema=False).fill_null("")
        assert read.equals(getattr(county, f"{name}_frame"))


def test_unknown_ending_is_an_error(county: synthetic.SyntheticCounty, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot write"):
        county.write(tmp_path, "ods")
