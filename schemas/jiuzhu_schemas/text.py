"""Sentences in the two languages a person may read: Chinese first, English by a switch."""

from __future__ import annotations

import os
from typing import Annotated, Final, Literal, NamedTuple, TypeAlias

Language = Literal["zh", "en"]

MAY_BE_EMPTY: Final = "may be empty"
MaybeEmpty: TypeAlias = Annotated[str, MAY_BE_EMPTY]
"""A text that says something by being empty, such as the reason of an award."""

LANGUAGE_VARIABLE: Final = "JIUZHU_LANG"


class Text(NamedTuple):
    """One sentence or label, written in both languages.

    A named tuple and no attrs class: every command's help needs it, and must start fast.

    >>> Text("低保对象", "minimum living allowance").in_language("en")
    'minimum living allowance'
    """

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the wording for ``language``."""
        return self.en if language == "en" else self.zh

    def __str__(self) -> str:
        return self.in_language(chosen_language())


def chosen_language() -> Language:
    """Return the language asked for by ``JIUZHU_LANG``: Chinese unless it says ``en``."""
    return "en" if os.environ.get(LANGUAGE_VARIABLE, "").lower().startswith("en") else "zh"
