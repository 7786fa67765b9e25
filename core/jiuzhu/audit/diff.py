"""What differs between two counties, or between two days of one, in the words of the clauses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from attrs import frozen

from jiuzhu.loading.county import County
from jiuzhu.policy.conditions import ListTest
from jiuzhu.policy.edition import Edition, StageRules
from jiuzhu.policy.grid import Column, asked
from jiuzhu.policy.quoting import Quoting
from jiuzhu.policy.show_tables import TableMaker
from jiuzhu.policy.views import CellView, ConditionView
from jiuzhu_schemas.words import REASON_LABELS, STAGE_LABELS

from . import wording
from .diff_parts import Parts
from .joint import empty_in_both, joint_columns, stages_of
from .records import Change, PolicyDiff, Side

Kind = Literal["added", "removed", "changed"]


def diff_policies(before: County, before_day: date, after: County, after_day: date) -> PolicyDiff:
    """Compare what holds in a county on a day with what holds in another, or on another day.

    Raises NoPolicyError for a day on which no document is in force.
    """
    one = _Version.of(before, before_day)
    other = _Version.of(after, after_day)
    tables = _Tables(one, other)
    changes = [*Parts(one.quoting, other.quoting).changes(), *tables.changes()]
    return PolicyDiff(before=one.side, after=other.side, changes=tuple(changes), same=tables.same)


def count_changes(county: County, one: Edition, other: Edition) -> int:
    """Return how many things differ between two editions of a county."""
    return len(diff_policies(county, one.since, county, other.since).changes)


@frozen(eq=False)
class _Version:
    """One side: its edition, and what quotes from it."""

    side: Side
    quoting: Quoting
    maker: TableMaker

    @classmethod
    def of(cls, county: County, day: date) -> _Version:
        edition = county.policy.on(day)
        quoting = Quoting(county.policy, edition)
        documents = tuple(document.number for document in edition.documents)
        side = Side(
            county=county.manifest.id, name=county.manifest.name, on=day, documents=documents
        )
        return cls(side, quoting, TableMaker(quoting))

    @property
    def edition(self) -> Edition:
        return self.quoting.edition

    def cell(self, stage: StageRules, category: str, column: Column) -> CellView | None:
        """Return a cell; None for a category that is no recipient here, or has no row."""
        if category not in self.edition.recipients or self._cannot_be(column):
            return None
        found = self.maker.cell(stage, category, column)
        return None if found.outcome == "not_covered" else found

    def _cannot_be(self, column: Column) -> bool:
        """Tell whether a column asks for a disease list in which nothing stands here."""
        filled = {name for name, (_, each) in self.edition.disease_lists.items() if each.classes}
        return any(
            isinstance(test, ListTest) and test.inside and test.list_id not in filled
            for test in column.values()
        )


class _Tables:
    """Compares table by table; ``same`` counts the cells that say the same."""

    def __init__(self, one: _Version, other: _Version) -> None:
        self._one, self._other = one, other
        self.same = 0

    def changes(self) -> Iterator[Change]:
        """Yield the changes of every table, categories with the same change together."""
        mine, theirs = stages_of(self._one.edition), stages_of(self._other.edition)
        for stage in dict.fromkeys((*mine, *theirs)):
            yield from self._stage(stage, mine.get(stage), theirs.get(stage))

    def _stage(
        self, name: str, mine: StageRules | None, theirs: StageRules | None
    ) -> Iterator[Change]:
        held = self._held()
        empty = empty_in_both(self._one.edition, self._other.edition)
        known = mine or theirs
        assert known is not None

        def answers(column: Column) -> tuple[tuple[CellView | None, CellView | None], ...]:
            return tuple(
                (
                    self._one.cell(mine, each, column) if mine else None,
                    self._other.cell(theirs, each, column) if theirs else None,
                )
                for each in held
            )

        for column, pairs in joint_columns(mine or known, theirs or known, empty, answers):
            conditions = tuple(self._conditions(column, empty))
            grouped: dict[object, tuple[CellView | None, CellView | None, list[str]]] = {}
            for category, (before, after) in zip(held, pairs, strict=True):
                if _says(before) == _says(after):
                    self.same += before is not None
                else:
                    key = (_said_where(before), _said_where(after))
                    grouped.setdefault(key, (before, after, []))[2].append(category)
            for before, after, categories in grouped.values():
                yield self._change(name, conditions, categories, before, after)

    def _held(self) -> list[str]:
        """Return the categories of both sides, by the precedence of the later one."""
        other = self._other.edition
        every = frozenset(other.recipients) | frozenset(self._one.edition.recipients)
        return list(other.ranked(every))

    def _conditions(self, column: Column, empty: frozenset[str]) -> Iterator[ConditionView]:
        """Quote a column, each disease list from a side that knows it."""
        for test in asked(column, empty):
            sides = (self._other.quoting, self._one.quoting)
            knows = (
                side
                for side in sides
                if not isinstance(test, ListTest) or test.list_id in side.edition.disease_lists
            )
            yield from next(knows).conditions([test])

    def _change(
        self,
        stage: str,
        conditions: Iterable[ConditionView],
        categories: Iterable[str],
        before: CellView | None,
        after: CellView | None,
    ) -> Change:
        return Change(
            kind=_kind(before, after),
            part=stage,
            part_label=STAGE_LABELS[stage],
            labels=tuple(self._other.quoting.category(each) for each in categories),
            conditions=wording.conditions(conditions),
            before=wording.cell(before),
            before_source=before.source if before else None,
            after=wording.cell(after),
            after_source=after.source if after else None,
        )


def _said_where(cell: CellView | None) -> object:
    return (_says(cell), cell.source if cell else None)


def _says(cell: CellView | None) -> object:
    """Return what a cell gives, without where it stands; to be denied cover is to have no row."""
    if cell is None or cell.reason == REASON_LABELS["not_covered"]:
        return None
    if cell.terms is None:
        return cell.reason
    terms = cell.terms
    return (
        terms.rate, terms.bands, terms.quota, terms.threshold, terms.threshold_mode,
        terms.stay_cap, terms.annual_cap, terms.pool, terms.share_of_tier,
    )  # fmt: skip


def _kind(before: CellView | None, after: CellView | None) -> Kind:
    had = before is not None and before.terms is not None
    has = after is not None and after.terms is not None
    if had == has:
        return "changed"
    return "added" if has else "removed"
