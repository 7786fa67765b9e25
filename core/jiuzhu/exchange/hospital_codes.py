"""The code of a claim's hospital, and what a register of hospitals says of it.

The register itself lies elsewhere (in a casebook); here is only what it is asked and answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

import attrs
import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu.settlement.columns import Claims, Codes, Days
from jiuzhu_schemas.text import Text

from .cleaning import means_nothing
from .coded import Coded, distinct_codes
from .fields import Listed, Word
from .hospital_words import EXPECTED_CODE, normal_code
from .reading import Column, Reading
from .refusals import Rows

UNSAID: Final = 255
"""Stands for a level or region of which the file says nothing."""

_EMPTY: Final = Text("是空的", "is empty")
_WORDS: Final = ("hospital_level", "hospital_region")


@frozen(eq=False, kw_only=True)
class NamedHospitals:
    """What claims say of their hospitals, one entry a row."""

    claim_id: pl.Series
    """The claims' ids; of a row that is refused for its id it is null or not to be believed."""
    code: Coded
    """The codes as a register keeps them; empty where the claim names none."""
    settled_on: Days
    level: Codes
    """0 to 3, or UNSAID."""
    region: Codes
    """A position in ``REGIONS``, or UNSAID."""


@frozen(eq=False, kw_only=True)
class HospitalRefusal:
    """Rows that a register refuses for what stands in one column, by our name of it."""

    rows: Rows
    column: str
    code: str
    """A short stable word for programs."""
    reason: Text
    expected: Text


@frozen(eq=False, kw_only=True)
class RegisterAnswer:
    """Level and region of every row as the register has them, and the rows it refuses."""

    level: Codes
    region: Codes
    refusals: tuple[HospitalRefusal, ...]


HospitalRegister: TypeAlias = Callable[[NamedHospitals], RegisterAnswer]


@frozen(eq=False)
class HospitalCode(Listed):
    """A hospital's code; ``may_be_empty`` where a row need not name one."""

    may_be_empty: bool = False

    def finish(self, quick: pl.Series, column: Column) -> Coded:
        """See `Field`."""
        cells = distinct_codes(quick)
        codes = [normal_code(word) for word in cells.words]
        blank = np.array([means_nothing(word) for word in cells.words], np.bool_)
        wrong = np.array([code is None for code in codes], np.bool_)
        if not self.may_be_empty and len(blank):
            column.refuse(np.flatnonzero(blank[cells.code]), "empty", _EMPTY, EXPECTED_CODE)
        if (wrong & ~blank).any():
            rows = np.flatnonzero((wrong & ~blank)[cells.code])
            what = Text("不是医疗机构编码", "is no hospital's code")
            column.refuse(rows, "not_a_hospital_code", what, EXPECTED_CODE)
        words = ["" if none else code or "" for code, none in zip(codes, blank, strict=True)]
        return Coded(tuple(words), cells.code)


def or_unsaid(words: Mapping[str, Word]) -> dict[str, Word]:
    """Return the fields of level and region so that they take an empty cell as UNSAID."""
    empty = MappingProxyType({"": UNSAID, "-": UNSAID, "--": UNSAID})
    return {
        name: attrs.evolve(word, codes={**empty, **word.codes}) if name in _WORDS else word
        for name, word in words.items()
    }


def ask_register(
    reading: Reading, keys: pl.Series, claims: Claims, register: HospitalRegister
) -> tuple[Coded | None, Claims]:
    """Take level and region from a register, refusing the rows that it refuses.

    ``keys`` (claim ids) and ``claims`` are all rows of the file, good and bad. Returns the codes
    too, None if the file has no column of them.
    """
    level = _said(reading, "hospital_level", claims.hospital_level)
    region = _said(reading, "hospital_region", claims.hospital_region)
    if not reading.has("hospital_code"):
        _refuse_unsaid(reading, {"hospital_level": level, "hospital_region": region})
        return None, claims
    code = reading.values("hospital_code", CLAIM_CODE)
    named = np.array([bool(word) for word in code.words], np.bool_)[code.code]
    _refuse_unsaid(
        reading,
        {
            "hospital_level": np.where(named, 0, level),
            "hospital_region": np.where(named, 0, region),
        },
    )
    answer = register(
        NamedHospitals(
            claim_id=keys, code=code, settled_on=claims.settled_on, level=level, region=region
        )
    )
    before = reading.refusals.rows()  # A row with another fault may have no day to ask for.
    for each in answer.refusals:
        rows = each.rows[~np.isin(each.rows, before)]
        place = each.column if reading.has(each.column) else "hospital_code"
        reading.column(place).refuse(rows, each.code, each.reason, each.expected)
    asked = attrs.evolve(claims, hospital_level=answer.level, hospital_region=answer.region)
    return code, asked


CLAIM_CODE: Final = HospitalCode(may_be_empty=True)
"""The field of the column in a claims file."""


def _said(reading: Reading, name: str, codes: Codes) -> Codes:
    return codes if reading.has(name) else np.full(reading.height, UNSAID, np.uint8)


def _refuse_unsaid(reading: Reading, columns: Mapping[str, NDArray[np.uint8]]) -> None:
    expected = Text(
        "没有写医疗机构编码的行须写等级和区域",
        "a row that names no hospital by its code must say level and region",
    )
    for name, codes in columns.items():
        rows = np.flatnonzero(codes == UNSAID)
        place = name if reading.has(name) else "hospital_code"
        reading.column(place).refuse(rows, "empty", _EMPTY, expected)
