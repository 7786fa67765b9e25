"""Resident IDs (GB 11643) and ages."""

from __future__ import annotations

from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"

NOWHERE = "990000"
"""An area code that no place has: people made up for tests live there."""


def check_character(first_seventeen: str) -> str:
    """The eighteenth character of a resident ID (MOD 11-2)."""
    if len(first_seventeen) != len(_WEIGHTS):
        raise ValueError(f"seventeen digits are needed, not {first_seventeen!r}")
    total = sum(
        int(digit) * weight for digit, weight in zip(first_seventeen, _WEIGHTS, strict=True)
    )
    return _CHECK_CHARACTERS[total % 11]


def resident_id(born: date, number: int) -> str:
    """A made-up resident ID: the birth date and a sequence number from 0 to 999."""
    if not 0 <= number <= 999:
        raise ValueError(f"a sequence number has three digits: {number}")
    body = f"{NOWHERE}{born:%Y%m%d}{number:03d}"
    return body + check_character(body)


def born_on(person_id: str) -> date:
    """The birth date that a resident ID carries."""
    return date(int(person_id[6:10]), int(person_id[10:12]), int(person_id[12:14]))


def age_on(born: date, day: date) -> int:
    """Completed years; the birthday counts, and 29 February comes on 1 March in common years."""
    years = day.year - born.year
    if (day.month, day.day) < (born.month, born.day):
        years -= 1
    return years
