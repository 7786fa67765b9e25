"""How wide the columns of a table are, and where its cells break: codes never, words readably."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len

Row = Sequence[str]

EDGES: Final = 3
"""Columns of gap that each cell takes."""

_LONGEST_CODE: Final = 40
"""A longer one (a path, a hash) may be folded in a table."""
_LONGEST_WORD: Final = 16
_FEWEST: Final = 8
"""Columns that words need to be read."""
_HEADING: Final = 10
"""Headings up to this width stay in one line."""
_MOST_LINES: Final = 6
_PROSE: Final = 40
"""Columns in which prose of any length can be read."""
_CLOSING: Final = "，。；：、！？）」』】》”’…％"
_PIECE: Final = re.compile(rf"\s+|[!-~]+[{_CLOSING}]*|.[{_CLOSING}]*")
_CODE: Final = re.compile(r"[!-~]*[0-9*][!-~]*")
_WORD: Final = re.compile(r"[!-~]+")
_SUM: Final = re.compile(r"-?[0-9][0-9,]*\.[0-9]{2}\Z")


def column_widths(
    headings: Row, rows: Sequence[Row], room: int, *, must_fit: bool = True
) -> list[int] | None:
    """Return the columns' widths so that the table fits into ``room``; None if it cannot.

    Wordy columns shrink, never below what can be read; codes keep their width. Without
    ``must_fit`` the table is as wide as it needs, its prose as wide as it is read well.
    """
    columns = [[row[place] for row in rows] for place in range(len(rows[0]))]
    named = headings or [""] * len(columns)
    wanted = [_natural(name, cells) for name, cells in zip(named, columns, strict=True)]
    room -= EDGES * len(columns)
    if sum(wanted) <= room:
        return wanted
    fewest = [
        _fewest(name, cells, most) for name, cells, most in zip(named, columns, wanted, strict=True)
    ]
    if sum(fewest) <= room:
        return _shared(fewest, wanted, room)
    if must_fit:
        return None
    return [max(least, min(most, _PROSE)) for least, most in zip(fewest, wanted, strict=True)]


def is_sums(cells: Sequence[str]) -> bool:
    """Tell a column of sums in yuan, which stand under each other by their last digit."""
    return any(map(_SUM.match, cells)) and all(
        each in ("", "-") or _SUM.match(each) for each in cells
    )


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """Break a text into lines; further ones are indented. What is wider than a line is folded."""
    return [line for part in text.split("\n") for line in _wrapped(part, width, indent)]


def unbroken(text: str, width: int, indent: str = "") -> list[str]:
    """Break as `wrapped` does, but leave a code that is wider than a line whole."""
    return [line for part in text.split("\n") for line in _wrapped(part, width, indent, False)]


def _wrapped(text: str, width: int, indent: str, fold: bool = True) -> Iterator[str]:
    if text.isascii() and len(text) <= width:
        yield text.rstrip()
        return
    line, taken = "", 0
    for piece in _pieces(text, width, fold):
        size = cell_len(piece)
        if line.strip() and taken + size > width:
            yield line.rstrip()
            line, taken = indent, len(indent)
            if piece.isspace():
                continue
        line += piece
        taken += size
    yield line.rstrip()


def _pieces(text: str, width: int, fold: bool) -> Iterator[str]:
    """Yield what is not broken: a code, a word, a character with what closes after it."""
    for found in _PIECE.finditer(text):
        piece = found[0]
        if cell_len(piece) <= width or not (fold or piece.isspace()):
            yield piece
        else:
            yield from piece


def _natural(name: str, cells: Sequence[str]) -> int:
    return max(cell_len(line) for text in (name, *cells) for line in text.split("\n"))


def _fewest(name: str, cells: Sequence[str], natural: int) -> int:
    """Return the narrowest width in which a column can be read."""
    heading = cell_len(name)
    tokens = [heading] if heading <= _HEADING else [0]
    for text in (name, *cells):
        tokens += [len(each) for each in _CODE.findall(text) if len(each) <= _LONGEST_CODE]
        tokens += [len(each) for each in _WORD.findall(text) if len(each) <= _LONGEST_WORD]
    prose = min(-(-natural // _MOST_LINES), _PROSE)
    return min(natural, max(_FEWEST, prose, *tokens))


def _shared(fewest: Sequence[int], wanted: Sequence[int], room: int) -> list[int]:
    """Give what is left, cell by cell, to the narrowest column that lacks room.

    So short cells come to stand in one line, and long ones take what remains.
    """
    widths = list(fewest)
    for _ in range(room - sum(widths)):
        lacking = [place for place, width in enumerate(widths) if width < wanted[place]]
        widths[min(lacking, key=widths.__getitem__)] += 1
    return widths
