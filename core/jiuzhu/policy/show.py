"""The effective policy of a county on a day, put together as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from jiuzhu_schemas.text import Text

from .check import RELIEF_TABLES
from .policy import Policy
from .quoting import Quoting
from .show_parts import Parts
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
    parts = Parts(quoting, day)
    asked = SHOWN if stage is None else (stage,)
    tables = _tables(quoting, asked, plugins)
    subsidy = next((table for table in tables if table.stage == "subsidy"), None)
    relief = tuple(table for table in tables if table is not subsidy)
    drawn = pools_drawn(relief)
    return PolicyView(
        county=county,
        name=name,
        on=day,
        since=edition.since,
        until=edition.until,
        documents=tuple(parts.documents()),
        warnings=(*parts.warnings(), *(parts.doubts() if subsidy else ())),
        identity_rule=edition.identity_rule,
        precedence=tuple(
            quoting.category(each) for each in edition.ranked(frozenset(edition.precedence))
        ),
        recipients=tuple(parts.recipients()) if "eligibility" in asked else (),
        refusals=tuple(parts.refusals("claim")) if "eligibility" in asked else (),
        stages=relief,
        pools=tuple(pool for pool in parts.pools() if stage is None or pool.id in drawn),
        subsidy=subsidy,
        subsidy_refusals=tuple(parts.refusals("enrolment")) if subsidy else (),
        premium=parts.premium() if subsidy else None,
        handoffs=tuple(parts.handoffs()) if "charity_handoff" in asked else (),
        disease_lists=tuple(parts.disease_lists()) if "major_disease" in asked else (),
        open_questions=tuple(parts.questions()) if stage is None else (),
    )


def _tables(
    quoting: Quoting, asked: Sequence[str], plugins: Mapping[str, Sequence[str]]
) -> tuple[TableView, ...]:
    """Return the tables of the stages asked for, and of the subsidy."""
    maker = TableMaker(quoting)
    rules = dict(quoting.edition.stages)
    if quoting.edition.subsidy:
        rules["subsidy"] = quoting.edition.subsidy
    return tuple(
        maker.table(each, plugins.get(stage, ())) for stage, each in rules.items() if stage in asked
    )


def pools_drawn(tables: Sequence[TableView]) -> set[str]:
    """Return the pools that the tables draw on."""
    cells = (cell for table in tables for row in table.rows for cell in row.cells)
    return {cell.terms.pool for cell in cells if cell.terms and cell.terms.pool}
