"""The whole check of a casebook, as one snapshot of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator
from pathlib import Path

from jiuzhu.casebook.audit.digest import Digest
from jiuzhu.casebook.clock import Clock, beijing_now
from jiuzhu.casebook.store import Casebook
from jiuzhu.casebook.store.connecting import connect
from jiuzhu.casebook.store.migrations import refuse_newer, version_of
from jiuzhu_schemas.text import Text

from .fault import Fault
from .pages import page_faults
from .rows import row_faults
from .schema import schema_faults
from .subjects import CHECKS, Check
from .trail import read_trail

Step = Callable[[int, int], None]
"""Told how many parts of how many were checked; what it raises ends the check."""


def _no_step(done: int, parts: int) -> None:
    """Tell nobody."""


def check_file(
    path: Path,
    digest: Digest | None = None,
    clock: Clock = beijing_now,
    step: Step = _no_step,
) -> Generator[Fault, None, None]:
    """Yield every fault of a casebook's file, the worst kinds first; nothing where it is well.

    ``digest``: of an earlier close of the day; without one a cut tail and a trail that was
    rewritten as a whole cannot be told from a true one. Raises NoCasebook, NotACasebook,
    NewerCasebook.
    """
    with Casebook(connect(path), path, clock) as book:
        yield from check(book, digest, step)


def check(
    book: Casebook, digest: Digest | None = None, step: Step = _no_step
) -> Generator[Fault, None, None]:
    """Yield every fault of an open casebook; see `check_file`. Nobody writes meanwhile."""
    refuse_newer(version_of(book.connection), str(book.path))
    book.connection.execute("BEGIN")
    try:
        parts: list[tuple[str, Check]] = [
            ("file", page_faults),
            ("schema", schema_faults),
            ("audit", lambda _: _recorded(book, digest)),
            *(("file", each) for each in CHECKS),
        ]
        for done, (subject, part) in enumerate(parts):
            step(done, len(parts))
            yield from _readable(subject, part(book))
        step(len(parts), len(parts))
    finally:
        book.connection.execute("ROLLBACK")


def _recorded(book: Casebook, digest: Digest | None) -> Iterator[Fault]:
    trail = read_trail(book, digest)
    yield from trail.faults
    yield from row_faults(book, trail)
    if digest is not None:
        yield from _sum_faults(book, digest)


def _sum_faults(book: Casebook, digest: Digest) -> Iterator[Fault]:
    count, total = book.one(
        "SELECT count(*), coalesce(sum(award_change + tilt_change), 0)"
        " FROM (SELECT award_change, tilt_change FROM entries ORDER BY entry LIMIT ?)",
        (digest.entries,),
    )
    if (count, total) != (digest.entries, digest.sum):
        yield Fault(
            "digest",
            "",
            Text(
                f"日结摘要为 {digest.entries} 笔、{digest.sum} 分，"
                f"案卷库的前 {count} 笔共 {total} 分",
                f"knows {digest.entries} entries of {digest.sum} fen;"
                f" the casebook's first {count} come to {total} fen",
            ),
        )


def _readable(subject: str, faults: Iterable[Fault]) -> Iterator[Fault]:
    """Turn what cannot be read, or holds values of another type, into a fault of its own."""
    try:
        yield from faults
    except (sqlite3.DatabaseError, LookupError, TypeError, ValueError) as error:
        yield Fault(subject, "", Text(f"无法读取：{error}", f"cannot be read: {error}"))
