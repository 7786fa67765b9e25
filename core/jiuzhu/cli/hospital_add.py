"""``jiuzhu hospital add``: record a hospital."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options
from .acting import operator_option
from .hospital_shared import REGIONS, as_day, change, code_argument, day_option, level_option


@click.command(
    name="add",
    help=options.example(
        "登记一个医疗机构。不写 --since 则只登记，不定点。",
        "Record a hospital. Without --since it is known, and not designated.",
        "jiuzhu hospital add fengjie.casebook H50023600001 --name 奉节县人民医院 --level 3"
        " --region county --since 2020-01-01",
    ),
)
@options.casebook_argument
@code_argument
@click.option("--name", required=True, help=str(Text("机构名称", "name")))
@level_option
@click.option(
    "--region",
    type=click.Choice(REGIONS),
    required=True,
    help=str(Text("区域：本县、市内县外、市外", "home county, elsewhere in the city, outside")),
)
@day_option("--since", "定点起始日", "first day of the designation", required=False)
@day_option("--until", "定点终止日", "last day of the designation", required=False)
@operator_option
@options.format_option
def command(
    casebook: Path,
    code: str,
    name: str,
    level: str,
    region: str,
    since: datetime | None,
    until: datetime | None,
    operator: str | None,
    form: str,
) -> int:
    """Add and print the hospital."""
    from jiuzhu.casebook.hospitals import add_hospital

    return change(
        casebook,
        operator,
        form,
        lambda book, actor: add_hospital(
            book,
            actor,
            code=code,
            name=name,
            level=int(level),
            region=region,
            since=as_day(since),
            until=as_day(until),
        ),
    )
