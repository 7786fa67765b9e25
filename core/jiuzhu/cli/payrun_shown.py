"""How runs, lines and what is held back are shown: IDs and accounts masked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text

from . import asking
from .paper import Paper, write_json
from .wording import listed

if TYPE_CHECKING:
    from jiuzhu.casebook.payments import Held, Line, Run
    from jiuzhu.casebook.store import Casebook

_OPTIONS: Final = {"bounced": "--again", "to_recover": "--recover"}
"""By what is held back: the option of `payrun make` that takes it in."""

run_argument = click.argument("run", type=click.IntRange(min=1))
yes_option = click.option(
    "--yes", is_flag=True, help=str(Text("不再询问", "do not ask for confirmation"))
)


def confirm(question: Text, *, yes: bool) -> None:
    """Ask before what cannot be undone; click.Abort unless the answer is yes."""
    if not yes:
        asking.confirm(question)


def run_fields(run: Run) -> dict[str, Any]:
    """Return a run for JSON: sums in yuan as text."""
    import attrs

    sums = {name: format_yuan(getattr(run, name)) for name in ("total", "paid", "bounced")}
    return {**attrs.asdict(run), **sums}


def print_run(run: Run, form: str) -> None:
    """Print one run: its state and sums."""
    if form == "json":
        write_json(run_fields(run))
    else:
        print_runs([run])


def print_runs(runs: Sequence[Run]) -> None:
    """Print runs as a table."""
    from jiuzhu.casebook.payments.records import (
        CHANNEL_LABELS,
        PURPOSE_LABELS,
        RUN_STATE_LABELS,
    )

    Paper().table(
        [
            Text("清单", "run"), Text("月份", "month"), Text("渠道", "channel"),
            Text("性质", "purpose"), Text("状态", "state"), Text("笔数", "entries"),
            Text("总额", "total"), Text("已支付", "paid"), Text("退回", "bounced"),
            Text("生成", "made by"), Text("报送", "sent by"),
        ],
        [
            (
                str(run.run), run.month, str(CHANNEL_LABELS[run.channel]),
                str(PURPOSE_LABELS[run.purpose]), str(RUN_STATE_LABELS[run.state]),
                str(run.items), format_yuan(run.total), format_yuan(run.paid),
                format_yuan(run.bounced), run.made_by, run.sent_by or "",
            )
            for run in runs
        ],
        empty=Text("没有拨付清单", "no payment run"),
    )  # fmt: skip


def line_fields(book: Casebook, line: Line) -> dict[str, Any]:
    """Return a transfer for JSON: masked, the sum in yuan as text."""
    from jiuzhu.casebook.payments import payee_name

    return {
        "payee": payee_name(book, line.payee, line.person),
        "person": line.person,
        "amount": format_yuan(line.amount),
        "claims": list(line.claims),
        "netted": list(line.netted),
        "entries": list(line.entries),
        "account": mask(line.account.number),
        "state": line.state,
        "reason": line.reason,
    }


def held_fields(book: Casebook, held: Held) -> dict[str, Any]:
    """Return what is held back for JSON: masked, the sum in yuan as text."""
    from jiuzhu.casebook.payments import payee_name

    return {
        "payee": payee_name(book, held.payee, held.person),
        "person": held.person,
        "amount": format_yuan(held.amount),
        "claims": list(held.claims),
        "why": held.why,
        "message": _why(held),
    }


def print_lines(book: Casebook, lines: Sequence[Line]) -> None:
    """Print transfers as a table."""
    from jiuzhu.casebook.payments import payee_name
    from jiuzhu.casebook.payments.records import ITEM_STATE_LABELS

    netted = str(Text("已冲抵", "nets out"))
    Paper().table(
        [
            Text("收款方", "payee"), Text("账号", "account"), Text("金额", "amount"),
            Text("结算编号", "claims"), Text("状态", "state"), Text("说明", "note"),
        ],
        [
            (
                payee_name(book, line.payee, line.person), mask(line.account.number),
                format_yuan(line.amount),
                claims_shown(line.claims), str(ITEM_STATE_LABELS[line.state]),
                line.reason or (f"{netted} {claims_shown(line.netted)}" if line.netted else ""),
            )
            for line in lines
        ],
    )  # fmt: skip


def _why(held: Held) -> str:
    """Say why a payee is held back, and the option that has it otherwise."""
    option = _OPTIONS.get(held.why)
    said = held.label
    return str(Text(f"{said.zh}（{option}）", f"{said.en} ({option})") if option else said)


def print_held(book: Casebook, held: Sequence[Held]) -> None:
    """Print what was held back and why; nothing if there is nothing."""
    if not held:
        return
    from jiuzhu.casebook.payments import payee_name

    paper = Paper()
    paper.heading(Text("暂缓，留待以后的清单", "Held back for a later run"))
    paper.table(
        [Text("收款方", "payee"), Text("金额", "amount"), Text("结算编号", "claims"),
         Text("原因", "why")],
        [
            (payee_name(book, each.payee, each.person), format_yuan(each.amount),
             claims_shown(each.claims), _why(each))
            for each in held
        ],
    )  # fmt: skip


def claims_shown(claims: Sequence[str], most: int = 5) -> str:
    """Name the first claims and count the others."""
    more = f" … ({len(claims)})" if len(claims) > most else ""
    return str(listed(claims[:most])) + more
