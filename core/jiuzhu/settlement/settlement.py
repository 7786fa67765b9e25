"""The outcome of a batch, as columns in the order of the claims."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from attrs import frozen

from jiuzhu_schemas.award import Award

from .balances import Balances
from .caps import Calendar
from .columns import Claims, Fen
from .decision import Decision
from .kinds import Kinds
from .outcome import STAGES, Outcome, outcome_columns

__all__ = ["STAGES", "Settlement"]


@frozen(eq=False, kw_only=True)
class Settlement:
    """Every claim's outcome. ``base == award + tilt + self_pay`` in every row; sums in fen."""

    claims: Claims
    kinds: Kinds
    opening: Balances
    due: Fen
    """What the stage's terms give before the annual cap."""
    award: Fen
    tilt_due: Fen
    tilt: Fen
    self_pay: Fen

    @cached_property
    def outcome(self) -> Outcome:
        """What people read of it: stage, identity, rate, reason, handoff and clause.

        Worked out when first asked for: sums alone do not need it.
        """
        return outcome_columns(
            self.kinds, self.claims.base, self.due, self.award, self.tilt_due, self.tilt
        )

    def __len__(self) -> int:
        return len(self.award)

    def decision(self, place: int) -> Decision:
        """Return the decision that the claim at ``place`` got."""
        return self.kinds.decisions[int(self.kinds.of_claim[place])]

    def one(self, place: int, claim_id: str) -> Award:
        """Return one claim's outcome as a record."""
        outcome = self.outcome
        rate = int(outcome.rate[place])
        return Award(
            claim_id=claim_id,
            stage=STAGES[int(outcome.stage[place])],
            identity=outcome.identities[int(outcome.identity[place])],
            rate=None if rate < 0 else rate,
            base=int(self.claims.base[place]),
            award=int(self.award[place]),
            tilt=int(self.tilt[place]),
            self_pay=int(self.self_pay[place]),
            charity=outcome.handoffs[int(outcome.charity[place])],
            reason=outcome.reasons[int(outcome.reason[place])],
            clause=outcome.clauses[int(outcome.clause[place])],
        )

    def draws(self) -> list[tuple[Sequence[str | None], Fen]]:
        """Return, for relief and for tilt, each kind's pool and what each claim drew on it."""
        relief = [each.terms.pool if each.terms else None for each in self.kinds.decisions]
        tilt = [each.tilt_terms.pool if each.tilt_terms else None for each in self.kinds.decisions]
        return [(relief, self.award), (tilt, self.tilt)]

    def closing(self) -> Balances:
        """Return what everyone has used of every pool after this batch, opening included."""
        year = Calendar.of(self.claims.settled_on).year_of(self.claims.settled_on)
        pools = list(self.opening.pools)
        person, years, pool, used = (
            [self.opening.person], [self.opening.year], [self.opening.pool], [self.opening.used],
        )  # fmt: skip
        for by_kind, paid in self.draws():
            pools.extend(p for p in dict.fromkeys(by_kind) if p and p not in pools)
            codes = np.array([pools.index(p) if p else 0 for p in by_kind] or [0], np.uint8)
            drew = np.flatnonzero(paid)
            person.append(self.claims.person[drew])
            years.append(year[drew].astype(np.int32))
            pool.append(codes[self.kinds.of_claim[drew]])
            used.append(paid[drew])
        return _summed(
            Balances(
                tuple(pools),
                np.concatenate(person),
                np.concatenate(years),
                np.concatenate(pool),
                np.concatenate(used),
            )
        )


def _summed(drawn: Balances) -> Balances:
    """Join the rows of one person, year and pool."""
    order = np.lexsort((drawn.pool, drawn.year, drawn.person))
    person, year, pool = drawn.person[order], drawn.year[order], drawn.pool[order]
    new = np.ones(len(person), np.bool_)
    new[1:] = (person[1:] != person[:-1]) | (year[1:] != year[:-1]) | (pool[1:] != pool[:-1])
    starts = np.flatnonzero(new)
    used = np.add.reduceat(drawn.used[order], starts) if len(starts) else drawn.used
    return Balances(drawn.pools, person[starts], year[starts], pool[starts], used)
