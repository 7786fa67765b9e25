"""The answer in one sentence, and the one behind it."""

from __future__ import annotations

from collections.abc import Iterator

from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import PoolBalance, Refusal, Trace
from jiuzhu_schemas.words import STAGE_LABELS

from . import phrases


def headline(trace: Trace) -> Text:
    """Say in one sentence what was decided."""
    if trace.refusal is not None:
        return _refused(trace, trace.refusal)
    award = trace.outcome
    who = next(i.label for i in trace.identities if i.category == award.identity)
    stage = STAGE_LABELS[award.stage]
    zh = f"按“{who.zh}”享受{stage.zh}救助 {format_yuan(award.award)} 元"
    en = f"As “{who.en}”: {stage.en} relief {format_yuan(award.award)} yuan"
    if award.tilt:
        zh += f"，倾斜救助 {format_yuan(award.tilt)} 元"
        en += f", tilt {format_yuan(award.tilt)} yuan"
    zh += f"，个人负担 {format_yuan(award.self_pay)} 元。"
    en += f"; {format_yuan(award.self_pay)} yuan to pay oneself."
    return Text(zh, en)


def behind(trace: Trace) -> Iterator[Text]:
    """Say what changed the sums: a cap that cut, a threshold that was not passed, a handoff."""
    sums: dict[str, int] = {line.step: line.amount for line in trace.lines}
    for balance, prefix in zip(trace.balances, ("", "tilt_"), strict=False):
        owed = sums.get(f"{prefix}stay_capped", sums[f"{prefix}due"])
        if balance.paid < owed:
            yield _cut(balance, owed)
    if trace.outcome.reason == "below_threshold":
        yield Text("自付未超过起付线，不予救助。", "What is left does not exceed the threshold.")
    for handoff in trace.handoffs:
        if handoff.taken:
            left = format_yuan(trace.outcome.self_pay)
            yield Text(
                f"转{handoff.label.zh}，随附未解决的 {left} 元。",
                f"Handed on to {handoff.label.en} with {left} yuan left.",
            )


def _cut(balance: PoolBalance, owed: int) -> Text:
    cap, used = balance.cap or 0, balance.used_before
    left = balance.remaining_before or 0
    return Text(
        f"应给 {format_yuan(owed)} 元，{balance.label.zh} {format_yuan(cap)} 元已用"
        f" {format_yuan(used)} 元，按余额 {format_yuan(left)} 元给付。",
        f"{format_yuan(owed)} would be due; of the cap of {format_yuan(cap)}"
        f" ({balance.label.en}) {format_yuan(used)} was used, so {format_yuan(left)} is paid.",
    )


def _refused(trace: Trace, refusal: Refusal) -> Text:
    base = format_yuan(trace.outcome.base)
    clause = phrases.cited(refusal.clause)
    stage = STAGE_LABELS.get(refusal.stage)
    where_zh = f"{stage.zh}：" if stage else ""
    where_en = f"{stage.en}: " if stage else ""
    return Text(
        f"不予救助。{where_zh}{refusal.label.zh}（{clause.zh}）。个人负担 {base} 元。",
        f"No relief: {where_en}{refusal.label.en} ({clause.en}). {base} yuan to pay oneself.",
    )
