"""What a file's header tells of what was left aside: columns nobody reads, columns it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from attrs import frozen

from jiuzhu_schemas.slips import nearest
from jiuzhu_schemas.text import Text

from .headers import Layout

_COMPARED: Final = 40
"""Unread columns that are compared with what is missing: a file has few, or is another table."""


@frozen
class UnreadColumn:
    """A column that stands for none of ours, by the sender's header."""

    header: str
    near: str = ""
    """The accepted header, of a column that the file lacks, that was probably meant."""
    column: str = ""
    """Our name of that column."""


@frozen
class HeaderNotes:
    """What was not read of a file, and what it does not have."""

    unread: tuple[UnreadColumn, ...] = ()
    lacking: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Our columns that the file need not have and has not, with the headers accepted for each."""

    @classmethod
    def of(cls, headers: Sequence[str], places: Mapping[str, int], wanted: Layout) -> HeaderNotes:
        """Compare a file's headers with the columns that were found among them."""
        lacking = {name: words for name, words in wanted.names.items() if name not in places}
        used = set(places.values())
        columns = [
            header for place, header in enumerate(headers) if place not in used and header.strip()
        ]
        return cls(
            tuple(
                _unread(header, lacking) if number < _COMPARED else UnreadColumn(header)
                for number, header in enumerate(columns)
            ),
            MappingProxyType(lacking),
        )

    def meant_for(self, column: str) -> tuple[str, ...]:
        """Return the unread headers that probably stand for a column the file lacks."""
        return tuple(each.header for each in self.unread if each.column == column)


def _unread(header: str, lacking: Mapping[str, tuple[str, ...]]) -> UnreadColumn:
    owners = {word: name for name, words in lacking.items() for word in words}
    near = nearest(header, owners)
    return UnreadColumn(header, near, owners.get(near, ""))


def unread_note(file: str, columns: Sequence[UnreadColumn], shown: int) -> Text:
    """Say in one line which columns of a file were not read, ``shown`` of them at most."""
    zh = "、".join(_named(each).zh for each in columns[:shown])
    en = ", ".join(_named(each).en for each in columns[:shown])
    more = len(columns) - shown
    if more > 0:
        zh, en = f"{zh} 等", f"{en} and {more} more"
    counted = "1 column" if len(columns) == 1 else f"{len(columns)} columns"
    return Text(
        f"提示：{file} 有 {len(columns)} 列没有读取：{zh}",
        f"note: {file}: {counted} not read: {en}",
    )


def _named(each: UnreadColumn) -> Text:
    if not each.near:
        return Text(each.header, each.header)
    return Text(
        f"{each.header}（是否为“{each.near}”？）", f"{each.header} (did you mean “{each.near}”?)"
    )
