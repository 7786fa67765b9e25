"""Text from outside, such as names, made safe to show: what would act or hide stands as a sign.

Nothing is left out and nothing is interpreted: a control character becomes its picture, and what
has no width of its own or turns the writing direction becomes its number, ``<U+202E>``.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from rich.cells import cell_len

_PICTURES: Final = 0x2400
_DELETE: Final = 0x7F
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Me"})
_JOINED: Final = ((0xFE00, 0xFE0F), (0x1F1E6, 0x1F1FF), (0x1F3FB, 0x1F3FF), (0xE0100, 0xE01EF))
"""Variation selectors, flags, skin tones: terminals disagree about their width."""

_PLAIN: Final = {
    "·": "・", "…": "...", "—": "-", "–": "-", "‘": "'", "’": "'", "“": '"', "”": '"',
    "×": "x", "÷": "/", "※": "*", "→": ">", "←": "<", "●": "*", "○": "o", "■": "#", "□": "o",
    **{chr(0x2460 + number): f"({number + 1})" for number in range(20)},
}  # fmt: skip
"""Characters that take one cell on some terminals and two on others, and what stands for them."""


def visible(text: str) -> str:
    """Return a text in one line in which every character shows and none acts.

    >>> visible("张三" + chr(0x202E) + chr(27))
    '张三<U+202E>␛'
    """
    if text.isascii() and text.isprintable():
        return text
    shown: list[str] = []
    marks = 0
    for letter in text:
        mark = unicodedata.category(letter) == "Mn" and not _joined(letter)
        marks = marks + 1 if mark else 0
        # A mark belongs to a letter; alone, or in heaps, it would run over other text.
        alone = mark and (marks > 1 or not shown or not shown[-1][-1:].isalpha())
        shown.append(_number(letter) if alone else _sign(letter))
    return "".join(shown)


def visible_lines(text: str) -> str:
    """Return a text of several lines, such as an explanation, each of them made visible."""
    return "\n".join(visible(line) for line in text.split("\n"))


@lru_cache(maxsize=4096)
def cell(text: str, width: int, align: str = "left") -> str:
    """Return a text as the cell of a table: exactly ``width`` cells, cut with ``~`` if longer.

    Characters of uncertain width are replaced by similar ones, so that columns line up.
    """
    plain = "".join(_PLAIN.get(letter, letter) for letter in visible(text))
    length = cell_len(plain)
    if length > width:
        return _cut(plain, width)
    blanks = " " * (width - length)
    return blanks + plain if align == "right" else plain + blanks


def _cut(text: str, width: int) -> str:
    used = 0
    kept: list[str] = []
    for letter in text:
        wide = cell_len(letter)
        if used + wide > width - 1:
            break
        kept.append(letter)
        used += wide
    return "".join(kept) + "~" + " " * (width - 1 - used) if width > 0 else ""


def _sign(letter: str) -> str:
    point = ord(letter)
    if point < ord(" "):
        return chr(_PICTURES + point)
    if point == _DELETE:
        return chr(0x2421)
    if unicodedata.category(letter) in _UNSEEN or _joined(letter):
        return _number(letter)
    return letter


def _joined(letter: str) -> bool:
    return any(first <= ord(letter) <= last for first, last in _JOINED)


def _number(letter: str) -> str:
    return f"<U+{ord(letter):04X}>"
