"""What a check of claims answers: the rows that must not be settled, and why."""

from __future__ import annotations

import re
from typing import Any, Final

from attrs import Attribute, field, frozen

from jiuzhu_schemas.text import Text

from .fitting import ID, fits, is_text

_COLUMN: Final = re.compile(r"\S.*\Z")


def _is_row(_: object, attribute: Attribute[Any], value: object) -> None:
    if type(value) is not int or value < 0:
        raise ValueError(f"{attribute.name} must be a number of column “row”, is {value!r:.80}")


@frozen(kw_only=True)
class RefusedClaim:
    """One claim of a file that is not to be settled. Raises ValueError for what is none."""

    row: int = field(validator=_is_row)
    """As the column ``row`` says it."""
    column: str = field(validator=fits(_COLUMN, "claim_id"))
    """The column that the message points at: one of the claims' columns, or of the sender's."""
    code: str = field(validator=fits(ID, "same_invoice"))
    """A short stable word for programs."""
    reason: Text = field(validator=is_text)
    """What is wrong, continuing 值“…”： in Chinese and ``value “…”:`` in English."""
    expected: Text = field(validator=is_text)
    """What was expected, or how to mend it."""
