"""What operators write in their own words, as it is kept: records that last hold no full ID."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from jiuzhu_schemas.resident_id import mask

_DIGIT: Final = "[0-9０-９]"
_ID: Final = re.compile(f"(?<!{_DIGIT}){_DIGIT}{{17}}(?:[XxＸｘ]|{_DIGIT}(?!{_DIGIT}))")
_PLAIN: Final = str.maketrans("０１２３４５６７８９", "0123456789")


def remark(text: str) -> str:
    """Return a note or reason without blanks around it, and with resident IDs in it masked.

    Other long numbers stay: an invoice is found by its number. An ID with a slip in it is still
    somebody's, so its check character is not asked for; its birth date is what tells it.

    >>> remark(" 与500236199001011234重复 ")
    '与500*************34重复'
    """
    return _ID.sub(_masked, text.strip())


def _masked(found: re.Match[str]) -> str:
    day = found[0][6:14].translate(_PLAIN)
    try:
        date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return found[0]
    return mask(found[0]) if day[:2] in {"18", "19", "20"} else found[0]
