"""``jiuzhu policy table``: the rates of a policy file as the law prints them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiuzhu_schemas.text import Text

from . import options

if TYPE_CHECKING:
    from jiuzhu.policy.show_document import DocumentTables


@click.command(
    name="table",
    help=options.example(
        "把一个政策文件的标准按法规附表的样子列出：对象为行，情形为列，每格有比例、限额和条款。"
        "文件不必安装。后面可再写它所继承的、尚未安装的文件。",
        "Show the rates of a policy file as the law prints them: a row for each category, a column"
        " for each case, in each cell the rate, the cap and the clause. The file need not be"
        " installed. Files that it extends may follow, if they are not installed either.",
        "jiuzhu policy table wushan-2024.toml",
    ),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("upper", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--county",
    help=str(Text("用这个县的词表（自有类别、病种等）", "in the words of this county")),
)
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help=str(
        Text(
            "日期 YYYY-MM-DD，默认为今天，文件今天无效时为最近的有效日",
            "day YYYY-MM-DD; today, or the nearest day on which the file is in force",
        )
    ),
)
@options.format_option
def table(
    file: Path, upper: tuple[Path, ...], county: str | None, day: datetime | None, form: str
) -> int:
    """Print the tables: 0 shown, 1 the file has faults and nothing is shown."""
    from jiuzhu.loading.alone import policy_of
    from jiuzhu.loading.checking import check_files
    from jiuzhu.loading.discovery import discover
    from jiuzhu.policy.show_document import show_document

    from .policy import beijing_today

    discovery, today = discover(), beijing_today()
    findings = check_files(discovery, (file, *upper), county, today)
    if any(each.severity == "fault" for each in findings):
        from .policy_findings import print_findings

        print_findings(findings, form)
        click.echo(str(_refused(file)), err=True)
        return 1
    shown = show_document(
        policy_of(discovery, file, upper, county), day.date() if day else None, today
    )
    if form == "json":
        from jiuzhu_schemas.converter import unstructure

        from .paper import write_json

        write_json(unstructure(shown))
    else:
        _print(shown)
    return 0


def _print(shown: DocumentTables) -> None:
    from .paper import Paper
    from .policy_tables import print_lists, print_pools, print_stage

    document = shown.document
    paper = Paper(own_words=True)
    paper.line(f"{document.number} {document.title}")
    until = (
        Text(f"至 {document.until}", f" to {document.until}") if document.until else Text("起", "")
    )
    paper.line(
        Text(
            f"{document.since} {until.zh}执行；下表为 {shown.on} 的标准（元）。"
            "条款没有文号的，都是本文件的条款。",
            f"in force from {document.since}{until.en}; shown as of {shown.on} (yuan)."
            " A clause without a number is one of this document.",
        )
    )
    for each in shown.tables:
        print_stage(paper, each, document.number)
    print_pools(paper, shown.pools)
    print_lists(paper, shown.disease_lists)
    if shown.silent:
        zh = "、".join(each.zh for each in shown.silent)
        en = ", ".join(each.en for each in shown.silent)
        paper.line()
        paper.line(
            Text(
                f"本文件未列明、按上级文件执行：{zh}",
                f"not in this document, left to the one it extends: {en}",
            )
        )


def _refused(file: Path) -> Text:
    return Text(
        f"{file} 有错误，没有列出标准：错误的表会被当作法规。请先改正上面各处。",
        f"{file} has faults, and no table is shown: a wrong one would be taken for the law."
        " Mend the above first.",
    )
