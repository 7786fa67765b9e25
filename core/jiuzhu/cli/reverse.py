"""``jiuzhu reverse``: takes a recorded claim back, and says beforehand what that changes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text

from . import asking, options
from .acting import actor_for, operator_option

if TYPE_CHECKING:
    from jiuzhu.casebook.actor import Actor
    from jiuzhu.casebook.ledger import Change, Entry, Reversal
    from jiuzhu.casebook.store import Casebook
    from jiuzhu.platform import Platform

_ATTEMPTS: Final = 20
"""How often a reversal is worked out again because the person's year moved on meanwhile."""


class ReversedAsCase(JiuzhuError):
    """The claim belongs to a case, which is reversed with it."""


@click.command(
    name="reverse",
    help=options.example(
        "冲正一笔已记账的费用：退还其占用的限额，此人该年度之后的费用逐笔重算，差额另行记账。"
        "先列出将变动的各笔。",
        "Reverse a recorded claim: its cap is given back, the person's later claims of that year"
        " are settled again one by one, and differences get entries of their own. What will change"
        " is shown first.",
        "jiuzhu reverse --casebook fengjie.casebook --claim C-0001 --reason 退费",
    ),
)
@click.option(
    "--casebook", metavar="DB", type=options.FILE, required=True,
    help=str(Text("案卷库文件", "the casebook's file")),
)  # fmt: skip
@click.option("--claim", "claim_id", required=True, help=str(Text("结算编号", "the claim's id")))
@click.option("--reason", required=True, help=str(Text("冲正原因", "why it is reversed")))
@operator_option
@click.option("--yes", is_flag=True, help=str(Text("不再询问", "do not ask")))
@click.option(
    "--dry-run", is_flag=True, help=str(Text("只列出变动，不记账", "show only; record nothing"))
)
@options.format_option
def command(
    casebook: Path,
    claim_id: str,
    reason: str,
    operator: str | None,
    yes: bool,
    dry_run: bool,
    form: str,
) -> int:
    """Reverse it; 0 done."""
    from jiuzhu.casebook.ledger import prepare_reversal
    from jiuzhu.casebook.operators import require
    from jiuzhu.casebook.store import Casebook
    from jiuzhu.platform import Platform

    _require_reason(reason)
    with Casebook.open(casebook) as book:
        actor = actor_for(book, operator)
        require(book, actor, "ledger.reverse")
        _refuse_case(book, casebook, claim_id)
        platform = Platform.load()
        reversal = prepare_reversal(book, platform.county, claim_id)
        asks = not (yes or dry_run) and sys.stdin.isatty() and sys.stderr.isatty()
        if form == "text":
            _show(reversal, dry_run=dry_run)
        entries: tuple[Entry, ...] = ()
        if not dry_run:
            if asks:
                asking.confirm(Text("确定冲正？", "Reverse it?"))
            attempts = 1 if asks else _ATTEMPTS
            entries, reversal = _record(book, platform, actor, reversal, reason, attempts)
        if form == "json":
            from .paper import write_json

            write_json(_document(reversal, entries))
        elif entries:
            _tell(entries)
    return 0


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise click.UsageError(str(Text("--reason 不能为空", "--reason cannot be empty")))


def _refuse_case(book: Casebook, casebook: Path, claim_id: str) -> None:
    """Point to the case whose claim it is: case and ledger are reversed together."""
    from jiuzhu.casebook.cases import number_of_claim

    number = number_of_claim(book, claim_id)
    if number is not None:
        command = f"jiuzhu case reverse {casebook} {number}"
        raise ReversedAsCase(
            Text(
                f"“{claim_id}”属于案件 {number}，请冲正案件：{command}",
                f"“{claim_id}” belongs to case {number}; reverse the case: {command}",
            )
        )


def _record(
    book: Casebook,
    platform: Platform,
    actor: Actor,
    reversal: Reversal,
    reason: str,
    attempts: int,
) -> tuple[tuple[Entry, ...], Reversal]:
    """Record what was shown; unattended, work it out again where the year moved on meanwhile."""
    from jiuzhu.casebook.errors import RowConflict
    from jiuzhu.casebook.ledger import prepare_reversal, record_reversal

    while True:
        attempts -= 1
        try:
            with book.gate() as gate:
                return record_reversal(gate, book, actor, reversal, reason), reversal
        except RowConflict:
            if not attempts:
                raise
            claim_id = reversal.reversed.entry.claim_id
            reversal = prepare_reversal(book, platform.county, claim_id)


def _show(reversal: Reversal, *, dry_run: bool) -> None:
    from .paper import Paper

    paper = Paper()
    paper.heading(
        Text("冲正将带来的变动（元）", "What the reversal changes (yuan)")
        if not dry_run
        else Text("试算，不记账（元）", "A trial: nothing is recorded (yuan)")
    )
    total = format_yuan(reversal.total)
    paper.table(
        (
            Text("编号", "claim"), Text("结算日期", "settled on"), Text("原结果", "old"),
            Text("新结果", "new"), Text("差额", "difference"),
        ),
        [
            *(_line(each) for each in (reversal.reversed, *reversal.changed)),
            (str(Text("合计", "total")), "", "", "", total),
        ],
    )  # fmt: skip
    same = len(reversal.later) - len(reversal.changed)
    if same:
        paper.line(
            Text(f"此后另有 {same} 笔不变。", f"{same} later claims of the year stay as they are.")
        )


def _line(change: Change) -> tuple[str, ...]:
    entry = change.entry
    after = change.after.award + change.after.tilt
    return (
        entry.claim_id,
        entry.settled_on,
        format_yuan(entry.paid),
        format_yuan(after),
        format_yuan(change.difference),
    )


def _tell(entries: tuple[Entry, ...]) -> None:
    first, more = entries[0], len(entries) - 1
    text = Text(
        f"已冲正 {first.claim_id}（记账 {first.entry}），调整之后 {more} 笔",
        f"reversed {first.claim_id} (entry {first.entry}); {more} later claims were adjusted",
    )
    click.echo(str(text), err=True)


def _document(reversal: Reversal, entries: tuple[Entry, ...]) -> dict[str, Any]:
    """Return the JSON document; sums in fen."""
    return {
        "recorded": bool(entries),
        "total": reversal.total,
        "changes": [
            {
                "claim_id": each.entry.claim_id,
                "settled_on": each.entry.settled_on,
                "old": {"award": each.entry.award, "tilt": each.entry.tilt},
                "new": {"award": each.after.award, "tilt": each.after.tilt},
                "difference": each.difference,
            }
            for each in (reversal.reversed, *reversal.changed)
        ],
        "unchanged": len(reversal.later) - len(reversal.changed),
        "entries": [each.entry for each in entries],
    }
