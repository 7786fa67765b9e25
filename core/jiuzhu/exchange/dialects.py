"""The names and words of other systems, from ``dialects.toml`` beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from attrs import frozen

from .cleaning import clean

_BRACKETS: Final = str.maketrans({"（": "(", "）": ")", "【": "(", "】": ")", "～": "~"})


@frozen
class Dialects:
    """Names of columns by table, words by kind; ``unverified`` words are shown, not accepted."""

    columns: Mapping[str, Mapping[str, tuple[str, ...]]]
    words: Mapping[str, Mapping[str, str]]
    unverified: Mapping[str, Mapping[str, str]]


def folded(text: str) -> str:
    """Return a name or word in the form in which two spellings of it are equal."""
    return "".join(clean(text).translate(_BRACKETS).split()).casefold()


@cache
def dialects() -> Dialects:
    """Read the data file, once."""
    text = files(__package__).joinpath("dialects.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    columns = {
        table: {ours: tuple(names) for ours, names in names_of.items()}
        for table, names_of in data["columns"].items()
    }
    return Dialects(columns, data["words"], data["unverified"])
