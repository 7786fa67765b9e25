"""Says what the table gives and what a plugin's code made of it."""

from __future__ import annotations

import attrs

from jiuzhu_schemas.money import format_percent
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import Trace
from jiuzhu_schemas.trace_rules import TableAnswer, TracedTerms

from . import phrases
from .layout import Page
from .phrases import cited, how_much, placed

_NOT_OF_TERMS = ("clause", "cap_clause", "row", "inherited", "rate")
"""What two terms that differ in their rate alone may differ in besides."""


def changed_by_code(page: Page, trace: Trace) -> None:
    """Say so where the code of a plugin, a wrapper or an override, answered in a table's place."""
    if trace.table is None:
        return
    table, given = _table(trace.table, trace), _given(trace)
    whose = "、".join(trace.table.plugins), ", ".join(trace.table.plugins)
    page.sentence(
        Text(
            f"政策表：{table.zh}；{whose[0]} 的程序（{_clause(trace).zh}）定为 {given.zh}。",
            f"the table gives {table.en}; the code of {whose[1]} ({_clause(trace).en})"
            f" makes it {given.en}.",
        )
    )


def _table(table: TableAnswer, trace: Trace) -> Text:
    if table.terms is not None:
        where, gives = placed(table.terms.clause, trace), _short(table.terms, trace.terms)
        return Text(f"{where.zh} {gives.zh}", f"{where.en} {gives.en}")
    if table.reason:
        return phrases.reason(table.reason)
    return Text("没有这种费用的规定", "nothing for such a claim")


def _given(trace: Trace) -> Text:
    if trace.terms is not None:
        table = trace.table.terms if trace.table else None
        return _short(trace.terms, table)
    return trace.refusal.label if trace.refusal else Text("不予救助", "no relief")


def _clause(trace: Trace) -> Text:
    if trace.terms is not None:
        return placed(trace.terms.clause, trace)
    return cited(trace.refusal.clause) if trace.refusal else Text("", "")


def _short(terms: TracedTerms, other: TracedTerms | None) -> Text:
    """Return the rate where two terms differ in nothing else, or all that terms give."""
    names = [each.name for each in attrs.fields(TracedTerms) if each.name not in _NOT_OF_TERMS]
    alike = other is not None and all(getattr(terms, n) == getattr(other, n) for n in names)
    if not alike or terms.rate is None or other is None or other.rate in (None, terms.rate):
        return how_much(terms)
    return Text(f"{format_percent(terms.rate)}%", f"{format_percent(terms.rate)}%")
