"""``jiuzhu roster returned``: wrong rows that their departments have not sent again."""

from __future__ import annotations

from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options


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
        Paper().table(
            [Text("部门", "department"), Text("月份", "month"), Text("文件", "file"),
             Text("行", "row"), Text("姓名", "name"), Text("身份证号", "ID"),
             Text("原因", "why"), Text("状态", "state")],
            [
                (each.department, each.month, each.file_name, str(each.row), each.name,
                 each.masked_id, "；".join(f"{column}：{why}" for column, why in each.faults),
                 str(STATES[each.status]))
                for each in rows
            ],
        )  # fmt: skip
    else:
        click.echo(str(Text("没有未更正的行", "no row is missing")), err=True)
    return 1 if any(each.status != "resolved" for each in rows) else 0


STATES = {
    "open": Text("未退回", "not handed back"),
    "returned": Text("已退回", "handed back"),
    "resolved": Text("已更正", "came back"),
}
