"""Check R5: open, settle, reverse, resubmit, change of year and identity, against a model.

The model settles everything from nothing each time it is asked: what was not reversed, in the
order in which it came, on the rates of Fengjie's annex.
"""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from jiuzhu.casebook.ledger import check_ledger, entry_of, replay, reverse_claim
from jiuzhu.casebook.store import Casebook

from .samples import (
    CHIEF,
    bring_in,
    counties,
    recognise,
    record,
    someone,
    stay,
    sums,
    used,
)

SOAK = bool(os.environ.get("JIUZHU_SOAK"))


class Asked(NamedTuple):
    claim_id: str
    year: int
    category: str
    cancer: bool
    in_scope: int
    base: int


# stage: category: basis points; the caps a year; the tilt: what exceeds 3000.00, its cap
RATES = {
    "inpatient": {"dibao": 7000, "dibao_edge": 6000, "orphan": 7000},
    "major_disease": {"dibao": 7000, "dibao_edge": 6000, "orphan": 7000},
    "large_expense": {"dibao": 7000, "dibao_edge": 6000, "orphan": 7000},
    "tilt": {"dibao": 7000, "dibao_edge": 6000, "orphan": 0},
}
CAPS = {
    "inpatient": 600_000, "major_disease": 10_000_000, "large_expense": 6_000_000,
    "tilt": 3_000_000,
}  # fmt: skip


Given = dict[tuple[int, str], int]


def model(claims: list[Asked], opened: Given) -> tuple[dict[str, tuple[int, int]], Given]:
    """Return each claim's relief and tilt, and what every pool of a year has given."""
    answers: dict[str, tuple[int, int]] = {}
    given = dict(opened)

    def draw(year: int, pool: str, due: int) -> int:
        paid = max(min(due, CAPS[pool] - given.get((year, pool), 0)), 0)
        given[year, pool] = given.get((year, pool), 0) + paid
        return paid

    for each in claims:
        stage = "large_expense" if each.in_scope > 3_000_000 else "inpatient"
        stage = "major_disease" if each.cancer else stage
        due = (each.base * RATES[stage][each.category] + 5_000) // 10_000
        award = draw(each.year, stage, due)
        left = max(each.base - award - 300_000, 0)
        tilt = (left * RATES["tilt"][each.category] + 5_000) // 10_000
        answers[each.claim_id] = (award, draw(each.year, "tilt", tilt))
    return answers, {key: sum_ for key, sum_ in given.items() if sum_}


# 857142 × 70 % is one fen below the cap of 6000.00, 857143 meets it, 857144 is one above.
bases = st.one_of(
    st.sampled_from(
        [
            0, 1, 2, 299_999, 300_000, 300_001, 857_142, 857_143, 857_144, 1_000_000, 1_000_001,
            8_571_428, 8_571_429, 14_285_714, 14_285_715, 2_999_999, 3_000_000, 3_000_001,
        ]
    ),
    st.integers(0, 20_000_000),
)  # fmt: skip
years = st.sampled_from([2024, 2024, 2025])
pools = st.sampled_from(sorted(CAPS))
parts = st.sampled_from([0, 1, 500_000, 599_999, 600_000, 10_000_000])
in_scopes = st.sampled_from([0, 2_999_999, 3_000_000, 3_000_001])


class Ledger(RuleBasedStateMachine):
    """One person, two years, three identities."""

    @initialize(openings=st.lists(st.tuples(years, pools, parts), max_size=4))
    def begin(self, openings: list[tuple[int, str, int]]) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.book = Casebook.init(Path(self.folder.name) / "book")
        self.person = someone()
        self.asked: list[Asked] = []
        self.reversed: set[str] = set()
        self.first: dict[str, tuple[int, int]] = {}
        self.opened: Given = {}
        self.identity("dibao")
        for opening in openings:
            self._open(*opening)

    @rule(category=st.sampled_from(["dibao", "dibao_edge", "orphan"]))
    def identity(self, category: str) -> None:
        self.category = category
        recognise(self.book, self.person, (category, "2020-01-01", None))

    @rule(
        base=bases,
        in_scope=in_scopes,
        cancer=st.booleans(),
        year=years,
    )
    def settle(self, base: int, in_scope: int, cancer: bool, year: int) -> None:
        claim_id = f"C{len(self.asked)}"
        self.asked.append(Asked(claim_id, year, self.category, cancer, max(base, in_scope), base))
        self.first[claim_id] = self._record(self.asked[-1])

    @rule(year=years, pool=pools, part=parts)
    def open(self, year: int, pool: str, part: int) -> None:
        self._open(year, pool, part)

    def _open(self, year: int, pool: str, part: int) -> None:
        opening = bring_in(self.book, self.person, year, pool, min(part, CAPS[pool]))
        if any(each.year == year for each in self.asked):
            assert opening in (None, self.opened.get((year, pool), 0))  # Refused, or no change.
        else:
            assert opening is not None
            self.opened[year, pool] = opening

    @rule(data=st.data())
    def resubmit(self, data: st.DataObject) -> None:
        if self.asked:
            each = data.draw(st.sampled_from(self.asked))
            assert self._record(each) == self.first[each.claim_id]

    @rule(data=st.data())
    def reverse(self, data: st.DataObject) -> None:
        left = [each.claim_id for each in self._standing()]
        if left:
            claim_id = data.draw(st.sampled_from(left))
            reverse_claim(self.book, counties, CHIEF, claim_id, "退费")
            self.reversed.add(claim_id)

    @invariant()
    def agrees(self) -> None:
        answers, given = model(self._standing(), self.opened)
        for claim_id, answer in answers.items():
            assert sums(entry_of(self.book, claim_id)) == answer, claim_id
        for claim_id in self.reversed:
            assert sums(entry_of(self.book, claim_id)) == (0, 0)
        for year in (2024, 2025):
            found = {pool: sum_ for pool, sum_ in used(self.book, year=year).items() if sum_}
            assert found == {pool: sum_ for (y, pool), sum_ in given.items() if y == year}

    def teardown(self) -> None:
        if hasattr(self, "book"):
            assert not list(check_ledger(self.book))
            assert not list(replay(self.book, counties))
            self.book.close()
            self.folder.cleanup()

    def _standing(self) -> list[Asked]:
        return [each for each in self.asked if each.claim_id not in self.reversed]

    def _record(self, each: Asked) -> tuple[int, int]:
        claim = stay(
            each.claim_id, self.person, each.base, settled_on=date(each.year, 5, 6),
            diagnosis="C34.900" if each.cancer else "J18.900", total_cost=30_000_000,
            in_scope_cost=each.in_scope, basic_paid=each.in_scope - each.base,
        )  # fmt: skip
        (entry,) = record(self.book, claim)
        return entry.award, entry.tilt


Ledger.TestCase.settings = settings(
    max_examples=300 if SOAK else 15,
    stateful_step_count=40 if SOAK else 15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestLedger = Ledger.TestCase
