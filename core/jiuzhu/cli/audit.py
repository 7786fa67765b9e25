"""``jiuzhu audit``: what is inconsistent, missing or surprising in a county's policy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from jiuzhu_schemas.text import Text

from . import options

if TYPE_CHECKING:
    from jiuzhu.audit.sections import Report
    from jiuzhu.loading.county import County

day_option: Final = click.option(
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
form_option: Final = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help=str(Text("输出格式", "form of the output")),
)


@click.group(
    name="audit",
    help=str(
        Text(
            "审核一个县的政策。退出码 0 没有发现，1 有发现，2 无法审核。",
            "Audit a county's policy. Exit status 0 nothing found, 1 found, 2 unusable.",
        )
    ),
)
def command() -> None:
    """Hold the audits."""


@command.command(
    name="floor",
    help=options.example(
        "比较本县各项标准与上级文件的下限、上限，两边条款并列；登记过豁免的另列。",
        "Hold each figure of the county against the documents above it, with both clauses.",
        "jiuzhu audit floor --county fengjie",
    ),
)
@options.county_option
@day_option
@form_option
def floor(county: str, day: datetime | None, form: str) -> int:
    """Print conflicts with upper documents."""
    from jiuzhu.audit import audit_floor

    return _run(county, day, form, audit_floor)


@command.command(
    name="coverage",
    help=options.example(
        "核对条款、标准与算例：哪条没有标准，哪行没有算例，哪个算例引用了不存在的条款。",
        "Compare clauses, rows and golden cases: what has no counterpart.",
        "jiuzhu audit coverage --county fengjie",
    ),
)
@options.county_option
@form_option
def coverage(county: str, form: str) -> int:
    """Print clauses, rows and cases without a counterpart."""
    from jiuzhu.audit import audit_coverage

    return _run(county, None, form, lambda loaded, _: audit_coverage(loaded))


@command.command(
    name="cliffs",
    help=options.example(
        "找出多一分费用反而少得救助之处，及最多少得多少。",
        "Find where a fen more of cost pays less, and how much is lost at worst.",
        "jiuzhu audit cliffs --county fengjie --on 2026-01-01",
    ),
)
@options.county_option
@day_option
@form_option
def cliffs(county: str, day: datetime | None, form: str) -> int:
    """Print where relief falls."""
    from jiuzhu.audit import audit_cliffs

    return _run(county, day, form, audit_cliffs)


@command.command(
    name="dates",
    help=options.example(
        "检查每一天、每项标准恰有一个答案；列出各时期，以及久未核对的文件。",
        "Check that every day and cell has one answer; list editions and late reviews.",
        "jiuzhu audit dates --county fengjie",
    ),
)
@options.county_option
@day_option
@form_option
def dates(county: str, day: datetime | None, form: str) -> int:
    """Print gaps and overlaps."""
    from jiuzhu.audit import audit_dates

    return _run(county, day, form, audit_dates)


@command.command(
    name="report",
    help=options.example(
        "四项审核合成一份 Markdown 报告，概要在前，可报送上级。",
        "Write all four audits as one Markdown report, the summary on top.",
        "jiuzhu audit report --county fengjie --output report.md",
    ),
)
@options.county_option
@day_option
@click.option(
    "--output",
    type=options.FILE,
    required=True,
    help=str(Text("报告文件，.md", "the report's file, .md")),
)
def report(county: str, day: datetime | None, output: Path) -> int:
    """Write the report."""
    from jiuzhu.audit import audit_cliffs, audit_coverage, audit_dates, audit_floor
    from jiuzhu.audit.markdown import report_of
    from jiuzhu.audit.sections import count

    loaded, on = _county(county), _day(day)
    reports: list[Report] = [
        audit_floor(loaded, on),
        audit_coverage(loaded),
        audit_cliffs(loaded, on),
        audit_dates(loaded, on),
    ]
    _write(output, report_of(loaded, reports, on))
    found = sum(count(each) for each in reports)
    click.echo(str(Text(f"{output}：发现 {found} 处", f"{output}: {found} findings")), err=True)
    return 1 if found else 0


def _write(output: Path, text: str) -> None:
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        said = Text(f"无法写入 {output}：{reason}", f"cannot write {output}: {reason}")
        raise click.ClickException(str(said)) from None


def _run(
    county: str, day: datetime | None, form: str, audit: Callable[[County, date], Report]
) -> int:
    from jiuzhu.audit.sections import count

    from .audit_paper import print_report

    found = audit(_county(county), _day(day))
    print_report(found, form)
    return 1 if count(found) else 0


def _county(county: str) -> County:
    from jiuzhu.platform import Platform

    return Platform.load().county(county)


def _day(day: datetime | None) -> date:
    from .policy import beijing_today

    return day.date() if day else beijing_today()
