"""The cells of a policy table in words, line by line."""

from __future__ import annotations

from collections.abc import Iterable

from jiuzhu_schemas.text import Text

from .views import (
    CategoryRow,
    CellView,
    ColumnView,
    ConditionView,
    Figure,
    HandoffView,
    Reference,
    TermsView,
)

_FIRMNESS = {
    "exact": Text("", ""),
    "at_least": Text("不低于", "at least "),
    "at_most": Text("不超过", "at most "),
}
INHERITED = Text("沿用市级", "inherited")
NOTHING_SAID = Text("未列明，不享受", "not named: nothing")
UNDECIDED = Text("未决", "undecided")


def cell_lines(cell: CellView, portion: str) -> str:
    """Return what a cell says: the terms, the cap, the source; an inherited one says so."""
    lines: list[str] = []
    if cell.terms is None:
        reason = NOTHING_SAID if cell.outcome == "not_covered" else cell.reason
        lines.append(str(reason))
    elif cell.terms.pool is None:
        lines += [subsidy_line(cell.terms), cell.department]
    else:
        lines += [_amount(cell.terms, portion), *_caps(cell.terms, cell.source)]
    if cell.question:
        lines.append(str(Text(f"见未决事项 {cell.question}", f"see question {cell.question}")))
    lines.append(source(cell.source))
    return "\n".join(line for line in lines if line)


def source(reference: Reference) -> str:
    """Return document number and clause, marked where the county's own document is silent."""
    mark = f" [{INHERITED}]" if reference.inherited else ""
    return f"{reference.number} {reference.cite}{mark}"


def column_heading(column: ColumnView) -> str:
    """Return the conditions of a column, one to a line."""
    if not column.conditions:
        return str(Text("标准", "terms"))
    return "\n".join(_condition(each) for each in column.conditions)


def conditions(found: Iterable[ConditionView]) -> str:
    """Return conditions that must all hold, as one phrase."""
    joint = str(Text("，", ", "))
    return joint.join(_condition(each) for each in found) or str(Text("一律", "always"))


def category_name(row: CategoryRow) -> str:
    """Return a category's name, and what it is read as."""
    if row.counts_as is None:
        return str(row.label)
    return str(
        Text(f"{row.label.zh}（视同{row.counts_as.zh}）", f"{row.label.en} (as {row.counts_as.en})")
    )


def figure(value: Figure, unit: Text | None = None) -> str:
    """Return a figure with how firm it is: 不低于60%."""
    return f"{_FIRMNESS[value.kind]}{value.value}{unit or ''}"


def yuan(value: Figure) -> str:
    """Return a sum with its unit."""
    return figure(value, Text("元", " yuan"))


def subsidy_line(terms: TermsView) -> str:
    """Return a subsidy: a share of a tier's premium, or a sum."""
    if terms.rate:
        share = figure(terms.rate)
        tier = "一档" if terms.share_of_tier == 1 else "二档"
        return str(
            Text(f"{tier}个人缴费的{share}", f"{share} of the tier {terms.share_of_tier} premium")
        )
    assert terms.quota is not None
    return yuan(terms.quota)


def occasion(handoff: HandoffView) -> str:
    """Return when a case is handed on."""
    if handoff.occasion == "always":
        return str(Text("一律", "always"))
    if handoff.occasion == "cap_cut":
        return str(Text("限额截断救助时", "when a cap cut the relief"))
    if handoff.threshold is None:
        return str(Text("剩余过高时，数额未决", "when too much is left: the figure is undecided"))
    return str(
        Text(f"剩余超过{handoff.threshold}元时", f"when more than {handoff.threshold} yuan is left")
    )


def _condition(condition: ConditionView) -> str:
    return str(
        Text(
            f"{condition.label.zh}：{condition.expected.zh}",
            f"{condition.label.en}: {condition.expected.en}",
        )
    )


def _amount(terms: TermsView, portion: str) -> str:
    left = Text("剩余自付", "what is left") if portion == "remaining" else Text("", "")
    part = _above_threshold(terms, left) if terms.threshold else None
    if terms.rate:
        rate = figure(terms.rate)
        if part is None:
            return f"{left} {rate}".strip()
        return str(Text(f"{part.zh} {rate}", f"{rate} {part.en}"))
    said = [str(Text(f"{part.zh}：", f"{part.en}:"))] if part else []
    if terms.quota:
        said.append(str(Text(f"定额{yuan(terms.quota)}", f"fixed {yuan(terms.quota)}")))
    for band in terms.bands:
        rate = figure(band.rate)
        said.append(str(Text(f"{band.above}元以上部分 {rate}", f"{rate} above {band.above}")))
    return "\n".join(said)


def _above_threshold(terms: TermsView, left: Text) -> Text:
    """Say on what the terms are paid where there is a threshold."""
    if terms.threshold_mode == "trigger":
        whole = "all that is left" if left.en else "the whole"
        return Text(
            f"{left.zh}超过{terms.threshold}元后全部", f"of {whole} once above {terms.threshold}"
        )
    return Text(
        f"{left.zh}超过{terms.threshold}元的部分",
        f"of {left.en or 'the part'} above {terms.threshold}",
    )


def _caps(terms: TermsView, row: Reference) -> Iterable[str]:
    if terms.stay_cap:
        yield str(Text(f"每次 {yuan(terms.stay_cap)}", f"a stay: {yuan(terms.stay_cap)}"))
    if terms.annual_cap is None:
        yield str(Text("不设年度限额", "no annual cap"))
        return
    where = terms.cap_source
    cap = yuan(terms.annual_cap)
    if where and where.cite != row.cite:
        yield str(Text(f"每年限额 {cap}（{where.cite}）", f"a year: {cap} ({where.cite})"))
    else:
        yield str(Text(f"每年限额 {cap}", f"a year: {cap}"))
