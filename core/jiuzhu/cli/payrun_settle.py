"""``jiuzhu payrun settle``: what the treasury answered closes a run."""

from __future__ import annotations

from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options
from .acting import actor_for, operator_option
from .payrun_shown import print_run, run_argument


@click.command(
    name="settle",
    help=options.example(
        "登记支付结果并办结。--result 的列：结算编号（或记账号）、结果（已支付/退回）、原因；"
        "有一行不符则全部不写入。",
        "Record what the treasury paid, and close the run. Columns of --result: claim_id (or"
        " entry), result (paid/bounced), reason; one wrong row and nothing is written.",
        "jiuzhu payrun settle fengjie.casebook 1 --result answer.csv --operator 王出纳",
    ),
)
@options.casebook_argument
@run_argument
@click.option(
    "--paid-all", is_flag=True, help=str(Text("其余全部已支付", "all that is pending was paid"))
)
@click.option(
    "--result", type=options.FILE, help=str(Text("财政回执文件", "file with the treasury's answer"))
)
@operator_option
@options.format_option
def command(
    casebook: Path,
    run: int,
    paid_all: bool,
    result: Path | None,
    operator: str | None,
    form: str,
) -> int:
    """Settle one run; 0 all paid, 1 something bounced."""
    if paid_all == (result is not None):
        raise click.UsageError(
            str(Text("请用 --paid-all 或 --result 之一", "use one of --paid-all and --result"))
        )
    from jiuzhu.casebook.payments import settle_run
    from jiuzhu.casebook.store import Casebook

    with Casebook.open(casebook) as book:
        actor = actor_for(book, operator)
        bounced: dict[str, str] = {}
        if result is not None:
            from jiuzhu.casebook.payments.results import read_results, resolve_results

            bounced = resolve_results(book, run, read_results(result), str(result))
        settled = settle_run(book, actor, run, bounced)
        print_run(settled, form)
    return 1 if settled.bounced else 0
