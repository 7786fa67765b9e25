"""``jiuzhu payrun cancel``: a draft is given up."""

from __future__ import annotations

from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options
from .acting import actor_for, operator_option
from .payrun_shown import confirm, print_run, run_argument, yes_option


@click.command(
    name="cancel",
    help=options.example(
        "取消未报送的清单，其中账目可列入下一份。",
        "Give up a run that was not sent; its entries are free for the next one.",
        "jiuzhu payrun cancel fengjie.casebook 1 --reason 重新汇总 --operator 王出纳",
    ),
)
@options.casebook_argument
@run_argument
@click.option("--reason", required=True, help=str(Text("取消原因", "why")))
@yes_option
@operator_option
@options.format_option
def command(
    casebook: Path, run: int, reason: str, yes: bool, operator: str | None, form: str
) -> int:
    """Cancel one draft after asking."""
    from jiuzhu.casebook.payments import cancel_run
    from jiuzhu.casebook.store import Casebook

    with Casebook.open(casebook) as book:
        actor = actor_for(book, operator)
        confirm(Text(f"取消第 {run} 号清单？", f"Give up run {run}?"), yes=yes)
        print_run(cancel_run(book, actor, run, reason), form)
    return 0
