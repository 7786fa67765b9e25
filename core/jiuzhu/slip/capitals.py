"""Sums in the capital numerals that Chinese vouchers ask for, which cannot be altered."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = "零壹贰叁肆伍陆柒捌玖"
_PLACES: Final = ("", "拾", "佰", "仟")
_GROUPS: Final = ("", "万", "亿", "万亿")
_GROUP: Final = 10_000
_FEN_IN_JIAO: Final = 10
_JIAO_IN_YUAN: Final = 10


def in_capitals(fen: int) -> str:
    """Return a sum in fen in words.

    >>> in_capitals(400_000), in_capitals(1_000_205), in_capitals(-50)
    ('肆仟元整', '壹万零贰元零伍分', '负伍角整')
    """
    jiao, cents = divmod(abs(fen), _FEN_IN_JIAO)
    yuan, jiao = divmod(jiao, _JIAO_IN_YUAN)
    words = f"{_whole(yuan)}元" if yuan else ""
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif yuan and cents:
        words += "零"
    words += f"{_DIGITS[cents]}分" if cents else "整"
    return ("负" if fen < 0 else "") + (words if fen else "零元整")


def _whole(number: int) -> str:
    words, group, skipped = "", 0, False
    while number:
        number, part = divmod(number, _GROUP)
        if part:
            zero = "零" if skipped and words else ""
            words = f"{_group(part)}{_GROUPS[group]}{zero}{words}"
        # A group that begins with zeros, or is nothing but, is joined on by one zero.
        skipped = part < _GROUP // 10
        group += 1
    return words


def _group(part: int) -> str:
    words, pending = "", False
    for place in (3, 2, 1, 0):
        digit = part // 10**place % 10
        if digit:
            words += ("零" if pending and words else "") + _DIGITS[digit] + _PLACES[place]
        pending = not digit
    return words
