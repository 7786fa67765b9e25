"""The nearest known word to one that is not known: most faults are slips of the pen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from jiuzhu_schemas.slips import nearest, plain
from jiuzhu_schemas.text import Text

_MOST: Final = 15
"""Known words that are listed where a near one was found."""


def unknown(
    sentence: Text, word: object, known: Iterable[object], names: Mapping[str, str] | None = None
) -> Text:
    """Add to a sentence about an unknown word which one may be meant, and which there are.

    ``names`` maps other names of the known words, such as Chinese labels, to the words.
    """
    words = [str(each) for each in known]
    near = nearest(word, words, names)
    zh, en = sentence.zh, sentence.en
    if near:
        zh += f"，是否为“{near}”？"
        en += f"; did you mean “{near}”?"
        if str(word) != plain(str(word)):
            zh += "（其中有多余的空格、全角字符或看不见的字符）"
            en += " (it holds a blank, a full-width or an invisible character)"
    listed = ", ".join(words[:_MOST] if near else words)
    if near and len(words) > _MOST:
        listed += ", …"
    if not words:
        return Text(zh, en)
    return Text(f"{zh}（可用：{listed}）", f"{en} (known: {listed})")
