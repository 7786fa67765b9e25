"""A casebook that is open in this thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from jiuzhu.casebook.clock import Clock, beijing_now
from jiuzhu.casebook.errors import CasebookExists
from jiuzhu_schemas.text import Text

from . import connecting
from .gate import Gate, not_written
from .migrations import migrate, newest, refuse_newer, version_of
from .patience import READ_SECONDS, patiently

if TYPE_CHECKING:
    from sqlite_utils import Database


class Casebook:
    """One SQLite file. A connection belongs to one thread and never crosses a fork."""

    def __init__(self, connection: sqlite3.Connection, path: Path, clock: Clock) -> None:
        self.connection = connection
        self.path = path
        self.clock = clock

    @classmethod
    def init(cls, path: Path, clock: Clock = beijing_now) -> Casebook:
        """Make a new, empty casebook that only its owner can read.

        Raises CasebookExists if a file stands there, NotWritten if it cannot be made.
        """
        try:
            connection = connecting.create(path)
        except FileExistsError:
            raise CasebookExists(
                Text("文件已存在，没有改动", "a file stands here already; it was left alone"),
                str(path),
            ) from None
        book = cls(connection, path, clock)
        try:
            with book.gate() as gate:
                migrate(gate, str(path))
        except BaseException:
            book.close()
            with suppress(OSError):
                path.unlink()
            raise
        return book

    @classmethod
    def open(
        cls,
        path: Path,
        clock: Clock = beijing_now,
        *,
        read_only: bool = False,
        factory: type[sqlite3.Connection] = sqlite3.Connection,
    ) -> Casebook:
        """Open an existing casebook, taking the steps of the schema it lacks.

        Raises NoCasebook, NotACasebook, NewerCasebook, UnsafeSettings or NotWritten.
        """
        book = cls(connecting.connect(path, read_only=read_only, factory=factory), path, clock)
        try:
            version = version_of(book.connection)
            refuse_newer(version, str(path))
            if version < newest() and not read_only:
                with book.gate() as gate:
                    migrate(gate, str(path))
        except sqlite3.Error as error:
            book.close()
            raise not_written(error, str(path)) from error
        except BaseException:
            book.close()
            raise
        return book

    @cached_property
    def db(self) -> Database:
        """The connection as sqlite-utils wraps it, for looking around in tables.

        Imported when it is first asked for: what it imports takes longer than a first screen.
        """
        from sqlite_utils import Database

        # Read and set before: see `connecting.prepared`.
        return Database(self.connection, execute_plugins=False, recursive_triggers=False)

    def gate(self) -> Gate:
        """Return the one way to write; see `Gate`."""
        return Gate(self.connection, str(self.path))

    def run(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> sqlite3.Cursor:
        """Run a statement that reads, waiting for a writer, and return its cursor."""
        return patiently(lambda: self.connection.execute(sql, values), seconds=READ_SECONDS)

    def rows(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[Any]:
        """Return every row of a query as tuples, read whole: a half-read one blocks writers."""
        return self.run(sql, values).fetchall()

    def records(
        self, sql: str, values: Sequence[Any] | dict[str, Any] = ()
    ) -> list[dict[str, Any]]:
        """Return every row of a query by column name, read whole."""
        return patiently(lambda: list(self.db.query(sql, values)), seconds=READ_SECONDS)

    def one(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Any:
        """Return the first row of a query as a tuple, or None."""
        cursor = self.run(sql, values)
        try:
            return cursor.fetchone()
        finally:
            cursor.close()

    def close(self) -> None:
        """Close the connection; what was committed stays."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
