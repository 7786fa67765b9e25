"""``jiuzhu payrun export``: the treasury's table, with full IDs and account numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options
from .acting import actor_for, operator_option
from .outputs import UnsafeTarget, all_or_nothing, check_targets
from .payrun_shown import run_argument


@click.command(
    name="export",
    help=options.example(
        "导出给财政的表格：.xlsx（含明细表）或 .csv（另写 NAME.detail.csv）。"
        "含完整身份证号和账号，导出会记入审计。",
        "Write the treasury's table: .xlsx with a detail sheet, or .csv with NAME.detail.csv"
        " beside it. It holds full IDs and accounts; the export is recorded.",
        "jiuzhu payrun export fengjie.casebook 1 --output 2026-11.xlsx --operator 王出纳",
    ),
)
@options.casebook_argument
@run_argument
@options.output_option
@click.option(
    "--replace", is_flag=True, help=str(Text("覆盖已有的文件", "write over a file that is there"))
)
@operator_option
def command(casebook: Path, run: int, output: Path, replace: bool, operator: str | None) -> int:
    """Write one run's tables."""
    from jiuzhu.casebook.payments import listing
    from jiuzhu.casebook.payments.writing import listing_files, write_listing
    from jiuzhu.casebook.store import Casebook

    files = listing_files(output)
    check_targets(files, [casebook])
    if not replace:
        _require_new(files)
    with Casebook.open(casebook) as book:
        tables = listing(book, actor_for(book, operator), run)
    with all_or_nothing() as stand_in:
        write_listing(tables, *(stand_in(each) for each in files))
    for each in files:
        click.echo(str(Text(f"已写入 {each}", f"wrote {each}")), err=True)
    return 0


def _require_new(files: Sequence[Path]) -> None:
    """Refuse to write over a list that may have gone to the treasury already."""
    for each in files:
        if each.exists():
            raise UnsafeTarget(
                Text(
                    "已有这个文件，没有写入任何内容；请换一个文件名，或加 --replace 覆盖",
                    "is there already and nothing was written: choose another name, or write over"
                    " it with --replace",
                ),
                str(each),
            )
