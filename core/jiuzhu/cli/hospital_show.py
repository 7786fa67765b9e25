"""``jiuzhu hospital show``: one hospital with its whole history."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from . import options
from .hospital_shared import as_day, code_argument, day_option, print_hospital


@click.command(
    name="show",
    help=options.example(
        "显示一个机构：某日的等级和定点情况，以及全部历史。",
        "Show a hospital: level and standing on a day, and its whole history.",
        "jiuzhu hospital show fengjie.casebook H50023600001 --on 2026-11-01",
    ),
)
@options.casebook_argument
@code_argument
@day_option("--on", "日期，默认今天", "day, today if not given;", required=False)
@options.format_option
def command(casebook: Path, code: str, on: datetime | None, form: str) -> int:
    """Print the hospital."""
    from jiuzhu.casebook.hospitals import hospital_of
    from jiuzhu.casebook.store import Casebook

    with Casebook.open(casebook) as book:
        hospital = hospital_of(book, code)
        print_hospital(hospital, as_day(on) or book.clock().date(), form)
    return 0
