"""What came in, and where it went: the claim, the identities, the stage, the refusal."""

from __future__ import annotations

from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import Trace
from jiuzhu_schemas.trace_rules import HeldIdentity, Offer, TriedEntry

from . import phrases
from .by_code import changed_by_code
from .layout import Page
from .phrases import cited, how_much, names, placed, unmet

NONE = Text("无", "none")


def facts(page: Page, trace: Trace) -> None:
    """What the claim is: the facts that rules look at."""
    claim = trace.claim
    page.heading(Text("费用情况", "The claim"))
    named = f"（{names(claim.diseases).zh}）" if claim.diseases else ""
    english = f" ({names(claim.diseases).en})" if claim.diseases else ""
    rows: list[tuple[Text | str, Text | str]] = [
        (
            Text("诊断", "diagnosis"),
            Text(f"{claim.diagnosis}{named}", f"{claim.diagnosis}{english}"),
        )
    ]
    for fact in trace.facts:
        if fact.value or fact.name in ("disease",):
            rows.append((fact.label, fact.shown))
    page.rows(rows)


def identities(page: Page, trace: Trace) -> None:
    """Who the person is on the day, and which identity counts."""
    rule = cited(trace.edition.precedence)
    single = trace.edition.identity_rule == "single"
    page.heading(
        Text(f"身份（按优先次序只取一个，{rule.zh}）", f"Identities (one counts, {rule.en})")
        if single
        else Text(
            f"身份（比例就高，相同时按优先次序，{rule.zh}）",
            f"Identities (the highest rate counts, equal ones by precedence, {rule.en})",
        )
    )
    if not trace.identities:
        page.sentence(Text("结算日没有有效的救助身份。", "None is valid on the settlement date."))
    page.rows(
        [(each.label, _held(each, trace)) for each in trace.identities]
        + [(each.label, phrases.lapsed(each)) for each in trace.lapsed]
    )


def _held(each: HeldIdentity, trace: Trace) -> Text:
    outcome = offer_text(each.offer, trace)
    if each.counts_as and each.counts_as != each.category and each.counts_as_label:
        read = each.counts_as_label
        outcome = Text(f"{outcome.zh}（视同{read.zh}）", f"{outcome.en} (read as {read.en})")
    if each.inherited:
        outcome = Text(
            f"{outcome.zh}；县文件未列此类身份，按 {cited(each.clause).zh}",
            f"{outcome.en}; not named by the county, by {cited(each.clause).en}",
        )
    return outcome


def offer_text(offer: Offer, trace: Trace) -> Text:
    """Say what an identity would give in a stage, and whether it counts."""
    if offer.terms is not None:
        gives = how_much(offer.terms)
        lower = phrases.LOWER.get(offer.lower_in, NONE)
        verdict = {
            "won": Text("采用", "counts"),
            "lower": Text(f"未采用：{lower.zh}", f"does not count: {lower.en}"),
            "later": Text(
                "未采用：待遇相同，优先次序在后", "does not count: equal, later in precedence"
            ),
        }[offer.outcome]
        return Text(f"{gives.zh}；{verdict.zh}", f"{gives.en}; {verdict.en}")
    clause = placed(offer.clause, trace) if offer.clause else NONE
    if offer.outcome == "single_rule":
        return Text("未采用：只取优先次序在前的身份", "set aside: only the first counts")
    if offer.outcome == "no_answer":
        return Text("未判断救助标准", "no rates were asked for")
    if offer.outcome == "not_recipient":
        return Text(f"不是此版救助对象（{clause.zh}）", f"no recipient here ({clause.en})")
    why = phrases.reason(offer.reason)
    return Text(f"{why.zh}（{clause.zh}）", f"{why.en} ({clause.en})")


def route(page: Page, trace: Trace) -> None:
    """To which stage the claim belongs, and why to none before it."""
    if not trace.stages:
        return
    page.heading(Text("归类（依次判断）", "Stage (asked in this order)"))
    rows: list[tuple[Text | str, Text | str]] = []
    for stage in trace.stages:
        if stage.mine:
            met = [entry for entry in stage.entries if not entry.failed]
            by = placed(met[0].clause, trace) if met else None
            zh, en = (f"（{by.zh}）", f" ({by.en})") if by else ("", "")
            rows.append((stage.label, Text(f"属于{zh}", f"yes{en}")))
        else:
            rows += not_mine(stage.label, stage.entries, trace)
    page.rows(rows)


def not_mine(
    label: Text, entries: tuple[TriedEntry, ...], trace: Trace
) -> list[tuple[Text | str, Text | str]]:
    """Say of each kind of claim that belongs to a stage why this is not one."""
    if not entries:
        return [(label, Text("不属于", "no"))]
    rows: list[tuple[Text | str, Text | str]] = []
    for place, entry in enumerate(entries):
        why = unmet(entry.failed, trace)
        begin = ("不属于：", "no: ") if place == 0 else ("也不属于：", "nor: ")
        where = placed(entry.clause, trace)
        rows.append(
            (
                label if place == 0 else "",
                Text(f"{begin[0]}{why.zh}（{where.zh}）", f"{begin[1]}{why.en} ({where.en})"),
            )
        )
    return rows


def refusal(page: Page, trace: Trace) -> None:
    """Why nothing is given, and what would have had to be true."""
    refused = trace.refusal
    if refused is None:
        return
    page.heading(Text("不予救助的理由", "Why nothing is given"))
    clause = cited(refused.clause)
    page.sentence(
        Text(f"{refused.label.zh}（{clause.zh}）。", f"{refused.label.en} ({clause.en}).")
    )
    if refused.clause.says:
        page.sentence(
            Text(f"条款大意：{refused.clause.says}", f"the clause, in short: {refused.clause.says}")
        )
    changed_by_code(page, trace)
    for each in refused.because:
        found = phrases.found_in(each, trace)
        page.sentence(
            Text(
                f"{each.label.zh}为“{found.zh}”；若为“{each.expected.zh}”，则不因此条拒绝。",
                f"{each.label.en} is “{found.en}”; were it “{each.expected.en}”,"
                " this clause would not refuse.",
            )
        )
    if refused.helped:
        helped = names(refused.helped)
        page.sentence(
            Text(f"结算日须具有下列身份之一：{helped.zh}。", f"It takes one of: {helped.en}.")
        )
