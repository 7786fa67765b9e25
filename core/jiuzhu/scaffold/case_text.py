"""Drafts of golden cases: one for every row that has none, expecting what the engine gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from attrs import frozen

from jiuzhu.audit.clause_uses import rows_to_fire
from jiuzhu.loading.county import County
from jiuzhu.testing.golden import outcomes_of
from jiuzhu_schemas.golden import (
    ExpectedAward,
    ExpectedSubsidy,
    GoldenCase,
    GoldenClaim,
    GoldenEnrolment,
)
from jiuzhu_schemas.money import format_yuan

from . import toml_text
from .case_finder import CaseFinder

_HEAD: Final = (
    "#:schema ../../schemas/golden-cases.schema.json",
    "# 由系统生成，尚未确认：照本县文件手工算过，改好 expect，",
    "# 删去 confirmed = false，才会变绿。",
    "# Drafts, not confirmed: work each by hand, mend expect, delete confirmed = false.",
    "",
)


@frozen(eq=False)
class DraftCase:
    """A case that somebody is to confirm: its table, and the row it fires."""

    table: str
    path: str
    case: GoldenCase


def draft_cases(
    county: County, day: date, known: frozenset[str] = frozenset()
) -> Iterator[DraftCase]:
    """Yield a case for every row of the county's own document that claims can fire on a day.

    ``known``: the rows that have one already, by the names of `jiuzhu.audit.case_runs.fired`.
    """
    document = county.policy.documents[0].document
    finder = CaseFinder(county, day)
    for name, _, path in rows_to_fire(document):
        if name in known:
            continue
        table = path.partition(".")[0]
        case = finder.enrolment(name, path) if table == "subsidy" else finder.claim(name, path)
        if case is not None:
            yield DraftCase(table, path, case)


def file_text(drafts: Iterable[DraftCase], county: County) -> str:
    """Return the text of a file of drafts."""
    lines = [line for draft in drafts for line in _case_lines(draft, county)]
    return "\n".join([*_HEAD, *lines]).rstrip() + "\n"


def _case_lines(draft: DraftCase, county: County) -> Iterator[str]:
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
    entries["base"] = format_yuan(claim.base)
    if claim.declared:
        entries["declared"] = dict(claim.declared)
    return entries
