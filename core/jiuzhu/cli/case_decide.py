"""``jiuzhu case accept | return | review | approve | …``: the steps of a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiuzhu_schemas.text import Text

from . import asking, options
from .case_shared import (
    anyway_option,
    note_option,
    reason_option,
    require_step,
    run_step,
    step_options,
    yes_option,
)

if TYPE_CHECKING:
    from jiuzhu.casebook.actor import Actor
    from jiuzhu.casebook.cases import Case, Seen
    from jiuzhu.casebook.store import Casebook


@click.command(
    name="accept",
    help=options.example(
        "受理：字段和材料齐全，内容经严格核对。",
        "Accept: every field and document is there, and the content passes the strict check.",
        "jiuzhu case accept fengjie.casebook FJ2026-000001 --operator 赵经办",
    ),
)
@step_options
@note_option
@anyway_option
def accept(
    casebook: Path,
    number: str,
    seen: int | None,
    operator: str | None,
    form: str,
    note: str,
    anyway: bool,
) -> int:
    """Accept a draft."""
    from jiuzhu.casebook.cases import accept_case

    from .case_counties import county_of

    def step(book: Casebook, actor: Actor, at: Seen) -> Case:
        return accept_case(book, county_of(book, number), actor, at, note=note, anyway=anyway)

    return run_step(casebook, number, seen, operator, form, step)


@click.command(
    name="return",
    help=options.example(
        "退回补正：写明要补什么；经办人修改后重新受理。",
        "Return a case for completion, saying what is missing.",
        "jiuzhu case return fengjie.casebook FJ2026-000001 --note 发票不清晰 --operator 孙审核",
    ),
)
@step_options
@reason_option
def return_(
    casebook: Path, number: str, seen: int | None, operator: str | None, form: str, note: str
) -> int:
    """Return a case."""
    from jiuzhu.casebook.cases import return_case

    return run_step(
        casebook, number, seen, operator, form,
        lambda book, actor, at: return_case(book, actor, at, note),
    )  # fmt: skip


@click.command(
    name="review",
    help=options.example(
        "审核已受理的案件；手工结算同时试算并记下金额。",
        "Review an accepted case; of a manual settlement the sum is worked out and noted.",
        "jiuzhu case review fengjie.casebook FJ2026-000001 --operator 孙审核",
    ),
)
@step_options
@note_option
def review(
    casebook: Path, number: str, seen: int | None, operator: str | None, form: str, note: str
) -> int:
    """Review a case."""
    from jiuzhu.casebook.cases import review_case

    from .case_counties import county_of

    def step(book: Casebook, actor: Actor, at: Seen) -> Case:
        return review_case(book, county_of(book, number), actor, at, note=note)

    return run_step(casebook, number, seen, operator, form, step)


@click.command(
    name="approve",
    help=options.example(
        "审批已审核的案件；手工结算同时记账。先显示金额并询问，--yes 不询问。",
        "Approve a reviewed case; a manual settlement is recorded in the ledger. The sum is shown"
        " and asked about first, unless --yes.",
        "jiuzhu case approve fengjie.casebook FJ2026-000001 --operator 李主管",
    ),
)
@step_options
@note_option
@yes_option
def approve(
    casebook: Path,
    number: str,
    seen: int | None,
    operator: str | None,
    form: str,
    note: str,
    yes: bool,
) -> int:
    """Approve a case."""
    from jiuzhu.casebook.cases import approve_case

    from .case_counties import county_of
    from .case_questions import approval

    def step(book: Casebook, actor: Actor, at: Seen) -> Case:
        county = county_of(book, number)
        if not yes:
            require_step(book, actor, at, "approve", note)
            asking.confirm(approval(book, county, number))
        return approve_case(book, county, actor, at, note=note)

    return run_step(casebook, number, seen, operator, form, step)


@click.command(
    name="override",
    help=options.example(
        "特批未按规定转诊的费用，视同已转诊；由主管办理，写明理由。",
        "Let a claim without referral be settled as if referred; a supervisor's act, with reason.",
        "jiuzhu case override fengjie.casebook FJ2026-000001 --note 急诊 --operator 李主管",
    ),
)
@step_options
@reason_option
def override(
    casebook: Path, number: str, seen: int | None, operator: str | None, form: str, note: str
) -> int:
    """Override a missing referral."""
    from jiuzhu.casebook.cases import override_referral

    return run_step(
        casebook, number, seen, operator, form,
        lambda book, actor, at: override_referral(book, actor, at, note),
    )  # fmt: skip


@click.command(
    name="refuse",
    help=options.example(
        "不予受助，写明理由；案件就此结束。",
        "Refuse a case for good, with the reason.",
        "jiuzhu case refuse fengjie.casebook FJ2026-000001 --note 非救助对象 --operator 孙审核",
    ),
)
@step_options
@reason_option
@yes_option
def refuse(
    casebook: Path,
    number: str,
    seen: int | None,
    operator: str | None,
    form: str,
    note: str,
    yes: bool,
) -> int:
    """Refuse a case."""
    from jiuzhu.casebook.cases import refuse_case

    question = Text(f"{number} 不予受助，不能再改，确定吗？", f"Refuse {number} for good?")

    def step(book: Casebook, actor: Actor, at: Seen) -> Case:
        if not yes:
            require_step(book, actor, at, "refuse", note)
            asking.confirm(question)
        return refuse_case(book, actor, at, note)

    return run_step(casebook, number, seen, operator, form, step)


@click.command(
    name="withdraw",
    help=options.example(
        "撤回：申请人不再需要，或误建。案件就此结束。",
        "Withdraw a case that is no longer wanted, or was opened by mistake.",
        "jiuzhu case withdraw fengjie.casebook FJ2026-000001 --note 本人撤回 --operator 赵经办",
    ),
)
@step_options
@reason_option
@yes_option
def withdraw(
    casebook: Path,
    number: str,
    seen: int | None,
    operator: str | None,
    form: str,
    note: str,
    yes: bool,
) -> int:
    """Withdraw a case."""
    from jiuzhu.casebook.cases import withdraw_case

    question = Text(f"撤回 {number}，不能再改，确定吗？", f"Withdraw {number} for good?")

    def step(book: Casebook, actor: Actor, at: Seen) -> Case:
        if not yes:
            require_step(book, actor, at, "withdraw", note)
            asking.confirm(question)
        return withdraw_case(book, actor, at, note)

    return run_step(casebook, number, seen, operator, form, step)


@click.command(
    name="reverse",
    help=options.example(
        "冲正已审批或已支付的手工结算：限额退回，该年度之后的费用重新结算。先显示变化并询问。",
        "Take back a manual settlement that was approved or paid: the cap is given back and later"
        " claims of the year are settled again. What changes is shown and asked about first.",
        "jiuzhu case reverse fengjie.casebook FJ2026-000001 --note 重复报销 --operator 李主管",
    ),
)
@step_options
@reason_option
@yes_option
def reverse(
    casebook: Path,
    number: str,
    seen: int | None,
    operator: str | None,
    form: str,
    note: str,
    yes: bool,
) -> int:
    """Reverse a case."""
    from jiuzhu.casebook.cases import reverse_case
    from jiuzhu.platform import Platform

    from .case_questions import reversal

    counties = Platform.load().county

    def step(book: Casebook, actor: Actor, at: Seen) -> Case:
        if not yes:
            require_step(book, actor, at, "reverse", note)
            asking.confirm(reversal(book, counties, number))
        return reverse_case(book, counties, actor, at, note)

    return run_step(casebook, number, seen, operator, form, step)
