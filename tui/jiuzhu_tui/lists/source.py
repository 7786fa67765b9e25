"""Where a list gets its rows from, and the pages of it that are at hand."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final, Generic, Protocol, TypeVar

from jiuzhu_tui.desk import Desk

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

PAGE: Final = 100
"""Rows in a page."""
_KEPT: Final = 40
"""Pages kept at hand; those not looked at for longest go first."""


class Source(Protocol[R_co]):
    """Rows in an order of their own. Both methods run in a background thread."""

    def count(self, desk: Desk) -> int:
        """Return how many rows there are."""

    def page(self, desk: Desk, offset: int, limit: int) -> Sequence[R_co]:
        """Return up to ``limit`` rows from the one at ``offset``, counted from 0."""


class Pages(Generic[R]):
    """The pages at hand, and which were asked for."""

    def __init__(self) -> None:
        self.count = 0
        self._rows: OrderedDict[int, Sequence[R]] = OrderedDict()
        self._asked: set[int] = set()

    def row(self, index: int) -> R | None:
        """Return a row, None if its page is not at hand."""
        number, place = divmod(index, PAGE)
        page = self._rows.get(number)
        if page is None:
            return None
        self._rows.move_to_end(number)
        return page[place] if place < len(page) else None

    def missing(self, first: int, last: int) -> list[int]:
        """Return the pages between two rows that are to be asked for, and note that they were."""
        if not self.count:
            return []
        end = min(last, self.count - 1) // PAGE
        wanted = [
            number
            for number in range(max(first, 0) // PAGE, end + 1)
            if number not in self._rows and number not in self._asked
        ]
        self._asked.update(wanted)
        return wanted

    def keep(self, number: int, rows: Sequence[R]) -> None:
        """Keep a page that was read."""
        self._asked.discard(number)
        self._rows[number] = rows
        self._rows.move_to_end(number)
        while len(self._rows) > _KEPT:
            self._rows.popitem(last=False)


class Rows(Generic[R]):
    """Rows that are at hand already."""

    def __init__(self, rows: Sequence[R]) -> None:
        self.rows = rows

    def count(self, desk: Desk) -> int:
        """Return how many there are."""
        return len(self.rows)

    def page(self, desk: Desk, offset: int, limit: int) -> Sequence[R]:
        """Return some of them."""
        return self.rows[offset : offset + limit]
