"""What a plugin may add to the files that are read, by the names of functions in its modules."""

from __future__ import annotations

import re
from typing import Any, Final, Literal, get_args

from attrs import Attribute, field, frozen

from jiuzhu_schemas.text import Text

from .fitting import ID, PATH, fits, is_text

ImportedTable = Literal["people", "identities", "claims", "enrolments"]

OWN_ENDINGS: Final = (".csv", ".xlsx", ".xls", ".jsonl", ".parquet")
"""Endings of the files that the core reads itself: no importer gets them."""
_ENDING: Final = re.compile(r"\.[a-z0-9]{1,10}\Z")


def _not_ours(_: object, attribute: Attribute[Any], value: object) -> None:
    if value in OWN_ENDINGS:
        raise ValueError(f"{attribute.name} {value} is read by the core itself")


def _are_tables(_: object, attribute: Attribute[Any], value: object) -> None:
    known = get_args(ImportedTable)
    if not isinstance(value, tuple) or not value or any(each not in known for each in value):
        raise ValueError(f"{attribute.name} must be a tuple of {known}, is {value!r:.80}")


@frozen(kw_only=True)
class Importer:
    """Reads files of one ending. Raises ValueError for what is none."""

    id: str = field(validator=fits(ID, "wushan_his"))
    """Unique among a county's importers; begin it with the plugin's id."""
    title: Text = field(validator=is_text)
    ending: str = field(validator=[fits(_ENDING, ".dat"), _not_ours])
    """In lower case, with its dot."""
    tables: tuple[ImportedTable, ...] = field(validator=_are_tables)
    """Which tables such a file may stand for."""
    read: str = field(validator=fits(PATH, "jiuzhu_wushan.his:read"))
    """Module and function: called with the file's `pathlib.Path`, gives its records as dicts of
    column names to text. What the cells say is checked as in any other file."""
