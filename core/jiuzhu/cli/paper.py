"""Tables and lines on standard output: widths right for Chinese, outside text never as markup."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from jiuzhu_schemas.text import Text, chosen_language

if TYPE_CHECKING:
    from rich.console import Console

WIDTH_IN_A_PIPE: Final = 120
"""Columns where no terminal says how many there are."""

_LONGEST_CODE: Final = 24
_FEWEST: Final = 8
"""Columns that words need: only where they are left, codes are kept on one line."""
_GAP: Final = 3

_SAFE: Final = str.maketrans(
    {
        "“": "「", "”": "」", "‘": "『", "’": "』", "·": "・", "•": "・", "—": "-", "–": "-",
        "―": "-", "…": "...", "×": "x", "÷": "/", "±": "+-", "≥": ">=", "≤": "<=", "→": "->",
        "°": "度", "℃": "度C", "‰": "/1000",
    }
)  # fmt: skip
_ENGLISH_QUOTES: Final = str.maketrans("“”‘’", "\"\"''")
_SIMPLE: Final = "    \n    \n -- \n    \n    \n    \n    \n    \n"


def safe(text: str) -> str:
    """Replace characters that terminals draw one or two columns wide, as they please.

    >>> safe("“以上”①")
    '「以上」1'
    """
    if chosen_language() == "en":
        text = text.translate(_ENGLISH_QUOTES)
    text = text.translate(_SAFE)
    return "".join(
        unicodedata.normalize("NFKC", each) if _ambiguous(each) else each for each in text
    )


class Paper:
    """Writes to standard output. A heading, a line, a table; nothing is read as markup."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console: Console = Console(highlight=False, markup=False, emoji=False)
        if not self._console.is_terminal and "COLUMNS" not in os.environ:
            self._console.width = WIDTH_IN_A_PIPE

    def heading(self, text: Text | str) -> None:
        """Write a line that stands out, with an empty one above."""
        self._write()
        self._write(safe(str(text)), style="bold")

    def line(self, text: Text | str = "") -> None:
        """Write a paragraph, wrapped by the width of its characters."""
        self._write(safe(str(text)))

    def table(
        self,
        headings: Sequence[Text | str],
        rows: Iterable[Sequence[str]],
        *,
        spaced: bool = False,
    ) -> None:
        """Write a table; ``spaced`` leaves a line between rows. No headings: none are shown."""
        from rich.box import Box
        from rich.table import Table
        from rich.text import Text as Cell

        table = Table(box=Box(_SIMPLE, ascii=True), show_lines=spaced, show_header=bool(headings))
        cells = [[safe(each) for each in row] for row in rows]
        named = [Cell(safe(str(each))) for each in headings]
        widths = [
            max([name.cell_len, *(len(row[place]) for row in cells)])
            if all(_is_code(row[place]) for row in cells)
            else 0
            for place, name in enumerate(named)
        ]
        needed = sum((width or _FEWEST) + _GAP for width in widths)
        for name, width in zip(named, widths, strict=True):
            whole = width > 0 and needed <= self._console.width
            table.add_column(name, overflow="fold", no_wrap=whole)
        for row in cells:
            table.add_row(*(Cell(each) for each in row))
        self._write(table)

    def _write(self, *content: Any, style: str | None = None) -> None:
        """Write without the blanks that would fill a table up to its right edge."""
        with self._console.capture() as written:
            self._console.print(*content, style=style)
        click.echo("\n".join(line.rstrip() for line in written.get().split("\n")), nl=False)


def write_json(data: object) -> None:
    """Write one JSON document to standard output."""
    import json

    click.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))


def _is_code(cell: str) -> bool:
    """Tell numbers, dates, sums and masked IDs from words: broken over two lines they mislead."""
    return cell.isascii() and len(cell) <= _LONGEST_CODE and " " not in cell


def _ambiguous(character: str) -> bool:
    return unicodedata.east_asian_width(character) == "A"
