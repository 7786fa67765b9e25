"""``jiuzhu policy schema``: the JSON Schema of a file, for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from jiuzhu_schemas.text import Text

from . import options

_KINDS: Final = (
    "policy-document", "golden-cases", "category-file", "disease-catalogue", "premium-file",
    "fact-file", "header-file", "deadline-file",
)  # fmt: skip


@click.command(
    name="schema",
    help=options.example(
        "让编辑器提示和检查政策文件：把 JSON Schema 写到文件旁边，并给出文件第一行应写的内容；"
        "不写文件时打印到标准输出。",
        "Let editors complete and check policy files: write the JSON Schema beside each file and"
        " say what its first line should be; without a file, print one.",
        "jiuzhu policy schema wushan-2024.toml",
    ),
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--kind",
    type=click.Choice(_KINDS),
    default="policy-document",
    show_default=True,
    help=str(Text("打印哪一种文件的", "which kind of file to print one for")),
)
def schema(files: tuple[Path, ...], kind: str) -> int:
    """Write schemas beside files, or print one."""
    from jiuzhu.loading.schema_files import place_schema, schema_text

    if not files:
        click.echo(schema_text(kind), nl=False)
        return 0
    written = [place_schema(file) for file in files]
    for target in dict.fromkeys(placed.schema for placed in written):
        click.echo(str(target))
    for placed in written:
        if not placed.linked:
            said = Text(
                f"请把 {placed.file} 的第一行写成：{placed.line}",
                f"Let the first line of {placed.file} be: {placed.line}",
            )
            click.echo(str(said), err=True)
    return 0
