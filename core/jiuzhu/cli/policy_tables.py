"""An effective policy on paper: section by section, tables as the law prints them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from jiuzhu.policy import words
from jiuzhu.policy.views import DiseaseListView, PolicyView, PoolView, TableView
from jiuzhu_schemas.text import Text

from .paper import Paper

_SOURCE = Text("依据", "source")
_CATEGORY = Text("类别", "category")
_WHEN = Text("情形", "when")


def print_policy(view: PolicyView) -> None:
    """Print everything that the view holds."""
    paper = Paper(own_words=True)
    _head(paper, view)
    _recipients(paper, view)
    for table in view.stages:
        print_stage(paper, table)
    print_pools(paper, view.pools)
    _subsidy(paper, view)
    _handoffs(paper, view)
    print_lists(paper, view.disease_lists)
    _questions(paper, view)


def _head(paper: Paper, view: PolicyView) -> None:
    paper.line(
        Text(
            f"{view.name.zh}（{view.county}）{view.on} 有效的医疗救助政策",
            f"{view.name.en} ({view.county}): medical assistance in force on {view.on}",
        )
    )
    until = Text(f"至 {view.until}", f" to {view.until}") if view.until else Text("起", "")
    paper.line(Text(f"本版 {view.since} {until.zh}", f"this edition: from {view.since}{until.en}"))
    paper.table(
        [Text("文号", "number"), Text("标题", "title"), Text("生效", "in force"),
         Text("最近核对", "last review")],
        [
            (each.number, each.title, f"{each.since}~{each.until or ''}", str(each.last_review))
            for each in view.documents
        ],
    )  # fmt: skip
    for warning in view.warnings:
        paper.line(Text(f"注意：{warning.zh}", f"Warning: {warning.en}"))


def _recipients(paper: Paper, view: PolicyView) -> None:
    if view.recipients:
        paper.heading(Text("救助对象", "Recipients"))
        paper.table(
            [_CATEGORY, Text("代码", "code"), Text("认定部门", "department"), _SOURCE],
            [
                (_name(each.label, each.counts_as, each.upper_as), each.category, each.department,
                 words.source(each.source))
                for each in view.recipients
            ],
        )  # fmt: skip
        rule = (
            Text("逐项就高", "the best terms for each stage")
            if view.identity_rule == "per_stage"
            else Text("只按一个身份", "one identity for all stages")
        )
        order = Text(
            "、".join(each.zh for each in view.precedence),
            ", ".join(each.en for each in view.precedence),
        )
        paper.line(
            Text(
                f"多重身份：{rule.zh}；相同时依次为{order.zh}",
                f"Several identities: {rule.en}; equal ones in the order {order.en}",
            )
        )
    _refusals(paper, view)


def _refusals(paper: Paper, view: PolicyView) -> None:
    refusals = (*view.refusals, *view.subsidy_refusals)
    if refusals:
        paper.heading(Text("不予救助、不予资助的情形", "Refused, whoever brings it"))
        paper.table(
            [_WHEN, Text("原因", "reason"), _SOURCE],
            [
                (words.conditions(each.conditions), str(each.label), words.source(each.source))
                for each in refusals
            ],
        )


def print_stage(paper: Paper, table: TableView, own: str = "") -> None:
    """Print one stage: what belongs to it, then its table.

    ``own`` is the number of the document that all is about: it is left out beside its clauses.
    """
    paper.heading(Text(f"{table.label.zh} {table.stage}", table.label.en))
    for entry in table.entry:
        phrase = words.conditions(entry.conditions)
        where = _briefly(words.source(entry.source), own)
        paper.line(Text(f"归入本项：{phrase}（{where}）", f"Belongs here: {phrase} ({where})"))
    if table.plugins:
        names = ", ".join(table.plugins)
        paper.line(
            Text(
                f"注意：插件 {names} 的代码可以先于或改变下表",
                f"Warning: code of the plugins {names} may answer before this table, or change it",
            )
        )
    _grid(paper, table, own)


def _grid(paper: Paper, table: TableView, own: str) -> None:
    """Print categories whose cells are all equal in one row, as the law does."""
    rows = []
    for cells, group in groupby(sorted(table.rows, key=lambda r: _first(table, r.cells)),
                                key=lambda r: r.cells):  # fmt: skip
        names = "\n".join(words.category_name(row) for row in group)
        said = (words.cell_lines(cell, table.portion) for cell in cells)
        rows.append((names, *(_briefly(each, own) for each in said)))
    headings = [str(Text("身份类别", "category"))]
    headings += [words.column_heading(column) for column in table.columns]
    paper.table(headings, rows, spaced=True)


def _briefly(text: str, own: str) -> str:
    return text.replace(f"{own} ", "") if own else text


def _first(table: TableView, cells: object) -> int:
    """Return the place of the first row with these cells, which keeps the order of precedence."""
    return next(place for place, row in enumerate(table.rows) if row.cells == cells)


def print_pools(paper: Paper, pools: Sequence[PoolView]) -> None:
    """Print annual pools and their caps."""
    if not pools:
        return
    own = str(Text("见各行", "see the rows"))
    none = str(Text("不设限额", "no cap"))
    paper.heading(Text("年度限额", "Annual pools"))
    paper.table(
        [Text("限额", "pool"), Text("代码", "code"), Text("每年", "a year"), _SOURCE],
        [
            (
                str(each.label),
                each.id,
                words.yuan(each.annual_cap) if each.annual_cap else none if each.uncapped else own,
                words.source(each.source),
            )
            for each in pools
        ],
    )


def _subsidy(paper: Paper, view: PolicyView) -> None:
    if view.subsidy is None:
        return
    print_stage(paper, view.subsidy)
    if view.premium is None:
        paper.line(
            Text(f"{view.on.year}年个人缴费标准未载入", f"no premium is loaded for {view.on.year}")
        )
        return
    premium = view.premium
    mark = Text("", "") if premium.verified else Text("（待核）", " (unverified)")
    paper.line(
        Text(
            f"{premium.year}年个人缴费：一档{premium.tier_1}元，二档{premium.tier_2}元{mark.zh}",
            f"Premium {premium.year}: tier 1 {premium.tier_1}, tier 2 {premium.tier_2}{mark.en}",
        )
    )


def _handoffs(paper: Paper, view: PolicyView) -> None:
    if not view.handoffs:
        return
    paper.heading(Text("转介", "Handed on to"))
    everyone = str(Text("不限", "any"))
    paper.table(
        [Text("去向", "to"), Text("时机", "occasion"), Text("类别", "categories"), _WHEN, _SOURCE],
        [
            (
                str(each.label),
                words.occasion(each),
                str(Text("、", ", ")).join(str(name) for name in each.categories) or everyone,
                words.conditions(each.conditions),
                words.source(each.source),
            )
            for each in view.handoffs
        ],
    )


def print_lists(paper: Paper, lists: Sequence[DiseaseListView]) -> None:
    """Print lists of diseases, and where their codes come from."""
    for each in lists:
        count, where = len(each.diseases), words.source(each.source)
        paper.heading(
            Text(
                f"病种目录 {each.id}（{where}，{count}类）",
                f"Disease list {each.id} ({where}, {count} classes)",
            )
        )
        names = Text(
            "、".join(name.zh for name in each.diseases) or "（空）",
            ", ".join(name.en for name in each.diseases) or "(empty)",
        )
        paper.line(names)
    if lists:
        mapping = lists[0].mapping
        paper.line(Text(f"疾病编码：{mapping.zh}", f"Codes of diseases: {mapping.en}"))


def _questions(paper: Paper, view: PolicyView) -> None:
    if not view.open_questions:
        return
    paper.heading(Text("未决事项与所取读法", "Open questions and the readings taken"))
    paper.table(
        [Text("事项", "question"), Text("问题", "asks"), Text("读法", "reading"), _SOURCE],
        [
            (
                each.id,
                str(each.asks),
                str(each.reading or words.UNDECIDED),
                words.source(each.source),
            )
            for each in view.open_questions
        ],
        spaced=True,
    )


def _name(label: Text, counts_as: Text | None, upper_as: Text | None) -> str:
    if counts_as is not None:
        label = Text(f"{label.zh}（视同{counts_as.zh}）", f"{label.en} (as {counts_as.en})")
    if upper_as is not None:
        zh, en = f"上级文件视同{upper_as.zh}", f"above: as {upper_as.en}"
        label = Text(f"{label.zh}（{zh}）", f"{label.en} ({en})")
    return str(label)
