"""What can be a hospital's code and name, one at a time: without what whole columns need."""

from __future__ import annotations

import re
from typing import Final

from jiuzhu_schemas.text import Text

from .cleaning import clean

LONGEST_NAME: Final = 100

EXPECTED_CODE: Final = Text(
    "应为 1 至 32 位数字、大写字母、- 或 _，如国家平台的 12 位编码",
    "expected 1 to 32 digits, capital letters, - or _, such as the national 12 characters",
)
_CODE: Final = re.compile(r"[0-9A-Z_-]{1,32}\Z")


def normal_code(text: str) -> str | None:
    """Return a hospital's code in capital letters without blanks around it; None if it is none."""
    code = clean(text).upper()
    return code if _CODE.match(code) else None
