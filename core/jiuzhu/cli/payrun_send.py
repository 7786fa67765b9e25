"""``jiuzhu payrun send``: a draft goes to the treasury."""

from __future__ import annotations

from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options
from .acting import actor_for, operator_option
from .payrun_shown import confirm, print_run, run_argument, yes_option


@click.command(
    name="send",
    help=options.example(
        "标记清单为已报送财政，不能撤回。录入、审核、审批或记账的人不能报送。",
        "Mark a run as sent to the treasury; this cannot be taken back. Who entered, reviewed,"
        " approved or recorded what it pays may not send it.",
        "jiuzhu payrun send fengjie.casebook 1 --operator 王出纳",
    ),
)
@options.casebook_argument
@run_argument
@yes_option
@operator_option
@options.format_option
def command(casebook: Path, run: int, yes: bool, operator: str | None, form: str) -> int:
    """Send one run after asking."""
    from jiuzhu.casebook.payments import run_of, send_run
    from jiuzhu.casebook.store import Casebook
    from jiuzhu_schemas.money import format_yuan

    with Casebook.open(casebook) as book:
        found = run_of(book, run)
        actor = actor_for(book, operator)
        total = format_yuan(found.total)
        confirm(
            Text(
                f"将第 {run} 号清单（{found.items} 笔，{total} 元）标记为已报送，不能撤回。继续？",
                f"Mark run {run} ({found.items} entries, {total} yuan) as sent to the treasury?"
                " This cannot be taken back.",
            ),
            yes=yes,
        )
        print_run(send_run(book, actor, run), form)
    return 0
