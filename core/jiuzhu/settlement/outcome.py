"""What people read of an outcome: stage, identity, rate, reason, handoff and clause, as codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu_schemas.words import NO_STAGE, ROUTE

from .columns import Codes, Fen
from .decision import Decision
from .kinds import Kinds

NO_RATE: Final = -1
STAGES: Final = (*ROUTE, NO_STAGE)


@frozen(eq=False, kw_only=True)
class Outcome:
    """Why each claim came out as it did, as codes per claim and the words they stand for."""

    stage: Codes
    """Positions in ``STAGES``."""
    identity: Codes
    """Positions in ``identities``; 0 is none."""
    identities: tuple[str, ...]
    rate: NDArray[np.int16]
    """Basis points; ``NO_RATE`` where none was applied."""
    reason: Codes
    """Positions in ``reasons``; 0 is none."""
    reasons: tuple[str, ...]
    charity: Codes
    """Positions in ``handoffs``; 0 is none."""
    handoffs: tuple[str, ...]
    clause: NDArray[np.int32]
    """Positions in ``clauses``."""
    clauses: tuple[str, ...]


def outcome_columns(
    kinds: Kinds, base: Fen, due: Fen, award: Fen, tilt_due: Fen, tilt: Fen
) -> Outcome:
    """Work out the codes of every claim from its kind's decision and its amounts."""
    decisions, kind = kinds.decisions, kinds.of_claim
    stage, _ = _coded(decisions, lambda each: each.stage, np.uint8, STAGES)
    identity, identities = _coded(decisions, lambda each: each.identity, np.uint8, ("",))
    rate = np.array([_shown_rate(each) for each in decisions] or [NO_RATE], np.int16)
    is_cut, is_tilt_cut = award < due, tilt < tilt_due
    cut, tilt_cut = np.flatnonzero(is_cut), np.flatnonzero(is_tilt_cut)
    reason, reasons = _reasons(decisions, kind, base, due, cut, tilt_cut)
    any_cut = np.flatnonzero(is_cut | is_tilt_cut)
    charity, handoffs = _handoffs(decisions, kind, any_cut, base - award - tilt)
    clause, clauses = _clauses(decisions, kind, tilt)
    return Outcome(
        stage=stage[kind], identity=identity[kind], identities=identities, rate=rate[kind],
        reason=reason, reasons=reasons, charity=charity, handoffs=handoffs,
        clause=clause, clauses=clauses,
    )  # fmt: skip


def _coded(
    decisions: Sequence[Decision],
    read: Callable[[Decision], str],
    dtype: Any,
    words: tuple[str, ...],
) -> tuple[NDArray[Any], tuple[str, ...]]:
    numbers = {word: place for place, word in enumerate(words)}
    codes = [numbers.setdefault(read(each), len(numbers)) for each in decisions]
    return np.array(codes or [0], dtype), tuple(numbers)


def _shown_rate(decision: Decision) -> int:
    terms = decision.terms
    return NO_RATE if terms is None or terms.rate is None else terms.rate


def _reasons(
    decisions: Sequence[Decision],
    kind: NDArray[np.intp],
    base: Fen,
    due: Fen,
    cut: NDArray[np.int64],
    tilt_cut: NDArray[np.int64],
) -> tuple[Codes, tuple[str, ...]]:
    words = ("", "cap_exhausted", "tilt_cap_exhausted", "below_threshold")
    by_kind, reasons = _coded(
        decisions, lambda each: each.denied.reason if each.denied else "", np.uint8, words
    )
    reason = by_kind[kind]
    with_threshold = np.array(
        [each.terms is not None and each.terms.threshold > 0 for each in decisions] or [False]
    )
    if with_threshold.any():
        reason[with_threshold[kind] & (due == 0) & (base > 0)] = 3
    reason[tilt_cut] = 2
    reason[cut] = 1
    return reason, reasons


def _handoffs(
    decisions: Sequence[Decision],
    kind: NDArray[np.intp],
    cut: NDArray[np.int64],
    left: Fen,
) -> tuple[Codes, tuple[str, ...]]:
    """Let the first handoff whose occasion arises win, by going through them from the last."""
    numbers = {"": 0}
    charity = np.zeros(len(kind), np.uint8)
    longest = max((len(each.handoffs) for each in decisions), default=0)
    for place in reversed(range(longest)):
        for occasion in ("always", "cap_cut", "left_above"):
            code, threshold = _handoff_column(decisions, place, occasion, numbers)
            if not code.any():
                continue
            claims = cut if occasion == "cap_cut" else np.flatnonzero(code[kind])
            which = kind[claims]
            arises = code[which] > 0
            if occasion == "left_above":
                arises &= left[claims] > threshold[which]
            charity[claims[arises]] = code[which[arises]]
    return charity, tuple(numbers)


def _handoff_column(
    decisions: Sequence[Decision], place: int, occasion: str, numbers: dict[str, int]
) -> tuple[Codes, Fen]:
    code = np.zeros(len(decisions), np.uint8)
    threshold = np.zeros(len(decisions), np.int64)
    for row, each in enumerate(decisions):
        if place < len(each.handoffs) and each.handoffs[place].occasion == occasion:
            code[row] = numbers.setdefault(each.handoffs[place].name, len(numbers))
            threshold[row] = each.handoffs[place].threshold
    return code, threshold


def _clauses(
    decisions: Sequence[Decision], kind: NDArray[np.intp], tilt: Fen
) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    plain, words = _coded(decisions, _clause, np.int32, ())
    tilted, words = _coded(decisions, _clause_with_tilt, np.int32, words)
    clause = plain[kind]
    with_tilt = np.flatnonzero(tilt)
    clause[with_tilt] = tilted[kind[with_tilt]]
    return clause, words or ("",)


def _clause(decision: Decision) -> str:
    if decision.terms:
        return decision.terms.clause
    return decision.denied.clause if decision.denied else ""


def _clause_with_tilt(decision: Decision) -> str:
    tilt = decision.tilt_terms
    return f"{_clause(decision)};{tilt.clause}" if tilt else _clause(decision)
