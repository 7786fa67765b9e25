"""``jiuzhu casebook``: what is done with the casebook's file as a whole."""

from __future__ import annotations

from typing import Final

from jiuzhu_schemas.text import Text

from . import options
from .lazy import LazyCommands

_COMMANDS: Final = {
    "init": ("casebook_init", Text("新建案卷库", "make a new casebook")),
    "opening": (
        "casebook_opening",
        Text("导入启用前已用的限额", "what was used before the casebook began"),
    ),
    "check": ("casebook_check", Text("检查案卷库是否完好、未被改动", "find damage and tampering")),
    "day-close": ("casebook_day_close", Text("日结：笔数、金额、摘要", "count, sum and digest")),
    "backup": ("casebook_backup", Text("备份并验证", "make a backup and verify it")),
    "restore": ("casebook_restore", Text("从备份恢复到新文件", "restore into a new file")),
    "replay": (
        "casebook_replay",
        Text("按原政策重算全部记账", "settle every entry again and compare"),
    ),
    "person": ("casebook_person", Text("一个人的费用、限额和身份", "a person's claims and caps")),
    "explain": ("casebook_explain", Text("说明一笔已记账费用的理由", "say why an entry stands")),
}

command = LazyCommands(
    name="casebook",
    table=_COMMANDS,
    help=options.example(
        "案卷库：一个 SQLite 文件，记录人员、案件、账目和经办过程。",
        "The casebook: one SQLite file of people, cases, the ledger and who did what.",
        "jiuzhu casebook init fengjie.casebook",
    ),
)
