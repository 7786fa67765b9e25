"""``jiuzhu casebook init``: a new, empty casebook."""

from __future__ import annotations

from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options


@click.command(
    name="init",
    help=options.example(
        "新建空案卷库，只有本机用户可读写。已有文件则不改动。随后请添加管理员。",
        "Make a new, empty casebook that only its owner can read. A file that stands there is left"
        " alone. Add an administrator next.",
        "jiuzhu casebook init fengjie.casebook",
    ),
)
@options.casebook_argument
def command(casebook: Path) -> int:
    """Make it: 0 made."""
    from jiuzhu.casebook.store import Casebook

    Casebook.init(casebook).close()
    click.echo(
        str(
            Text(
                f"已新建 {casebook}；下一步：jiuzhu operator add {casebook} 姓名"
                " --role administrator",
                f"made {casebook}; next: jiuzhu operator add {casebook} NAME --role administrator",
            )
        ),
        err=True,
    )
    return 0
