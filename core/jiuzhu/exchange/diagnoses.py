"""The diagnosis column: ICD-10 codes in the edition of 国家医保局."""

from __future__ import annotations

import re
from typing import Final
from unicodedata import normalize

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu_schemas.text import Text

from .cleaning import clean
from .coded import distinct_codes
from .fields import Listed
from .reading import Column

_ICD10: Final = re.compile(r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4}(?:X[0-9A-Z]{1,4})?)?\Z")
_CHRONIC: Final = re.compile(r"M[0-9]{5}\Z")
_EXPECTED: Final = Text("应为 ICD-10 编码，如 C34.9", "expected an ICD-10 code such as C34.9")
_FAULTS: Final = {
    "empty": (Text("是空的", "is empty"), _EXPECTED),
    "chronic_code": (
        Text("是门诊慢特病编码，看不出病种", "is an outpatient scheme code, not a disease"),
        Text(
            "请改填 ICD-10 编码，以便判断是否为特殊病种",
            "give the ICD-10 code, which tells the disease class",
        ),
    ),
    "not_icd10": (Text("不是 ICD-10 编码", "is not an ICD-10 code"), _EXPECTED),
}


@frozen(eq=False)
class Diagnosis(Listed):
    """A diagnosis, to the tuple of distinct codes (upper case) and int32 positions in it."""

    def finish(self, quick: pl.Series, column: Column) -> tuple[tuple[str, ...], NDArray[np.int32]]:
        """See `Field`."""
        cells = distinct_codes(quick)
        codes = [_tidy(word) for word in cells.words]
        faults = [_fault(code) for code in codes]
        for kind, (reason, expected) in _FAULTS.items():
            wrong = np.array([fault == kind for fault in faults], np.bool_)
            if wrong.any():
                column.refuse(np.flatnonzero(wrong[cells.code]), kind, reason, expected)
        distinct = tuple(dict.fromkeys(codes))
        place = {code: at for at, code in enumerate(distinct)}
        return distinct, np.array([place[code] for code in codes], np.int32)[cells.code]


def _tidy(word: str) -> str:
    """Return a code in narrow capitals, without the mark of ICD-10's dagger and asterisk codes."""
    code = clean(normalize("NFKC", word)).upper().replace("×", "X")
    return code[:-1] if code.endswith(("+", "*", "†")) else code


def _fault(code: str) -> str:
    if not code:
        return "empty"
    if _CHRONIC.match(code):
        return "chronic_code"
    return "" if _ICD10.match(code) else "not_icd10"
