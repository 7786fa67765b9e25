"""The columns of a list: what they show, how wide, and which of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, Literal, TypeVar

from attrs import frozen

from jiuzhu_schemas.text import Text
from jiuzhu_tui.foreign import cell

R = TypeVar("R")
_GAP = 1


@frozen(kw_only=True)
class Column(Generic[R]):
    """One column. ``width`` in cells (a hanzi takes two); ``value`` gives a row's text, as it is.

    ``grows``: it takes the room that is left. ``from_width``: shown by default only where the
    list has so many cells.
    """

    id: str
    label: Text
    width: int
    value: Callable[[R], str]
    align: Literal["left", "right"] = "left"
    grows: bool = False
    from_width: int = 0


class Layout(Generic[R]):
    """The columns that are shown, with their widths for the room there is."""

    def __init__(self, columns: Sequence[Column[R]]) -> None:
        self.columns = tuple(columns)
        self.chosen: frozenset[str] | None = None
        """The columns an operator chose; None: those that fit the room."""
        self._widths: tuple[tuple[Column[R], int], ...] = ()

    def fit(self, room: int) -> None:
        """Work the widths out for so many cells."""
        shown = [each for each in self.columns if self._is_shown(each, room)]
        left = room - sum(each.width + _GAP for each in shown)
        growing = sum(each.grows for each in shown)
        more = max(0, left) // growing if growing else 0
        self._widths = tuple((each, each.width + (more if each.grows else 0)) for each in shown)

    @property
    def width(self) -> int:
        """Cells a row takes."""
        return sum(width + _GAP for _, width in self._widths)

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids of the columns that are shown."""
        return tuple(each.id for each, _ in self._widths)

    def header(self) -> str:
        """Return the line of the columns' names."""
        return self._line([(cell(str(c.label), w, c.align)) for c, w in self._widths])

    def line(self, row: R) -> str:
        """Return a row as one line."""
        return self._line([cell(c.value(row), w, c.align) for c, w in self._widths])

    def _line(self, cells: Sequence[str]) -> str:
        return "".join(each + " " * _GAP for each in cells)

    def _is_shown(self, column: Column[R], room: int) -> bool:
        if self.chosen is not None:
            return column.id in self.chosen
        return room >= column.from_width
