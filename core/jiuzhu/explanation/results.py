"""What came out: terms, arithmetic, tilt, handoff, what was not chosen, and the receipt."""

from __future__ import annotations

from typing import Final

from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import Alternative, Line, PoolBalance, Question, Trace, TracedHandoff
from jiuzhu_schemas.trace_rules import UnfiredRule

from . import phrases
from .by_code import changed_by_code
from .layout import Page
from .phrases import cited, how_much, names, placed, unmet
from .sections import NONE, not_mine, offer_text


def terms(page: Page, trace: Trace) -> None:
    """By which clause relief is given, and which rules beside it did not apply."""
    given = trace.terms
    if given is not None:
        page.heading(Text("救助标准", "Terms"))
        page.sentence(_clause_and_terms(trace))
        changed_by_code(page, trace)
        if given.clause.says:
            page.sentence(
                Text(f"条款大意：{given.clause.says}", f"the clause, in short: {given.clause.says}")
            )
        if given.cap_clause:
            cap = cited(given.cap_clause)
            page.sentence(
                Text(
                    f"{given.pool_label.zh}见 {cap.zh}：{given.cap_clause.says}",
                    f"{given.pool_label.en}: see {cap.en}: {given.cap_clause.says}",
                )
            )
        if given.inherited:
            page.sentence(
                Text(
                    "县文件未规定，按上级文件执行。",
                    "The county is silent; the upper document rules.",
                )
            )
    for rule in trace.rules:
        page.sentence(_unfired(rule, trace))


def _clause_and_terms(trace: Trace) -> Text:
    given = trace.terms
    assert given is not None
    source = cited(given.clause)
    gives = how_much(given)
    if not given.row:
        return Text(
            f"{source.zh}（由县里的专门规则给出）：{gives.zh}",
            f"{source.en} (by a special rule of the county): {gives.en}",
        )
    return Text(f"{source.zh}：{gives.zh}", f"{source.en}: {gives.en}")


def _unfired(rule: UnfiredRule, trace: Trace) -> Text:
    source = placed(rule.clause, trace)
    gives = how_much(rule.terms) if rule.terms else phrases.reason(rule.reason)
    why = (
        unmet(rule.failed, trace)
        if rule.failed
        else Text("本县文件已有规定，优先适用", "the county's own rule comes first")
    )
    zh, en = "", ""
    if len(trace.identities) > 1:
        whose = names(rule.categories)
        zh, en = f"{whose.zh}，", f"{whose.en}, "
    return Text(
        f"未适用 {source.zh}（{zh}{gives.zh}）：{why.zh}",
        f"not applied: {source.en} ({en}{gives.en}): {why.en}",
    )


def arithmetic(page: Page, trace: Trace) -> None:
    """Every sum and where it comes from, then the pools."""
    page.heading(Text("计算（元）", "Arithmetic (yuan)"))
    rows = []
    for line in trace.lines:
        rest = page.say(phrases.formula(line.formula))
        if line.rounded:
            rest += page.say(Text(f"，{phrases.ROUNDED.zh}", f", {phrases.ROUNDED.en}"))
        rest += page.say(_note(line, trace))
        rows.append((page.say(phrases.STEPS[line.step]), format_yuan(line.amount), rest))
    page.sums(rows)
    for each in trace.balances:
        page.sentence(_balance(each))


def _note(line: Line, trace: Trace) -> Text:
    """Say what a line's formula leaves unsaid: the base's parts, a threshold that is no sum."""
    if line.step == "base":
        return Text("（政策范围内费用 - 各项保险支付）", " (in-scope cost - insurance)")
    terms = {"relieved": trace.terms, "tilt_relieved": trace.tilt.terms}.get(line.step)
    if terms is None or terms.threshold_mode != "trigger":
        return Text("", "")
    limit = format_yuan(terms.threshold)
    if line.amount:
        return Text(f"（超过 {limit} 元，全额计算）", f" (above {limit}: all of it)")
    return Text(f"（未超过 {limit} 元）", f" (not above {limit})")


def _balance(each: PoolBalance) -> Text:
    before, paid, after = (
        format_yuan(fen) for fen in (each.used_before, each.paid, each.used_after)
    )
    cap = format_yuan(each.cap) if each.cap is not None else ""
    return Text(
        f"{each.year}年 {each.label.zh}：{f'限额 {cap}' if cap else '不设限额'}，"
        f"此前已用 {before}，本次 {paid}，此后累计 {after}。",
        f"{each.year} {each.label.en}: {f'cap {cap}' if cap else 'no cap'},"
        f" used before {before}, now {paid}, used after {after}.",
    )


