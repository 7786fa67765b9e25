"""Golden cases for a new county: one for every row, expecting the baseline's sums."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from attrs import evolve, frozen

from jiuzhu.audit.clause_uses import rows_to_fire
from jiuzhu.audit.kinds import Kinds
from jiuzhu.loading.county import County
from jiuzhu.policy.edition import Edition
from jiuzhu.settlement.decision import Decision
from jiuzhu.testing.golden import outcomes_of
from jiuzhu_schemas.facts import EnrolmentFacts, Facts
from jiuzhu_schemas.golden import (
    ExpectedAward,
    ExpectedSubsidy,
    GoldenCase,
    GoldenClaim,
    GoldenEnrolment,
    GoldenIdentity,
)
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.words import HOSPITAL_LEVELS, INSURANCES, STAGE_LABELS, TIERS

from . import toml_text

_BASE: Final = 1_000_00
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


@frozen(eq=False)
class DraftCase:
    """A case that somebody is to confirm: its table, and the row it fires."""

    table: str
    path: str
    case: GoldenCase


def draft_cases(county: County, day: date) -> Iterator[DraftCase]:
    """Yield a case for every row of the county's own document that claims can fire on a day."""
    document = county.policy.documents[0].document
    finder = _Finder(county, day)
    for name, _, path in rows_to_fire(document):
        table = path.partition(".")[0]
        case = finder.enrolment(name, path) if table == "subsidy" else finder.claim(name, path)
        if case is not None:
            yield DraftCase(table, path, case)


def case_lines(draft: DraftCase, county: County) -> Iterator[str]:
    """Write a case as it stands in a file of golden cases, with what the engine gives now."""
    case = draft.case
    found = outcomes_of(case, county)
    cited = {clause: None for each in found for clause in each["clause"].split(";") if clause}
    yield f"# 用到政策文件的 {draft.path}。Fires {draft.path} of the policy file."
    head: dict[str, Any] = {
        "id": case.id,
        "title": case.title,
        "why": case.why,
        "confirmed": False,
        "clauses": list(cited),
        "born": case.born,
    }
    if case.home_care:
        head["home_care"] = True
    head["identities"] = [
        {"category": each.category, "from": each.since} for each in case.identities
    ]
    yield from list(toml_text.table("[[case]]", head))[:-1]
    settled: list[GoldenClaim | GoldenEnrolment] = [*case.claims, *case.enrolments]
    for claim, expect in zip(settled, found, strict=True):
        kind = "claims" if isinstance(claim, GoldenClaim) else "enrolments"
        names = ExpectedAward if isinstance(claim, GoldenClaim) else ExpectedSubsidy
        wanted = {name: expect[name] for name in names.__annotations__}
        entries = {**_entries(claim), "expect": wanted}
        yield from toml_text.table(f"[[case.{kind}]]", entries)


def _entries(claim: GoldenClaim | GoldenEnrolment) -> dict[str, Any]:
    if isinstance(claim, GoldenEnrolment):
        return {
            "year": claim.year, "tier": claim.tier, "paid_on": claim.paid_on,
            "insurance": claim.insurance,
        }  # fmt: skip
    entries: dict[str, Any] = {"settled_on": claim.settled_on, "visit": claim.visit}
    if claim.therapy:
        entries["therapy"] = claim.therapy
    entries["hospital_level"] = claim.hospital_level
    if claim.hospital_region != "county":
        entries["hospital_region"] = claim.hospital_region
    if claim.referral != "not_needed":
        entries["referral"] = claim.referral
    entries["diagnosis"] = claim.diagnosis
    if claim.in_scope is not None:
        entries["in_scope"] = format_yuan(claim.in_scope)
    return {**entries, "base": format_yuan(claim.base)}


class _Finder:
    """Looks for facts that fire a row, by trying the kinds there are."""

    def __init__(self, county: County, day: date) -> None:
        self._county = county
        self._day = day
        self._edition = county.policy.on(day)
        self._kinds = Kinds(county, self._edition)
        self._codes = dict(_codes(county, self._edition))
        self._by_row: dict[str, Facts] = {}
        for facts in self._every():
            row = _row_of(county.engine.rules.decide(facts))
            self._by_row.setdefault(row, facts)

    def claim(self, name: str, path: str) -> GoldenCase | None:
        """Return a case whose claim fires a row; None if no kind of claim does."""
        facts = self._by_row.get(name)
        if facts is None:
            return None
        facts = self._usual(facts, name)
        (category,) = facts.identities
        claim = GoldenClaim(
            settled_on=self._day,
            visit=facts.visit,
            therapy=facts.therapy,
            hospital_level=HOSPITAL_LEVELS[facts.hospital_level],  # type: ignore[arg-type]
            hospital_region=facts.hospital_region,
            referral=facts.referral,
            diagnosis=self._codes[facts.disease_lists],
            in_scope=facts.in_scope or None,
            base=_BASE,
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
            id=path.replace(".rows[", "-").replace(".refuse[", "-refused-").replace("]", ""),
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
            *({"hospital_level": level} for level in reversed(_LEVELS)),
        ]
        for change in changes:
            other = evolve(facts, **change)
            if _row_of(self._county.engine.rules.decide(other)) == row:
                facts = other
        return facts

    def _years(self, band: int) -> int:
        """Return an age within a band of ages: a grown-up's, if one lies there."""
        higher = [age for age in self._county.policy.ages if age > band]
        return max(band, min(_GROWN_UP, higher[0] - 1 if higher else _GROWN_UP))


def _row_of(decision: Decision) -> str:
    if decision.terms:
        return decision.terms.row
    return decision.denied.row if decision.denied else ""


def _subsidy_row(county: County, edition: Edition, facts: EnrolmentFacts) -> str:
    from jiuzhu.audit.case_runs import refusal_name

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
