"""Settles a batch: kinds, terms once per kind, then columns of integer fen."""

from __future__ import annotations

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from jiuzhu.policy.policy import Policy
from jiuzhu.stages.facade import StageHooks
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

from .balances import Balances
from .blocks import blocks
from .caps import Calendar, Draws, Used, draw
from .coding import FactCoder, Who
from .columns import Claims, Days, Fen, Identities, People, Positions, Progress
from .holdings import Holdings, age_bands, resolve
from .kinds import Kinds, find_kinds
from .rules import Rules
from .settlement import Settlement
from .terms_table import TermsTable


class SharedPool(JiuzhuError):
    """A relief stage and a tilt draw on the same annual pool."""


class UnknownPool(JiuzhuError):
    """Balances name a pool that no edition of the county has."""


@frozen(eq=False)
class Prepared:
    """Claims with the terms of each, before anything is drawn on the annual pools."""

    claims: Claims
    kinds: Kinds
    relief: TermsTable
    tilt: TermsTable
    due: Fen
    """What the stage's terms give each claim before the annual cap, in fen."""


class Engine:
    """Settles claims by one jurisdiction's policy and hooks, and remembers kinds it decided."""

    def __init__(self, policy: Policy, hooks: StageHooks) -> None:
        self.policy = policy
        self.rules = Rules(policy, hooks)

    def settle(
        self,
        people: People,
        identities: Identities,
        claims: Claims,
        opening: Balances | None = None,
        progress: Progress | None = None,
    ) -> Settlement:
        """Settle ``claims`` in the order of settlement, ties in the order they stand.

        ``opening``: what was used before. Claims must be valid: known people, a day on which
        some document is in force, base and in-scope cost not negative.
        """
        who = who_claims(people, resolve(identities, len(people)), claims, self.policy)
        return self.settle_resolved(claims, who, opening, progress)

    def settle_resolved(
        self,
        claims: Claims,
        who: Who,
        opening: Balances | None = None,
        progress: Progress | None = None,
    ) -> Settlement:
        """Settle claims whose identities of the day are known already."""
        prepared = self.prepare_resolved(claims, who, progress)
        settlement = self.finish(prepared, opening)
        (progress or _silent)("settle", len(claims), len(claims))
        return settlement

    def prepare(
        self,
        people: People,
        identities: Identities,
        claims: Claims,
        progress: Progress | None = None,
    ) -> Prepared:
        """Decide the terms of every claim: all that plugins have a say in, and no sum yet."""
        who = who_claims(people, resolve(identities, len(people)), claims, self.policy)
        return self.prepare_resolved(claims, who, progress)

    def prepare_resolved(
        self, claims: Claims, who: Who, progress: Progress | None = None
    ) -> Prepared:
        """Decide the terms of claims whose identities of the day are known already."""
        coder = FactCoder(claims, who, self.policy)
        kinds = find_kinds(coder, len(claims), self.rules, progress or _silent)
        relief = TermsTable.of([each.terms for each in kinds.decisions])
        tilting = TermsTable.of([each.tilt_terms for each in kinds.decisions])
        _refuse_shared_pools(relief, tilting)
        due = np.empty(len(claims), np.int64)
        for part in blocks(len(claims)):
            due[part] = relief.due(kinds.of_claim[part], claims.base[part])
        return Prepared(claims, kinds, relief, tilting, due)

    def finish(self, prepared: Prepared, opening: Balances | None = None) -> Settlement:
        """Draw what is due on the pools, from what they had given before: arithmetic alone."""
        claims, kinds, due = prepared.claims, prepared.kinds, prepared.due
        opening = opening or Balances.none()
        self._refuse_unknown_pools(opening)
        calendar = Calendar.of(claims.settled_on)
        award = _draw(
            prepared.relief, due, kinds.of_claim, claims.person, claims.settled_on, calendar,
            opening,
        )  # fmt: skip
        remaining = claims.base - award
        tilt_due, tilt = _tilt(prepared.tilt, remaining, kinds, claims, calendar, opening)
        self_pay = np.subtract(remaining, tilt, out=remaining)
        return Settlement(
            claims=claims,
            kinds=kinds,
            opening=opening,
            due=due,
            award=award,
            tilt_due=tilt_due,
            tilt=tilt,
            self_pay=self_pay,
        )

    def _refuse_unknown_pools(self, opening: Balances) -> None:
        """Refuse balances of a pool that no edition knows: its cap would be paid once more."""
        known = {pool for edition in self.policy.editions for pool in edition.pools}
        for pool in sorted({*opening.pools} - known):
            listed = ", ".join(sorted(known))
            raise UnknownPool(
                Text(
                    f"期初限额中的“{pool}”不是本县的年度限额，可用：{listed}",
                    f"the balances name a pool “{pool}” that the county does not have;"
                    f" known: {listed}",
                )
            )


