"""``jiuzhu casebook backup``: a copy that was checked."""

from __future__ import annotations

from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import acting, options
from .casebook_copied import show


@click.command(
    name="backup",
    help=options.example(
        "把案卷库备份到新文件 TARGET（只有本机用户可读写），并完整检查副本。"
        "可在他人办理业务时进行；不要直接复制文件。",
        "Copy a casebook into the new file TARGET, which only its owner can read, and check the"
        " copy whole. Others may work meanwhile; do not copy the file yourself.",
        "jiuzhu casebook backup fengjie.casebook backup-2026-11-21.casebook",
    ),
)
@options.casebook_argument
@click.argument("target", type=options.FILE)
@acting.operator_option
@options.format_option
def command(casebook: Path, target: Path, operator: str | None, form: str) -> int:
    """Make it: 0 made and checked."""
    from jiuzhu.casebook.closing import backup
    from jiuzhu.casebook.store import Casebook

    with Casebook.open(casebook) as book:
        done = backup(book, acting.actor_for(book, operator), target)
    show(done, form, Text("备份完好", "Backup made and checked"))
    return 0
