"""``jiuzhu case accept | return | review | approve | …``: the steps of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiuzhu_schemas.text import Text

from .case_shared import (
    StepAsked,
    anyway_option,
    note_option,
    reason_option,
    step_command,
    yes_option,
)

if TYPE_CHECKING:
    from jiuzhu.casebook.actor import Actor
    from jiuzhu.casebook.cases import Case, Seen
    from jiuzhu.casebook.store import Casebook


@step_command(
    "accept",
    "受理：字段和材料齐全，内容经严格核对。",
    "Accept: every field and document is there, and the content passes the strict check.",
    "jiuzhu case accept fengjie.casebook FJ2026-000001 --operator 赵经办",
    note_option,
    anyway_option,
)
def accept(asked: StepAsked) -> int:
    """Accept a draft."""
    from jiuzhu.casebook.cases import accept_case

    from .case_counties import county_of

    def step(book: Casebook, actor: Actor, at: Seen) -> Case:
        county = county_of(book, asked.number)
        return accept_case(book, county, actor, at, note=asked.note, anyway=asked.anyway)

    return asked.run(step)


@step_command(
    "return",
    "退回补正：写明要补什么；经办人修改后重新受理。",
    "Return a case for completion, saying what is missing.",
    "jiuzhu case return fengjie.casebook FJ2026-000001 --note 发票不清晰 --operator 孙审核",
    reason_option,
)
def return_(asked: StepAsked) -> int:
    """Return a case."""
    from jiuzhu.casebook.cases import return_case

    return asked.run(lambda book, actor, at: return_case(book, actor, at, asked.note))


@step_command(
    "review",
    "审核已受理的案件；手工结算同时试算并记下金额。",
    "Review an accepted case; of a manual settlement the sum is worked out and noted.",
    "jiuzhu case review fengjie.casebook FJ2026-000001 --operator 孙审核",
    note_option,
)
def review(asked: StepAsked) -> int:
    """Review a case."""
    from jiuzhu.casebook.cases import review_case

    from .case_counties import county_of

    def step(book: Casebook, actor: Actor, at: Seen) -> Case:
        return review_case(book, county_of(book, asked.number), actor, at, note=asked.note)

    return asked.run(step)


@step_command(
    "approve",
    "审批已审核的案件；手工结算同时记账。先显示金额并询问，--yes 不询问。",
    "Approve a reviewed case; a manual settlement is recorded in the ledger. The sum is shown"
    " and asked about first, unless --yes.",
    "jiuzhu case approve fengjie.casebook FJ2026-000001 --operator 李主管",
    note_option,
    yes_option,
)
def approve(asked: StepAsked) -> int:
    """Approve a case."""
    from jiuzhu.casebook.cases import approve_case

    from .case_counties import county_of
    from .case_questions import approval

    def step(book: Casebook, actor: Actor, at: Seen) -> Case:
        county = county_of(book, asked.number)
        asked.sure(book, actor, at, "approve", lambda: approval(book, county, asked.number))
        return approve_case(book, county, actor, at, note=asked.note)

    return asked.run(step)


@step_command(
    "override",
    "特批未按规定转诊的费用，视同已转诊；由主管办理，写明理由。",
    "Let a claim without referral be settled as if referred; a supervisor's act, with reason.",
    "jiuzhu case override fengjie.casebook FJ2026-000001 --note 急诊 --operator 李主管",
    reason_option,
)
def override(asked: StepAsked) -> int:
    """Override a missing referral."""
    from jiuzhu.casebook.cases import override_referral

    return asked.run(lambda book, actor, at: override_referral(book, actor, at, asked.note))


@step_command(
    "refuse",
    "不予受助，写明理由；案件就此结束。",
    "Refuse a case for good, with the reason.",
    "jiuzhu case refuse fengjie.casebook FJ2026-000001 --note 非救助对象 --operator 孙审核",
    reason_option,
    yes_option,
)
def refuse(asked: StepAsked) -> int:
    """Refuse a case."""
    from jiuzhu.casebook.cases import refuse_case

    number = asked.number
    question = Text(f"{number} 不予受助，不能再改，确定吗？", f"Refuse {number} for good?")

    def step(book: Casebook, actor: Actor, at: Seen) -> Case:
        asked.sure(book, actor, at, "refuse", lambda: question)
        return refuse_case(book, actor, at, asked.note)

    return asked.run(step)


@step_command(
    "withdraw",
    "撤回：申请人不再需要，或误建。案件就此结束。",
    "Withdraw a case that is no longer wanted, or was opened by mistake.",
    "jiuzhu case withdraw fengjie.casebook FJ2026-000001 --note 本人撤回 --operator 赵经办",
    reason_option,
    yes_option,
)
def withdraw(asked: StepAsked) -> int:
    """Withdraw a case."""
    from jiuzhu.casebook.cases import withdraw_case

    number = asked.number
    question = Text(f"撤回 {number}，不能再改，确定吗？", f"Withdraw {number} for good?")

    def step(book: Casebook, actor: Actor, at: Seen) -> Case:
        asked.sure(book, actor, at, "withdraw", lambda: question)
        return withdraw_case(book, actor, at, asked.note)

    return asked.run(step)


@step_command(
    "reverse",
    "冲正已审批或已支付的手工结算：限额退回，该年度之后的费用重新结算。先显示变化并询问。",
    "Take back a manual settlement that was approved or paid: the cap is given back and later"
    " claims of the year are settled again. What changes is shown and asked about first.",
    "jiuzhu case reverse fengjie.casebook FJ2026-000001 --note 重复报销 --operator 李主管",
    reason_option,
    yes_option,
)
def reverse(asked: StepAsked) -> int:
    """Reverse a case."""
    from jiuzhu.casebook.cases import reverse_case
    from jiuzhu.platform import Platform

    from .case_questions import reversal

    counties = Platform.load().county

    def step(book: Casebook, actor: Actor, at: Seen) -> Case:
        asked.sure(book, actor, at, "reverse", lambda: reversal(book, counties, asked.number))
        return reverse_case(book, counties, actor, at, asked.note)

    return asked.run(step)
