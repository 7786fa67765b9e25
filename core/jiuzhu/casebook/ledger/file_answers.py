"""The answers to a file's claims: those recorded before, and both kinds as columns to write."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import polars as pl
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu.casebook.store import Gate
from jiuzhu.exchange import AwardColumns, ClaimsFile, Coded
from jiuzhu.settlement.outcome import NO_RATE, STAGES
from jiuzhu.settlement.settlement import Settlement
from jiuzhu_schemas.text import Text

from .batch import Texts
from .errors import OtherContent
from .receipt import content_hash

_NAMED: Final = 20
"""How many claim ids with other content an error names."""


@frozen
class FirstAnswer:
    """The first answer to a claim id; sums in fen, rate in basis points."""

    stage: str
    identity: str
    rate: int | None
    base: int
    award: int
    tilt: int
    charity: str
    reason: str
    clause: str


def first_answers(
    gate: Gate, county: str, batch: ClaimsFile, texts: Texts, person: NDArray[np.int32]
) -> dict[int, FirstAnswer]:
    """Return the first answers to claims recorded before, by their positions in the file.

    Raises OtherContent, naming claim ids and rows, if any was recorded with other content.
    """
    place = {claim_id: row for row, claim_id in enumerate(batch.keys.to_list())}
    found = gate.rows(
        "SELECT r.claim_id, r.content_hash, e.stage, e.identity, e.rate, e.base, e.award, e.tilt,"
        " e.charity, e.reason, e.clause FROM json_each(?) AS asked"
        " CROSS JOIN requests AS r ON r.claim_id = asked.value"
        " JOIN entries AS e ON e.entry = r.entry",
        (json.dumps(list(place)),),
    )
    found.sort(key=lambda row: place[row[0]])
    rows = np.array([place[row[0]] for row in found], np.int64)
    other = [
        row
        for row, text, each in zip(rows.tolist(), texts.of(rows), found, strict=True)
        if content_hash(county, int(person[row]), text) != each[1]
    ]
    if other:
        raise _other_content(batch, other)
    return {place[row[0]]: FirstAnswer(*row[2:]) for row in found}


def since_changed(gate: Gate, claim_ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return which claims have later entries, with the kind of the last one."""
    rows = gate.rows(
        "SELECT e.claim_id, e.kind FROM json_each(?) AS asked"
        " CROSS JOIN entries AS e ON e.claim_id = asked.value AND e.kind <> 'settle'"
        " ORDER BY e.entry",
        (json.dumps(list(claim_ids)),),
    )
    last: dict[str, str] = {row[0]: row[1] for row in rows}
    return tuple((claim_id, last[claim_id]) for claim_id in claim_ids if claim_id in last)


def award_columns(
    keys: pl.Series,
    settlement: Settlement,
    rows: NDArray[np.int64],
    first: Mapping[int, FirstAnswer],
) -> AwardColumns:
    """Return every claim's answer in the file's order: the new ones at ``rows``."""
    outcome, height = settlement.outcome, len(keys)
    old = sorted(first)

    def numbers(new: NDArray[Any], read: Callable[[FirstAnswer], int]) -> NDArray[Any]:
        column = np.zeros(height, new.dtype)
        column[rows] = new
        column[old] = [read(first[row]) for row in old]
        return column

    def coded(
        words: tuple[str, ...], codes: NDArray[Any], read: Callable[[FirstAnswer], str]
    ) -> Coded:
        known: dict[str, int] = {}
        former = [known.setdefault(read(first[row]), len(words) + len(known)) for row in old]
        column = np.zeros(height, np.int32)
        column[rows] = codes
        column[old] = former
        return Coded((*words, *known), column)

    return AwardColumns(
        claim_id=keys,
        stage=coded(STAGES, outcome.stage, lambda each: each.stage),
        identity=coded(outcome.identities, outcome.identity, lambda each: each.identity),
        rate=numbers(outcome.rate, lambda each: NO_RATE if each.rate is None else each.rate),
        base=numbers(settlement.claims.base, lambda each: each.base),
        award=numbers(settlement.award, lambda each: each.award),
        tilt=numbers(settlement.tilt, lambda each: each.tilt),
        charity=coded(outcome.handoffs, outcome.charity, lambda each: each.charity),
        reason=coded(outcome.reasons, outcome.reason, lambda each: each.reason),
        clause=coded(outcome.clauses, outcome.clause, lambda each: each.clause),
    )


def _other_content(batch: ClaimsFile, rows: Sequence[int]) -> OtherContent:
    named = [(batch.keys[row], int(batch.source_rows[row])) for row in rows[:_NAMED]]
    more = len(rows) - len(named)
    zh = "、".join(f"“{claim_id}”（第{number}行）" for claim_id, number in named)
    en = ", ".join(f"“{claim_id}” (row {number})" for claim_id, number in named)
    if more:
        zh, en = f"{zh} 等另{more}个", f"{en} and {more} more"
    return OtherContent(
        Text(
            f"编号已用于内容不同的费用：{zh}。没有记账任何一笔；请核对编号或内容",
            f"these ids were recorded with other content: {en}. Nothing was recorded:"
            " check ids and contents",
        ),
        batch.file,
    )
