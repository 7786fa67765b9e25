"""A slip as plain text, its columns lined up by cell widths."""

from __future__ import annotations

from rich.cells import cell_len

from jiuzhu.explanation.layout import Page, padded
from jiuzhu_schemas.text import Language, Text, chosen_language

from .record import Section, Slip, Words

_RULE = "-" * 80


def as_text(slip: Slip, language: Language | None = None) -> str:
    """Return a slip as text, in the chosen language if none is given.

    Names come from files and stand as they are: show it without interpreting markup.
    """
    page = Page(language or chosen_language())
    page.sentence(slip.title, indent=0)
    page.sentence(slip.number, indent=0)
    if slip.mark is not None:
        page.sentence(Text(f"！{slip.mark.zh}", f"! {slip.mark.en}"), indent=0)
    for section in slip.sections:
        _section(page, section)
    page.lines += ["", _RULE]
    page.rows([(each.label, f"{each.name}  {each.at}".strip()) for each in slip.signatures])
    page.sentence(slip.printed)
    return page.text()


def _section(page: Page, section: Section) -> None:
    page.heading(section.title)
    width = max((cell_len(page.say(row.label)) for row in section.rows), default=0)
    sums = [page.say(row.value) for row in section.rows if row.is_sum]
    figures = max(map(cell_len, sums), default=0)
    for row in section.rows:
        value, more = page.say(row.value), page.say(row.more)
        if row.is_sum:
            label = padded(page.say(row.label), width)
            figure = " " * (figures - cell_len(value)) + value
            page.lines.append(f"  {label}  {figure}  {more}".rstrip())
        else:
            page.row(row.label, _joined(page, value, more), width)
    for note in section.notes:
        page.sentence(note)


def _joined(page: Page, value: str, more: str) -> Words:
    return f"{value}  {more}" if more else value
