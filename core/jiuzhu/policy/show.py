"""The effective policy of a county on a day, put together as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from jiuzhu_schemas.text import Text

from .check import RELIEF_TABLES
from .policy import Policy
from .quoting import Quoting
from .show_parts import Parts, unverified
from .show_tables import TableMaker
from .views import PolicyView, TableView

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
    parts = Parts(quoting, day)

    def asked(part: str) -> bool:
        return stage is None or stage == part

    tables = tuple(
        maker.table(rules, plugins.get(each, ()))
        for each, rules in edition.stages.items()
        if asked(each)
    )
    subsidy = edition.subsidy if asked("subsidy") else None
    premium = policy.vocabulary.premiums.get(day.year) if subsidy else None
    doubtful = (unverified(premium),) if premium and not premium.verified else ()
    drawn = _pools(tables)
    return PolicyView(
        county=county,
        name=name,
        on=day,
        since=edition.since,
        until=edition.until,
        documents=tuple(parts.documents()),
        warnings=(*parts.warnings(), *doubtful),
        identity_rule=edition.identity_rule,
        precedence=tuple(
            quoting.category(each) for each in edition.ranked(frozenset(edition.precedence))
        ),
        recipients=tuple(parts.recipients()) if asked("eligibility") else (),
        refusals=tuple(parts.refusals("claim")) if asked("eligibility") else (),
        stages=tables,
        pools=tuple(pool for pool in parts.pools() if stage is None or pool.id in drawn),
        subsidy=maker.table(subsidy, plugins.get("subsidy", ())) if subsidy else None,
        subsidy_refusals=tuple(parts.refusals("enrolment")) if subsidy else (),
        premium=parts.premium() if subsidy else None,
        handoffs=tuple(parts.handoffs()) if asked("charity_handoff") else (),
        disease_lists=tuple(parts.disease_lists()) if asked("major_disease") else (),
        open_questions=tuple(parts.questions()) if stage is None else (),
    )


def _pools(tables: Sequence[TableView]) -> set[str]:
    """Return the pools that the tables draw on."""
    cells = (cell for table in tables for row in table.rows for cell in row.cells)
    return {cell.terms.pool for cell in cells if cell.terms and cell.terms.pool}
