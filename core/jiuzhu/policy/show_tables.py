"""A stage as a table: a row for each category that can be held, a column for each case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.policy import PolicyDocument, ReliefRow, ReliefTable, SubsidyRow
from jiuzhu_schemas.terms import Denied, Portion, SubsidyTerms
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import REASON_LABELS, STAGE_LABELS

from .dates import on_day
from .edition import StageRules
from .grid import Column, asked, columns_of, first_rule
from .quoting import Quoting, money, rate
from .rows import pool_of
from .views import (
    BandView,
    CategoryRow,
    CellView,
    ColumnView,
    EntryView,
    Outcome,
    Reference,
    TableView,
    TermsView,
)

_ROW: Final = re.compile(r"(?P<document>[^#]+)#(?P<table>[a-z_]+)\.rows\[(?P<place>[0-9]+)\]")


class TableMaker:
    """Makes the tables of one edition."""

    def __init__(self, quoting: Quoting) -> None:
        self._quoting = quoting
        self._edition = quoting.edition
        lists = quoting.edition.disease_lists
        self._empty = frozenset(name for name, (_, listed) in lists.items() if not listed.classes)

    def table(self, stage: StageRules, plugins: Sequence[str]) -> TableView:
        """Return the table of a relief stage, of the tilt, or of the subsidy."""
        recipients = self._edition.recipients
        held = self._edition.ranked(frozenset(recipients))

        def answers(column: Column) -> tuple[CellView, ...]:
            return tuple(self.cell(stage, category, column) for category in held)

        columns = columns_of(stage, self._empty, answers)
        quote = self._quoting
        return TableView(
            stage=stage.stage,
            label=STAGE_LABELS[stage.stage],
            portion=self._portion(stage.stage),
            entry=tuple(
                EntryView(
                    conditions=quote.conditions(entry.tests), source=quote.reference(entry.clause)
                )
                for entry in stage.entry
            ),
            columns=tuple(
                ColumnView(conditions=quote.conditions(asked(column, self._empty)))
                for column, _ in columns
            ),
            rows=tuple(
                CategoryRow(
                    category=category,
                    label=quote.category(category),
                    counts_as=quote.counts_as(recipients[category].recipient),
                    cells=tuple(cells[place] for _, cells in columns),
                )
                for place, category in enumerate(held)
            ),
            plugins=tuple(plugins),
        )

    def _portion(self, stage: str) -> Portion:
        tables = (getattr(document, stage) for document in self._edition.documents)
        found = next((table for table in tables if isinstance(table, ReliefTable)), None)
        return (found.portion if found else None) or "base"

    def cell(self, stage: StageRules, category: str, column: Column) -> CellView:
        """Return what a category gets throughout a column."""
        rule = first_rule(stage.by_category.get(category, ()), column)
        if rule is None:
            return self._denied(stage.not_covered, "not_covered")
        found = _ROW.fullmatch(rule.row)
        assert found is not None, rule.row
        document = self._quoting.documents[found["document"]]
        row = getattr(document, found["table"]).rows[int(found["place"])]
        if isinstance(rule.answer, Denied):
            return self._denied(rule.answer, "denied")
        source = self._quoting.reference(rule.clause)
        if isinstance(rule.answer, SubsidyTerms):
            return _cell(_subsidy_terms(row), rule.row, source, department=rule.answer.department)
        return _cell(
            self._relief_terms(document, stage.stage, row), rule.row, source, question=row.question
        )

    def _denied(self, answer: Denied, outcome: Outcome) -> CellView:
        return CellView(
            outcome=outcome,
            terms=None,
            reason=REASON_LABELS.get(answer.reason, Text(answer.reason, answer.reason)),
            question=answer.question,
            department="",
            source=self._quoting.reference(answer.clause),
            row=answer.row,
        )

    def _relief_terms(self, document: PolicyDocument, stage: str, row: ReliefRow) -> TermsView:
        day = self._edition.since
        pool_id = pool_of(stage, getattr(document, stage), row)
        owner, pool = self._edition.pools.get(pool_id, (document, None))
        own = on_day(row.annual_cap, day)
        cap = own or (on_day(pool.annual_cap, day) if pool else None)
        clause = row.clause if own or pool is None else pool.clause
        paid = on_day(row.rate, day)
        return TermsView(
            rate=rate(paid) if paid else None,
            bands=tuple(
                BandView(above=format_yuan(band.above), rate=rate(band.rate)) for band in row.bands
            ),
            quota=money(row.quota) if row.quota else None,
            threshold=format_yuan(row.threshold.fen) if row.threshold else None,
            threshold_mode=row.threshold.mode if row.threshold else None,
            stay_cap=money(row.stay_cap) if row.stay_cap else None,
            annual_cap=money(cap) if cap else None,
            cap_source=self._quoting.clause(document if own else owner, clause),
            pool=pool_id,
        )


def _cell(
    terms: TermsView, row: str, source: Reference, *, question: str = "", department: str = ""
) -> CellView:
    return CellView(
        outcome="terms",
        terms=terms,
        reason=None,
        question=question,
        department=department,
        source=source,
        row=row,
    )


def _subsidy_terms(row: SubsidyRow) -> TermsView:
    return TermsView(
        rate=rate(row.share) if row.share else None,
        quota=money(row.amount) if row.amount else None,
        share_of_tier=row.of_tier if row.share else None,
    )
