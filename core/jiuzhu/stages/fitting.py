"""Validators for what plugins hand over: each raises ValueError that says what was expected."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from attrs import Attribute

from jiuzhu_schemas.text import Text

ID: Final = re.compile(r"[a-z][a-z0-9_]*\Z")
PATH: Final = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*\Z")
"""A module and a name in it, such as ``jiuzhu_wushan.screens:Beds``."""

Validator = Callable[[object, "Attribute[Any]", object], None]


def fits(pattern: re.Pattern[str], like: str) -> Validator:
    """Return a validator that raises ValueError for anything but a text of a form."""

    def check(_: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, str) or not pattern.match(value):
            raise ValueError(f"{attribute.name} must be like “{like}”, is {value!r:.80}")

    return check


def is_text(_: object, attribute: Attribute[Any], value: object) -> None:
    """Raise ValueError for anything but a Text."""
    if not isinstance(value, Text):
        raise ValueError(f"{attribute.name} must be a Text, is {value!r:.80}")