def tilt(page: Page, trace: Trace) -> None:
    """The tilt: by which clause, or what keeps it from being given."""
    part = trace.tilt
    if part.why_not == "no_relief":
        return
    page.heading(Text("倾斜救助", "Tilt"))
    if part.terms is not None:
        source, gives = cited(part.terms.clause), how_much(part.terms)
        page.sentence(Text(f"{source.zh}：{gives.zh}", f"{source.en}: {gives.en}"))
        if part.terms.clause.says:
            says = part.terms.clause.says
            page.sentence(Text(f"条款大意：{says}", f"the clause, in short: {says}"))
        others = [each for each in part.offers if each.outcome != "won"]
        page.rows([(each.label, offer_text(each, trace)) for each in others])
        for rule in part.rules:
            page.sentence(_unfired(rule, trace))
    elif part.why_not == "no_rules":
        page.sentence(Text("此版文件没有倾斜救助。", "The documents of this edition have no tilt."))
    elif part.why_not == "not_mine":
        page.rows(not_mine(Text("无", "none"), part.entries, trace))
    else:
        where = cited(part.clause) if part.clause else NONE
        helped = names(part.helped)
        page.sentence(
            Text(
                f"无：身份不在倾斜救助名单内（{where.zh}）；名单：{helped.zh}。",
                f"none: no identity held is in its lists ({where.en}): {helped.en}.",
            )
        )


def handoffs(page: Page, trace: Trace) -> None:
    """To whom the case may go on."""
    if not trace.handoffs:
        return
    page.heading(Text("转介", "Handoff"))
    page.rows([(each.label, _handoff(each, trace)) for each in trace.handoffs])


def _handoff(each: TracedHandoff, trace: Trace) -> Text:
    threshold = format_yuan(each.threshold)
    when = {
        "always": Text("此类情形", "in such a case"),
        "cap_cut": Text("年度限额截减救助时", "when a cap cuts the relief"),
        "left_above": Text(f"自付超过 {threshold} 元时", f"when more than {threshold} is left"),
    }[each.occasion]
    if each.taken:
        verdict = Text("转出", "handed on")
    elif each.arises:
        verdict = Text("情形成立，已转前项", "arises, an earlier one was taken")
    else:
        verdict = Text("情形未发生", "does not arise")
    where = placed(each.clause, trace)
    return Text(f"{verdict.zh}：{when.zh}（{where.zh}）", f"{verdict.en}: {when.en} ({where.en})")


def alternatives(page: Page, trace: Trace) -> None:
    """Later stages that would have given something, identities that would have given more."""
    if not trace.alternatives:
        return
    page.heading(Text("未选用的归类（只供对照）", "Not chosen (shown for comparison)"))
    for each in trace.alternatives:
        gives, source = how_much(each.terms), placed(each.terms.clause, trace)
        most, than = _most(each), _than(each, trace)
        why = _ANOTHER if each.stage == trace.outcome.stage else _LATER
        page.sentence(
            Text(
                f"若按{each.label.zh}（{each.category_label.zh}，{source.zh}）：{gives.zh}，"
                f"{most.zh}{than.zh}。{why.zh}",
                f"As {each.label.en} ({each.category_label.en}, {source.en}): {gives.en},"
                f" {most.en}{than.en}. {why.en}",
            )
        )


_LATER: Final = Text(
    "归类依条款次序，不选高低。", "The stage follows the order of the clauses, not the sum."
)
_ANOTHER: Final = Text(
    "身份按比例取高，不比较限额余额和本次金额。",
    "Identities are compared by their rate, not by what is left of a cap or by the sum.",
)


def _most(each: Alternative) -> Text:
    """Say what could have been paid at most, given the cap and what was used of it."""
    due, most = format_yuan(each.due), format_yuan(each.most)
    if each.terms.annual_cap is None:
        return Text(f"最多 {most} 元", f"{most} at most")
    used = format_yuan(each.used_before)
    return Text(
        f"限额前 {due} 元，限额此前已用 {used} 元，限额内最多 {most} 元",
        f"{due} before the cap, of which {used} was used, so {most} at most",
    )


def _than(each: Alternative, trace: Trace) -> Text:
    """Compare it with the relief that is paid, if any stage relieves."""
    if trace.terms is None:
        return Text("", "")
    paid = format_yuan(trace.outcome.award)
    if each.more:
        return Text(f"，多于本次救助的 {paid} 元", f", more than the {paid} of relief here")
    return Text(f"，不多于本次救助的 {paid} 元", f", no more than the {paid} of relief here")


def questions(page: Page, trace: Trace) -> None:
    """What the clauses leave open, and how it is read."""
    if not trace.questions:
        return
    page.heading(
        Text("条款未明之处与现行理解", "What the clauses leave open, and the reading taken")
    )
    for each in trace.questions:
        page.sentence(_question(each, trace))


def _question(each: Question, trace: Trace) -> Text:
    where = placed(each.clause, trace)
    zh, en = f"{where.zh}：{each.asks.zh}。", f"{where.en}: {each.asks.en}."
    if each.reading is None:
        return Text(f"{zh}尚无可用的理解，不予计算。", f"{en} There is no reading: not computed.")
    return Text(f"{zh}理解：{each.reading.zh}。", f"{en} Reading: {each.reading.en}.")


def receipt(page: Page, trace: Trace) -> None:
    """By what software and which files it was decided."""
    page.heading(Text("凭据", "Receipt"))
    rows: list[tuple[Text | str, Text | str]] = [
        (each.number, f"SHA-256 {each.sha256}") for each in trace.edition.documents
    ]
    rows += [
        (each.name, f"{each.distribution} {each.version}".strip()) for each in trace.receipt.plugins
    ]
    page.rows(rows)
