"""What ``casebook backup`` and ``casebook restore`` say when they are done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from jiuzhu_schemas.text import Text

if TYPE_CHECKING:
    from jiuzhu.casebook.closing import Copied


def show(done: Copied, form: str, label: Text) -> None:
    """Print what the copy holds; on standard error, that the trail could not be told."""
    if form == "json":
        from jiuzhu_schemas.converter import unstructure

        from .paper import write_json

        write_json(unstructure(done))
    else:
        zh = f"{label.zh}：{done.path}（审计记录 {done.records} 条，记账 {done.entries} 笔）"
        en = f"{label.en}: {done.path} ({done.records} audit records, {done.entries} entries)"
        click.echo(str(Text(zh, en)))
    if not done.recorded:
        click.echo(
            str(
                Text(
                    "注意：案卷库现在无法写入，这次操作没有记入审计链",
                    "Warning: the casebook cannot be written now; its trail does not know of this",
                )
            ),
            err=True,
        )
