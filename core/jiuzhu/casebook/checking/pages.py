"""Checks the file itself: SQLite's pages and indexes, and references between tables."""

from __future__ import annotations

from collections.abc import Iterator

from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

from .fault import Fault


def page_faults(book: Casebook) -> Iterator[Fault]:
    """Yield what SQLite itself finds damaged, and rows that refer to rows that are not there."""
    for (said,) in book.rows("PRAGMA integrity_check(100)"):
        if said != "ok":
            yield Fault("file", "", Text(f"文件已损坏：{said}", f"is damaged: {said}"))
    for table, rowid, parent, _ in book.rows("PRAGMA foreign_key_check"):
        key = "" if rowid is None else str(rowid)
        yield Fault(
            table,
            key,
            Text(f"引用的 {parent} 行不存在", f"refers to a row of {parent} that is not there"),
        )
