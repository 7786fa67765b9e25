"""Lists and codes in words: `、` in Chinese, commas in English, a code with what it stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from jiuzhu_schemas.text import Text

_NOTHING: Final = Text("", "")


def listed(words: Iterable[str | Text], nothing: Text = _NOTHING) -> Text:
    """Join words as each language does; ``nothing`` where there are none.

    >>> listed(["永安镇", "吐祥镇"]).en
    '永安镇, 吐祥镇'
    """
    pairs = [each if isinstance(each, Text) else Text(each, each) for each in words]
    if not pairs:
        return nothing
    return Text("、".join(each.zh for each in pairs), ", ".join(each.en for each in pairs))


def coded(labels: Mapping[str, Text]) -> Text:
    """List codes with what they stand for: ``draft（草稿）``."""
    return listed(
        Text(f"{code}（{label.zh}）", f"{code} ({label.en})") for code, label in labels.items()
    )
