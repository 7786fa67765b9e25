"""``jiuzhu policy diff``: what differs between two counties, or between two days of one."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import click

from jiuzhu_schemas.text import Text

from . import options
from .audit import form_option

_VERSION: Final = re.compile(
    r"(?P<county>[a-z][a-z0-9_]*)(?:@(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2}))?"
)


class Version(click.ParamType):  # type: ignore[type-arg]
    """A county, and the day on which its policy is meant: ``fengjie@2023-06-21``."""

    name = "COUNTY[@DATE]"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, date | None]:
        """Read a county and a day; without a day, None."""
        found = _VERSION.fullmatch(str(value))
        try:
            if found is None:
                raise ValueError
            return found["county"], date.fromisoformat(found["day"]) if found["day"] else None
        except ValueError:
            said = Text(
                f"“{value}”应为 县 或 县@日期，例如 fengjie@2023-06-21",
                f"“{value}” should be a county, or county@date such as fengjie@2023-06-21",
            )
            self.fail(str(said), param, ctx)


@click.command(
    name="diff",
    help=options.example(
        "比较两个县，或一个县两个日期的政策：逐项列出增加、取消、变更，两边条款并列。"
        "退出码 1 表示有不同。",
        "Compare the policies of two counties, or of two days: what was added, removed, changed,"
        " with both clauses. Exit status 1 if anything differs.",
        "jiuzhu policy diff fengjie@2023-06-20 fengjie@2023-06-21",
    ),
)
@click.argument("before", type=Version())
@click.argument("after", type=Version())
@form_option
def diff(before: tuple[str, date | None], after: tuple[str, date | None], form: str) -> int:
    """Print the differences: 0 none, 1 some."""
    from jiuzhu.audit import diff_policies
    from jiuzhu.platform import Platform

    from .audit_paper import print_report
    from .policy import beijing_today

    platform, today = Platform.load(), beijing_today()
    found = diff_policies(
        platform.county(before[0]), before[1] or today, platform.county(after[0]), after[1] or today
    )
    print_report(found, form)
    return 1 if found.changes else 0
