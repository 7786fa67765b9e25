"""``jiuzhu roster list``: who was in force on a day."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options


@click.command(
    name="list",
    help=options.example(
        "列出某日在册的人和身份，按镇村。身份证号只显示首尾。",
        "List who held which identity on a day, by township. IDs are masked.",
        "jiuzhu roster list fengjie.casebook --on 2026-11-20 --township 永安街道",
    ),
)
@options.casebook_argument
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help=str(Text("日期（默认今天）", "the day (default: today)")),
)
@click.option("--department", default="", help=str(Text("只列此部门", "only this department")))
@click.option(
    "--category",
    default="",
    help=str(Text("只列此身份，如 低保对象 或 dibao", "only this category: dibao or 低保对象")),
)
@click.option("--township", default="", help=str(Text("只列此镇街", "only this township")))
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    help=str(Text("最多几行（默认全部）", "at most so many rows (default: all)")),
)
@options.format_option
def command(
    casebook: Path,
    day: datetime | None,
    department: str,
    category: str,
    township: str,
    limit: int | None,
    form: str,
) -> int:
    """Print the people in force."""
    from jiuzhu.casebook.roster import people_on
    from jiuzhu.casebook.store import Casebook

    from .paper import Paper, write_json
    from .roster_categories import category_code, category_labels

    with Casebook.open(casebook, read_only=True) as book:
        on = day.date() if day else book.clock().date()
        people = people_on(
            book,
            on,
            department=department,
            category=category_code(category),
            township=township,
            limit=limit or -1,
        )
    if form == "json":
        write_json(
            [
                {
                    "person": each.person, "person_id": each.masked_id, "name": each.name,
                    "township": each.township, "village": each.village,
                    "category": each.category, "department": each.department,
                    "valid_from": each.valid_from.isoformat(),
                    "valid_to": each.valid_to.isoformat() if each.valid_to else None,
                }
                for each in people
            ]
        )  # fmt: skip
        return 0
    labels = category_labels({each.category for each in people})
    Paper().table(
        [Text("镇街", "township"), Text("村居", "village"), Text("姓名", "name"),
         Text("身份证号", "ID"), Text("身份", "category"), Text("部门", "department"),
         Text("起", "from"), Text("止", "to")],
        [
            (each.township, each.village, each.name, each.masked_id, labels[each.category],
             each.department, each.valid_from.isoformat(),
             each.valid_to.isoformat() if each.valid_to else "")
            for each in people
        ],
        empty=Text("没有在册的人", "nobody is in force"),
    )  # fmt: skip
    count = Text(f"{on} 共 {len(people)} 条", f"{len(people)} on {on}")
    click.echo(str(count), err=True)
    return 0
