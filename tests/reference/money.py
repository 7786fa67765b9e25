"""Money as whole fen: reading, writing and the one rounding rule."""

from __future__ import annotations

import re

_YUAN = re.compile(r"([0-9]+)(?:\.([0-9]{1,2}))?", re.ASCII)


def fen(text: str) -> int:
    """Read yuan with at most two decimals: ``"12.5"`` is 1250 fen."""
    match = _YUAN.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not an amount in yuan: {text!r}")
    yuan, decimals = match.groups()
    return int(yuan) * 100 + int((decimals or "").ljust(2, "0"))


def yuan(amount: int) -> str:
    """Write fen as yuan with two decimals."""
    if amount < 0:
        raise ValueError(f"a negative amount: {amount}")
    return f"{amount // 100}.{amount % 100:02d}"


def share(amount: int, percent: int) -> int:
    """``percent`` of an amount, half a fen rounded up, once."""
    return (amount * percent + 50) // 100
