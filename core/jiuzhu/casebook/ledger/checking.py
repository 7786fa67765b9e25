"""Adds the ledger up: pools, chains of entries, requests, and the hashes of recorded files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final

from jiuzhu.casebook.audit.canonical import canonical, row_hash
from jiuzhu.casebook.checking.fault import Fault
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

from .batch_size import CHUNK
from .entry import COLUMN_LIST, COLUMNS
from .ledger_sql import STATEMENTS
from .numbered import HOLDINGS, OPENINGS, check_rows

_CONTENT: Final = """
SELECT r.claim_id, r.content_hash, e.county, e.person, e.claim, e.entry
FROM requests AS r JOIN entries AS e ON e.entry = r.entry ORDER BY e.entry
"""


def check_ledger(book: Casebook) -> Iterator[Fault]:
    """Yield everything in the ledger that does not add up.

    Changes of every person's pools against what the pools have given, standing answers against
    the same, used against cap, each claim's chain of entries, requests against settlements, and
    the hashes that the audit trail holds of every entry and of what it was settled by.
    """
    for subject, sql, message in STATEMENTS:
        for key, *figures in book.rows(sql):
            yield Fault(subject, str(key), _filled(message, figures))
    yield from _check_contents(book)
    yield from _check_hashes(book)
    yield from check_rows(book, HOLDINGS)
    yield from check_rows(book, OPENINGS)


def _filled(message: Text, figures: list[Any]) -> Text:
    return Text(message.zh.format(*figures), message.en.format(*figures))


def _check_contents(book: Casebook) -> Iterator[Fault]:
    """Work out every request's hash again from the entry that answered it."""
    for claim_id, content, county, person, claim, entry in book.rows(_CONTENT):
        if sha256(f"{county}\n{person}\n{claim}".encode()).hexdigest() != content:
            yield Fault(
                "requests",
                claim_id,
                Text(f"内容摘要与记账 {entry} 不符", f"its hash is not that of entry {entry}"),
            )


def _check_hashes(book: Casebook) -> Iterator[Fault]:
    """Compare every entry, alone or with its file, with the hash in the audit trail."""
    covered = 0
    for seq, key, hashed, detail in book.rows(
        "SELECT seq, subject_key, row_hash, detail FROM audit WHERE subject = 'entries'"
        " ORDER BY seq"
    ):
        first, count, found = _of_one(book, key) if hashed else _of_file(book, json.loads(detail))
        wanted = hashed or json.loads(detail).get("digest")
        if first != covered + 1:
            yield _fault(key, seq, "没有接在前一笔之后", "does not follow the entry before it")
        elif found != wanted:
            yield _fault(key, seq, "内容与记录时不同", "is not as it was recorded")
        covered = first + count - 1
    (last,) = book.one("SELECT coalesce(max(entry), 0) FROM entries")
    if last != covered:
        yield Fault(
            "entries",
            f"{covered + 1}-{last}" if last > covered else f"{last + 1}-{covered}",
            Text("与审计记录的笔数不符", "are not those that the audit trail has"),
        )


def _of_one(book: Casebook, key: str) -> tuple[int, int, str]:
    row = book.one(f"SELECT {COLUMN_LIST} FROM entries WHERE entry = ?", (key,))
    found = row_hash(dict(zip(COLUMNS, row, strict=True))) if row else ""
    return int(key), 1, found


def _of_file(book: Casebook, detail: dict[str, Any]) -> tuple[int, int, str]:
    """Hash a file's entries; SQLite writes JSON faster, Python decides where the two differ."""
    first, count = detail["first"], detail["count"]
    found = _digest(book, first, count, in_sql=True)
    if found != detail["digest"]:
        found = _digest(book, first, count, in_sql=False)
    return first, count, found


def _digest(book: Casebook, first: int, count: int, *, in_sql: bool) -> str:
    columns = f"json_array({COLUMN_LIST})" if in_sql else COLUMN_LIST
    digest = sha256()
    for start in range(first, first + count, CHUNK):
        rows = book.rows(
            f"SELECT {columns} FROM entries WHERE entry BETWEEN ? AND ? ORDER BY entry",
            (start, min(start + CHUNK, first + count) - 1),
        )
        text = f"[{','.join([row[0] for row in rows])}]" if in_sql else canonical(rows)
        digest.update(text.encode())
    return digest.hexdigest()


def _fault(key: str, seq: int, zh: str, en: str) -> Fault:
    return Fault("entries", key, Text(zh, en), seq)
