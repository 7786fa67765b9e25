"""``jiuzhu roster batches``: the lists and decisions that went in."""

from __future__ import annotations

from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options

_KINDS = {
    "full": Text("全量名单", "full list"),
    "changes": Text("新增取消", "changes"),
    "deaths": Text("死亡名单", "deaths"),
    "decision": Text("人工处理", "decision"),
}
_SHOWN = ("added", "changed", "cancelled", "unchanged", "held", "wrong_rows")


@click.command(
    name="batches",
    help=options.example(
        "列出导入批次与人工处理，最近的在前。",
        "List the lists and decisions that went in, the latest first.",
        "jiuzhu roster batches fengjie.casebook --department 民政局",
    ),
)
@options.casebook_argument
@click.option("--department", default="", help=str(Text("只看此部门", "this department only")))
@options.format_option
def command(casebook: Path, department: str, form: str) -> int:
    """Print the batches."""
    from jiuzhu.casebook.roster import batches
    from jiuzhu.casebook.roster.words import COUNTS
    from jiuzhu.casebook.store import Casebook

    from .paper import Paper, write_json

    with Casebook.open(casebook, read_only=True) as book:
        found = batches(book, department)
    if form == "json":
        write_json(
            [
                {
                    "batch": each.batch, "kind": each.kind, "department": each.department,
                    "month": each.month, "file": each.file_name, "file_hash": each.file_hash,
                    "at": each.at, "actor": each.actor, "counts": dict(each.counts),
                }
                for each in found
            ]
        )  # fmt: skip
        return 0
    Paper().table(
        [Text("批次", "batch"), Text("时间", "time"), Text("类型", "kind"),
         Text("部门", "department"), Text("月份", "month"), Text("文件", "file"),
         Text("经办", "by"), *(COUNTS[each] for each in _SHOWN)],
        [
            (str(each.batch), each.at, str(_KINDS.get(each.kind, Text(each.kind, each.kind))),
             each.department, each.month, each.file_name, each.actor,
             *(str(each.counts.get(name, 0)) for name in _SHOWN))
            for each in found
        ],
        empty=Text("没有导入过名单", "no list went in"),
    )  # fmt: skip
    return 0
