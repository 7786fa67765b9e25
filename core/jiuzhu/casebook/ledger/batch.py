"""A file's new claims as rows of the ledger, in the order in which they draw."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from jiuzhu.casebook.audit.canonical import canonical
from jiuzhu.exchange import ClaimsFile
from jiuzhu.loading.county import County
from jiuzhu.settlement.columns import day_date
from jiuzhu.settlement.outcome import NO_RATE, STAGES
from jiuzhu.settlement.settlement import Settlement
from jiuzhu_schemas import words

from .batch_size import CHUNK
from .entry import channel_of
from .receipt import claim_text, defaults_of, edition_hash, used_text

Row = tuple[Any, ...]
PoolKey = tuple[int, int, str]
"""Person, year, pool."""


class Texts:
    """The claims of a file in canonical form; see `receipt.text_of_claim`."""

    def __init__(self, batch: ClaimsFile, county: County) -> None:
        claims = batch.columns
        self._claims = claims
        self._sums = batch.sums
        self._diagnoses = [canonical(each) for each in claims.diagnoses]
        self._defaults = defaults_of(county)
        self._days: dict[int, str] = {}
        self._declared_texts: dict[tuple[str, ...], str] = {}

    def of(self, rows: NDArray[np.int64]) -> list[str]:
        """Return the claims at these positions."""
        claims, sums = self._claims, self._sums

        def word(codes: NDArray[Any], of: Sequence[Any]) -> list[Any]:
            return [of[code] for code in codes[rows].tolist()]

        return list(
            map(
                claim_text,
                sums["basic_paid"][rows].tolist(),
                sums["critical_illness_paid"][rows].tolist(),
                self._declared(rows),
                word(claims.diagnosis, self._diagnoses),
                word(claims.hospital_level, words.HOSPITAL_LEVELS),
                word(claims.hospital_region, words.REGIONS),
                sums["in_scope_cost"][rows].tolist(),
                sums["large_sum_paid"][rows].tolist(),
                word(claims.referral, words.REFERRALS),
                self.days(rows),
                word(claims.therapy, words.THERAPIES),
                sums["total_cost"][rows].tolist(),
                word(claims.visit, words.VISITS),
            )
        )

    def days(self, rows: NDArray[np.int64]) -> list[str]:
        """Return the settlement dates as text."""
        numbers = self._claims.settled_on[rows].tolist()
        for number in set(numbers) - self._days.keys():
            self._days[number] = day_date(number).isoformat()
        return [self._days[number] for number in numbers]

    def _declared(self, rows: NDArray[np.int64]) -> list[str]:
        names = sorted(self._claims.declared.keys() & self._defaults.keys())
        columns = []
        for name in names:
            column = self._claims.declared[name]
            columns.append([column.values[code] for code in column.code[rows].tolist()])
        if not columns:
            return ["{}"] * len(rows)
        return [self._said(names, each) for each in zip(*columns, strict=True)]

    def _said(self, names: Sequence[str], values: tuple[str, ...]) -> str:
        known = self._declared_texts.get(values)
        if known is None:
            said = zip(names, values, strict=True)
            known = canonical(
                {name: value for name, value in said if value != self._defaults[name]}
            )
            self._declared_texts[values] = known
        return known


@frozen(eq=False, kw_only=True)
class Stamped:
    """What is equal in every entry of one write."""

    county: str
    note: str
    at: str
    actor: str


@frozen(eq=False)
class _ByKind:
    """What each kind of the settlement draws on."""

    pool: list[str]
    cap: list[int | None]
    tilt_pool: list[str]
    tilt_cap: list[int | None]

    @classmethod
    def of(cls, settlement: Settlement) -> _ByKind:
        """Tabulate the terms of a settlement's kinds."""
        decisions = settlement.kinds.decisions
        relief = [each.terms for each in decisions]
        tilt = [each.tilt_terms for each in decisions]
        return cls(
            [each.pool if each else "" for each in relief],
            [each.annual_cap if each else None for each in relief],
            [each.pool if each else "" for each in tilt],
            [each.annual_cap if each else None for each in tilt],
        )


