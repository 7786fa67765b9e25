"""``jiuzhu hospital list``: the register as it stands on a day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options
from .hospital_shared import as_day, day_option


@click.command(
    name="list",
    help=options.example(
        "列出名册：编码、名称、等级、区域，某日是否定点，未定点的写明原因。",
        "List the register: code, name, level, region; designated on a day, or why not.",
        "jiuzhu hospital list fengjie.casebook --on 2026-11-01",
    ),
)
@options.casebook_argument
@day_option("--on", "日期，默认今天", "day, today if not given;", required=False)
@options.format_option
def command(casebook: Path, on: datetime | None, form: str) -> int:
    """Print the register."""
    from jiuzhu.casebook.hospitals import hospitals
    from jiuzhu.casebook.store import Casebook

    with Casebook.open(casebook) as book:
        day = as_day(on) or book.clock().date()
        states = [each.on(day) for each in hospitals(book).values()]
    if form == "json":
        from jiuzhu_schemas.converter import unstructure

        from .paper import write_json

        write_json([unstructure(each) for each in states])
        return 0
    from jiuzhu_schemas.words import LEVEL_LABELS, REGION_LABELS

    from .paper import Paper

    paper = Paper()
    paper.heading(
        Text(f"{day} 医疗机构名册：{len(states)} 个", f"{len(states)} hospitals on {day}")
    )
    paper.table(
        [Text("编码", "code"), Text("名称", "name"), Text("等级", "level"), Text("区域", "region"),
         Text("情况", "standing")],
        [
            (each.code, each.name, str(LEVEL_LABELS[each.level]), str(REGION_LABELS[each.region]),
             str(each.why or Text("定点", "designated")))
            for each in states
        ],
        empty=Text("没有登记医疗机构", "no hospital is registered"),
    )  # fmt: skip
    return 0
