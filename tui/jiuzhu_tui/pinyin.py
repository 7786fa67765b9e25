"""How Chinese words are looked for: by their characters, by pinyin, or by its initials."""

from __future__ import annotations

from functools import lru_cache

from attrs import frozen

from jiuzhu.pinyin import folded, readings, syllables


@frozen
class SearchKey:
    """How one word is found. Spaces in ``words`` part the syllables."""

    text: str
    words: str
    initials: str


@lru_cache(maxsize=4096)
def search_key(text: str, *, surname: bool = False) -> SearchKey:
    """Return the key of a word; ``surname``: it is a person's name."""
    read_as = syllables(text, surname=surname)
    return SearchKey(
        text=folded(text),
        words=" ".join(read_as),
        initials="".join(each[0] for each in read_as if each),
    )


@lru_cache(maxsize=4096)
def other_readings(name: str) -> tuple[SearchKey, ...]:
    """Return the keys under which a name is also looked for."""
    return tuple(
        SearchKey(folded(name), " ".join(each), "".join(part[0] for part in each if part))
        for each in readings(name)[1:]
    )


def score(query: str, key: SearchKey) -> float:
    """Return how well a query fits a word: 0 not at all, 1 wholly."""
    asked = folded(query).strip()
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
