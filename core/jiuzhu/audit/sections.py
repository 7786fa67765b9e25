"""Audits put into headings, sentences and tables: the same for the terminal and for Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import TypeAlias

from attrs import frozen

from jiuzhu_schemas.text import Text

from . import wording
from .records import (
    ClauseUse,
    Cliff,
    CliffsReport,
    CoverageReport,
    DatesReport,
    FloorFinding,
    FloorReport,
    PolicyDiff,
)

Report: TypeAlias = FloorReport | CoverageReport | CliffsReport | DatesReport

TITLES = {
    "floor": Text("与上级文件标准的比较", "The county against the documents above it"),
    "coverage": Text("条款、标准与算例的对应", "Clauses, rows and golden cases"),
    "cliffs": Text("费用增加而救助减少之处", "Where more cost brings less relief"),
    "dates": Text("各时期标准的完整性", "Every day and cell has one answer"),
}
CONFLICT = Text("与已载入文件冲突", "conflict with the loaded document")
_KINDS = {
    "added": Text("增加", "added"),
    "removed": Text("取消", "removed"),
    "changed": Text("变更", "changed"),
}
Row = Sequence[Text]


@frozen(eq=False)
class Table:
    """A table with a heading for each column."""

    headings: Row
    rows: Sequence[Row]


@frozen(eq=False)
class Section:
    """What an audit says: one sentence in sum, tables, and notes below them."""

    title: Text
    summary: Text
    tables: Sequence[Table]
    notes: Sequence[Text]


def count(report: Report) -> int:
    """Return how many findings a report has; waived conflicts do not count."""
    stale = len(report.stale_waivers) if isinstance(report, FloorReport) else 0
    return len(report.findings) + stale


@singledispatch
def section_of(report: object) -> Section:
    """Put a report into words."""
    raise TypeError(type(report).__name__)


@section_of.register
def _floor(report: FloorReport) -> Section:
    tables = []
    if report.findings:
        tables.append(_conflicts(report.findings))
    if report.waived:
        tables.append(_conflicts(report.waived))
    if report.stale_waivers:
        tables.append(
            Table(
                (Text("无所对应的豁免", "waiver that matches nothing"), Text("依据", "rests on"),
                 Text("记录人", "recorded by"), Text("记录日期", "on")),
                [
                    (_same(f"{each.document} {each.waiver.stage} {each.waiver.figure} "
                           f"{', '.join(each.waiver.categories)}"),
                     _same(each.waiver.superseded_by), _same(each.waiver.recorded_by),
                     _same(str(each.waiver.recorded_on)))
                    for each in report.stale_waivers
                ],
            )
        )  # fmt: skip
    found, waived = len(report.findings), len(report.waived)
    return Section(
        TITLES["floor"],
        Text(
            f"比较 {report.compared} 项，{CONFLICT.zh} {found} 项，已豁免 {waived} 项，"
            f"无所对应的豁免 {len(report.stale_waivers)} 项",
            f"{report.compared} cells compared: {found} in {CONFLICT.en}, {waived} waived,"
            f" {len(report.stale_waivers)} waivers that match nothing",
        ),
        tables,
        report.notes,
    )


def _conflicts(findings: Iterable[FloorFinding]) -> Table:
    return Table(
        (Text("救助类型", "stage"), Text("对象", "category"), Text("情形", "when"),
         Text("本县标准", "county"), Text("本县条款", "clause"),
         Text("上级标准", "above"), Text("上级条款", "clause"), Text("结论", "result")),
        [
            (each.stage_label, each.label, wording.conditions(each.conditions), each.county,
             wording.source(each.county_source), each.upper, wording.source(each.upper_source),
             _verdict(each))
            for each in findings
        ],
    )  # fmt: skip


def _verdict(finding: FloorFinding) -> Text:
    waiver = finding.waiver
    if waiver is None:
        return CONFLICT
    by, on = waiver.recorded_by, waiver.recorded_on
    return Text(
        f"已豁免：依据{waiver.superseded_by}（{by}，{on}）",
        f"waived: {waiver.superseded_by} ({by}, {on})",
    )


@section_of.register
def _coverage(report: CoverageReport) -> Section:
    found = len(report.findings)
    tables = []
    if found:
        heading = (Text("未对应之处", "without a counterpart"),)
        tables.append(Table(heading, [(each.text,) for each in report.findings]))
    headings = (Text("条款", "clause"), Text("内容", "says"), Text("落实", "used"),
                Text("算例", "cases"))  # fmt: skip
    rows = [
        (_same(each.cite), _same(each.says), _used(each), _same(str(each.cases)))
        for each in report.clauses
    ]  # fmt: skip
    tables.append(Table(headings, rows))
    return Section(
        TITLES["coverage"],
        Text(
            f"条款 {len(report.clauses)} 条，标准 {report.rows} 行，算例 {report.cases} 个，"
            f"未对应 {found} 处",
            f"{len(report.clauses)} clauses, {report.rows} rows, {report.cases} golden cases:"
            f" {found} without a counterpart",
        ),
        tables,
        report.notes,
    )


def _used(clause: ClauseUse) -> Text:
    said = []
    if clause.used_by:
        said.append(Text(f"{len(clause.used_by)} 处", f"{len(clause.used_by)} parts"))
    elif clause.in_code:
        said.append(Text("代码", "code"))
    if clause.questions:
        listed = ", ".join(clause.questions)
        said.append(Text(f"未决事项 {listed}", f"questions {listed}"))
    if clause.not_computable:
        reason = clause.not_computable
        said.append(Text(f"不需计算：{reason}", f"not computable: {reason}"))
    return wording.joined(said, "；", "; ") if said else Text("无", "none")


@section_of.register
def _cliffs(report: CliffsReport) -> Section:
    found = len(report.findings)
    tables = [
        Table(
            (Text("越过之处", "passing"), Text("对象", "categories"), Text("情形", "when"),
             Text("此前", "below"), Text("此后", "above"),
             Text("损失最大时的自付", "base of worst loss"), Text("救助", "relief"),
             Text("最多少得", "worst loss"), Text("少得的自付范围", "bases that lose")),
            [_cliff(each) for each in report.findings],
        )
    ]  # fmt: skip
    return Section(
        TITLES["cliffs"],
        Text(
            f"查看 {report.kinds} 种情形，多一分费用反而少得救助 {found} 处",
            f"{report.kinds} kinds looked at: {found} places where a fen more pays less",
        ),
        tables if found else [],
        report.notes,
    )


def _cliff(cliff: Cliff) -> Row:
    of = Text("政策范围内费用", "in-scope cost") if cliff.of == "in_scope" else Text("自付", "base")
    return (
        Text(f"{of.zh}达到 {cliff.at} 元", f"{of.en} of {cliff.at}"),
        wording.joined(cliff.labels, "、"),
        wording.joined(cliff.conditions, "；或 ", "; or "),
        *(
            Text(
                f"{side.stage_label.zh} {side.terms.zh}（{wording.source(side.source).zh}）",
                f"{side.stage_label.en} {side.terms.en} ({wording.source(side.source).en})",
            )
            for side in (cliff.below, cliff.above)
        ),
        _same(cliff.base),
        _same(f"{cliff.below.relief} → {cliff.above.relief}"),
        _same(cliff.loss),
        _bases(cliff),
    )


def _bases(cliff: Cliff) -> Text:
    first, last = cliff.falls_from, cliff.falls_to
    if cliff.falls_throughout:
        return Text(f"{first} 至 {last}", f"{first} to {last}")
    return Text(f"{first} 至 {last} 之间的一部分", f"some between {first} and {last}")


@section_of.register
def _dates(report: DatesReport) -> Section:
    found = len(report.findings)
    tables = [
        Table(
            (Text("自", "from"), Text("至", "to"), Text("有效文件", "documents"),
             Text("与前一时期不同", "changes")),
            [
                (_same(str(each.since)), _same(str(each.until or "")),
                 _same("、".join(each.documents)),
                 _same("" if each.changes is None else str(each.changes)))
                for each in report.editions
            ],
        )
    ]  # fmt: skip
    if found:
        heading = (Text("缺失或重叠", "gap or overlap"),)
        tables.insert(0, Table(heading, [(each.text,) for each in report.findings]))
    return Section(
        TITLES["dates"],
        Text(
            f"{len(report.editions)} 个时期，{report.cells} 项标准，缺失或重叠 {found} 处",
            f"{len(report.editions)} editions, {report.cells} cells: {found} gaps or overlaps",
        ),
        tables,
        report.notes,
    )


@section_of.register
def _diff(diff: PolicyDiff) -> Section:
    one, other = diff.before, diff.after
    tables = []
    if diff.changes:
        headings = (Text("项目", "part"), Text("变化", "change"), Text("对象", "whom"),
                    Text("情形", "when"), Text("前", "before"), Text("依据", "clause"),
                    Text("后", "after"), Text("依据", "clause"))  # fmt: skip
        rows = [
            (each.part_label, _KINDS[each.kind], wording.joined(each.labels, "、"),
             each.conditions, each.before, wording.source(each.before_source), each.after,
             wording.source(each.after_source))
            for each in diff.changes
        ]  # fmt: skip
        tables.append(Table(headings, rows))
    return Section(
        Text(
            f"{one.name.zh} {one.on} 与 {other.name.zh} {other.on} 的政策比较",
            f"Policies of {one.name.en} on {one.on} and {other.name.en} on {other.on}",
        ),
        Text(
            f"不同 {len(diff.changes)} 处，相同 {diff.same} 项",
            f"{len(diff.changes)} differences, {diff.same} cells the same",
        ),
        tables,
        (),
    )


def _same(text: str) -> Text:
    return Text(text, text)
