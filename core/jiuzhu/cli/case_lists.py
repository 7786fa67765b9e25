"""``jiuzhu case show | preview | list | due``: looking, without changing anything."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from jiuzhu_schemas.text import Text

from . import options
from .acting import actor_for, operator_option
from .case_filters import DAY, filter_options, filters_of
from .case_shared import number_argument


@click.command(
    name="show",
    help=options.example(
        "显示一个案件：内容、材料、经过、可办的步骤。身份证号和账号部分隐藏。",
        "Show a case: content, documents, steps, what can be done. IDs and accounts are masked.",
        "jiuzhu case show fengjie.casebook FJ2026-000001",
    ),
)
@options.casebook_argument
@number_argument
@operator_option
@options.format_option
def show(casebook: Path, number: str, operator: str | None, form: str) -> int:
    """Print a case."""
    from jiuzhu.casebook.cases import see_case
    from jiuzhu.casebook.ledger import entries_of
    from jiuzhu.casebook.store import Casebook

    from .case_counties import county_of
    from .case_views import case_view, print_case
    from .paper import write_json

    with Casebook.open(casebook) as book:
        actor = actor_for(book, operator)
        case = see_case(book, actor, number)
        if form == "json":
            write_json(case_view(case))
        else:
            entries = entries_of(book, case.claim_id) if case.claim_id else []
            print_case(case, county_of(book, number), actor, entries)
    return 0


@click.command(
    name="preview",
    help=options.example(
        "试算手工结算案件现在能得多少，逐项说明理由；不记账。",
        "Work out what a manual settlement would be given now, with every reason.",
        "jiuzhu case preview fengjie.casebook FJ2026-000001",
    ),
)
@options.casebook_argument
@number_argument
@operator_option
@options.format_option
def preview(casebook: Path, number: str, operator: str | None, form: str) -> int:
    """Print the trace of the settlement as it would be."""
    from jiuzhu.casebook.cases import preview_case, see_case
    from jiuzhu.casebook.store import Casebook
    from jiuzhu.explanation.text import render
    from jiuzhu_schemas.converter import unstructure

    from .case_counties import county_of
    from .paper import write_json

    with Casebook.open(casebook) as book:
        see_case(book, actor_for(book, operator), number)
        trace = preview_case(book, county_of(book, number), number)
    if form == "json":
        write_json(unstructure(trace))
    else:
        click.echo(render(trace), nl=False)
    return 0


@click.command(
    name="list",
    help=options.example(
        "列出案件，新的在前；--search 按案件编号、姓名、拼音或身份证号的数字查找。",
        "List cases, the newest first; --search by number, name, pinyin or digits of an ID.",
        "jiuzhu case list fengjie.casebook --state accepted --kind manual --search 测试",
    ),
)
@options.casebook_argument
@filter_options
@click.option(
    "--limit", default=50, show_default=True, type=click.IntRange(1, 1000), metavar="N",
    help=str(Text("最多几件", "at most so many cases")),
)  # fmt: skip
@click.option(
    "--after", type=int, help=str(Text("从上一页末行的 case_id 之后", "after this case_id"))
)
@operator_option
@options.format_option
def list_(
    casebook: Path,
    limit: int,
    after: int | None,
    operator: str | None,
    form: str,
    **wanted: Any,
) -> int:
    """Print a page of cases and how many there are in each state."""
    from jiuzhu.casebook.cases import count_by_state, find_cases
    from jiuzhu.casebook.store import Casebook

    from .case_views import print_rows, row_view
    from .paper import write_json

    with Casebook.open(casebook) as book:
        actor = actor_for(book, operator)
        filters = filters_of(book, **wanted)
        rows = find_cases(book, actor, filters, limit=limit, after=after)
        counts = count_by_state(book, actor)
    following = rows[-1].case_id if len(rows) == limit else None
    if form == "json":
        views = [row_view(each) for each in rows]
        write_json({"counts": counts, "cases": views, "next": following})
    else:
        print_rows(rows)
        _tell_more(following)
    return 0


@click.command(
    name="due",
    help=options.example(
        "列出到期和超期未办的案件，以及下一步由谁办。有超期的退出码为 1。",
        "List the cases that are due or overdue, and the step they wait for. Exit status 1 if any"
        " is overdue.",
        "jiuzhu case due fengjie.casebook --until 2026-11-30",
    ),
)
@options.casebook_argument
@click.option("--until", type=DAY, help=str(Text("到此日为止", "due up to this day")))
@click.option(
    "--limit", default=200, show_default=True, type=click.IntRange(1, 10000), metavar="N",
    help=str(Text("最多几件", "at most so many cases")),
)  # fmt: skip
@operator_option
@options.format_option
def due(casebook: Path, until: datetime | None, limit: int, operator: str | None, form: str) -> int:
    """Print what is due: 0 nothing overdue, 1 something is."""
    from jiuzhu.casebook.cases import due_cases
    from jiuzhu.casebook.store import Casebook
    from jiuzhu_schemas.converter import unstructure

    from .case_views import print_due
    from .paper import write_json

    with Casebook.open(casebook) as book:
        actor, today = actor_for(book, operator), book.clock().date()
        last = until.date() if until else None
        found = due_cases(book, actor, today, until=last, limit=limit)
    if form == "json":
        write_json([unstructure(each) for each in found])
    else:
        print_due(found)
    return 1 if any(each.overdue for each in found) else 0


def _tell_more(last: int | None) -> None:
    if last is not None:
        text = Text(f"还有更多：--after {last}", f"there may be more: --after {last}")
        click.echo(str(text), err=True)
