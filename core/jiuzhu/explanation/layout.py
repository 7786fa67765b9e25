"""Plain text laid out by cell widths: hanzi take two cells, so columns line up on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from attrs import define, field
from rich.cells import cell_len

from jiuzhu_schemas.text import Language, Text

WIDTH: Final = 100
"""Cells a line takes at most, if nothing else is asked for; longer sentences are wrapped."""
_GAP: Final = 2
_NEVER_FIRST: Final = frozenset("，。；：、）”,.;:)%")


@define
class Page:
    """Lines of text in one language."""

    language: Language
    lines: list[str] = field(factory=list)
    width: int = WIDTH
    """Cells a line may take; single words are never broken."""

    def say(self, text: Text | str) -> str:
        """Return a text in the page's language."""
        return text if isinstance(text, str) else text.in_language(self.language)

    def heading(self, text: Text) -> None:
        """Begin a section."""
        self.lines += ["", self.say(text)]

    def sentence(self, text: Text | str, indent: int = 2) -> None:
        """Add a sentence, wrapped."""
        self.lines += wrapped(self.say(text), indent, indent, width=self.width)

    def row(self, label: Text | str, text: Text | str, width: int, indent: int = 2) -> None:
        """Add a label and beside it a sentence that is wrapped under itself."""
        start = " " * indent + padded(self.say(label), width) + " " * _GAP
        begun = cell_len(start)
        rest = wrapped(self.say(text), 0, begun, first=begun, width=self.width)
        self.lines.append((start + rest[0]).rstrip())
        self.lines += rest[1:]

    def rows(self, pairs: Iterable[tuple[Text | str, Text | str]], indent: int = 2) -> None:
        """Add rows whose labels form one column."""
        said = [(self.say(label), self.say(text)) for label, text in pairs]
        width = max((cell_len(label) for label, _ in said), default=0)
        for label, text in said:
            self.row(label, text, width, indent)

    def sums(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Add lines of label, sum and where it comes from; sums stand right-aligned."""
        labels = max((cell_len(label) for label, _, _ in rows), default=0)
        figures = max((cell_len(figure) for _, figure, _ in rows), default=0)
        for label, figure, rest in rows:
            start = f"  {padded(label, labels)}  {' ' * (figures - cell_len(figure))}{figure}  "
            begun = cell_len(start)
            lines = wrapped(rest, 0, begun, first=begun, width=self.width)
            self.lines.append((start + lines[0]).rstrip())
            self.lines += lines[1:]

    def text(self) -> str:
        """Return the page, ending in a line break."""
        return "\n".join(self.lines) + "\n"


def padded(text: str, width: int) -> str:
    """Fill a text up with blanks to a width in cells."""
    return text + " " * (width - cell_len(text))


def wrapped(
    text: str, indent: int, hanging: int, first: int | None = None, width: int = WIDTH
) -> list[str]:
    """Break a text into lines of at most ``width`` cells.

    The first line is led by ``indent`` blanks and the others by ``hanging``; ``first`` is where
    the first line begins, if something stands before it. Words are not torn apart, hanzi may be.
    """
    lines: list[str] = []
    line, used = " " * indent, indent if first is None else first
    empty = True
    for piece in _pieces(text):
        too_long = used + cell_len(piece) > width
        if too_long and not empty and piece[0] not in _NEVER_FIRST:
            lines.append(line.rstrip())
            line, used = " " * hanging + piece.lstrip(), hanging + cell_len(piece.lstrip())
        else:
            line, used, empty = line + piece, used + cell_len(piece), False
    return [*lines, line.rstrip()]


def _pieces(text: str) -> list[str]:
    """Split where a line may end: between hanzi, and before the blanks between words."""
    pieces: list[str] = []
    for letter in text:
        wide = cell_len(letter) > 1
        glued = pieces and not wide and letter != " " and cell_len(pieces[-1][-1]) == 1
        if glued:
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces
