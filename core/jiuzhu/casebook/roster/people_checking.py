"""What `check` asks of people: each row as registered, or as the last record of a change says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from attrs import define, field

from jiuzhu.casebook.checking.fault import Fault
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

from .people_trail import CHUNK, digests_of, hashes_of

_RECORDS: Final = """
SELECT seq, subject_key, row_hash, detail FROM audit WHERE subject = 'people'
    AND (action = 'register' OR row_hash <> '') ORDER BY seq
"""


@define
class _Recorded:
    """What the audit trail says of people."""

    registrations: list[tuple[int, int, int, list[str]]] = field(factory=list)
    """Sequence number, first person, count, digests."""
    before: dict[int, str] = field(factory=dict)
    """Of everybody who was changed: the hash of the row as registered."""
    after: dict[int, tuple[int, str]] = field(factory=dict)
    """Of everybody who was changed: the last record, and the row's hash in it."""
    broken: list[Fault] = field(factory=list)


def check_people(book: Casebook) -> Iterator[Fault]:
    """Yield every person that is not, or every registration whose people are not, as recorded."""
    recorded = _read(book)
    yield from recorded.broken
    covered = 0
    for seq, first, count, digests in recorded.registrations:
        if first != covered + 1:
            yield _fault(f"{first}", seq, "没有接在前一人之后", "does not follow the one before")
        yield from _registered(book, recorded, seq, first, count, digests)
        covered = first + count - 1
    for person, (seq, wanted) in recorded.after.items():
        now = hashes_of(book, person, person, in_sql=False)
        if not now or now[0][1] != wanted:
            yield _fault(str(person), seq, "与最后一次记录不符", "is not as its last record says")
    beyond = book.rows("SELECT person FROM people WHERE person > ? OR person < 1", (covered,))
    for (person,) in beyond:
        yield Fault("people", str(person), Text("没有审计记录", "has no record in the trail"))


def _read(book: Casebook) -> _Recorded:
    found = _Recorded()
    for seq, key, hashed, text in book.rows(_RECORDS):
        detail = json.loads(text)
        if not hashed:
            found.registrations.append((seq, detail["first"], detail["count"], detail["digests"]))
            continue
        person = int(key)
        found.before.setdefault(person, detail["before"])
        if person in found.after and found.after[person][1] != detail["before"]:
            found.broken.append(
                _fault(key, seq, "变更前的内容与前一记录不符", "was another before this change")
            )
        found.after[person] = (seq, hashed)
    return found


def _registered(
    book: Casebook, recorded: _Recorded, seq: int, first: int, count: int, digests: list[str]
) -> Iterator[Fault]:
    """Compare people as they were registered, by the hashes of those who never changed."""
    for place in range(0, count, CHUNK):
        start, stop = first + place, min(first + place + CHUNK, first + count) - 1
        wanted = digests[place // CHUNK : place // CHUNK + 1]
        if all(
            _digests(book, recorded, start, stop, in_sql=in_sql) != wanted
            for in_sql in (True, False)
        ):
            key = f"{start}-{stop}" if stop > start else str(start)
            yield _fault(key, seq, "与登记时不同", "are not as they were registered")


def _digests(
    book: Casebook, recorded: _Recorded, first: int, last: int, *, in_sql: bool
) -> list[str]:
    rows = hashes_of(book, first, last, in_sql=in_sql)
    return digests_of([recorded.before.get(person, hashed) for person, hashed in rows])


def _fault(key: str, seq: int, zh: str, en: str) -> Fault:
    return Fault("people", key, Text(zh, en), seq)
