"""``jiuzhu roster``: departments' lists of recipients, and what the casebook knows by them."""

from __future__ import annotations

from typing import Final

from jiuzhu_schemas.text import Text

from . import options
from .lazy import LazyCommands

_COMMANDS: Final = {
    "import": ("roster_import", Text("导入部门名单：先预览，后确认", "preview and import a list")),
    "queue": ("roster_queue", Text("列出无法确定是谁的行", "rows with an uncertain person")),
    "resolve": ("roster_resolve", Text("处理队列中的一条", "resolve an item of the queue")),
    "alive": ("roster_alive", Text("更正误登记的死亡", "take back a mistaken death")),
    "returned": ("roster_returned", Text("列出退回部门、尚未更正的行", "rows not yet corrected")),
    "show": ("roster_show", Text("某人某日的身份及各类救助所用身份", "a person's identities")),
    "list": ("roster_list", Text("列出某日在册人员", "who was in force on a day")),
    "batches": ("roster_batches", Text("列出导入批次", "the lists that went in")),
}

command = LazyCommands(
    name="roster",
    table=_COMMANDS,
    help=options.example(
        "花名册：各部门每月名单的导入、核对与查询。",
        "Rosters: import, compare and look up the departments' monthly lists.",
        "jiuzhu roster import fengjie.casebook 民政局2026-11.xlsx --department 民政局"
        " --kind full --month 2026-11 --county fengjie",
    ),
)
