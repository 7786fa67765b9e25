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
"""Columns where no terminal says how many there are; a table that needs more takes them."""

NOTHING: Final = Text("没有记录", "none")

_SIGNS: Final = str.maketrans(
    {
        "…": "...", "÷": "/", "±": "+-", "≥": ">=", "≤": "<=", "→": "->", "°": "度", "℃": "度C",
        "‰": "/1000", "\t": " ",
    }
)  # fmt: skip
_SIMPLE: Final = "    \n    \n -- \n    \n    \n    \n    \n    \n"


_OWN_SIGNS: Final = str.maketrans(
    {
        "“": "「", "”": "」", "‘": "『", "’": "』", "·": "・", "•": "・", "—": "-", "–": "-",
        "―": "-", "×": "x",
    }
)  # fmt: skip
_ENGLISH_QUOTES: Final = str.maketrans("“”‘’", "\"\"''")


def own(text: str) -> str:
    """Replace in a sentence of ours, which holds no names, all that may be one or two columns wide.

    >>> own("“以上”①")
    '「以上」1'
    """
    if chosen_language() == "en":
        text = text.translate(_ENGLISH_QUOTES)
    text = text.translate(_OWN_SIGNS)
    return "".join(
        unicodedata.normalize("NFKC", each) if _ambiguous(each) else each for each in text
    )


def safe(text: str) -> str:
    """Replace the signs of our own that terminals draw one or two columns wide, as they please.

    What can stand in a name (a middle dot, quotation marks, dashes) stays as it was written.
    What would act on the terminal, or turn the order of what is read, is shown by its number.

    >>> safe("“三无”·买买提 ≥ 3")
    '“三无”·买买提 >= 3'
    >>> safe("甲\\x1b[2J")
    '甲<U+001B>[2J'
    """
    text = text.translate(_SIGNS)
    if text.isprintable():
        return text
    return "".join(f"<U+{ord(each):04X}>" if _acts(each) else each for each in text)


class Paper:
    """Writes to standard output. A heading, a line, a table; nothing is read as markup."""

    def __init__(self, *, own_words: bool = False) -> None:
        """Open standard output. ``own_words``: no names are written, see `own`."""
        from rich.console import Console

        self._shown = (lambda text: safe(own(text))) if own_words else safe
        self._console: Console = Console(highlight=False, markup=False, emoji=False)
        self._grows = not self._console.is_terminal and "COLUMNS" not in os.environ
        if self._grows:
            self._console.width = WIDTH_IN_A_PIPE

    def heading(self, text: Text | str) -> None:
        """Write a line that stands out, with an empty one above."""
        self._write()
        self._write_lines(str(text), style="bold")

    def line(self, text: Text | str = "") -> None:
        """Write a paragraph, wrapped by the width of its characters."""
        self._write_lines(str(text))

    def table(
        self,
        headings: Sequence[Text | str],
        rows: Iterable[Sequence[str]],
        *,
        spaced: bool = False,
        empty: Text = NOTHING,
    ) -> None:
        """Write a table; ``spaced`` leaves a line between rows. No headings: none are shown.

        Where it does not fit the terminal each row is written as lines of its own: no number,
        date, sum or ID is broken or cut. ``empty`` is said instead of a table without rows.
        """
        from .table_layout import column_widths

        cells = [[self._shown(each) for each in row] for row in rows]
        names = [self._shown(str(each)) for each in headings]
        if not cells:
            if names:
                self.line(empty)
            return
        widths = column_widths(names, cells, self._console.width, must_fit=not self._grows)
        if widths is None:
            self._write_records(names, cells)
        else:
            self._write_table(names, cells, widths, spaced=spaced)

    def _write_table(
        self,
        names: Sequence[str],
        cells: Sequence[Sequence[str]],
        widths: Sequence[int],
        *,
        spaced: bool,
    ) -> None:
        from rich.box import Box
        from rich.table import Table
        from rich.text import Text as Cell

        from .table_layout import EDGES, is_sums, wrapped

        table = Table(box=Box(_SIMPLE, ascii=True), show_lines=spaced, show_header=bool(names))
        for place, width in enumerate(widths):
            name = "\n".join(wrapped(names[place], width)) if names else ""
            right = is_sums([row[place] for row in cells])
            table.add_column(
                Cell(name), width=width, no_wrap=True, justify="right" if right else "left"
            )
        for row in cells:
            fitted = zip(row, widths, strict=True)
            table.add_row(*(Cell("\n".join(wrapped(each, width))) for each, width in fitted))
        shown = self._console.width
        self._console.width = sum(widths) + EDGES * len(widths) + 1
        self._write(table)
        self._console.width = shown

    def _write_records(self, names: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
        """Write rows one below the other, each cell under its heading, empty ones left out."""
        colon = str(Text("：", ": "))
        self._write()
        for row in cells:
            if not names:
                self._write_lines("  ".join(each for each in row if each), indent="  ")
                continue
            for name, cell in zip(names, row, strict=True):
                if cell:
                    self._write_lines(f"{name}{colon}{cell}" if name else cell, indent="  ")
            self._write()

    def _write_lines(self, text: str, *, style: str | None = None, indent: str = "") -> None:
        from rich.text import Text as Line

        from .table_layout import unbroken

        for part in self._shown(text).split("\n"):
            further = indent or part[: len(part) - len(part.lstrip())]
            for line in unbroken(part, self._console.width, further):
                self._write(Line(line), style=style, no_wrap=True, overflow="ignore", crop=False)

    def _write(self, *content: Any, **shape: Any) -> None:
        """Write without the blanks that would fill a table up to its right edge."""
        with self._console.capture() as written:
            self._console.print(*content, **shape)
        click.echo("\n".join(line.rstrip() for line in written.get().split("\n")), nl=False)


def write_json(data: object) -> None:
    """Write one JSON document to standard output."""
    import json

    click.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))


def _acts(character: str) -> bool:
    """Tell controls of a terminal, and marks that reorder text, from what is only unusual."""
    return character != "\n" and unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs")


def _ambiguous(character: str) -> bool:
    return unicodedata.east_asian_width(character) == "A"