def _refuse_shared_pools(relief: TermsTable, tilt: TermsTable) -> None:
    """Refuse a pool that both draw on: relief is settled first, so its cap would count twice."""
    for pool in sorted({*relief.pools} & {*tilt.pools}):
        raise SharedPool(
            Text(
                f"限额“{pool}”既用于救助又用于倾斜救助，请分设",
                f"relief and tilt both draw on the pool “{pool}”; give the tilt one of its own",
            )
        )


def who_claims(people: People, holdings: Holdings, claims: Claims, policy: Policy) -> Who:
    """Resolve who holds what, and who is how old, on the day of each claim."""
    return Who(
        held=holdings.on(claims.person, claims.settled_on),
        sets=holdings.sets,
        age_band=age_bands(people, policy.ages, claims.person, claims.settled_on),
        home_care=people.home_care[claims.person.astype(np.intp)],
    )


def _tilt(
    terms: TermsTable,
    remaining: Fen,
    kinds: Kinds,
    claims: Claims,
    calendar: Calendar,
    opening: Balances,
) -> tuple[Fen, Fen]:
    """Return what each claim is due as tilt, and what it gets; only few claims are due any."""
    due = np.zeros(len(claims), np.int64)
    tilt = np.zeros(len(claims), np.int64)
    found = [np.empty(0, np.int64)]
    for part in blocks(len(claims)):
        may = terms.given[kinds.of_claim[part]]
        may &= remaining[part] > terms.nothing_up_to
        found.append(np.flatnonzero(may) + part.start)
    some = np.concatenate(found)
    if len(some):
        kind, left = kinds.of_claim[some], remaining[some]
        due[some] = few = np.minimum(terms.due(kind, claims.base[some], left), left)
        who, when = claims.person[some], claims.settled_on[some]
        tilt[some] = _draw(terms, few, kind, who, when, calendar, opening)
    return due, tilt


def _draw(
    terms: TermsTable,
    due: Fen,
    kind: NDArray[np.intp],
    person: Positions,
    settled_on: Days,
    calendar: Calendar,
    opening: Balances,
) -> Fen:
    """Draw what is due on the annual pools; only claims that are due something take part."""
    pools = tuple(dict.fromkeys((*terms.pools, *opening.pools)))
    draws = Draws(due, person, settled_on, kind, terms.pool, terms.annual_cap, len(pools) or 1)
    return draw(draws, calendar, _used(opening.in_pools(pools), calendar, draws.pools))


def _used(opening: Balances, calendar: Calendar, pools: int) -> Used:
    """Return what was used before the batch, in the years the batch touches, by group."""
    year = opening.year - calendar.first_year
    inside = np.flatnonzero((year >= 0) & (year < calendar.years))
    owner = opening.person[inside].astype(np.int64) * pools + opening.pool[inside]
    groups, place = np.unique(owner * calendar.years + year[inside], return_inverse=True)
    used = np.zeros(len(groups), np.int64)
    np.add.at(used, place, opening.used[inside])
    return Used(groups, used)


def _silent(step: str, done: int, total: int) -> None:
    """Tell nobody."""
