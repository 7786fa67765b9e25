"""``jiuzhu hospital resume``: end a suspension."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from . import options
from .acting import operator_option
from .hospital_shared import change, code_argument, day_option


@click.command(
    name="resume",
    help=options.example(
        "恢复一个暂停的机构，写明恢复的首日。",
        "Resume a suspended hospital; the day is the first without the suspension.",
        "jiuzhu hospital resume fengjie.casebook H50023600001 --on 2026-12-01",
    ),
)
@options.casebook_argument
@code_argument
@day_option("--on", "恢复的首日", "first day without the suspension")
@operator_option
@options.format_option
def command(casebook: Path, code: str, on: datetime, operator: str | None, form: str) -> int:
    """Resume and print the hospital."""
    from jiuzhu.casebook.hospitals import resume

    return change(
        casebook, operator, form, lambda book, actor: resume(book, actor, code, on.date())
    )
