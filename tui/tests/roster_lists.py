"""Lists as departments send them, of the people in the demo casebook."""

from __future__ import annotations

import csv
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from jiuzhu.casebook.clock import BEIJING
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.resident_id import check_character

HEADER = ("序号", "身份证号", "姓名", "医疗救助身份", "镇（街）", "村（居）", "认定日期")
SENT = datetime(2026, 11, 9, 8, 0, tzinfo=BEIJING).timestamp()
Row = tuple[str, str, str]
"""ID, name, category."""


def id_of(book: Path, name: str) -> str:
    with Casebook.open(book, read_only=True) as opened:
        return str(opened.one("SELECT person_id FROM people WHERE name = ?", (name,))[0])


def in_force(book: Path) -> list[Row]:
    """Return the civil affairs department's list as it stands."""
    names = {"dibao": "低保对象", "tekun": "特困人员", "orphan": "城乡孤儿",
             "dibao_edge": "低保边缘户"}  # fmt: skip
    with Casebook.open(book, read_only=True) as opened:
        rows = opened.rows(
            "SELECT person_id, name, category FROM identities JOIN people USING (person)"
            " WHERE known_to IS NULL ORDER BY person"
        )
    return [(person_id, name, names[category]) for person_id, name, category in rows]


def sibling(person_id: str, number: int) -> str:
    """Return another ID of the same day and place of birth."""
    first = f"{person_id[:14]}{number:03d}"
    return first + check_character(first)


def write(path: Path, rows: Sequence[Row]) -> Path:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as opened:
        lines = csv.writer(opened)
        lines.writerow(HEADER)
        for number, (person_id, name, category) in enumerate(rows, 1):
            cells = (person_id, name, category, "永乐街道", "一社", "2024-01-01")
            lines.writerow((number, *cells))
    os.utime(path, (SENT, SENT))
    return path
