"""A long list without a casebook."""

from __future__ import annotations

from collections.abc import Sequence

from jiuzhu_tui.desk import Desk


class Numbers:
    """Counts, and notes what was asked of it: ``(offset, limit)``, in order."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.asked: list[tuple[int, int]] = []

    def count(self, desk: Desk) -> int:
        """Return how many there are."""
        return self._count

    def page(self, desk: Desk, offset: int, limit: int) -> Sequence[int]:
        """Return numbers from ``offset``."""
        self.asked.append((offset, limit))
        return range(offset, min(offset + limit, self._count))
