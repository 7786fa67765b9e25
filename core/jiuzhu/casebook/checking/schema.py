"""Checks the schema: exactly the tables, indexes and triggers that its steps make."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from jiuzhu.casebook.store import Casebook
from jiuzhu.casebook.store.migrations import steps, version_of
from jiuzhu_schemas.text import Text

from .fault import Fault

_OBJECTS = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
"""SQLite's own: the indexes behind UNIQUE, and the statistics of ANALYZE."""

Manifest = dict[str, str]
"""``trigger audit_stays`` to the statement that made it."""


def schema_faults(book: Casebook) -> Iterator[Fault]:
    """Yield what is missing, changed or strange. A dropped trigger is found here."""
    wanted = _wanted(version_of(book.connection))
    found = _manifest(book.connection)
    for name in sorted(wanted.keys() | found.keys()):
        if name not in found:
            yield Fault("schema", name, _said("缺失", "is missing"))
        elif name not in wanted:
            yield Fault("schema", name, _said("多余", "does not belong there"))
        elif found[name] != wanted[name]:
            yield Fault("schema", name, _said("内容不同", "is another one"))


def _said(zh: str, en: str) -> Text:
    """Name both causes: a file made by another text of the same steps looks as if tampered with."""
    return Text(
        f"{zh}；结构与本程序版本不符，或被改动",
        f"{en}: the schema is not that of this program's version, or was tampered with",
    )


def _wanted(version: int) -> Manifest:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for step in steps()[:version]:
            for statement in step.statements():
                connection.execute(statement)
        return _manifest(connection)


def _manifest(connection: sqlite3.Connection) -> Manifest:
    return {f"{kind} {name}": sql for kind, name, sql in connection.execute(_OBJECTS)}
