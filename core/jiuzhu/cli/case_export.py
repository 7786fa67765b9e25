"""``jiuzhu case export``: a list of cases as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from jiuzhu_schemas.text import Text

from . import options
from .acting import actor_for, operator_option
from .case_filters import filter_options, filters_of
from .case_shared import confirm, yes_option

_COLUMNS: Final = (
    "number", "name", "person_id", "kind", "state", "township", "due", "sum", "since", "made_by",
)  # fmt: skip


@click.command(
    name="export",
    help=options.example(
        "把案件列表导出为 .csv 或 .xlsx。身份证号部分隐藏；--full-ids 导出完整号码并留痕。",
        "Write a list of cases as .csv or .xlsx. IDs are masked; --full-ids writes them, which is"
        " recorded.",
        "jiuzhu case export fengjie.casebook --state approved --output cases.xlsx",
    ),
)
@options.casebook_argument
@filter_options
@click.option(
    "--column",
    "columns",
    multiple=True,
    type=click.Choice(_COLUMNS),
    help=str(Text("只要这些列，按所给次序", "only these columns, in this order")),
)
@click.option(
    "--full-ids", is_flag=True, help=str(Text("完整身份证号，留痕", "full IDs; recorded"))
)
@options.output_option
@yes_option
@operator_option
def export(
    casebook: Path,
    columns: tuple[str, ...],
    full_ids: bool,
    output: Path,
    yes: bool,
    operator: str | None,
    **wanted: Any,
) -> int:
    """Write the list."""
    from jiuzhu.casebook.cases.exporting import export_cases
    from jiuzhu.casebook.store import Casebook

    from .outputs import check_targets

    check_targets([output], [casebook])
    if output.exists():
        confirm(Text(f"{output} 已存在，替换吗？", f"{output} exists: replace it?"), yes=yes)
    with Casebook.open(casebook) as book:
        actor, filters = actor_for(book, operator), filters_of(book, **wanted)
        count = export_cases(
            book, actor, filters, output, columns=columns or _COLUMNS, full_ids=full_ids
        )
    click.echo(str(Text(f"已写入 {count} 件：{output}", f"wrote {count}: {output}")), err=True)
    return 0
