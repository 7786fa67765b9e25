r"""Hides resident IDs, bank cards and telephone numbers in any text, such as a log line.

A pattern such as ``\b[0-9]{17}`` sees no boundary between a Chinese character and a digit, and lets
every ID that touches one through; ``\d`` takes digits that no ID has. So: runs of digits, ASCII or
full-width, told apart by how many they are.
"""

from __future__ import annotations

import re
from typing import Final

_DIGIT: Final = "[0-9０-９]"
_NO_DIGIT_BEFORE: Final = f"(?<!{_DIGIT})"
_NO_DIGIT_AFTER: Final = f"(?!{_DIGIT})"

_LONG: Final = re.compile(f"{_DIGIT}{{15,}}[XxＸｘ]?")
"""Old and new IDs, bank cards and accounts: nothing else written here has so many digits."""

_GROUPED: Final = re.compile(
    f"{_NO_DIGIT_BEFORE}{_DIGIT}{{3,8}}(?:[ \\-]{_DIGIT}{{3,8}}){{2,6}}[XxＸｘ]?"
)
"""The same, written in groups; how many digits there are in all is counted afterwards."""

_MOBILE: Final = re.compile(
    f"{_NO_DIGIT_BEFORE}(?:[8８][6６][ \\-]?)?[1１][3-9３-９]{_DIGIT}"
    f"(?:[ \\-]?{_DIGIT}{{4}}){{2}}{_NO_DIGIT_AFTER}"
)
_LANDLINE: Final = re.compile(
    f"{_NO_DIGIT_BEFORE}[0０]{_DIGIT}{{2,3}}[ \\-]{_DIGIT}{{7,8}}{_NO_DIGIT_AFTER}"
)
_FEWEST: Final = 15
_SHOWN_BEFORE: Final = 3
_SHOWN_AFTER: Final = 2


def redact(text: str) -> str:
    """Return the text with such numbers hidden but for their first three and last two characters.

    >>> redact("张三500236199001011234，13912345678")
    '张三500*************34，139******78'
    """
    for pattern in (_LONG, _GROUPED, _MOBILE, _LANDLINE):
        text = pattern.sub(_hidden, text)
    return text


def _hidden(found: re.Match[str]) -> str:
    number = found[0]
    if found.re is _GROUPED and sum(each.isdigit() for each in number) < _FEWEST:
        return number
    middle = len(number) - _SHOWN_BEFORE - _SHOWN_AFTER
    return f"{number[:_SHOWN_BEFORE]}{'*' * middle}{number[-_SHOWN_AFTER:]}"
