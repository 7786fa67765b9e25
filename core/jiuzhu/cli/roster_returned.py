"""``jiuzhu roster returned``: wrong rows that their departments have not sent again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from jiuzhu_schemas.text import Text

from . import options

if TYPE_CHECKING:
    from jiuzhu.casebook.roster import ReturnedRow

    from .paper import Paper


@click.command(
    name="returned",
    help=options.example(
        "列出有误而尚未更正返回的行，按部门。退出码 1 表示还有。",
        "List wrong rows that did not come back corrected, by department. Exit status 1 if there"
        " are any.",
        "jiuzhu roster returned fengjie.casebook --department 民政局",
    ),
)
@options.casebook_argument
@click.option("--department", default="", help=str(Text("只看此部门", "this department only")))
@click.option("--all", "resolved", is_flag=True, help=str(Text("含已更正的", "resolved ones too")))
@options.format_option
def command(casebook: Path, department: str, resolved: bool, form: str) -> int:
    """Print the rows: 0 none is missing, 1 some are."""
    from jiuzhu.casebook.roster import returned_rows
    from jiuzhu.casebook.store import Casebook

    from .paper import Paper, write_json

    with Casebook.open(casebook) as book:
        rows = returned_rows(book, department, resolved=resolved)
    if form == "json":
        write_json(
            [
                {
                    "department": each.department, "month": each.month, "file": each.file_name,
                    "row": each.row, "person_id": each.masked_id, "name": each.name,
                    "faults": [[column, str(reason)] for column, reason in each.faults],
                    "status": each.status, "at": each.at, "resolved_by": each.resolved_by,
                }
                for each in rows
            ]
        )  # fmt: skip
    elif rows:
        _print(Paper(), rows)
    else:
        click.echo(str(Text("没有未更正的行", "no row is missing")), err=True)
    return 1 if any(each.status != "resolved" for each in rows) else 0


def _print(paper: Paper, rows: Sequence[ReturnedRow]) -> None:
    """Print each file's rows under its name: who, and below it what is wrong, in full lines."""
    for (department, month, file), mine in groupby(rows, attrgetter(*_FILE)):
        paper.heading(f"{department} {month} {file}")
        for each in mine:
            who = f"{each.name} {each.masked_id}"
            state = STATES[each.status]
            paper.line(
                Text(f"第{each.row}行 {who}（{state.zh}）", f"row {each.row} {who} ({state.en})")
            )
            for column, why in each.faults:
                paper.line(Text(f"  {column}：{why.zh}", f"  {column}: {why.en}"))


_FILE: Final = ("department", "month", "file_name")
STATES: Final = {
    "open": Text("未退回", "not handed back"),
    "returned": Text("已退回", "handed back"),
    "resolved": Text("已更正", "came back"),
}
