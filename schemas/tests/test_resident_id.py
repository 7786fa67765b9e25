"""Resident IDs (GB 11643): the check character, the date inside, and what a message may show."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from jiuzhu_schemas.errors import ResidentIdError
from jiuzhu_schemas.resident_id import birth_date, check_character, mask

FIRST_17 = st.text("0123456789", min_size=17, max_size=17)
BIRTHS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def made_up(born: date, number: int = 1) -> str:
    """An ID of nobody: no place has the area code 990000."""
    first_17 = f"990000{born:%Y%m%d}{number:03d}"
    return first_17 + check_character(first_17)


@given(FIRST_17)
def test_the_check_character_is_that_of_another_implementation(first_17: str) -> None:
    assert check_character(first_17) == ric.calc_check_digit(first_17 + "0")


def test_the_check_character_is_that_of_the_standards_own_example() -> None:
    assert check_character("11010519491231002") == "X"
    assert birth_date("11010519491231002X") == date(1949, 12, 31)


@given(BIRTHS, st.integers(0, 999))
def test_the_birth_date_is_read_back(born: date, number: int) -> None:
    assert birth_date(made_up(born, number)) == born


@given(BIRTHS, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(born: date, place: int, more: int) -> None:
    right = made_up(born)
    wrong = right[:place] + str((int(right[place]) + more) % 10) + right[place + 1 :]
    with pytest.raises(ResidentIdError):
        birth_date(wrong)


@given(BIRTHS, st.integers(0, 15))
def test_two_digits_changed_about_are_always_found(born: date, place: int) -> None:
    right = made_up(born)
    if right[place] == right[place + 1]:
        return
    wrong = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    with pytest.raises(ResidentIdError):
        birth_date(wrong)


def test_an_area_code_that_was_not_in_force_at_birth_is_no_fault() -> None:
    first_17 = "50023619900101001"
    assert birth_date(first_17 + check_character(first_17)) == date(1990, 1, 1)
    permit = "81000019900101001"
    assert birth_date(permit + check_character(permit)) == date(1990, 1, 1)


@pytest.mark.parametrize(
    "day", ["20230229", "19000229", "20240230", "20240001", "20241301", "00000101"]
)
def test_a_day_that_never_was(day: str) -> None:
    first_17 = f"990000{day}001"
    with pytest.raises(ResidentIdError, match="出生日期"):
        birth_date(first_17 + check_character(first_17))


def test_29_february() -> None:
    assert birth_date(made_up(date(2000, 2, 29))) == date(2000, 2, 29)


@pytest.mark.parametrize(
    "text",
    [
        "", "11010519491231002", "11010519491231002x", " 11010519491231002X",
        "11010519491231002X\n",
        "11010519491231002X0", "1101051949123100２X", "A1010519491231002X", "110105491231002",
        "5.00236E+17",
    ],
)  # fmt: skip
def test_what_is_no_resident_id(text: str) -> None:
    with pytest.raises(ResidentIdError) as caught:
        birth_date(text)
    assert caught.value.message.zh != caught.value.message.en


@given(st.text(min_size=0, max_size=30))
def test_a_mask_keeps_the_length_and_hides_the_middle(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    if len(text) <= 8:
        assert set(masked) <= {"*"}
    else:
        assert masked == text[:3] + "*" * (len(text) - 5) + text[-2:]


@given(BIRTHS, st.integers(0, 999), st.sampled_from("0123456789X"))
def test_a_message_never_shows_the_middle(born: date, number: int, check: str) -> None:
    text = made_up(born, number)[:17] + check
    try:
        birth_date(text)
    except ResidentIdError as error:
        for sentence in (error.message.zh, error.message.en, str(error), repr(error)):
            assert text[3:16] not in sentence
            assert f"{born:%Y%m%d}" not in sentence
