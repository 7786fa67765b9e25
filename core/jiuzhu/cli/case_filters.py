"""Which cases a command is about: the options of `case list` and `case export`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from jiuzhu_schemas.text import Text

from . import words

if TYPE_CHECKING:
    from jiuzhu.casebook.cases import Filters
    from jiuzhu.casebook.store import Casebook

F = TypeVar("F", bound=Callable[..., Any])

DAY: Final = click.DateTime(["%Y-%m-%d"])
_FIND: Final = Text(
    "查找：姓名、姓名拼音或首字母（小写）、身份证号数字、案件编号",
    "search: name, its pinyin or initials (small letters), digits of an ID, case number",
)


def filter_options(command: F) -> F:
    """Add the options; `filters_of` reads them."""
    for option in (
        click.option("--search", default="", help=str(_FIND)),
        click.option("--by", default="", help=str(Text("经手人", "who took a step"))),
        click.option("--due-by", type=DAY, help=str(Text("此日或之前到期", "due by this day"))),
        click.option("--hospital", default="", help=str(Text("医疗机构编码", "hospital's code"))),
        click.option("--township", default="", help=str(Text("只列此镇街", "only this township"))),
        click.option(
            "--kind",
            default="",
            type=words.KIND_OR_NONE,
            metavar=f"[{'|'.join(words.KINDS)}]",
            help=str(Text("类别", "kind")),
        ),
        click.option("--state", multiple=True, type=words.STATE, help=str(Text("状态", "state"))),
    ):
        command = option(command)
    return command


def filters_of(
    book: Casebook,
    *,
    state: tuple[str, ...],
    kind: str,
    township: str,
    hospital: str,
    due_by: datetime | None,
    by: str,
    search: str,
) -> Filters:
    """Return the filters that the options say; a search by pinyin has its keys filled in."""
    from jiuzhu.casebook.cases import Filters
    from jiuzhu.casebook.roster import refresh_name_keys
    from jiuzhu.casebook.roster.name_keys import is_pinyin

    if is_pinyin(search):
        refresh_name_keys(book)
    return Filters(
        states=state,
        kind=kind,
        township=township,
        hospital=hospital,
        due_by=due_by.date().isoformat() if due_by else "",
        operator=by,
        search=search,
    )
