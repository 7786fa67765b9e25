"""One side of a cliff in words: the stage, its terms and its clause."""

from __future__ import annotations

from jiuzhu.policy.quoting import Quoting
from jiuzhu.policy.views import Reference
from jiuzhu.settlement.decision import Decision
from jiuzhu_schemas.money import format_percent, format_yuan
from jiuzhu_schemas.terms import Terms
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import REASON_LABELS, STAGE_LABELS

from . import wording
from .records import CliffSide


def side_of(quoting: Quoting, decision: Decision, relief: int) -> CliffSide:
    """Say what holds on one side, and what it pays in fen."""
    ref = clause_of(decision)
    return CliffSide(
        stage=decision.stage,
        stage_label=STAGE_LABELS[decision.stage],
        terms=terms_of(decision.terms) if decision.terms else _denial(decision),
        source=_source(quoting, ref),
        relief=format_yuan(relief),
    )


def _source(quoting: Quoting, ref: str) -> Reference | None:
    """Quote a clause; None for one that a plugin's code names and no document has."""
    document, _, clause = ref.partition("#")
    loaded = quoting.documents.get(document)
    known = loaded is not None and any(each.id == clause for each in loaded.clauses)
    return quoting.reference(ref) if known else None


def clause_of(decision: Decision) -> str:
    """Return the clause that decided, as ``document#clause``."""
    answer = decision.terms or decision.denied
    return answer.clause if answer else ""


def terms_of(terms: Terms) -> Text:
    """Say what terms give: rate, threshold and annual cap."""
    if terms.quota is not None:
        sum_ = format_yuan(terms.quota)
        said = Text(f"定额{sum_}元", f"fixed {sum_} yuan")
    elif terms.rate is not None:
        rate = f"{format_percent(terms.rate)}%"
        said = Text(rate, rate)
    else:
        rates = "/".join(f"{format_percent(band.rate)}%" for band in terms.bands)
        said = Text(f"分段{rates}", f"bands of {rates}")
    if terms.threshold:
        said = wording.joined([said, wording.threshold(terms.threshold_mode, terms.threshold)])
    if terms.annual_cap is None:
        return said
    cap = format_yuan(terms.annual_cap)
    return Text(f"{said.zh}，每年限{cap}元", f"{said.en}, {cap} yuan a year")


def _denial(decision: Decision) -> Text:
    reason = decision.denied.reason if decision.denied else ""
    label = REASON_LABELS.get(reason, Text(reason, reason))
    return wording.joined([wording.NOTHING, label])
