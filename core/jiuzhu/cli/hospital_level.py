"""``jiuzhu hospital level``: change a hospital's level from a day on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from . import options
from .acting import operator_option
from .hospital_shared import change, code_argument, day_option, level_option


@click.command(
    name="level",
    help=options.example(
        "更改等级，自某日起；同一日已有登记的视为更正。",
        "Change the level from a day on; one recorded for that very day is corrected.",
        "jiuzhu hospital level fengjie.casebook H50023600001 --level 3 --since 2026-07-01",
    ),
)
@options.casebook_argument
@code_argument
@level_option
@day_option("--since", "新等级的首日", "first day of the level")
@operator_option
@options.format_option
def command(
    casebook: Path, code: str, level: str, since: datetime, operator: str | None, form: str
) -> int:
    """Change the level and print the hospital."""
    from jiuzhu.casebook.hospitals import set_level

    return change(
        casebook,
        operator,
        form,
        lambda book, actor: set_level(book, actor, code, int(level), since.date()),
    )
