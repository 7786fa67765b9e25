"""The answers that a summary adds up: of a settlement, or of a file that a casebook recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu.settlement.settlement import STAGES, Settlement

if TYPE_CHECKING:
    from jiuzhu.casebook.ledger import RecordedFile
    from jiuzhu.exchange import Coded

Named = tuple[tuple[str, ...], NDArray[Any]]
"""Different words, and one position in them a claim."""


@frozen(eq=False, kw_only=True)
class Answers:
    """One entry a claim; sums in fen."""

    person: NDArray[Any]
    base: NDArray[np.int64]
    award: NDArray[np.int64]
    tilt: NDArray[np.int64]
    stage: Named
    identity: Named
    reason: Named
    charity: Named

    @property
    def self_pay(self) -> NDArray[np.int64]:
        """What the person pays."""
        return self.base - self.award - self.tilt


def of_settlement(settlement: Settlement) -> Answers:
    """Return the answers of a settlement."""
    outcome = settlement.outcome
    return Answers(
        person=settlement.claims.person,
        base=settlement.claims.base,
        award=settlement.award,
        tilt=settlement.tilt,
        stage=(STAGES, outcome.stage),
        identity=(outcome.identities, outcome.identity),
        reason=(outcome.reasons, outcome.reason),
        charity=(outcome.handoffs, outcome.charity),
    )


def of_recorded(done: RecordedFile, person: NDArray[Any]) -> Answers:
    """Return every answer of a recorded file, the first answers of repeated claims among them.

    ``person``: whom each claim of the file is of.
    """
    awards = done.awards
    return Answers(
        person=person,
        base=awards.base,
        award=awards.award,
        tilt=awards.tilt,
        stage=_different(awards.stage),
        identity=_different(awards.identity),
        reason=_different(awards.reason),
        charity=_different(awards.charity),
    )


def _different(coded: Coded) -> Named:
    """Return each word once: first answers bring words that new ones may have too."""
    place = {word: at for at, word in enumerate(dict.fromkeys(coded.words))}
    return tuple(place), np.array([place[word] for word in coded.words], np.int64)[coded.code]
