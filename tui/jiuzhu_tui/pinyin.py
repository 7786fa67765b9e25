"""How Chinese words are looked for: by their characters, by pinyin, or by its initials."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from attrs import frozen

SURNAMES: Final = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "覃": "qin", "朴": "piao", "查": "zha",
    "盖": "ge", "区": "ou", "任": "ren", "华": "hua", "尉迟": "yu chi", "万俟": "mo qi",
    "长孙": "zhang sun", "单于": "chan yu", "澹台": "tan tai", "乐": "yue", "翟": "zhai",
    "纪": "ji", "冼": "xian", "缪": "miao", "燕": "yan", "种": "chong", "黑": "he", "重": "chong",
    "隗": "wei", "佴": "nai", "逄": "pang", "晟": "cheng", "宓": "mi", "员": "yun", "贠": "yun",
    "谌": "chen", "褚": "chu", "訾": "zi", "繁": "po", "撒": "sa", "洗": "xian", "秘": "bi",
}  # fmt: skip
"""Surnames that are read otherwise than the character usually is; checked before the library."""

_OTHERWISE: Final = {"覃": ("tan",), "任": (), "翟": ("di",), "乐": ("le",), "盖": ("gai",)}
"""Surnames with a second common reading: both find them."""


@frozen
class SearchKey:
    """How one word is found. Spaces in ``words`` part the syllables."""

    text: str
    words: str
    initials: str


@lru_cache(maxsize=4096)
def search_key(text: str, *, surname: bool = False) -> SearchKey:
    """Return the key of a word; ``surname``: it is a person's name."""
    syllables = _syllables(text, surname)
    return SearchKey(
        text=_folded(text),
        words=" ".join(syllables),
        initials="".join(each[0] for each in syllables if each),
    )


@lru_cache(maxsize=4096)
def other_readings(name: str) -> tuple[SearchKey, ...]:
    """Return the keys under which a name is also looked for."""
    rest = _syllables(name[1:], surname=False)
    return tuple(
        SearchKey(_folded(name), " ".join([other, *rest]), "".join(e[0] for e in [other, *rest]))
        for other in _OTHERWISE.get(name[:1], ())
    )


def score(query: str, key: SearchKey) -> float:
    """Return how well a query fits a word: 0 not at all, 1 wholly."""
    asked = _folded(query).strip()
    if not asked:
        return 0.0
    compact = asked.replace(" ", "")
    for text, weight in ((key.text, 1.0), (key.words.replace(" ", ""), 0.8), (key.initials, 0.7)):
        if not text:
            continue
        if text in (compact, asked):
            return weight
        if text.startswith(compact):
            return weight * 0.9
    if asked in key.text or compact in key.text.replace(" ", ""):
        return 0.6
    if _from_a_syllable(compact, key.words):
        return 0.5
    if len(compact) > 1 and compact in key.initials:
        return 0.4
    return 0.0


def name_matches(query: str, name: str) -> bool:
    """Tell whether a query finds a person's name."""
    keys = (search_key(name, surname=True), *other_readings(name))
    return any(score(query, key) > 0 for key in keys)


def _from_a_syllable(query: str, words: str) -> bool:
    parts = words.split(" ")
    return any("".join(parts[start:]).startswith(query) for start in range(1, len(parts)))


def _syllables(text: str, surname: bool) -> list[str]:
    if surname:
        for length in (2, 1):
            read = SURNAMES.get(text[:length])
            if read and len(text[:length]) == length:
                return [*read.split(" "), *_syllables(text[length:], surname=False)]
    if text.isascii():
        return _folded(text).split()
    # Loading its tables takes longer than the rest of the start.
    from pypinyin import Style, lazy_pinyin

    read_as = lazy_pinyin(text, style=Style.NORMAL, errors="default")
    return [_folded(each) for each in read_as if each.strip()]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
