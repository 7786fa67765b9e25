"""``jiuzhu payrun list``: every run and where it stands."""

from __future__ import annotations

from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options


@click.command(
    name="list",
    help=options.example(
        "列出拨付清单，最新的在前。",
        "List the payment runs, the newest first.",
        "jiuzhu payrun list fengjie.casebook --month 2026-11",
    ),
)
@options.casebook_argument
@click.option("--month", default="", help=str(Text("只列某月", "only one month")))
@click.option("--channel", default="", help=str(Text("只列某渠道", "only one channel")))
@options.format_option
def command(casebook: Path, month: str, channel: str, form: str) -> int:
    """Print the runs."""
    from jiuzhu.casebook.payments import runs
    from jiuzhu.casebook.store import Casebook

    from .paper import write_json
    from .payrun_shown import print_runs, run_fields

    with Casebook.open(casebook) as book:
        found = runs(book, month=month, channel=channel)
    if form == "json":
        write_json([run_fields(each) for each in found])
    else:
        print_runs(found)
    return 0
