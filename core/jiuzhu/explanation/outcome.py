"""One claim's outcome as a record, by the same order of reasons and handoffs as a batch."""

from __future__ import annotations

from jiuzhu.settlement.decision import Decision
from jiuzhu.settlement.worked import Worked
from jiuzhu_schemas.award import Award
from jiuzhu_schemas.terms import Handoff
from jiuzhu_schemas.trace import TracedHandoff

from .kind import KindParts


def award_of(claim_id: str, base: int, decision: Decision, worked: Worked) -> Award:
    """Return the outcome of a claim that was worked out."""
    terms = decision.terms
    return Award(
        claim_id=claim_id,
        stage=decision.stage,
        identity=decision.identity,
        rate=terms.rate if terms else None,
        base=base,
        award=worked.award,
        tilt=worked.tilt,
        self_pay=worked.self_pay,
        charity=handoff_of(decision, worked),
        reason=reason_of(decision, base, worked),
        clause=clause_of(decision, worked),
    )


def handoff_of(decision: Decision, worked: Worked) -> str:
    """Return the first handoff whose occasion arises, empty for none."""
    for each in decision.handoffs:
        if _arises(each, worked):
            return each.name
    return ""


def clause_of(decision: Decision, worked: Worked) -> str:
    """Return the clauses that decided: of relief or its denial, then of a tilt that was paid."""
    by = decision.terms or decision.denied
    clause = by.clause if by else ""
    tilt = decision.tilt_terms
    return f"{clause};{tilt.clause}" if worked.tilt and tilt else clause


def traced_handoffs(parts: KindParts, worked: Worked) -> tuple[TracedHandoff, ...]:
    """Judge the occasion of every possible handoff; the first that arises is taken."""
    found: list[TracedHandoff] = []
    taken = False
    for handoff, possible in zip(parts.decision.handoffs, parts.handoffs, strict=True):
        if not _arises(handoff, worked):
            found.append(possible.idle)
        else:
            found.append(possible.arising if taken else possible.taken)
            taken = True
    return tuple(found)


def _arises(handoff: Handoff, worked: Worked) -> bool:
    if handoff.occasion == "always":
        return True
    if handoff.occasion == "cap_cut":
        return worked.award < worked.due or worked.tilt < worked.tilt_due
    return worked.self_pay > handoff.threshold


def reason_of(decision: Decision, base: int, worked: Worked) -> str:
    """Return the code of why less was paid than asked for, empty where nothing was cut."""
    if worked.award < worked.due:
        return "cap_exhausted"
    if worked.tilt < worked.tilt_due:
        return "tilt_cap_exhausted"
    terms = decision.terms
    if terms is not None and terms.threshold > 0 and worked.due == 0 and base > 0:
        return "below_threshold"
    return decision.denied.reason if decision.denied else ""
