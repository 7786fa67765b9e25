"""What audits find, as plain data: `jiuzhu_schemas.converter.unstructure` turns it into JSON.

Every finding has an ``id`` that stays the same while the finding does: a county can record it.
Sums are yuan as text.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import frozen

from jiuzhu.policy.views import ConditionView, Reference
from jiuzhu_schemas.policy import FloorFigure, Waiver
from jiuzhu_schemas.text import MaybeEmpty, Text


@frozen(kw_only=True)
class FloorFinding:
    """A county cell that conflicts with an upper document's, both as they stand.

    ``category`` is empty where it is about everyone: for ``entry`` and ``disease_list``.
    """

    id: str
    stage: str
    stage_label: Text
    category: MaybeEmpty
    label: Text
    conditions: tuple[ConditionView, ...]
    figure: FloorFigure
    county: Text
    county_source: Reference
    upper: Text
    upper_source: Reference
    waiver: Waiver | None = None


@frozen(kw_only=True)
class StaleWaiver:
    """A waiver that matches no conflict."""

    id: str
    document: str
    waiver: Waiver


@frozen(kw_only=True)
class FloorReport:
    """The floor audit of a county on a day."""

    audit: Literal["floor"] = "floor"
    county: str
    name: Text
    on: date
    compared: int
    """How many cells with terms of an upper document were compared."""
    findings: tuple[FloorFinding, ...]
    stale_waivers: tuple[StaleWaiver, ...]
    waived: tuple[FloorFinding, ...]
    notes: tuple[Text, ...]


@frozen(kw_only=True)
class CoverageFinding:
    """A clause, a row or a case that has no counterpart."""

    id: str
    kind: Literal[
        "clause_unused", "clause_marked_but_used", "row_without_case", "unknown_clause",
        "to_fill_in", "case_unconfirmed",
    ]  # fmt: skip
    place: str
    """``document#clause``, ``document#table.rows[n]``, ``document#key`` or the case's id."""
    text: Text


@frozen(kw_only=True)
class ClauseUse:
    """A clause, how many parts of the document rest on it, and how many cases cite it."""

    clause: str
    cite: str
    says: str
    used_by: tuple[str, ...]
    questions: tuple[str, ...]
    cases: int
    not_computable: MaybeEmpty
    in_code: bool
    """Whether a case expects the clause in an answer: what no row says, code does."""


@frozen(kw_only=True)
class CoverageReport:
    """The coverage audit of the documents that a county's own package ships."""

    audit: Literal["coverage"] = "coverage"
    county: str
    name: Text
    clauses: tuple[ClauseUse, ...]
    rows: int
    cases: int
    findings: tuple[CoverageFinding, ...]
    notes: tuple[Text, ...]


@frozen(kw_only=True)
class CliffSide:
    """What holds on one side of a fall."""

    stage: str
    stage_label: Text
    terms: Text
    source: Reference | None
    relief: str
    """Relief and tilt together, in yuan."""


@frozen(kw_only=True)
class Cliff:
    """A place where one fen more pays less.

    ``of`` ``in_scope``: the in-scope cost passes ``at`` while the base stays the same; ``base``:
    the base itself passes ``at``. ``base`` is where most is lost; between ``falls_from`` and
    ``falls_to`` less is paid than just below.
    """

    id: str
    of: Literal["in_scope", "base"]
    at: str
    categories: tuple[str, ...]
    labels: tuple[Text, ...]
    conditions: tuple[Text, ...]
    base: str
    below: CliffSide
    above: CliffSide
    loss: str
    falls_from: str
    falls_to: str
    falls_throughout: bool
    """Every base between the two loses, not only some."""


@frozen(kw_only=True)
class CliffsReport:
    """The cliffs of a county's policy on a day."""

    audit: Literal["cliffs"] = "cliffs"
    county: str
    name: Text
    on: date
    kinds: int
    """How many kinds of claims were looked at."""
    findings: tuple[Cliff, ...]
    notes: tuple[Text, ...]


@frozen(kw_only=True)
class EditionLine:
    """An edition: the documents in force, and how many cells differ from the one before."""

    since: date
    until: date | None
    documents: tuple[str, ...]
    changes: int | None
    """None for the first edition."""


@frozen(kw_only=True)
class DatesFinding:
    """A cell or a day without exactly one answer."""

    id: str
    kind: Literal["gap", "overlap", "ends"]
    text: Text


@frozen(kw_only=True)
class DatesReport:
    """The dates audit: every edition's cells, and what holds from when to when."""

    audit: Literal["dates"] = "dates"
    county: str
    name: Text
    on: date
    editions: tuple[EditionLine, ...]
    cells: int
    findings: tuple[DatesFinding, ...]
    notes: tuple[Text, ...]


@frozen(kw_only=True)
class Side:
    """One side of a comparison: a county on a day."""

    county: str
    name: Text
    on: date
    documents: tuple[str, ...]


@frozen(kw_only=True)
class Change:
    """One thing that is not the same on both sides; a side that says nothing has no source."""

    kind: Literal["added", "removed", "changed"]
    part: str
    part_label: Text
    labels: tuple[Text, ...]
    """The categories, or the names of the things, that the change is about."""
    conditions: Text
    before: Text
    before_source: Reference | None
    after: Text
    after_source: Reference | None


@frozen(kw_only=True)
class PolicyDiff:
    """What differs between two counties, or between two days of one."""

    before: Side
    after: Side
    changes: tuple[Change, ...]
    same: int
    """How many cells say the same."""
