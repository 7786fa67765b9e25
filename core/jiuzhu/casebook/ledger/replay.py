"""Settles every entry of the ledger again and names what comes out differently."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from attrs import frozen

from jiuzhu.casebook.store import Casebook
from jiuzhu.settlement.columns import Progress
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

from .answers import ANSWER_FIELDS, standing
from .entry import Entry
from .reads import entries_after
from .receipt import used_of
from .settling_again import Again, Counties

_AT_A_TIME: Final = 5000
DifferenceKind = Literal["policy", "answer", "unsettled"]


@frozen
class Difference:
    """An entry that does not come out as it stands.

    ``policy``: other documents are loaded than those it was settled under. ``answer``: the same
    documents, another answer. ``unsettled``: it cannot be settled now at all.
    """

    kind: DifferenceKind
    entry: int
    claim_id: str
    message: Text


def replay(
    book: Casebook, counties: Counties, progress: Progress | None = None
) -> Iterator[Difference]:
    """Settle every entry again from its receipt, and yield every difference."""
    again = Again(book, counties)
    again.read_all()
    (count,) = book.one("SELECT count(*) FROM entries")
    last, done = 0, 0
    while chunk := entries_after(book, last, _AT_A_TIME):
        for entry in chunk:
            found = _compared(entry, again)
            if found is not None:
                yield found
        last, done = chunk[-1].entry, done + len(chunk)
        if progress is not None:
            progress("replay", done, count)


def _compared(entry: Entry, again: Again) -> Difference | None:
    if entry.kind == "reverse":  # It takes back and decides nothing: `check_ledger` compares it.
        return None
    try:
        if not again.same_policy(entry):
            return Difference("policy", entry.entry, entry.claim_id, _OTHER_POLICY)
        answer = again.answer(entry, used_of(entry.used_before))
    except JiuzhuError as error:
        return Difference("unsettled", entry.entry, entry.claim_id, error.message)
    stands = standing(entry)
    if answer == stands:
        return None
    fields = [name for name in ANSWER_FIELDS if getattr(answer, name) != getattr(stands, name)]
    pairs = [f"{name}: {getattr(stands, name)} → {getattr(answer, name)}" for name in fields]
    return Difference(
        "answer",
        entry.entry,
        entry.claim_id,
        Text(f"重算不同：{'；'.join(pairs)}", f"comes out differently: {'; '.join(pairs)}"),
    )


_OTHER_POLICY: Final = Text(
    "结算时的政策文件与现在载入的不同",
    "was settled under other policy documents than those loaded now",
)
