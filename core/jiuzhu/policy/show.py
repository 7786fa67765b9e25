"""The effective policy of a county on a day, put together as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.policy import PolicyDocument, Refusal
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import HANDOFF_LABELS, REASON_LABELS

from .check import RELIEF_TABLES
from .dates import in_force, on_day
from .edition import Edition
from .facts import Scope
from .policy import Policy
from .quoting import Quoting, money
from .show_tables import TableMaker
from .views import (
    DiseaseListView,
    DocumentView,
    HandoffView,
    PolicyView,
    PoolView,
    PremiumView,
    QuestionView,
    RecipientView,
    RefusalView,
)

SHOWN: Final = ("eligibility", *RELIEF_TABLES, "subsidy", "charity_handoff")
"""The stages that can be shown by themselves."""


def show_policy(
    policy: Policy,
    county: str,
    name: Text,
    day: date,
    plugins: Mapping[str, Sequence[str]],
    stage: str | None = None,
) -> PolicyView:
    """Return what holds in a county on a day; only one of `SHOWN` if ``stage`` names it.

    ``plugins`` maps a stage to the plugins with code for it. Raises NoPolicyError for a day
    on which no document is in force.
    """
    edition = policy.on(day)
    quoting = Quoting(policy, edition)
    maker = TableMaker(quoting)
    teller = _Teller(quoting, day)

    def asked(name: str) -> bool:
        return stage is None or stage == name

    tables = {n: r for n, r in edition.stages.items() if asked(n)}
    pools = {row.terms.pool for row in ()} if stage is None else set()
    made = tuple(maker.table(rules, plugins.get(n, ())) for n, rules in tables.items())
    drawn = {c.terms.pool for t in made for r in t.rows for c in r.cells if c.terms}
    subsidy = edition.subsidy if asked("subsidy") else None
    return PolicyView(
        county=county,
        name=name,
        on=day,
        since=edition.since,
        until=edition.until,
        documents=tuple(teller.documents()),
        warnings=tuple(teller.warnings()),
        identity_rule=edition.identity_rule,
        precedence=tuple(quoting.category(c) for c in edition.ranked(frozenset(edition.precedence))),
        recipients=tuple(teller.recipients()) if asked("eligibility") else (),
        refusals=tuple(teller.refusals("claim")) if asked("eligibility") else (),
        stages=made,
        pools=tuple(pool for pool in teller.pools() if stage is None or pool.id in drawn),
        subsidy=maker.table(subsidy, plugins.get("subsidy", ())) if subsidy else None,
        subsidy_refusals=tuple(teller.refusals("enrolment")) if subsidy else (),
        premium=teller.premium() if subsidy else None,
        handoffs=tuple(teller.handoffs()) if asked("charity_handoff") else (),
        disease_lists=tuple(teller.disease_lists()) if asked("major_disease") else (),
        open_questions=tuple(teller.questions()) if stage is None else (),
    )
