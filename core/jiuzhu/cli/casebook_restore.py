"""``jiuzhu casebook restore``: a casebook from a backup, in a new file."""

from __future__ import annotations

from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options
from .casebook_copied import show


@click.command(
    name="restore",
    help=options.example(
        "把备份恢复到新文件 NEWFILE，并完整检查；已有文件则不改动。"
        "恢复之后备份时点以后的业务须重新录入。",
        "Restore a backup into the new file NEWFILE and check it whole; a file that stands there is"
        " left alone. What was done since the backup must be entered again.",
        "jiuzhu casebook restore backup-2026-11-21.casebook fengjie.casebook",
    ),
)
@click.argument("backup", type=options.FILE)
@click.argument("newfile", type=options.FILE)
@click.option(
    "--digest",
    "given",
    metavar="FILE|TEXT",
    help=str(Text("备份须符合的日结摘要", "a day-close digest that the backup must hold")),
)
@options.format_option
def command(backup: Path, newfile: Path, given: str | None, form: str) -> int:
    """Restore it: 0 restored and checked."""
    from jiuzhu.casebook.actor import local_actor
    from jiuzhu.casebook.audit.digest import read_digest
    from jiuzhu.casebook.closing import restore

    digest = read_digest(given) if given else None
    done = restore(backup, newfile, local_actor(), digest)
    show(done, form, Text("已恢复，检查完好", "Restored and checked"))
    return 0
