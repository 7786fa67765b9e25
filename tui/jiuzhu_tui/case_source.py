"""Cases for a list of any length: each page begins where one that was read before it ended."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from attrs import evolve

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import CaseRow, Filters, State, count_by_state, find_cases
from jiuzhu_tui.desk import Desk

_STRIDE: Final = 2_000
"""Rows read at a time on the way to a page far away."""
MOST_FOUND: Final = 2_000
"""Cases that a search shows at most; beyond, it has to be narrowed down."""


class CaseSource:
    """The cases an operator may see, the newest first."""

    def __init__(self, actor: Actor, filters: Filters) -> None:
        self._actor = actor
        self._filters = filters
        self._ends: dict[int, int] = {0: 0}
        """Row number to the key of the row before it: from there a page can be read."""
        self._found: list[CaseRow] | None = None
        self.cut_off = False
        """There are more cases than `MOST_FOUND`, and only so many are listed."""

    def count(self, desk: Desk) -> int:
        """Return how many there are; of a search, at most `MOST_FOUND`."""
        self._ends = {0: 0}
        if self._filters == evolve(Filters(), states=self._filters.states):
            wanted = self._filters.states
            counted: dict[State, int] = count_by_state(desk.book, self._actor)
            return sum(each for state, each in counted.items() if not wanted or state in wanted)
        found = find_cases(desk.book, self._actor, self._filters, limit=MOST_FOUND + 1)
        self.cut_off = len(found) > MOST_FOUND
        self._found = found[:MOST_FOUND]
        return len(self._found)

    def page(self, desk: Desk, offset: int, limit: int) -> Sequence[CaseRow]:
        """Return some of them, read from the nearest row whose key is known."""
        if self._found is not None:
            return self._found[offset : offset + limit]
        known = sorted(self._ends)
        start = known[bisect_right(known, offset) - 1]
        while start < offset:
            skipped = self._read(desk, start, min(_STRIDE, offset - start))
            if not skipped:
                return ()
            start += len(skipped)
        return self._read(desk, offset, limit)

    def _read(self, desk: Desk, start: int, limit: int) -> Sequence[CaseRow]:
        """Read rows from one whose key is known, and note the key where they end."""
        after = self._ends[start] or None
        rows = find_cases(desk.book, self._actor, self._filters, limit=limit, after=after)
        if rows:
            self._ends[start + len(rows)] = rows[-1].case_id
        return rows
