"""Looks for the claim or enrolment that fires a row of a policy, for a draft of its case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from attrs import evolve

from jiuzhu.audit.case_runs import fired, refusal_name
from jiuzhu.audit.kinds import Kinds
from jiuzhu.loading.county import County
from jiuzhu.policy.edition import Edition
from jiuzhu.settlement.decision import Decision
from jiuzhu_schemas.facts import EnrolmentFacts, Facts
from jiuzhu_schemas.golden import (
    ExpectedAward,
    ExpectedSubsidy,
    GoldenCase,
    GoldenClaim,
    GoldenEnrolment,
    GoldenIdentity,
)
from jiuzhu_schemas.words import HOSPITAL_LEVELS, INSURANCES, STAGE_LABELS, TIERS

_BASES: Final = (1_000_00, 5_000_00, 20_000_00, 200_000_00)
"""Tried in turn: a row above a threshold, or for what a cap cut, needs more than the first."""
_ORDINARY: Final = "J18.9"
_GROWN_UP: Final = 40
_LEVELS: Final = (2, 1, 3, 0)
_NO_AWARD: Final = ExpectedAward(
    stage="none", identity="", rate="", award=0, tilt=0, self_pay=0, charity="", reason="",
    clause="",
)  # fmt: skip
_NO_SUBSIDY: Final = ExpectedSubsidy(
    identity="", premium=0, subsidy=0, own_payment=0, department="", reason="", clause=""
)


class CaseFinder:
    """Looks for facts that fire a row, by trying the kinds there are."""

    def __init__(self, county: County, day: date) -> None:
        self._county = county
        self._day = day
        self._edition = county.policy.on(day)
        self._kinds = Kinds(county, self._edition)
        self._codes = dict(_codes(county, self._edition))
        self._by_row: dict[str, Facts] = {}
        for facts in self._every():
            for row in _rows_of(county.engine.rules.decide(facts)):
                self._by_row.setdefault(row, facts)

    def claim(self, name: str, path: str) -> GoldenCase | None:
        """Return a case whose claim fires a row; None if no kind of claim does."""
        facts = self._by_row.get(name)
        if facts is None:
            return None
        facts = self._usual(facts, name)
        cases = (self._claim(facts, path, base) for base in _BASES)
        return next((case for case in cases if name in fired(case, self._county)), None)

    def _claim(self, facts: Facts, path: str, base: int) -> GoldenCase:
        (category,) = facts.identities
        usual = {each.id: each.values[0] for each in self._county.policy.vocabulary.declared}
        claim = GoldenClaim(
            settled_on=self._day,
            visit=facts.visit,
            therapy=facts.therapy,
            hospital_level=HOSPITAL_LEVELS[facts.hospital_level],  # type: ignore[arg-type]
            hospital_region=facts.hospital_region,
            referral=facts.referral,
            diagnosis=self._codes[facts.disease_lists],
            in_scope=max(facts.in_scope, base) if facts.in_scope else None,
            base=base,
            declared={
                name: value for name, value in facts.declared.items() if value != usual[name]
            },
            expect=_NO_AWARD,
        )
        born = date(self._day.year - self._years(facts.age), 1, 1)
        return self._case(path, category, born, facts.home_care, claims=(claim,))

    def enrolment(self, name: str, path: str) -> GoldenCase | None:
        """Return a case whose enrolment fires a row of the subsidy."""
        years = sorted(self._county.policy.vocabulary.premiums)
        for category in self._categories():
            for tier in TIERS:
                for insurance in INSURANCES:
                    facts = EnrolmentFacts(
                        edition=self._edition.index,
                        identities=frozenset({category}),
                        tier=1 if tier == 1 else 2,
                        insurance="resident" if insurance == "resident" else "employee",
                    )
                    if years and _subsidy_row(self._county, self._edition, facts) == name:
                        upto = [year for year in years if year <= self._day.year]
                        enrolment = GoldenEnrolment(
                            year=(upto or years)[-1],
                            tier=facts.tier,
                            paid_on=self._day,
                            insurance=facts.insurance,
                            expect=_NO_SUBSIDY,
                        )
                        born = date(self._day.year - _GROWN_UP, 1, 1)
                        return self._case(path, category, born, enrolments=(enrolment,))
        return None

    def _case(
        self, path: str, category: str, born: date, home_care: bool = False, **what: Any
    ) -> GoldenCase:
        table = path.partition(".")[0]
        label = self._county.policy.vocabulary.categories[category].zh
        return GoldenCase(
            id=_id(path),
            title=f"{label}，{STAGE_LABELS[table].zh}" if table in STAGE_LABELS else label,
            why="待填：按本县文件手工算一遍，写出算式",
            clauses=(),
            born=born,
            home_care=home_care,
            identities=(GoldenIdentity(category=category, since=date(self._day.year, 1, 1)),),
            **what,
        )

    def _categories(self) -> tuple[str, ...]:
        """Return the recipients, those that are read as themselves first."""
        helped = self._edition.recipients
        ranked = self._edition.ranked(frozenset(helped))
        return tuple(sorted(ranked, key=lambda each: bool(helped[each].recipient.counts_as)))

    def _every(self) -> Iterator[Facts]:
        for category in self._categories():
            for in_scope in (0, *self._county.policy.amounts):
                for setting in self._kinds.settings:
                    facts = self._kinds.facts(setting, category, in_scope)
                    if facts.disease_lists in self._codes:
                        yield facts

    def _usual(self, facts: Facts, row: str) -> Facts:
        """Return the most usual kind of claim that still fires the row, fact by fact."""
        grown_up = max((0, *(age for age in self._county.policy.ages if age <= _GROWN_UP)))
        changes: list[dict[str, Any]] = [
            {"home_care": False},
            {"age": grown_up},
            {"visit": "inpatient", "therapy": ""},
            {"disease_lists": frozenset()},
            {"in_scope": 0},
            *({"hospital_level": level} for level in reversed(_LEVELS)),
        ]
        for change in changes:
            other = evolve(facts, **change)
            if row in _rows_of(self._county.engine.rules.decide(other)):
                facts = other
        return facts

    def _years(self, band: int) -> int:
        """Return an age within a band of ages: a grown-up's, if one lies there."""
        higher = [age for age in self._county.policy.ages if age > band]
        return max(band, min(_GROWN_UP, higher[0] - 1 if higher else _GROWN_UP))


