"""``jiuzhu hospital import``: a register file, previewed, then recorded whole or not at all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiuzhu_schemas.text import Text

from . import options
from .acting import operator_option
from .asking import confirm
from .hospital_shared import as_day, day_option

if TYPE_CHECKING:
    from jiuzhu.casebook.hospitals import ImportPreview


@click.command(
    name="import",
    help=options.example(
        "从文件导入名册（机构编码、机构名称、等级、区域、定点起、定点止）：先预览变化，确认后一次写入。"
        "有一行有误即全部不写，退出码 2。",
        "Import a register file (code, name, level, region, designated since and until): shows"
        " what would change, then records it whole. One wrong row, and nothing is: exit status 2.",
        "jiuzhu hospital import fengjie.casebook hospitals.xlsx --levels-since 2026-07-01",
    ),
)
@options.casebook_argument
@click.argument("file", type=options.FILE)
@day_option(
    "--levels-since",
    "与登记不同的等级自何日起，默认今天",
    "from when levels that differ hold, today if not given;",
    required=False,
)
@click.option("--dry-run", is_flag=True, help=str(Text("只预览", "show the preview only")))
@click.option("--yes", is_flag=True, help=str(Text("不再询问", "do not ask")))
@operator_option
@options.format_option
def command(
    casebook: Path,
    file: Path,
    levels_since: datetime | None,
    dry_run: bool,
    yes: bool,
    operator: str | None,
    form: str,
) -> int:
    """Preview, ask, record."""
    from jiuzhu.casebook.hospitals import import_hospitals, preview_import
    from jiuzhu.casebook.store import Casebook
    from jiuzhu.exchange.hospitals import read_hospitals

    from .acting import actor_for

    with Casebook.open(casebook) as book:
        preview = preview_import(book, read_hospitals(file), as_day(levels_since))
        for problem in preview.problems:
            click.echo(problem.line(), err=True)
        _print(preview, form)
        if dry_run:
            return 1 if preview.problem_count else 0
        if preview.rows and preview.count("unchanged") == len(preview.rows):
            return 0
        actor = actor_for(book, operator)
        if not preview.problem_count and not yes:
            confirm(Text("写入以上变化？", "Record these changes?"))
        import_hospitals(book, actor, preview)
    click.echo(str(Text("已写入", "recorded")), err=True)
    return 0


def _print(preview: ImportPreview, form: str) -> None:
    if form == "json":
        from jiuzhu_schemas.converter import unstructure

        from .paper import write_json

        write_json(
            {
                "file": preview.file,
                "levels_since": preview.levels_since.isoformat(),
                "rows": [unstructure(each) for each in preview.rows],
                "problems": [unstructure(each) for each in preview.problems],
            }
        )
        return
    from .paper import Paper

    labels = {"added": Text("新增", "added"), "changed": Text("变更", "changed")}
    paper = Paper()
    paper.table(
        [Text("行", "row"), Text("编码", "code"), Text("名称", "name"), Text("变化", "change")],
        [
            (str(each.row.row), each.row.code, each.row.name,
             str(Text("；", "; ")).join([str(labels[each.kind]), *map(str, each.changes)]))
            for each in preview.rows
            if each.kind != "unchanged"
        ],
        empty=Text("没有变化", "no change"),
    )  # fmt: skip
    added, changed = preview.count("added"), preview.count("changed")
    same = preview.count("unchanged")
    paper.line(
        Text(
            f"新增 {added}，变更 {changed}，不变 {same}",
            f"{added} added, {changed} changed, {same} unchanged",
        )
    )
