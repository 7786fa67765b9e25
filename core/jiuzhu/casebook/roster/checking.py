"""What `check` asks of the roster: every batch's identities are those that it was recorded with."""

from __future__ import annotations

import json
from collections.abc import Iterator

from jiuzhu.casebook.audit.canonical import row_hash
from jiuzhu.casebook.checking.fault import Fault
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

from .writing import BATCH, digest_of


def check_roster(book: Casebook) -> Iterator[Fault]:
    """Yield every batch that is not, or whose identities are not, as the audit trail says.

    The identities of a batch share one record, which holds a digest over all that it brought and
    ended. A batch without a record is a fault: somebody put it there past the program.
    """
    recorded = {
        key: (seq, hashed, json.loads(detail).get("digest"))
        for seq, key, hashed, detail in book.rows(
            "SELECT seq, subject_key, row_hash, detail FROM audit WHERE subject = 'batches'"
        )
    }
    for row in book.records(f"SELECT {', '.join(BATCH)} FROM batches ORDER BY batch"):
        key = str(row["batch"])
        if key not in recorded:
            yield Fault("batches", key, Text("没有审计记录", "has no record in the trail"))
            continue
        seq, hashed, digest = recorded.pop(key)
        if hashed != row_hash(row):
            yield Fault("batches", key, Text("与审计记录不符", "is not as it was recorded"), seq)
        elif digest != digest_of(book, row["batch"]):
            what = Text("身份与审计记录不符", "its identities are not those of the audit trail")
            yield Fault("batches", key, what, seq)
    for key, (seq, _, _) in recorded.items():
        yield Fault("batches", key, Text("批次不见了", "the batch is gone"), seq)
