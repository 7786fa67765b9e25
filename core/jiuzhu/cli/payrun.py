"""``jiuzhu payrun``: lists to the treasury, made, sent, exported and settled."""

from __future__ import annotations

from typing import Final

from jiuzhu_schemas.text import Text

from . import options
from .lazy import LazyCommands

_COMMANDS: Final = {
    "make": ("payrun_make", Text("生成拨付清单", "make a run of what is to be paid")),
    "list": ("payrun_list", Text("列出拨付清单", "list the runs")),
    "show": ("payrun_show", Text("查看一份清单", "show a run")),
    "export": ("payrun_export", Text("导出给财政的表格", "write the treasury's table")),
    "send": ("payrun_send", Text("标记为已报送财政", "mark a run as sent to the treasury")),
    "settle": ("payrun_settle", Text("登记支付结果，办结", "record what was paid, and close")),
    "bounce": ("payrun_bounce", Text("登记一笔退回", "record a transfer that came back")),
    "cancel": ("payrun_cancel", Text("取消未报送的清单", "give up a run that was not sent")),
    "account": ("payrun_account", Text("登记收款账户", "record where a person is paid")),
}

command = LazyCommands(
    name="payrun",
    table=_COMMANDS,
    help=options.example(
        "拨付清单：每月按渠道汇总应付账目，报送财政并登记支付结果。",
        "Payment runs: a month's list to the treasury per channel, and what came of it.",
        "jiuzhu payrun make fengjie.casebook --month 2026-11 --channel person_account"
        " --operator 王出纳",
    ),
)
