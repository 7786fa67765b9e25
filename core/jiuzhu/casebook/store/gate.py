"""The write gate: the one way to write into a casebook.

A transaction that is immediate (so that what it reads stays true until it writes), that no
interruption cuts, and of which nothing stays if anything in it fails.
"""

from __future__ import annotations

import signal
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import TracebackType
from typing import Any, Self

from jiuzhu.casebook.errors import GateMisused, NotWritten, RowConflict, StoppedAfterCommit
from jiuzhu_schemas.text import Text

from .patience import patiently
from .signals import HeldBack

Row = Mapping[str, Any]


class Gate:
    """One write. Use as ``with book.gate() as gate:``; leaving it normally commits.

    Work rules out before it: nothing may call a plugin in here. Raises GateMisused when nested,
    NotWritten when SQLite cannot write (nothing was recorded then), StoppedAfterCommit if an
    interruption came while everything was being recorded.
    """

    def __init__(self, connection: sqlite3.Connection, path: str) -> None:
        self._connection = connection
        self._path = path
        self._held = HeldBack()

    @property
    def path(self) -> str:
        """The casebook's file."""
        return self._path

    def __enter__(self) -> Self:
        if self._connection.in_transaction:
            raise GateMisused(
                Text("已在写入事务中，不能再次进入", "already inside a write; it cannot be nested"),
                self._path,
            )
        self._held.hold()
        try:
            patiently(self._begin, self._is_interrupted)
        except BaseException as error:
            self._roll_back()
            self._held.release()
            self._act_on_noted(committed=False)
            if isinstance(error, sqlite3.Error):
                raise not_written(error, self._path) from error
            raise
        return self

    def _begin(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def _commit(self) -> None:
        self._connection.execute("COMMIT")

    def _is_interrupted(self) -> bool:
        return bool(self._held.noted)

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        committed = False
        try:
            if kind is None:
                patiently(self._commit, self._is_interrupted)
                committed = True
        except sqlite3.Error as failed:
            raise not_written(failed, self._path) from failed
        finally:
            self._roll_back()
            self._held.release()
        if isinstance(error, sqlite3.Error):
            raise not_written(error, self._path) from error
        self._act_on_noted(committed=committed)

    def execute(self, sql: str, values: Sequence[Any] | Row = ()) -> sqlite3.Cursor:
        """Run one statement."""
        return self._connection.execute(sql, values)

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> sqlite3.Cursor:
        """Run one statement for each row of values."""
        return self._connection.executemany(sql, rows)

    def rows(self, sql: str, values: Sequence[Any] | Row = ()) -> list[sqlite3.Row | Any]:
        """Return every row of a query, read whole."""
        return self._connection.execute(sql, values).fetchall()

    def one(self, sql: str, values: Sequence[Any] | Row = ()) -> Any:
        """Return the first row of a query as a tuple, or None."""
        return self._connection.execute(sql, values).fetchone()

    def insert(self, table: str, row: Row) -> int:
        """Insert one row and return its rowid."""
        cursor = self.execute(_insertion(table, tuple(row)), tuple(row.values()))
        return int(cursor.lastrowid or 0)

    def insert_many(self, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Insert rows given as tuples in the order of ``names``."""
        self.execute_many(_insertion(table, tuple(names)), rows)

    def change_one(self, sql: str, values: Sequence[Any] | Row = ()) -> None:
        """Run a conditional update that must change exactly one row; else RowConflict."""
        changed = self.execute(sql, values).rowcount
        if changed != 1:
            raise RowConflict(
                Text(
                    "记录已被他人改动，请刷新后重试；没有写入任何内容",
                    "the record was changed by somebody else; look again. Nothing was written",
                ),
                self._path,
            )

    def _act_on_noted(self, *, committed: bool) -> None:
        for number in self._held.noted:
            if number == signal.SIGINT and committed:
                raise StoppedAfterCommit(
                    Text(
                        "内容已全部记账，随后收到中断而停止；重新执行同一命令即可取得结果",
                        "everything was recorded, then the interruption took effect;"
                        " run the same command again for its answer",
                    ),
                    self._path,
                )
            signal.raise_signal(number)


@lru_cache
def _insertion(table: str, names: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


def not_written(error: sqlite3.Error, path: str) -> NotWritten:
    """Return the error that names why SQLite did not write."""
    code = getattr(error, "sqlite_errorname", "") or type(error).__name__
    zh, en = _CAUSES.get(_primary(code), (str(error), str(error)))
    return NotWritten(
        Text(f"没有写入任何内容：{zh}（{code}）", f"nothing was written: {en} ({code})"), path
    )


def _primary(code: str) -> str:
    """Return SQLite's main error name: ``SQLITE_IOERR_WRITE`` is an ``SQLITE_IOERR``."""
    return "_".join(code.split("_")[:2])


_CAUSES = {
    "SQLITE_FULL": ("磁盘已满", "the disk is full"),
    "SQLITE_READONLY": ("文件或文件夹只读", "the file or its folder is read-only"),
    "SQLITE_BUSY": ("等候其他写入超时，请稍后重试", "waited too long for other writers; try again"),
    "SQLITE_LOCKED": ("文件被占用，请稍后重试", "the file is in use; try again"),
    "SQLITE_IOERR": ("磁盘读写出错", "the disk could not be read or written"),
    "SQLITE_CORRUPT": ("文件已损坏，请用备份恢复", "the file is damaged; restore a backup"),
    "SQLITE_NOTADB": ("文件不是案卷库", "the file is no casebook"),
    "SQLITE_CANTOPEN": ("无法打开文件或其日志", "the file or its journal cannot be opened"),
    "SQLITE_CONSTRAINT": ("内容违反案卷库的约束", "the content breaks a rule of the casebook"),
}
