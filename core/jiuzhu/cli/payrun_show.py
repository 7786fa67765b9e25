"""``jiuzhu payrun show``: one run, transfer by transfer, IDs and accounts masked."""

from __future__ import annotations

from pathlib import Path

import click

from . import options
from .payrun_shown import run_argument


@click.command(
    name="show",
    help=options.example(
        "查看一份清单：各收款方的金额、结算编号和状态。身份证号和账号已遮蔽。",
        "Show a run: each payee's sum, claims and state. IDs and accounts are masked.",
        "jiuzhu payrun show fengjie.casebook 1",
    ),
)
@options.casebook_argument
@run_argument
@options.format_option
def command(casebook: Path, run: int, form: str) -> int:
    """Print one run and its transfers."""
    from jiuzhu.casebook.payments import lines_of, run_of
    from jiuzhu.casebook.store import Casebook

    from .paper import write_json
    from .payrun_shown import line_fields, print_lines, print_runs, run_fields

    with Casebook.open(casebook) as book:
        found, lines = run_of(book, run), lines_of(book, run)
        if form == "json":
            shown = [line_fields(book, each) for each in lines]
            write_json({"run": run_fields(found), "lines": shown})
        else:
            print_runs([found])
            print_lines(book, lines)
    return 0
