"""Audits as Markdown: one section, or the whole report that a bureau hands to its superior."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from jiuzhu.loading.county import County
from jiuzhu_schemas.text import Text

from .sections import TITLES, Report, Section, Table, count, section_of

_NUMBERS = ("一", "二", "三", "四", "五")


def section_lines(section: Section, level: str = "#", number: int | None = None) -> Iterator[str]:
    """Yield a section's lines; ``number`` counts sections of a report."""
    yield f"{level} {_numbered(section.title, number)}"
    yield ""
    yield f"{section.summary}{Text('。', '.')}"
    yield ""
    for table in section.tables:
        yield from _table(table)
        yield ""
    if section.notes:
        yield str(Text("说明：", "Notes:"))
        yield ""
        yield from (f"- {_plain(str(note))}" for note in section.notes)
        yield ""


def report_of(county: County, reports: Sequence[Report], day: date) -> str:
    """Return the whole report, the summary on top."""
    return "\n".join(_report(county, reports, day)).rstrip() + "\n"


def _report(county: County, reports: Sequence[Report], day: date) -> Iterator[str]:
    name = county.manifest.name
    yield str(Text(f"# {name.zh}医疗救助政策审核报告", f"# Policy audit, {name.en}"))
    yield ""
    yield str(Text(f"政策日期：{day}", f"Policies as of {day}"))
    yield ""
    yield str(Text("审核的文件：", "Documents:"))
    yield ""
    for each in county.policy.documents:
        document = each.document
        yield str(
            Text(
                f"- {document.number} 《{document.title}》，{document.since} 起施行，"
                f"最近核对 {document.last_review}",
                f"- {document.number} {document.title}, from {document.since},"
                f" last reviewed {document.last_review}",
            )
        )
    yield ""
    yield str(Text("## 概要", "## Summary"))
    yield ""
    headings = (Text("审核", "audit"), Text("结果", "result"), Text("问题", "findings"))
    rows = [
        (TITLES[report.audit], section_of(report).summary, Text(*[str(count(report))] * 2))
        for report in reports
    ]
    yield from _table(Table(headings, rows))
    yield ""
    yield str(
        Text(
            "“冲突”指与本系统已载入的文件不一致。本县可能另有依据，所依据的文件如未载入，"
            "请补充载入或登记豁免。本报告由程序逐项比对生成，供核对使用，不代替文件解释。",
            "A conflict is one with the documents loaded here. The county may rest on a later"
            " document; load it, or record a waiver. This report compares, it does not interpret.",
        )
    )
    yield ""
    for number, report in enumerate(reports):
        yield from section_lines(section_of(report), "##", number)


def _numbered(title: Text, number: int | None) -> Text:
    if number is None:
        return title
    return Text(f"{_NUMBERS[number]}、{title.zh}", f"{number + 1}. {title.en}")


def _table(table: Table) -> Iterator[str]:
    yield _row(table.headings)
    yield "|" + "---|" * len(table.headings)
    yield from (_row(row) for row in table.rows)


def _row(cells: Sequence[Text]) -> str:
    return f"| {' | '.join(_plain(str(each)) for each in cells)} |"


def _plain(text: str) -> str:
    """Keep outside text from being read as markup, or from ending its cell."""
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
