"""``jiuzhu casebook day-close``: what leaves the office, so that nothing can be rewritten."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiuzhu_schemas.text import Text

from . import acting, options

if TYPE_CHECKING:
    from jiuzhu.casebook.audit.digest import Digest


@click.command(
    name="day-close",
    help=options.example(
        "日结：记入审计链，给出笔数、金额和摘要。请把摘要抄在每月报财政的报表上，"
        "在案卷库之外保存；--output 的文件能更准确地找到被改写的记录。",
        "Close the day: recorded in the trail; prints count, sum and digest. Put the digest on the"
        " monthly report to the treasury and keep it outside the casebook; the file of --output"
        " finds rewritten records more closely.",
        "jiuzhu casebook day-close fengjie.casebook --output 2026-11-21.json",
    ),
)
@options.casebook_argument
@acting.operator_option
@click.option(
    "--output",
    type=options.FILE,
    help=str(
        Text("摘要文件（JSON，不含个人信息）", "file for the digest (JSON, no personal data)")
    ),
)
@options.format_option
def command(casebook: Path, operator: str | None, output: Path | None, form: str) -> int:
    """Close it: 0 done."""
    from jiuzhu.casebook.audit.digest import write_digest
    from jiuzhu.casebook.closing import close_day
    from jiuzhu.casebook.store import Casebook

    from .paper import write_json

    if output is not None:
        _refuse_existing(output)
    with Casebook.open(casebook) as book:
        digest = close_day(book, acting.actor_for(book, operator))
    if output is not None:
        write_digest(digest, output)
    if form == "json":
        write_json({**digest.document(), "line": digest.line})
    else:
        _show(digest)
    return 0


def _show(digest: Digest) -> None:
    from jiuzhu_schemas.money import format_yuan

    from .paper import Paper

    paper = Paper()
    rows = [
        (Text("日结时间", "Closed at"), digest.at),
        (Text("审计记录", "Audit records"), str(digest.records)),
        (Text("记账笔数", "Ledger entries"), str(digest.entries)),
        (Text("记账金额（元）", "Sum of the ledger (yuan)"), format_yuan(digest.sum)),
    ]
    paper.table((), [(str(label), value) for label, value in rows])
    click.echo(digest.line)


def _refuse_existing(output: Path) -> None:
    from jiuzhu.casebook.errors import CasebookExists

    if output.exists():
        raise CasebookExists(
            Text("文件已存在，没有改动", "a file stands here already; it was left alone"),
            str(output),
        )
