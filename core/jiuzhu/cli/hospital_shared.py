"""What the commands of ``jiuzhu hospital`` share: arguments, the change itself, what is printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from jiuzhu_schemas.text import Text

if TYPE_CHECKING:
    from jiuzhu.casebook.actor import Actor
    from jiuzhu.casebook.hospitals import Hospital, HospitalOnDay
    from jiuzhu.casebook.store import Casebook

LEVELS: Final = ("0", "1", "2", "3")
REGIONS: Final = ("county", "city", "outside")

code_argument: Final = click.argument("code")
level_option: Final = click.option(
    "--level",
    type=click.Choice(LEVELS),
    required=True,
    help=str(Text("等级，0 为未定级", "level; 0 for none")),
)
why_option: Final = click.option("--why", required=True, help=str(Text("原因", "the reason")))


def day_option(name: str, zh: str, en: str, *, required: bool = True) -> Callable[..., Any]:
    """Return an option for a day."""
    return click.option(
        name,
        type=click.DateTime(["%Y-%m-%d"]),
        required=required,
        help=str(Text(f"{zh} YYYY-MM-DD", f"{en} YYYY-MM-DD")),
    )


def as_day(moment: datetime | None) -> date | None:
    """Return the day of an option's value."""
    return moment.date() if moment else None


def change(
    casebook: Path,
    operator: str | None,
    form: str,
    do: Callable[[Casebook, Actor], Hospital],
) -> int:
    """Open the casebook, do one change in the name of the actor, print the hospital after it."""
    from jiuzhu.casebook.store import Casebook

    from .acting import actor_for

    with Casebook.open(casebook) as book:
        hospital = do(book, actor_for(book, operator))
        today = book.clock().date()
    print_hospital(hospital, today, form)
    return 0


def print_hospital(hospital: Hospital, day: date, form: str) -> None:
    """Print a hospital with its history, and what holds on a day."""
    state = hospital.on(day)
    if form == "json":
        from jiuzhu_schemas.converter import unstructure

        from .paper import write_json

        write_json({**unstructure(hospital), "on_day": unstructure(state)})
        return
    from jiuzhu_schemas.words import LEVEL_LABELS, REGION_LABELS

    from .paper import Paper

    paper = Paper()
    paper.heading(f"{hospital.code} {hospital.name}")
    region = REGION_LABELS[hospital.region]
    paper.line(Text(f"区域：{region.zh}", f"region: {region.en}"))
    paper.line(Text(f"{day}：{describe(state).zh}", f"{day}: {describe(state).en}"))
    rows = [
        (str(Text("等级", "level")), str(each.since), "", str(LEVEL_LABELS[each.level]))
        for each in hospital.levels
    ]
    rows += [
        (str(Text("定点", "designated")), str(each.since), str(each.until or ""), each.why)
        for each in hospital.designations
    ]
    rows += [
        (str(Text("暂停", "suspended")), str(each.since), str(each.until or ""), each.why)
        for each in hospital.suspensions
    ]
    paper.table(
        [Text("事项", "what"), Text("起", "from"), Text("止", "to"), Text("说明", "note")], rows
    )


def describe(state: HospitalOnDay) -> Text:
    """Say level and standing of a hospital on a day."""
    from jiuzhu_schemas.words import LEVEL_LABELS

    level = LEVEL_LABELS[state.level]
    standing = state.why or Text("定点", "designated")
    return Text(f"{level.zh}，{standing.zh}", f"{level.en}, {standing.en}")
