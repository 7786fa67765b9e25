"""The nearest known word to one that is not known: most faults are slips of the pen."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from jiuzhu_schemas.text import Text


def unknown(sentence: Text, word: object, known: Iterable[object]) -> Text:
    """Add to a sentence about an unknown word which one may be meant, and which there are."""
    words = [str(each) for each in known]
    near = get_close_matches(str(word), words, n=1)
    zh, en = sentence.zh, sentence.en
    if near:
        zh += f"，是否为“{near[0]}”？"
        en += f"; did you mean “{near[0]}”?"
    listed = ", ".join(words)
    if not words:
        return Text(zh, en)
    return Text(f"{zh}（可用：{listed}）", f"{en} (known: {listed})")
