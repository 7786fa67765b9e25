"""``jiuzhu casebook opening``: what was used before the casebook began, brought in from a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiuzhu_schemas.text import Text

from . import options
from .acting import operator_option
from .asking import confirm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jiuzhu.casebook.ledger import Opening


@click.command(
    name="opening",
    help=options.example(
        "年中启用案卷库时，导入各人本年已用的限额（person_id、year、pool、used，与 settle --closing"
        " 写出的相同）：先预览，确认后一次写入。当年已有记账的人不能再导入。",
        "For an office that starts within a year: bring in what people have used of their caps"
        " (person_id, year, pool, used, as settle --closing writes them). Shows what changes, then"
        " records it whole. Not possible for people who have claims of that year recorded.",
        "jiuzhu casebook opening fengjie.casebook used-2026.csv --county fengjie",
    ),
)
@options.casebook_argument
@click.argument("balances", type=options.FILE)
@options.county_option
@click.option("--dry-run", is_flag=True, help=str(Text("只预览", "show the preview only")))
@click.option("--yes", is_flag=True, help=str(Text("不再询问", "do not ask")))
@operator_option
@options.format_option
def command(
    casebook: Path,
    balances: Path,
    county: str,
    dry_run: bool,
    yes: bool,
    operator: str | None,
    form: str,
) -> int:
    """Preview, ask, record; wrong rows are never left out, since caps rest on them."""
    from hashlib import sha256

    from jiuzhu.casebook.ledger import plan_openings, record_openings, register_of
    from jiuzhu.casebook.store import Casebook
    from jiuzhu.exchange import read_balances
    from jiuzhu.platform import Platform

    from .acting import actor_for
    from .inputs import refuse_wrong_rows

    with Casebook.open(casebook) as book:
        loaded = Platform.load().county(county)
        register = register_of(book)
        read = read_balances(balances, register.people)
        refuse_wrong_rows(
            read,
            way_out=Text(
                "期初已用不能跳过错行，请更正后重试（案卷库中没有的人，先导入花名册）",
                "opening balances cannot leave rows out: mend them (people whom the casebook does"
                " not know: import a roster first)",
            ),
        )
        planned = plan_openings(book, loaded, read.columns, register)
        _print(planned, form)
        if dry_run or not planned:
            return 0
        actor = actor_for(book, operator)
        if not yes:
            confirm(Text("写入以上期初已用？", "Record these opening balances?"))
        digest = sha256(balances.read_bytes()).hexdigest()
        record_openings(book, actor, planned, balances.name, digest)
    click.echo(str(Text("已写入", "recorded")), err=True)
    return 0


def _print(planned: Sequence[Opening], form: str) -> None:
    if form == "json":
        from jiuzhu_schemas.converter import unstructure

        from .paper import write_json

        write_json({"openings": [unstructure(each) for each in planned]})
        return
    from jiuzhu_schemas.money import format_yuan

    from .paper import Paper

    sums: dict[tuple[int, str], list[int]] = {}
    for each in planned:
        row = sums.setdefault((each.year, each.pool), [0, 0, 0])
        row[0] += 1
        row[1] += each.before
        row[2] += each.used
    Paper().table(
        [Text("年度", "year"), Text("限额池", "pool"), Text("人数", "people"),
         Text("原有", "before"), Text("现为", "used")],
        [
            (str(year), pool, str(people), format_yuan(before), format_yuan(used))
            for (year, pool), (people, before, used) in sorted(sums.items())
        ],
        empty=Text("没有变化", "no change"),
    )  # fmt: skip
