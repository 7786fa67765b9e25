"""Resident IDs by the column: 18 places, the check character, the birth date inside.

The rules are those of `jiuzhu_schemas.resident_id`, worked on a matrix of bytes.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu_schemas.resident_id import CHECK_CHARACTERS, WEIGHTS
from jiuzhu_schemas.text import Text

from .cleaning import cleaned
from .coded import series

PLACES: Final = 18
_DIGITS: Final = 17
_ZERO, _X, _SMALL_X = ord("0"), ord("X"), ord("x")
_MONTH_DAYS: Final = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], np.int64)
_FEBRUARY, _MONTHS = 2, 12

GOOD, SHAPE, CHECK, BIRTH = range(4)
"""What the check found: nothing wrong, not 18 places, wrong check character, no real date."""

EXPECTED: Final = Text("应为18位身份证号", "expected a resident ID of 18 places")
FAULTS: Final = {
    SHAPE: (
        "id_shape",
        Text("不是18位身份证号", "is not a resident ID of 18 places"),
    ),
    CHECK: (
        "id_check",
        Text("身份证号校验位不符", "the check character of the resident ID does not fit"),
    ),
    BIRTH: (
        "id_birth_date",
        Text("身份证号第7至14位不是真实日期", "places 7 to 14 of the resident ID are no real date"),
    ),
}
_AS_NUMBER: Final = r"^[0-9](\.[0-9]+)?[eE]\+?[0-9]{1,3}$|^[0-9]{15,18}\.0$"


@frozen(eq=False)
class CheckedIds:
    """One entry a cell: what is wrong (0 nothing), and the birth day (int32, 0 where wrong)."""

    fault: NDArray[np.uint8]
    born_on: NDArray[np.int32]


def tidy_ids(cells: pl.Series) -> pl.Series:
    """Return IDs without what surrounds them (blanks, tabs, a text mark '), ``x`` as ``X``."""
    return cleaned(cells).str.strip_chars("'‘’` \t").str.to_uppercase()


def typed_as_number(cells: pl.Series) -> NDArray[np.bool_]:
    """Tell which cells were typed as numbers and have lost digits, such as 5.00236E+17."""
    return cleaned(cells).str.contains(_AS_NUMBER).to_numpy()


def check_ids(cells: pl.Series) -> CheckedIds:
    """Check tidy IDs: length, digits, check character (MOD 11-2), a real birth date.

    The area code is not looked up: codes are abolished and merged, and people keep theirs.
    """
    fault = np.full(len(cells), SHAPE, np.uint8)
    born_on = np.zeros(len(cells), np.int32)
    right_size = (cells.str.len_bytes() == PLACES).fill_null(value=False).to_numpy()
    rows = np.flatnonzero(right_size)
    if len(rows):
        text: str = cells.filter(series(right_size)).str.join("").item()
        matrix = np.frombuffer(text.encode(), np.uint8).reshape(-1, PLACES)
        fault[rows], born_on[rows] = _check(matrix)
    return CheckedIds(fault, born_on)


def _check(matrix: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    digits = matrix[:, :_DIGITS] - _ZERO  # other characters wrap round to something above 9
    last = matrix[:, _DIGITS]
    shaped = (digits <= 9).all(axis=1) & ((last - np.uint8(_ZERO) <= 9) | (last == _X))
    remainder = (digits.astype(np.int32) @ np.array(WEIGHTS, np.int32)) % len(CHECK_CHARACTERS)
    fits = np.frombuffer(CHECK_CHARACTERS.encode(), np.uint8)[remainder] == last
    real, born_on = _birth_days(digits.astype(np.int64))
    fault = np.select([~shaped, ~fits, ~real], [SHAPE, CHECK, BIRTH], GOOD).astype(np.uint8)
    return fault, np.where(fault == GOOD, born_on, 0).astype(np.int32)


def _birth_days(digits: NDArray[np.int64]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    year = digits[:, 6:10] @ np.array([1000, 100, 10, 1])
    month = digits[:, 10:12] @ np.array([10, 1])
    day = digits[:, 12:14] @ np.array([10, 1])
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    known = (month >= 1) & (month <= _MONTHS)
    longest = _MONTH_DAYS[np.where(known, month, 0)] + (leap & (month == _FEBRUARY))
    real = known & (year >= 1) & (day >= 1) & (day <= longest)
    months = np.where(real, (year - 1970) * _MONTHS + month - 1, 0)
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return real, first + day - 1
