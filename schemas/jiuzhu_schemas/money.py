"""Sums of money as integer fen, rates as integer basis points; no float anywhere."""

from __future__ import annotations

import re
from typing import Final

from .errors import MoneyError
from .text import Text

FEN_PER_YUAN: Final = 100
BASIS_POINTS: Final = 10_000
"""Basis points in one whole: 70 % is 7000."""

MONEY_PATTERN: Final = r"-?[0-9]{1,9}(\.[0-9]{1,2})?"
"""How a sum in yuan is written in a file: at most nine digits and two decimals."""

_DECIMALS: Final = tuple(f".{fen:02d}" for fen in range(FEN_PER_YUAN))
_MONEY: Final = re.compile(r"^(?P<sign>-?)(?P<yuan>[0-9]{1,9})(?:\.(?P<fen>[0-9]{1,2}))?\Z")
_PERCENT: Final = re.compile(r"^(?P<whole>[0-9]{1,3})(?:\.(?P<part>[0-9]{1,2}))?%\Z")


def parse_yuan(text: str) -> int:
    """Read a sum written in yuan and return it in fen.

    Raises MoneyError unless ``text`` is digits with at most two decimals.

    >>> parse_yuan("30000.01")
    3000001
    """
    found = _MONEY.match(text)
    if found is None:
        raise MoneyError(
            Text(
                f"“{text}”不是金额，应为元，最多两位小数，例如 1234.56",
                f"“{text}” is not a sum of money; expected yuan with at most two decimals,"
                " such as 1234.56",
            )
        )
    fen = int(found["yuan"]) * FEN_PER_YUAN + int((found["fen"] or "").ljust(2, "0"))
    return -fen if found["sign"] else fen


def format_yuan(fen: int) -> str:
    """Write a sum of fen in yuan with two decimals.

    >>> format_yuan(3000001)
    '30000.01'
    """
    if fen < 0:
        return f"-{format_yuan(-fen)}"
    return f"{fen // FEN_PER_YUAN}{_DECIMALS[fen % FEN_PER_YUAN]}"


def parse_percent(text: str) -> int:
    """Read a percentage from 0 % to 100 % and return basis points.

    >>> parse_percent("70%")
    7000
    """
    found = _PERCENT.match(text)
    points = int(found["whole"]) * 100 + int((found["part"] or "").ljust(2, "0")) if found else None
    if points is None or points > BASIS_POINTS:
        raise MoneyError(
            Text(
                f"“{text}”不是比例，应为 0% 到 100%，例如 70%",
                f"“{text}” is not a rate; expected 0% to 100%, such as 70%",
            )
        )
    return points


def format_percent(basis_points: int) -> str:
    """Write basis points as a percentage without its sign: 7000 is ``70``, 6650 is ``66.5``."""
    whole, part = divmod(basis_points, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".")
