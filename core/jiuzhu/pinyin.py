"""Chinese names and words in pinyin: syllables, and the keys under which a name is found."""

from __future__ import annotations

import unicodedata
from typing import Final

SURNAMES: Final = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "覃": "qin", "朴": "piao", "查": "zha",
    "盖": "ge", "区": "ou", "任": "ren", "华": "hua", "尉迟": "yu chi", "万俟": "mo qi",
    "长孙": "zhang sun", "单于": "chan yu", "澹台": "tan tai", "乐": "yue", "翟": "zhai",
    "纪": "ji", "冼": "xian", "缪": "miao", "燕": "yan", "种": "chong", "黑": "he", "重": "chong",
    "隗": "wei", "佴": "nai", "逄": "pang", "晟": "cheng", "宓": "mi", "员": "yun", "贠": "yun",
    "谌": "chen", "褚": "chu", "訾": "zi", "繁": "po", "撒": "sa", "洗": "xian", "秘": "bi",
}  # fmt: skip
"""Surnames that are read otherwise than the character usually is; checked before the library."""

OTHER_SURNAMES: Final = {"覃": ("tan",), "任": (), "翟": ("di",), "乐": ("le",), "盖": ("gai",)}
"""Surnames with a second common reading: both find them."""


_LONG_SURNAMES: Final = frozenset(each for each in SURNAMES if len(each) > 1) | {
    "欧阳", "上官", "司马", "司徒", "诸葛", "夏侯", "皇甫", "慕容", "令狐", "东方", "公孙", "轩辕",
}  # fmt: skip


def syllables(text: str, *, surname: bool = False) -> list[str]:
    """Return a text's syllables, in small letters; ``surname``: it is a person's name."""
    if surname:
        for length in (2, 1):
            read = SURNAMES.get(text[:length])
            if read and len(text[:length]) == length:
                return [*read.split(" "), *syllables(text[length:])]
    if text.isascii():
        return folded(text).split()
    # Loading its tables takes longer than the rest of a command's start.
    from .pinyin_tables import read_aloud

    return [folded(each) for each in read_aloud(text) if each.strip()]


def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to read a person's name, the usual one first."""
    usual = tuple(syllables(name, surname=True))
    if name[:1] not in OTHER_SURNAMES:
        return (usual,)
    rest = syllables(name[1:])
    return (usual, *((other, *rest) for other in OTHER_SURNAMES[name[:1]]))


def name_keys(name: str) -> frozenset[str]:
    """Return what a name is found by: its pinyin, its given name's, and its initials.

    Letters and digits only, in small letters.

    >>> sorted(name_keys("张三丰"))
    ['sanfeng', 'zhangsanfeng', 'zsf']
    """
    found: set[str] = set()
    for reading in readings(name):
        parts = [part for each in reading if (part := _letters(each))]
        given = parts[2 if name[:2] in _LONG_SURNAMES else 1 :]
        found |= {"".join(parts), "".join(given), "".join(part[0] for part in parts)}
    return frozenset(found - {""})


def folded(text: str) -> str:
    """Return a text as it is compared: half-width, in small letters."""
    return unicodedata.normalize("NFKC", text).casefold()


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())
