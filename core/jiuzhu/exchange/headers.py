"""Which column of a file is which of ours: the contract's names, Chinese ones, national ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from attrs import frozen

from jiuzhu.policy.spellings import NO_SPELLINGS, Spellings
from jiuzhu_schemas.text import Text

from .dialects import dialects, folded
from .problems import FileError

MOST_COLUMNS: Final = 512


@frozen
class Layout:
    """What a reader looks for: ``names`` accepted per column, and which may be missing."""

    names: Mapping[str, tuple[str, ...]]
    optional: frozenset[str]
    instead: Mapping[str, str] = MappingProxyType({})
    """Columns that may be missing where another one, by our name, is there."""


def layout(
    table: str,
    optional: Sequence[str] = (),
    declared: Mapping[str, tuple[str, ...]] | None = None,
    local: Spellings = NO_SPELLINGS,
) -> Layout:
    """Return the layout of one of our tables, with a plugin's declared columns.

    A header that ``local`` gives to one column stands for no other.
    """
    extra = declared or {}
    names = {**dialects().columns[table], **extra}
    own = {column: words for (of, column), words in local.headers.items() if of == table}
    taken = {folded(word): column for column, words in own.items() for word in words}
    for column, words in names.items():
        others = (word for word in words if taken.get(folded(word), column) == column)
        names[column] = tuple(dict.fromkeys((*others, *own.get(column, ()))))
    return Layout(names, frozenset(optional) | frozenset(extra))


def header_line(lines: Sequence[Sequence[str]], wanted: Layout) -> int:
    """Return which of the first lines is the header: the one with most of our names.

    Files often carry a title above their header. Without any name of ours it is the first.
    """
    accepted = {folded(name) for names in wanted.names.values() for name in names}
    hits = [sum(folded(cell) in accepted for cell in line) for line in lines]
    return hits.index(max(hits)) if hits else 0


def match_headers(headers: Sequence[str], wanted: Layout, file: str) -> dict[str, int]:
    """Return the position of each of our columns among a file's headers.

    Raises FileError when a required column is missing, or two columns claim the same name.
    """
    if len(headers) > MOST_COLUMNS:
        raise too_many_columns(file)
    places: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        places.setdefault(folded(header), []).append(place)
    found: dict[str, int] = {}
    for ours, names in wanted.names.items():
        claimants = sorted({place for name in names for place in places.get(folded(name), [])})
        if len(claimants) > 1:
            raise _claimed_twice(ours, [headers[place] for place in claimants], file)
        if claimants:
            found[ours] = claimants[0]
    missing = [
        ours
        for ours in wanted.names
        if not {ours, wanted.instead.get(ours)} & found.keys() and ours not in wanted.optional
    ]
    if missing:
        raise _missing(missing, wanted, headers, file)
    return found


def too_many_columns(file: str) -> FileError:
    """Return the error for a file that has more columns than any table of ours needs."""
    return FileError(
        Text(f"列数超过{MOST_COLUMNS}", f"there are more than {MOST_COLUMNS} columns"), file
    )


def _claimed_twice(ours: str, claimants: Sequence[str], file: str) -> FileError:
    zh, en = "、".join(claimants), ", ".join(claimants)
    return FileError(
        Text(
            f"有多列都表示“{ours}”：{zh}；请只保留一列",
            f"several columns stand for “{ours}”: {en}; keep one of them",
        ),
        file,
    )


def _missing(
    missing: Sequence[str], wanted: Layout, headers: Sequence[str], file: str
) -> FileError:
    zh = "；".join(f"{ours}（可用：{'、'.join(wanted.names[ours])}）" for ours in missing)
    en = "; ".join(f"{ours} (accepted: {', '.join(wanted.names[ours])})" for ours in missing)
    shown = [header for header in headers if header][:40]
    return FileError(
        Text(
            f"缺少列：{zh}。文件的表头是：{'、'.join(shown) or '空'}",
            f"columns are missing: {en}. The file's header is: {', '.join(shown) or 'empty'}",
        ),
        file,
    )
