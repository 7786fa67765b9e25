"""``jiuzhu payrun bounce``: one transfer of a sent run came back."""

from __future__ import annotations

from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options
from .acting import actor_for, operator_option
from .payrun_shown import print_run, run_argument


@click.command(
    name="bounce",
    help=options.example(
        "登记退回的一笔转账：该收款方在本清单中的全部账目退回，可列入下一份清单。",
        "Record a transfer that came back: all of that payee's entries in the run are free for"
        " the next run.",
        "jiuzhu payrun bounce fengjie.casebook 1 --claim SG2026-1 --reason 账号有误"
        " --operator 王出纳",
    ),
)
@options.casebook_argument
@run_argument
@click.option(
    "--claim", required=True, help=str(Text("其中一个结算编号", "one claim id of the transfer"))
)
@click.option("--reason", required=True, help=str(Text("退回原因", "why it came back")))
@operator_option
@options.format_option
def command(
    casebook: Path, run: int, claim: str, reason: str, operator: str | None, form: str
) -> int:
    """Bounce one transfer."""
    from jiuzhu.casebook.payments import bounce
    from jiuzhu.casebook.store import Casebook

    with Casebook.open(casebook) as book:
        print_run(bounce(book, actor_for(book, operator), run, claim, reason), form)
    return 0
