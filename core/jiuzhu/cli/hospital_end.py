"""``jiuzhu hospital end``: end a designation."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from . import options
from .acting import operator_option
from .hospital_shared import change, code_argument, day_option, why_option


@click.command(
    name="end",
    help=options.example(
        "终止定点，写明末日和原因。",
        "End the designation, with its last day and the reason.",
        "jiuzhu hospital end fengjie.casebook H50023600001 --last-day 2026-12-31 --why 协议到期",
    ),
)
@options.casebook_argument
@code_argument
@day_option("--last-day", "定点的末日", "last day of the designation")
@why_option
@operator_option
@options.format_option
def command(
    casebook: Path, code: str, last_day: datetime, why: str, operator: str | None, form: str
) -> int:
    """End and print the hospital."""
    from jiuzhu.casebook.hospitals import end

    return change(
        casebook,
        operator,
        form,
        lambda book, actor: end(book, actor, code, last_day.date(), why),
    )
