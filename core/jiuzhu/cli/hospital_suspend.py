"""``jiuzhu hospital suspend``: suspend a hospital."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from . import options
from .acting import operator_option
from .hospital_shared import as_day, change, code_argument, day_option, why_option


@click.command(
    name="suspend",
    help=options.example(
        "暂停一个机构，写明原因；不写 --until 则到恢复为止。",
        "Suspend a hospital, with the reason; without --until, until it is resumed.",
        "jiuzhu hospital suspend fengjie.casebook H50023600001 --since 2026-11-01 --why 稽核整改",
    ),
)
@options.casebook_argument
@code_argument
@day_option("--since", "暂停的首日", "first day of the suspension")
@day_option("--until", "暂停的末日", "last day of the suspension", required=False)
@why_option
@operator_option
@options.format_option
def command(
    casebook: Path,
    code: str,
    since: datetime,
    until: datetime | None,
    why: str,
    operator: str | None,
    form: str,
) -> int:
    """Suspend and print the hospital."""
    from jiuzhu.casebook.hospitals import suspend

    return change(
        casebook,
        operator,
        form,
        lambda book, actor: suspend(book, actor, code, since.date(), why, as_day(until)),
    )
