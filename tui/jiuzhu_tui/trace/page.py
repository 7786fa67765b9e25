"""A trace as text for a pane: the answer, the caps, then every reason, as wide as there is room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from jiuzhu.explanation import results, sections
from jiuzhu.explanation.headline import behind, headline
from jiuzhu.explanation.layout import Page
from jiuzhu.explanation.phrases import LOWER, cited
from jiuzhu.settlement.arithmetic import SINGLE, payable
from jiuzhu.settlement.worked import due_of
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.terms import Terms
from jiuzhu_schemas.text import Text, chosen_language
from jiuzhu_schemas.trace import PoolBalance, Trace
from jiuzhu_schemas.trace_rules import TracedTerms

from .gauge import cap_gauge

_LEAST: Final = 36
"""Cells below which lines are no longer made shorter."""
_WIDEST_GAUGE: Final = 60
_SECTIONS: Final = (
    sections.refusal, results.terms, results.arithmetic, results.tilt, sections.identities,
    sections.route, results.handoffs, results.alternatives, results.questions, sections.facts,
    results.receipt,
)  # fmt: skip


def trace_page(trace: Trace, width: int) -> str:
    """Return a trace in the chosen language, in lines of ``width`` cells where they can be.

    Names in it come from files and stand as they are.
    """
    page = Page(chosen_language(), width=max(_LEAST, width))
    page.sentence(headline(trace), indent=0)
    for sentence in behind(trace):
        page.sentence(sentence, indent=0)
    _caps(page, trace)
    _other_identities(page, trace)
    for section in _SECTIONS:
        section(page, trace)
    return page.text()


def _caps(page: Page, trace: Trace) -> None:
    """Draw what the annual caps had given before, and what this claim adds."""
    for each in trace.balances:
        page.heading(
            Text(f"{each.year}年 {each.label.zh}", f"{each.label.en}, {each.year}")
            if each.cap is None
            else Text(
                f"{each.year}年 {each.label.zh} {format_yuan(each.cap)} 元",
                f"{each.label.en}, {each.year}: {format_yuan(each.cap)} yuan",
            )
        )
        if each.cap is not None:
            room = min(page.width - 2, _WIDEST_GAUGE)
            page.lines.append("  " + cap_gauge(each.used_before, each.paid, each.cap, room))
        for sentence in _before_and_after(each):
            page.sentence(sentence)


def _before_and_after(each: PoolBalance) -> Iterator[Text]:
    before, paid, after = (
        format_yuan(fen) for fen in (each.used_before, each.paid, each.used_after)
    )
    yield Text(f"# 此前 {before}  + 本次 {paid}", f"# before {before}  + now {paid}")
    if each.cap is None:
        yield Text(f"= 此后 {after}，不设限额", f"= after {after}, no cap")
    else:
        left = format_yuan(max(0, each.cap - each.used_after))
        yield Text(f"= 此后 {after}  . 余 {left}", f"= after {after}  . left {left}")


def _other_identities(page: Page, trace: Trace) -> None:
    """Say what each of the other identities held would give in this stage, in yuan."""
    others = [each for each in trace.identities if each.offer.outcome in ("lower", "later")]
    if not others:
        return
    page.heading(Text("若按其他身份（倾斜除外）", "By another identity (without the tilt)"))
    page.rows(
        [
            (each.label, _would_give(trace, each.offer.terms, each.offer.lower_in))
            for each in others
            if each.offer.terms is not None
        ]
    )


def _would_give(trace: Trace, terms: TracedTerms, lower_in: str) -> Text:
    due = due_of(_plain(terms), trace.claim.base)
    used = next((each.used_before for each in trace.balances if each.pool == terms.pool), None)
    before_cap = terms.annual_cap is not None and used is None
    if terms.annual_cap is not None and used is not None:
        due = payable(due, terms.annual_cap, used, SINGLE)
    why = LOWER.get(lower_in, Text("待遇相同，优先次序在后", "equal, later in precedence"))
    where, sum_ = cited(terms.clause), format_yuan(due)
    zh, en = ("（年度限额前）", " before the annual cap") if before_cap else ("", "")
    return Text(f"{sum_} 元{zh}；{why.zh}（{where.zh}）", f"{sum_} yuan{en}; {why.en} ({where.en})")


def _plain(terms: TracedTerms) -> Terms:
    """Return terms as the arithmetic takes them."""
    return Terms(
        clause=terms.clause.ref, pool=terms.pool, annual_cap=terms.annual_cap, rate=terms.rate,
        bands=terms.bands, quota=terms.quota, threshold=terms.threshold,
        threshold_mode=terms.threshold_mode, stay_cap=terms.stay_cap, portion=terms.portion,
    )  # fmt: skip
