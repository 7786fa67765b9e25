"""``jiuzhu casebook check``: is everything as it was written?"""

from __future__ import annotations

from contextlib import closing
from itertools import islice
from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options


@click.command(
    name="check",
    help=options.example(
        "检查案卷库：文件、结构、审计链、受保护的行、余额。完好则无输出，退出码 0；"
        "否则给出第一处问题，退出码 1。给出日结摘要才能发现截尾和整链重写。",
        "Check a casebook: file, schema, audit trail, guarded rows, balances. Well: no output, exit"
        " status 0; else the first fault, exit status 1. Only with a digest of day-close are a cut"
        " tail and a trail rewritten as a whole found.",
        "jiuzhu casebook check fengjie.casebook --digest 2026-11-21.json",
    ),
)
@options.casebook_argument
@click.option(
    "--digest",
    "given",
    metavar="FILE|TEXT",
    help=str(Text("日结摘要：文件，或打印的一行", "a day-close digest: its file or printed line")),
)
@click.option("--all", "every", is_flag=True, help=str(Text("列出全部问题", "name every fault")))
@options.format_option
def command(casebook: Path, given: str | None, every: bool, form: str) -> int:
    """Check it: 0 well, 1 something is wrong."""
    from jiuzhu.casebook.audit.digest import read_digest
    from jiuzhu.casebook.checking.check import check_file

    digest = read_digest(given) if given else None
    with closing(check_file(casebook, digest)) as found:
        faults = list(islice(found, None if every else 1))
    if form == "json":
        from jiuzhu_schemas.converter import unstructure

        from .paper import write_json

        write_json({"well": not faults, "faults": unstructure(faults)})
    else:
        for fault in faults:
            click.echo(str(fault.sentence))
    return 1 if faults else 0
