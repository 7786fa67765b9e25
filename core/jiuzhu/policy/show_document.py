"""The tables of one document as plain data, as the law prints them: ``jiuzhu policy table``."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import STAGE_LABELS

from .check import RELIEF_TABLES
from .policy import Policy
from .quoting import Quoting
from .show import pools_drawn
from .show_parts import Parts
from .show_tables import TableMaker
from .views import DiseaseListView, DocumentView, PoolView, TableView


@frozen(kw_only=True)
class DocumentTables:
    """What one document says on a day; a cell that an upper document answers is inherited."""

    document: DocumentView
    on: date
    tables: tuple[TableView, ...]
    pools: tuple[PoolView, ...]
    disease_lists: tuple[DiseaseListView, ...]
    silent: tuple[Text, ...]
    """The stages of which the document says nothing: the one it extends answers alone."""


def show_document(policy: Policy, on: date | None, today: date) -> DocumentTables:
    """Return the tables of the first document of a policy on a day.

    Without a day: today, or the nearest day on which the document is in force. Raises
    NoPolicyError for a day on which nothing is in force.
    """
    document = policy.documents[0].document
    day = on or max(document.since, min(today, document.until or today))
    edition = policy.on(day)
    quoting = Quoting(policy, edition)
    maker = TableMaker(quoting)
    parts = Parts(quoting, day)
    rules = dict(edition.stages) | ({"subsidy": edition.subsidy} if edition.subsidy else {})
    tables = tuple(
        maker.table(rules[name], ())
        for name in (*RELIEF_TABLES, "subsidy")
        if name in rules and getattr(document, name) is not None
    )
    drawn = pools_drawn(tables)
    shown = next(each for each in parts.documents() if each.id == document.id)
    return DocumentTables(
        document=shown,
        on=day,
        tables=tables,
        pools=tuple(each for each in parts.pools() if each.id in drawn),
        disease_lists=tuple(
            each for each in parts.disease_lists() if each.source.document == document.id
        ),
        silent=tuple(STAGE_LABELS[name] for name in rules if getattr(document, name) is None),
    )
