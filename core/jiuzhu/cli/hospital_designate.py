"""``jiuzhu hospital designate``: designate a hospital of the register, first or again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from . import options
from .acting import operator_option
from .hospital_shared import as_day, change, code_argument, day_option


@click.command(
    name="designate",
    help=options.example(
        "给已登记的机构定点，首次或终止之后再次定点。",
        "Designate a hospital of the register, for the first time or after an end.",
        "jiuzhu hospital designate fengjie.casebook H50023600001 --since 2027-01-01",
    ),
)
@options.casebook_argument
@code_argument
@day_option("--since", "起始日", "first day")
@day_option("--until", "终止日", "last day", required=False)
@operator_option
@options.format_option
def command(
    casebook: Path,
    code: str,
    since: datetime,
    until: datetime | None,
    operator: str | None,
    form: str,
) -> int:
    """Designate and print the hospital."""
    from jiuzhu.casebook.hospitals import designate

    return change(
        casebook,
        operator,
        form,
        lambda book, actor: designate(book, actor, code, since.date(), as_day(until)),
    )
