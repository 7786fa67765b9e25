"""Holdings: what claims were settled by, each set of intervals once, and its audit trail."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine, append
from jiuzhu.casebook.audit.canonical import canonical_hash
from jiuzhu.casebook.checking.fault import Fault
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu_schemas.text import Text

from .reads import Source


def add_holdings(gate: Gate, book: Casebook, actor: Actor, texts: Sequence[str]) -> int:
    """Insert new holdings, with one record for all of them; return the number of the first."""
    (last,) = gate.one("SELECT coalesce(max(holding), 0) FROM holdings")
    first, count = last + 1, len(texts)
    gate.insert_many("holdings", ("holding", "intervals"), list(enumerate(texts, first)))
    line = AuditLine(
        action="hold",
        subject="holdings",
        key=f"{first}-{last + count}",
        detail={"first": first, "count": count, "digest": _digest(gate, first, count)},
    )
    append(gate, book, actor, line)
    return int(first)


def check_holdings(book: Casebook) -> Iterator[Fault]:
    """Yield every holding that is not as it was recorded, or was never recorded."""
    covered = 0
    for seq, key, text in book.rows(
        "SELECT seq, subject_key, detail FROM audit WHERE subject = 'holdings' ORDER BY seq"
    ):
        detail = json.loads(text)
        first, count = detail["first"], detail["count"]
        if first != covered + 1 or _digest(book, first, count) != detail["digest"]:
            what = Text("身份时段与记录时不同", "holds other intervals than were recorded")
            yield Fault("holdings", key, what, seq)
        covered = first + count - 1
    for (holding,) in book.rows(
        "SELECT holding FROM holdings WHERE holding > ? OR holding < 1", (covered,)
    ):
        yield Fault("holdings", str(holding), Text("没有审计记录", "has no record in the trail"))


def _digest(book: Source, first: int, count: int) -> str:
    rows = book.rows(
        "SELECT holding, intervals FROM holdings WHERE holding BETWEEN ? AND ? ORDER BY holding",
        (first, first + count - 1),
    )
    return canonical_hash(rows)
