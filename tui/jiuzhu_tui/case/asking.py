"""What is asked before a step of a case: everything that will happen, in figures."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import (
    STATE_LABELS,
    Case,
    Step,
    kind_of,
    missing_documents,
    missing_fields,
    preview_case,
    preview_reversal,
    see_case,
)
from jiuzhu.casebook.cases.stepping import refuse_changed
from jiuzhu.casebook.ledger import Reversal
from jiuzhu.explanation.headline import behind, headline
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.foreign import visible

from .facts import to_look_at

_WORDS = {
    "accept": Text("受理后内容不能再改。", "Nothing of it can be changed after that."),
    "return": Text(
        "退回经办人补正；已作的审核和特批作废。",
        "Goes back to its maker; a review or an override of it falls away.",
    ),
    "refuse": Text("案件就此结束，不能再办。", "The case ends with that."),
    "withdraw": Text("案件就此结束，不能再办。", "The case ends with that."),
    "override": Text(
        "视同已转诊结算，记入您的姓名和理由；之后须（重新）审核。",
        "Settled as if referred, with your name and reason; to be reviewed (again) then.",
    ),
    "waive": Text(
        "此材料不再要求，记入您的姓名和理由。", "Not asked for any more; with your name."
    ),
}


@frozen
class Asked:
    """A question about a step. The sums and the reversal are what it spoke of."""

    step: Step
    case: Case
    what: str
    sums: tuple[int, int] | None = None
    """Relief and tilt in fen, of a review or an approval."""
    reversal: Reversal | None = None


def ask_about(desk: Desk, actor: Actor, shown: Case, step: Step) -> Asked:
    """Work out what a step will do. Raises RowConflict if the case is not as shown any more."""
    case = see_case(desk.book, actor, shown.number)
    refuse_changed(case, shown.version)
    kind, state = kind_of(case.kind).label, STATE_LABELS[case.state]
    lines = [f"{case.number}  {kind}  {visible(case.name)}  {state}"]
    sums: tuple[int, int] | None = None
    reversal: Reversal | None = None
    if step in _WORDS:
        lines.append(str(_WORDS[step]))
    if step == "accept":
        lines += _lacking(case)
    if step in ("review", "approve"):
        sums = sums_of(desk, case)
        lines += _decision(desk, case, step)
    if step == "reverse":
        reversal = preview_reversal(desk.book, desk.platform.county, case.number)
        lines += _reversal(case, reversal)
    return Asked(step, case, "\n".join(lines), sums, reversal)


def sums_of(desk: Desk, case: Case) -> tuple[int, int] | None:
    """Return what a manual case would be given now, relief and tilt in fen; None for others."""
    if case.kind != "manual":
        return None
    outcome = preview_case(desk.book, desk.platform.county(case.county), case.number).outcome
    return outcome.award, outcome.tilt


def _lacking(case: Case) -> Iterator[str]:
    kind = kind_of(case.kind)
    lacking = [str(each.label) for each in missing_fields(kind, case.content)]
    lacking += [str(kind.document(each).label) for each in missing_documents(case)]
    if lacking:
        yield f"！{Text('尚缺', 'missing')}: {'、'.join(lacking)}"


def _decision(desk: Desk, case: Case, step: Step) -> Iterator[str]:
    if case.kind != "manual":
        if case.kind == "one_stop_month":
            total = format_yuan(case.award + case.tilt)
            yield str(Text(f"月度合计 {total} 元。", f"{total} yuan in the month."))
        if step == "approve" and kind_of(case.kind).handoff:
            yield str(Text("审批后移交。", "It is handed on then."))
        return
    trace = preview_case(desk.book, desk.platform.county(case.county), case.number)
    yield str(headline(trace))
    yield from map(str, behind(trace))
    yield from to_look_at(case)
    if step == "approve":
        yield from _payment(case)
        yield from _reviewed_otherwise(case, trace.outcome.award, trace.outcome.tilt)


def _payment(case: Case) -> Iterator[str]:
    holder, bank = (str(case.content.get(n, "")) for n in ("account_holder", "account_bank"))
    number = mask(str(case.content.get("account_number", "")))
    yield str(
        Text("审批即记入账目，占用年度限额，等待拨付。", "Recorded in the ledger; its cap is used.")
    )
    yield f"{Text('付至', 'to be paid to')}: {visible(f'{holder}  {bank}  {number}')}"


def _reviewed_otherwise(case: Case, award: int, tilt: int) -> Iterator[str]:
    """Warn if the review was of other sums: claims of the year were recorded since."""
    sums = [each.detail for each in case.steps if each.step == "review"][-1]
    if (sums.get("award"), sums.get("tilt")) != (award, tilt):
        before = format_yuan(int(sums.get("award", 0)) + int(sums.get("tilt", 0)))
        yield str(Text(f"！审核时为 {before} 元，其后限额有变动。", f"! {before} when reviewed."))


def _reversal(case: Case, found: Reversal) -> Iterator[str]:
    """Yield the claim and every later one of the year, with old and new sums."""
    yield str(Text("冲正后该年度各笔（元）：", "The claims of the year after it (yuan):"))
    for each in (found.reversed, *found.later):
        old, new = format_yuan(each.entry.paid), format_yuan(each.entry.paid + each.difference)
        same = Text("不变", "as it is")
        change = f"{old} -> {new}" if each.changes else f"{old}  {same}"
        yield f"  {each.entry.settled_on}  {visible(each.entry.claim_id)}  {change}"
    yield str(
        Text(f"合计变动 {format_yuan(found.total)} 元。", f"{format_yuan(found.total)} in all.")
    )
    if case.state == "paid":
        yield str(
            Text("已支付的款项将列入追回清单。", "What was paid is recovered by a payment run.")
        )
