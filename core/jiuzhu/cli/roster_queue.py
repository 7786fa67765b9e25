"""``jiuzhu roster queue``: the rows of which it is uncertain whom they speak of."""

from __future__ import annotations

from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options


@click.command(
    name="queue",
    help=options.example(
        "列出待核队列：无法确定是谁的行。用 jiuzhu roster resolve 处理。退出码 1 表示有待处理的。",
        "List the rows with an uncertain person; jiuzhu roster resolve settles them."
        " Exit status 1 if there are any.",
        "jiuzhu roster queue fengjie.casebook",
    ),
)
@options.casebook_argument
@options.format_option
def command(casebook: Path, form: str) -> int:
    """Print the open items: 0 none, 1 some."""
    from jiuzhu.casebook.roster import queue_items
    from jiuzhu.casebook.roster.words import REASONS
    from jiuzhu.casebook.store import Casebook

    from .paper import Paper, write_json

    with Casebook.open(casebook) as book:
        items = queue_items(book)
    if form == "json":
        write_json(
            [
                {
                    "item": each.item, "batch": each.batch, "department": each.department,
                    "month": each.month, "row": each.line.row, "reason": each.reason,
                    "action": each.action, "person_id": each.masked_id, "name": each.line.name,
                    "category": each.line.category, "candidate": each.candidate or None,
                    "candidate_id": each.masked_candidate, "candidate_name": each.candidate_name,
                }
                for each in items
            ]
        )  # fmt: skip
    elif items:
        Paper().table(
            [Text("号", "item"), Text("部门", "department"), Text("月份", "month"),
             Text("行", "row"), Text("原因", "why"), Text("名单所写", "the list says"),
             Text("可能是", "may be")],
            [
                (str(each.item), each.department, each.month, str(each.line.row),
                 str(REASONS[each.reason]), f"{each.line.name} {each.masked_id}",
                 f"{each.candidate_name} {each.masked_candidate}".strip())
                for each in items
            ],
        )  # fmt: skip
    else:
        click.echo(str(Text("队列是空的", "the queue is empty")), err=True)
    return 1 if items else 0
