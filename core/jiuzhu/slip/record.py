"""A slip as data: sections of rows, the same for paper, text and screen."""

from __future__ import annotations

from typing import TypeAlias

from attrs import field, frozen

from jiuzhu_schemas.text import Text

Words: TypeAlias = Text | str


@frozen
class Row:
    """A label, what stands beside it, and for sums where they come from."""

    label: Words
    value: Words = field(repr=False)
    more: Words = ""
    is_sum: bool = False


@frozen
class Section:
    """Rows under a heading; ``notes``: sentences below them."""

    title: Text
    rows: tuple[Row, ...]
    notes: tuple[Words, ...] = ()


@frozen
class Signature:
    """A line to sign on: as what, the operator's name and when they did it (empty: by hand)."""

    label: Text
    name: str
    at: str = ""


@frozen(kw_only=True)
class Slip:
    """One slip. ``mark``: what must not be overlooked, such as a reversal; empty for none."""

    title: Text
    number: str
    mark: Text | None
    sections: tuple[Section, ...]
    signatures: tuple[Signature, ...]
    printed: Text
    """When it was made, and by whom."""
