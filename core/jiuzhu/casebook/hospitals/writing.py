"""Writes rows of the register, each with its line in the audit trail, inside one gate."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append_all
from jiuzhu.casebook.store import Casebook, Gate

KEYS: Final = {
    "hospitals": "hospital",
    "hospital_levels": "hospital_level",
    "designations": "designation",
    "suspensions": "suspension",
}
"""The tables of the register and the key of each."""


class Writer:
    """Changes the register in one gate; `close` appends what was done to the audit trail."""

    def __init__(self, gate: Gate, book: Casebook, actor: Actor) -> None:
        self._gate = gate
        self._book = book
        self._actor = actor
        self._lines: list[AuditLine] = []

    def insert(self, action: str, code: str, table: str, row: dict[str, Any]) -> int:
        """Insert a row; dates become text."""
        key = self._gate.insert(table, {name: _stored(value) for name, value in row.items()})
        self._note(action, code, table, key, {})
        return key

    def change(
        self, action: str, code: str, table: str, key: int, changes: dict[str, tuple[Any, Any]]
    ) -> None:
        """Change columns of a row, each from what it was to what it is to be.

        Raises RowConflict if the row is no longer as it was.
        """
        names = ", ".join(f"{name} = ?" for name in changes)
        same = " AND ".join(f"{name} IS ?" for name in changes)
        was = {name: _stored(old) for name, (old, _) in changes.items()}
        new = [_stored(new) for _, new in changes.values()]
        self._gate.change_one(
            f"UPDATE {table} SET {names} WHERE {KEYS[table]} = ? AND {same}",
            (*new, key, *was.values()),
        )
        self._note(action, code, table, key, was)

    def note(self, line: AuditLine) -> None:
        """Remember an act that changed no row of its own."""
        self._lines.append(line)

    def close(self) -> None:
        """Append everything that was done to the audit trail."""
        append_all(self._gate, self._book, self._actor, self._lines)

    def _note(self, action: str, code: str, table: str, key: int, was: dict[str, Any]) -> None:
        cursor = self._gate.execute(f"SELECT * FROM {table} WHERE {KEYS[table]} = ?", (key,))
        names = [column[0] for column in cursor.description]
        (values,) = cursor.fetchall()
        detail = {"hospital": code, **({"was": was} if was else {})}
        row = dict(zip(names, values, strict=True))
        self._lines.append(
            AuditLine(action=action, subject=table, key=str(key), row=row, detail=detail)
        )


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
