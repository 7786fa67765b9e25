"""The dates audit: on every day in force each cell has one answer, and what changed when.

A document with a gap or an overlap of its own does not load. Here each edition is looked at again,
cell by cell, from the compiled rules: a second opinion on every day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import pairwise

from jiuzhu.loading.county import County
from jiuzhu.policy.check import relief_tables
from jiuzhu.policy.conditions import can_both_hold
from jiuzhu.policy.dates import Dated
from jiuzhu.policy.edition import Edition, Rule, StageRules
from jiuzhu.policy.grid import Column, asked, columns_of, key_of
from jiuzhu.policy.quoting import Quoting
from jiuzhu.policy.show_parts import reviewed_late
from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import STAGE_LABELS

from . import wording
from .diff import count_changes
from .joint import empty_lists, stages_of
from .records import DatesFinding, DatesReport, EditionLine


def audit_dates(county: County, day: date) -> DatesReport:
    """Look at every edition of a county; ``day`` is held against the last reviews."""
    editions = county.policy.editions
    cells = 0
    findings: list[DatesFinding] = []
    for edition in editions:
        for column_answers in _cells(county, edition):
            cells += 1
            findings += column_answers
    findings += _end(editions[-1])
    return DatesReport(
        county=county.manifest.id,
        name=county.manifest.name,
        on=day,
        editions=tuple(_lines(county)),
        cells=cells,
        findings=tuple(findings),
        notes=tuple(_reviews(county, day)),
    )


def _lines(county: County) -> Iterator[EditionLine]:
    before: Edition | None = None
    for edition in county.policy.editions:
        yield EditionLine(
            since=edition.since,
            until=edition.until,
            documents=tuple(document.number for document in edition.documents),
            changes=count_changes(county, before, edition) if before else None,
        )
        before = edition


def _cells(county: County, edition: Edition) -> Iterator[list[DatesFinding]]:
    """Yield, for each cell that some row answers, what is wrong with it."""
    quoting = Quoting(county.policy, edition)
    empty = empty_lists(edition)
    for name, stage in stages_of(edition).items():
        for category, rules in stage.by_category.items():
            alone = StageRules(name, stage.not_covered, stage.entry, {category: rules})
            for column, found in columns_of(alone, empty, partial(_holding, rules)):
                yield list(_faults(quoting, name, category, column, found, empty))


def _holding(rules: Sequence[Rule], column: Column) -> tuple[str, ...]:
    """Return the rows that answer in a column."""
    return tuple(
        rule.row
        for rule in rules
        if all(can_both_hold(column.get(key_of(test)), test) for test in rule.tests)
    )


def _faults(
    quoting: Quoting,
    stage: str,
    category: str,
    column: Column,
    rows: Sequence[str],
    empty: frozenset[str],
) -> Iterator[DatesFinding]:
    edition = quoting.edition
    where = wording.conditions(quoting.conditions(asked(column, empty)))
    label, who = STAGE_LABELS[stage], quoting.category(category)
    until = edition.until or ""
    place = Text(
        f"{edition.since} 至 {until or '今'}，{label.zh}，{who.zh}，{where.zh}",
        f"{edition.since} to {until or 'now'}, {label.en}, {who.en}, {where.en}",
    )
    id_ = f"dates:{{}}:{edition.since}:{stage}:{category}"
    if not rows:
        text = Text(f"{place.zh}：没有标准", f"{place.en}: no row answers")
        yield DatesFinding(id=id_.format("gap"), kind="gap", text=text)
    for one, other in pairwise(rows):
        if one.partition("#")[0] == other.partition("#")[0]:
            text = Text(
                f"{place.zh}：{one} 与 {other} 都成立", f"{place.en}: both {one} and {other} hold"
            )
            yield DatesFinding(id=id_.format("overlap"), kind="overlap", text=text)


def _end(last: Edition) -> Iterator[DatesFinding]:
    if last.until is not None:
        text = Text(
            f"{last.until} 之后没有生效的文件，此后的费用不能结算",
            f"no document is in force after {last.until}: later claims cannot be settled",
        )
        yield DatesFinding(id=f"dates:ends:{last.until}", kind="ends", text=text)


def _reviews(county: County, day: date) -> Iterator[Text]:
    for each in county.policy.documents:
        document = each.document
        if day > document.last_review:
            yield reviewed_late(document, day)
        for place, since in _later(document):
            yield Text(
                f"{document.number} {place} 自 {since} 起，晚于最近一次核对 {document.last_review}",
                f"{document.number} {place} holds from {since}, after the last review"
                f" on {document.last_review}",
            )


def _later(document: PolicyDocument) -> Iterator[tuple[str, date]]:
    """Yield rows and values that begin after the document was last reviewed."""
    for name, table, _ in relief_tables(document):
        for place, row in enumerate(table.rows):
            parts: tuple[Dated, ...] = (row, *row.rate, *row.annual_cap)
            for dated in parts:
                if dated.since and dated.since > document.last_review:
                    yield f"{name}.rows[{place}]", dated.since
    for place, pool in enumerate(document.pools):
        for value in pool.annual_cap:
            if value.since and value.since > document.last_review:
                yield f"pools[{place}]", value.since
