"""An audit, or a comparison of policies, on paper: as tables, as JSON, as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from jiuzhu_schemas.text import Text

_PLAIN: Final = 4
"""Tables with more columns than this have long cells: a line apart, rows can be told apart."""

_WIDE: Final = 8
"""Tables with more columns than this are not printed side by side."""

if TYPE_CHECKING:
    from jiuzhu.audit.records import PolicyDiff
    from jiuzhu.audit.sections import Report, Table

    from .paper import Paper


def print_report(report: Report | PolicyDiff, form: str) -> None:
    """Print a report in the form asked for."""
    from jiuzhu.audit.sections import section_of

    from .paper import Paper, write_json

    if form == "json":
        from jiuzhu_schemas.converter import unstructure

        write_json(unstructure(report))
        return
    section = section_of(report)
    if form == "markdown":
        from jiuzhu.audit.markdown import section_lines

        click.echo("\n".join(section_lines(section)))
        return
    paper = Paper(own_words=True)
    paper.heading(section.title)
    paper.line(section.summary)
    for table in section.tables:
        if len(table.headings) > _WIDE:
            _print_each(paper, table)
        else:
            rows = [[str(cell) for cell in row] for row in table.rows]
            paper.table(table.headings, rows, spaced=len(table.headings) > _PLAIN)
    if section.notes:
        paper.line(Text("说明：", "Notes:"))
    for note in section.notes:
        paper.line(Text(f"- {note.zh}", f"- {note.en}"))


def _print_each(paper: Paper, table: Table) -> None:
    """Print the rows of a wide table one below the other, each cell under its heading."""
    for row in table.rows:
        paper.line()
        for name, cell in zip(table.headings, row, strict=True):
            paper.line(Text(f"{name.zh}：{cell.zh}", f"{name.en}: {cell.en}"))
    paper.line()
