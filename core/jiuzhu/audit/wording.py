"""Cells, figures and conditions put into one line, in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from jiuzhu.policy.views import CellView, ConditionView, Figure, Reference, TermsView
from jiuzhu_schemas.money import format_yuan, parse_yuan
from jiuzhu_schemas.terms import ThresholdMode
from jiuzhu_schemas.text import Text

NOTHING = Text("不予救助", "no relief")
ALWAYS = Text("全部情形", "always")
NO_ENTRY = Text("未列", "not listed")


def figure(value: Figure) -> Text:
    """Write a figure, with the law's 不低于 or 不超过."""
    if value.kind == "at_least":
        return Text(f"不低于{value.value}", f"at least {value.value}")
    if value.kind == "at_most":
        return Text(f"不超过{value.value}", f"at most {value.value}")
    return Text(value.value, value.value)


def money(value: Figure) -> Text:
    """Write a sum of money with its unit."""
    said = figure(value)
    return Text(f"{said.zh}元", f"{said.en} yuan")


def terms(view: TermsView) -> Text:
    """Write the terms of a cell in one line."""
    return joined(list(_terms(view)))


def cell(view: CellView | None) -> Text:
    """Write what a cell gives; None and a category that no row covers get nothing."""
    if view is None:
        return NOTHING
    if view.terms is not None:
        return terms(view.terms)
    if view.reason is None:
        return NOTHING
    return Text(f"{NOTHING.zh}（{view.reason.zh}）", f"{NOTHING.en} ({view.reason.en})")


def conditions(views: Iterable[ConditionView]) -> Text:
    """Write conditions in one line; no condition is `ALWAYS`."""
    said = [
        Text(f"{each.label.zh} {each.expected.zh}", f"{each.label.en} {each.expected.en}")
        for each in views
    ]
    return joined(said) if said else ALWAYS


def source(reference: Reference | None) -> Text:
    """Write a clause with its document's number."""
    if reference is None:
        return Text("无", "none")
    said = f"{reference.number} {reference.cite}"
    return Text(said, said)


def joined(said: Iterable[Text], zh: str = "，", en: str = ", ") -> Text:
    """Join what is said."""
    parts = list(said)
    return Text(zh.join(each.zh for each in parts), en.join(each.en for each in parts))


def threshold(mode: ThresholdMode | None, fen: int) -> Text:
    """Write below which sum nothing is paid, and what is paid on above it."""
    way = (
        Text("超过即按全额", "of all once above")
        if mode == "trigger"
        else Text("超过部分", "of the excess over")
    )
    return Text(f"{way.zh}（{format_yuan(fen)}元）", f"{way.en} {format_yuan(fen)} yuan")


def _terms(view: TermsView) -> Iterable[Text]:
    if view.rate is not None:
        rate = figure(view.rate)
        tier = view.share_of_tier
        said = "一" if tier == 1 else "二"
        yield Text(f"{said}档标准的{rate.zh}", f"{rate.en} of tier {tier}") if tier else rate
    for band in view.bands:
        rate = figure(band.rate)
        yield Text(f"{band.above}元以上部分{rate.zh}", f"{rate.en} above {band.above}")
    if view.quota is not None:
        quota = money(view.quota)
        yield Text(f"定额{quota.zh}", f"fixed {quota.en}")
    if view.threshold is not None:
        yield threshold(view.threshold_mode, parse_yuan(view.threshold))
    if view.stay_cap is not None:
        cap = money(view.stay_cap)
        yield Text(f"每次限{cap.zh}", f"{cap.en} a stay")
    if view.annual_cap is not None:
        cap = money(view.annual_cap)
        yield Text(f"每年限{cap.zh}", f"{cap.en} a year")
