"""Commands of the palette: what one can do, found in Chinese, by pinyin or in English."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from attrs import frozen

from jiuzhu_schemas.text import Text

from .pinyin import score, search_key

NOTHING: Final = Text("", "")
_IN_OTHER_LANGUAGE: Final = 0.8


@frozen
class Command:
    """Something the palette offers. ``more`` says when to use it, ``key`` which key does it too."""

    title: Text
    run: Callable[[], object]
    more: Text = NOTHING
    key: str = ""

    def fits(self, query: str) -> float:
        """Return how well a query fits: 0 not at all, 1 wholly."""
        return max(
            score(query, search_key(self.title.zh)),
            _IN_OTHER_LANGUAGE * score(query, search_key(self.title.en)),
        )
