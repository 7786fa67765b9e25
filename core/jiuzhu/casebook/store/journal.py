"""How SQLite keeps what was acknowledged through a power cut, by the engine's version.

Versions before 3.51.3 (3.50.7 and 3.44.6 have the repair) can lose commits when a write-ahead log
is reset; with them the rollback journal is used, with one more sync of the folder.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from attrs import frozen

Version = tuple[int, ...]
_REPAIRED: Final[Version] = (3, 51, 3)
_REPAIRED_LINES: Final[tuple[Version, ...]] = ((3, 50, 7), (3, 44, 6))


@frozen
class Journal:
    """A journal mode and how much is synced; ``level`` is SQLite's number for ``synchronous``."""

    mode: str
    synchronous: str
    level: int

    def __str__(self) -> str:
        return f"{self.mode.upper()}, synchronous={self.synchronous}"


WRITE_AHEAD: Final = Journal("wal", "FULL", 2)
ROLLBACK: Final = Journal("delete", "EXTRA", 3)


def journal_for(version: Version = sqlite3.sqlite_version_info) -> Journal:
    """Return the journal that loses nothing with this version of SQLite."""
    repaired = version >= _REPAIRED or any(
        version[:2] == line[:2] and version >= line for line in _REPAIRED_LINES
    )
    return WRITE_AHEAD if repaired else ROLLBACK