def _id(path: str) -> str:
    """Return a case's id: ``inpatient-0``, ``subsidy-refused-0``, ``refused-0``."""
    return path.replace(".rows[", "-").replace("refuse[", "refused-").rstrip("]").replace(".", "-")


def _rows_of(decision: Decision) -> Iterator[str]:
    """Yield the rows that a claim of the kind may fire, whatever its sums."""
    if decision.terms:
        yield decision.terms.row
    if decision.denied:
        yield decision.denied.row or refusal_name(decision.denied)
    if decision.tilt_terms:
        yield decision.tilt_terms.row
    yield from (each.row for each in decision.handoffs)


def _subsidy_row(county: County, edition: Edition, facts: EnrolmentFacts) -> str:
    for refusal in edition.subsidy_refusals:
        if refusal.holds(facts, {}):
            return refusal_name(refusal.denied)
    (category,) = facts.identities
    answer = county.hooks.subsidy(facts, category)
    return answer.row if answer is not None else ""


def _codes(county: County, edition: Edition) -> Iterator[tuple[frozenset[str], str]]:
    """Yield disease lists that occur, each with a diagnosis that stands in exactly these."""
    yield frozenset(), _ORDINARY
    seen: set[frozenset[str]] = {frozenset()}
    for disease in county.policy.vocabulary.diseases.values():
        for code in disease.codes:
            lists = county.policy.disease_lists(edition, code.code)
            if lists not in seen:
                seen.add(lists)
                yield lists, code.code
