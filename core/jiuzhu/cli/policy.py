"""``jiuzhu policy``: show what holds in a county on a day, and check policy files."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

import click

from jiuzhu_schemas.text import Text

from . import options
from .policy_check import check
from .policy_deadlines import deadlines
from .policy_diff import diff
from .policy_schema import schema
from .policy_table import table

if TYPE_CHECKING:
    from jiuzhu.loading.county import County

_STAGES: Final = (
    "eligibility", "major_disease", "large_expense", "outpatient", "inpatient", "tilt", "subsidy",
    "charity_handoff",
)  # fmt: skip


@click.group(
    name="policy",
    help=str(Text("查看、检查政策。", "Show and check policies.")),
)
def command() -> None:
    """Hold the commands about policies."""


@command.command(
    name="show",
    help=options.example(
        "显示一个县某日有效的政策：各项标准、限额、条款，以及未决事项。",
        "Show a county's policy on a day: terms, caps, clauses and open questions.",
        "jiuzhu policy show --county fengjie --on 2024-05-01 --stage inpatient",
    ),
)
@options.county_option
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help=str(
        Text(
            "日期 YYYY-MM-DD，默认为今天（北京时间）",
            "day YYYY-MM-DD; today in Beijing if not given",
        )
    ),
)
@click.option("--stage", type=click.Choice(_STAGES), help=str(Text("只看一项", "only this stage")))
@options.format_option
def show(county: str, day: datetime | None, stage: str | None, form: str) -> int:
    """Print the effective policy."""
    from jiuzhu.platform import Platform
    from jiuzhu.policy.show import show_policy
    from jiuzhu.stages.facade import STAGE_HOOK_NAMES

    loaded = Platform.load().county(county)
    view = show_policy(
        loaded.policy,
        loaded.manifest.id,
        loaded.manifest.name,
        day.date() if day else beijing_today(),
        {name: _plugins_with_code(loaded, name) for name in STAGE_HOOK_NAMES},
        stage,
    )
    if form == "json":
        from jiuzhu_schemas.converter import unstructure

        from .paper import write_json

        write_json(unstructure(view))
    else:
        from .policy_tables import print_policy

        print_policy(view)
    return 0


command.add_command(check)
command.add_command(deadlines)
command.add_command(diff)
command.add_command(table)
command.add_command(schema)


def beijing_today() -> date:
    """Return the day it is in Beijing, whatever the machine's own time zone."""
    return beijing_now().date()


def beijing_now() -> datetime:
    """Return the time in Beijing."""
    from datetime import timedelta, timezone
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return datetime.now(ZoneInfo("Asia/Shanghai"))
    except ZoneInfoNotFoundError:  # Windows without tzdata: Beijing has no summer time.
        return datetime.now(timezone(timedelta(hours=8)))


def _plugins_with_code(county: County, hook: str) -> list[str]:
    from jiuzhu.loading.county import CORE_PLUGIN

    found = reversed(getattr(county.manager.hook, hook).get_hookimpls())
    return [each.plugin_name for each in found if each.plugin_name != CORE_PLUGIN]