@frozen(eq=False, kw_only=True)
class Drawn:
    """New claims of a file, settled, and all that their entries say."""

    settlement: Settlement
    """Of the new claims, in file order; a person is their number in the casebook."""
    rows: NDArray[np.int64]
    """The new claims' positions in the file."""
    position: NDArray[np.int32]
    """Per new claim, the position of the person in the people's file."""
    home_care: NDArray[np.bool_]
    """By position in the people's file."""
    claim_ids: Any
    """The file's claim ids as a column of text."""
    texts: Texts
    holding: Mapping[int, int]
    """Position in the people's file to holding number."""
    editions: Callable[[NDArray[np.int64]], list[str]]
    stamped: Stamped
    used: dict[tuple[int, int], dict[str, int]]
    """By person and year, what each pool has given; moved on as rows are made."""
    pools: dict[PoolKey, list[Any]] = field(factory=dict, init=False)
    """By person, year and pool: the highest cap that was met (None: none), and what was drawn."""

    def entries(self, first: int) -> Iterator[list[Row]]:
        """Return rows of `COLUMNS`, a chunk at a time, numbered from ``first``."""
        order = np.argsort(self.settlement.claims.settled_on, kind="stable")
        kinds = _ByKind.of(self.settlement)
        for start in range(0, len(order), CHUNK):
            yield self._chunk(order[start : start + CHUNK], first + start, kinds)

    def _chunk(self, here: NDArray[np.int64], first: int, kinds: _ByKind) -> list[Row]:
        settlement, stamped = self.settlement, self.stamped
        claims, outcome = settlement.claims, settlement.outcome
        rows = self.rows[here]
        days = self.texts.days(rows)
        position = self.position[here]
        rates = [None if rate == NO_RATE else rate for rate in outcome.rate[here].tolist()]
        kind = settlement.kinds.of_claim[here].tolist()
        award, tilt = settlement.award[here].tolist(), settlement.tilt[here].tolist()
        channels = [channel_of(region) for region in words.REGIONS]  # type: ignore[arg-type]

        def word(codes: NDArray[Any], of: Sequence[str]) -> list[str]:
            return [of[code] for code in codes[here].tolist()]

        columns = zip(
            self.claim_ids.gather(rows).to_list(), claims.person[here].tolist(), days,
            self.texts.of(rows), self.home_care[position].tolist(), position.tolist(),
            self.editions(rows), word(outcome.stage, STAGES),
            word(outcome.identity, outcome.identities), rates, claims.base[here].tolist(),
            word(outcome.charity, outcome.handoffs), word(outcome.reason, outcome.reasons),
            word(outcome.clause, outcome.clauses), word(claims.hospital_region, channels),
            kind, award, tilt, strict=True,
        )  # fmt: skip
        made: list[Row] = []
        for number, (
            claim_id, person, day, text, home_care, at, edition, stage, identity, rate, base,
            charity, reason, clause, channel, k, gave, tilted,
        ) in enumerate(columns, first):  # fmt: skip
            year = int(day[:4])
            pool, tilt_pool = kinds.pool[k], kinds.tilt_pool[k]
            cap, tilt_cap = kinds.cap[k], kinds.tilt_cap[k]
            before = used_text(self.used.get((person, year), {}))
            self._draw(person, year, ((pool, cap, gave), (tilt_pool, tilt_cap, tilted)))
            made.append(
                (
                    number, claim_id, "settle", None, None, person, year, day, stamped.county,
                    text, int(home_care), self.holding[at], before, edition, stage, identity, rate,
                    base, gave, tilted, charity, reason, clause, pool, cap, tilt_pool, tilt_cap,
                    gave, tilted, channel, stamped.note, stamped.at, stamped.actor,
                )
            )  # fmt: skip
        return made

    def _draw(self, person: int, year: int, draws: tuple[tuple[str, int | None, int], ...]) -> None:
        for pool, cap, sum_ in draws:
            if not pool:
                continue
            key = (person, year, pool)
            known = self.pools.get(key)
            if known is None:
                self.pools[key] = [cap, sum_]
            else:
                known[0] = None if known[0] is None or cap is None else max(known[0], cap)
                known[1] += sum_
            if sum_:
                used = self.used.setdefault((person, year), {})
                used[pool] = used.get(pool, 0) + sum_


def editions_of(county: County, days: NDArray[np.int32]) -> Callable[[Any], list[str]]:
    """Return what gives the edition hashes of claims at positions of a file."""
    known: dict[int, str] = {}

    def of(rows: NDArray[np.int64]) -> list[str]:
        numbers = days[rows].tolist()
        for number in set(numbers) - known.keys():
            known[number] = edition_hash(county, county.policy.on(day_date(number)))
        return [known[number] for number in numbers]

    return of
