"""``jiuzhu policy deadlines``: what is due in a month, by whom, and where that stands."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import click

from jiuzhu_schemas.text import Text

from . import options

if TYPE_CHECKING:
    from jiuzhu.casebook.deadlines import Deadline
    from jiuzhu_schemas.deadlines import DeadlineRule, Due

_WEEKDAYS: Final = (
    Text("周一", "Mon"), Text("周二", "Tue"), Text("周三", "Wed"), Text("周四", "Thu"),
    Text("周五", "Fri"), Text("周六", "Sat"), Text("周日", "Sun"),
)  # fmt: skip


@click.command(
    name="deadlines",
    help=options.example(
        "列出一个月的各项期限：日期、遇非工作日时此前最后一个工作日、由谁办、条款；以及从事由起算的期限。",
        "List what is due in a month: date, the working day before where it is none, by whom,"
        " clause; and what is due after an event.",
        "jiuzhu policy deadlines --county fengjie --month 2026-10",
    ),
)
@options.county_option
@click.option(
    "--month",
    type=click.DateTime(["%Y-%m"]),
    help=str(
        Text(
            "月份 YYYY-MM，默认为本月（北京时间）",
            "month YYYY-MM; this month in Beijing if not given",
        )
    ),
)
@options.format_option
def deadlines(county: str, month: datetime | None, form: str) -> int:
    """Print the clock of a month."""
    from jiuzhu.casebook.deadlines import monthly_clock, occasion_rules
    from jiuzhu.platform import Platform

    from .policy import beijing_today

    loaded = Platform.load().county(county)
    first = (month.date() if month else beijing_today()).replace(day=1)
    clock = monthly_clock(loaded, first)
    after = occasion_rules(loaded, max(first, loaded.policy.first_day))
    if form == "json":
        from jiuzhu_schemas.converter import unstructure

        from .paper import write_json

        write_json(
            {
                "county": loaded.manifest.id,
                "month": f"{first:%Y-%m}",
                "deadlines": unstructure(clock),
                "after_occasions": unstructure(after),
            }
        )
    else:
        _print(loaded.manifest.name, first, clock, after)
    return 0


def _print(
    name: Text, month: date, clock: tuple[Deadline, ...], after: tuple[DeadlineRule, ...]
) -> None:
    from jiuzhu.casebook.deadlines.records import UNCERTAIN

    from .paper import Paper

    paper = Paper(own_words=True)
    paper.heading(
        Text(f"{name.zh} {month:%Y-%m} 的期限", f"What is due in {month:%Y-%m}, {name.en}")
    )
    paper.table(
        [Text("日期", "date"), Text("此前工作日", "working day before"), Text("事项", "what"),
         Text("由谁", "by whom"), Text("依据", "source")],
        [
            (_day(each.date), _day(each.working_day_before), str(each.label), str(each.who),
             f"{each.source.number} {each.source.cite}")
            for each in clock
        ],
    )  # fmt: skip
    if not all(each.certain for each in clock):
        paper.line(UNCERTAIN)
    paper.heading(Text("从事由起算", "After an event"))
    paper.table(
        [Text("事由", "event"), Text("期限", "due"), Text("事项", "what"), Text("由谁", "by whom"),
         Text("条款", "clause")],
        [
            (str(each.after), str(_phrase(each.due)), str(each.label), str(each.who), each.clause)
            for each in after
        ],
    )  # fmt: skip


def _day(day: date | None) -> str:
    return f"{day} {_WEEKDAYS[day.weekday()]}" if day else ""


def _phrase(due: Due) -> Text:
    """Say when something is due after an event."""
    if due.working_days is not None:
        figure = f"{due.sooner}-{due.working_days}" if due.sooner else str(due.working_days)
        return Text(f"{figure}个工作日内", f"within {figure} working days")
    year = _counted(due.years_later, ("年", "year"))
    if due.month is None:
        month = _counted(due.months_later, ("月", "month"))
        zh, en = month.zh, month.en
    else:
        zh, en = f"{year.zh}{due.month}月", f"month {due.month} of {year.en}"
    if due.day is None:
        return Text(f"{zh}末", f"the last day of {en}")
    return Text(f"{zh}{due.day}日", f"day {due.day} of {en}")


def _counted(later: int, unit: tuple[str, str]) -> Text:
    zh, en = unit
    names = {
        -1: Text(f"上{zh}", f"the {en} before"),
        0: Text(f"当{zh}", f"the same {en}"),
        1: Text(f"次{zh}", f"the next {en}"),
    }
    way = Text("后", "after") if later > 0 else Text("前", "before")
    count = abs(later)
    return names.get(later, Text(f"{count}{zh}{way.zh}", f"{count} {en}s {way.en}"))
