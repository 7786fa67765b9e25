"""Cases for a list of any length, and which of them are wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, Literal, get_args

from attrs import evolve, field, frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import (
    STATE_LABELS,
    CaseRow,
    Filters,
    count_cases,
    find_cases,
    kind_of,
)
from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk

Due = Literal["", "overdue", "today", "soon", "week"]
DUE_LABELS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "overdue": Text("已逾期", "overdue"),
        "today": Text("今天及以前到期", "due by today"),
        "soon": Text("3天内到期", "due within 3 days"),
        "week": Text("7天内到期", "due within 7 days"),
    }
)
DUES: Final[tuple[str, ...]] = get_args(Due)
_DAYS: Final = {"overdue": -1, "today": 0, "soon": 3, "week": 7}


@frozen
class Wanted:
    """Which cases a list shows. ``due`` counts from today, so that it can be kept for later."""

    filters: Filters = field(factory=Filters)
    due: str = ""

    def on(self, today: date) -> Filters:
        """Return the filters as they are on a day."""
        if not self.due:
            return self.filters
        last = today + timedelta(days=_DAYS[self.due])
        return evolve(self.filters, due_by=last.isoformat())

    def words(self, hospitals: Mapping[str, str]) -> list[Text]:
        """Say what is filtered by, besides the search. ``hospitals``: names by code."""
        found = [STATE_LABELS[each] for each in self.filters.states]
        if self.filters.kind:
            found.append(kind_of(self.filters.kind).label)
        code = self.filters.hospital
        for value in (self.filters.township, hospitals.get(code, code)):
            if value:
                found.append(Text(value, value))
        if self.filters.operator:
            who = self.filters.operator
            found.append(Text(f"经手人 {who}", f"by {who}"))
        if self.due:
            found.append(DUE_LABELS[self.due])
        elif self.filters.due_by:
            day = self.filters.due_by
            found.append(Text(f"{day} 前到期", f"due by {day}"))
        return found


class CaseSource:
    """The cases an operator may see, the newest first."""

    def __init__(self, actor: Actor, filters: Filters) -> None:
        self._actor = actor
        self.filters = filters

    def count(self, desk: Desk) -> int:
        """Return how many there are."""
        return count_cases(desk.book, self._actor, self.filters)

    def page(self, desk: Desk, offset: int, limit: int) -> Sequence[CaseRow]:
        """Return some of them."""
        return find_cases(desk.book, self._actor, self.filters, limit=limit, offset=offset)
