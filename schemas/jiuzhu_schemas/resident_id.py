"""Resident ID numbers (GB 11643-1999): 18 places, the birth date inside, a MOD 11-2 check."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final

from .errors import ResidentIdError
from .text import Text

WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS: Final = "10X98765432"
_SHAPE: Final = re.compile(r"^[0-9]{17}[0-9X]\Z")


@lru_cache(maxsize=1024)
def birth_date(resident_id: str) -> date:
    """Return the birth date a resident ID carries.

    Raises ResidentIdError, with the number masked, for a wrong shape, check character or date.
    The area code is not looked up: codes are abolished and merged, and people keep theirs.
    """
    if _SHAPE.match(resident_id) is None:
        raise _wrong(resident_id, "应为18位，前17位为数字", "expected 18 places, 17 of them digits")
    if check_character(resident_id[:17]) != resident_id[17]:
        raise _wrong(resident_id, "校验位不符，请核对", "the check character does not fit")
    try:
        return date(int(resident_id[6:10]), int(resident_id[10:12]), int(resident_id[12:14]))
    except ValueError:
        raise _wrong(
            resident_id, "第7至14位不是真实的出生日期", "places 7 to 14 are no real birth date"
        ) from None


def check_character(first_17: str) -> str:
    """Return the 18th character that belongs to 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, WEIGHTS, strict=True))
    return CHECK_CHARACTERS[total % 11]


def mask(text: str) -> str:
    """Hide the middle of an ID: the first three and last two characters stay.

    Anything too short to hide something is hidden whole.
    """
    return f"{text[:3]}{'*' * (len(text) - 5)}{text[-2:]}" if len(text) > 8 else "*" * len(text)


def _wrong(resident_id: str, zh: str, en: str) -> ResidentIdError:
    shown = mask(resident_id)
    return ResidentIdError(
        Text(f"身份证号“{shown}”有误：{zh}", f"resident ID “{shown}” is wrong: {en}")
    )
