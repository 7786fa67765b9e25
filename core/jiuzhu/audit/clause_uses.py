"""Where a document's clauses are used, and which of its rows a golden case should fire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jiuzhu.policy.check import relief_tables
from jiuzhu_schemas.deadlines import DeadlineRule
from jiuzhu_schemas.policy import HandoffRow, PolicyDocument, Refusal
from jiuzhu_schemas.terms import Denied

from .case_runs import refusal_name


def uses_of(
    document: PolicyDocument, deadlines: Iterable[DeadlineRule]
) -> dict[str, dict[str, None]]:
    """Return, for each clause id, the parts of the document that rest on it, but for questions."""
    found: dict[str, dict[str, None]] = {clause.id: {} for clause in document.clauses}
    for clause, part in _parts(document):
        found.setdefault(clause, {})[part] = None
    for rule in deadlines:
        owner, _, clause = rule.clause.partition("#")
        if owner == document.id:
            found.setdefault(clause, {})[f"deadlines.{rule.id}"] = None
    return found


def rows_to_fire(document: PolicyDocument) -> Iterator[tuple[str, str, str]]:
    """Yield each row: its name as `jiuzhu.audit.case_runs.fired` has it, its clause, its path.

    Rows that cannot fire, since the document leaves their figure open, are left out.
    """
    for name, table, _ in relief_tables(document):
        for place, row in enumerate(table.rows):
            path = f"{name}.rows[{place}]"
            yield f"{document.id}#{path}", row.clause, path
    for place, refusal in enumerate(document.refuse):
        yield _refusal(document, refusal), refusal.clause, f"refuse[{place}]"
    if document.subsidy:
        for place, refusal in enumerate(document.subsidy.refuse):
            yield _refusal(document, refusal), refusal.clause, f"subsidy.refuse[{place}]"
        for place, given in enumerate(document.subsidy.rows):
            path = f"subsidy.rows[{place}]"
            yield f"{document.id}#{path}", given.clause, path
    for place, handoff in enumerate(_handoffs(document)):
        if handoff.occasion != "left_above" or handoff.threshold is not None:
            path = f"charity_handoff.rows[{place}]"
            yield f"{document.id}#{path}", handoff.clause, path


def _refusal(document: PolicyDocument, refusal: Refusal) -> str:
    return refusal_name(Denied(reason=refusal.reason, clause=f"{document.id}#{refusal.clause}"))


def _handoffs(document: PolicyDocument) -> tuple[HandoffRow, ...]:
    return document.charity_handoff.rows if document.charity_handoff else ()


def _parts(document: PolicyDocument) -> Iterator[tuple[str, str]]:
    """Yield each clause that is named, and the part that names it."""
    if document.settings:
        yield document.settings.clause, "settings"
    yield from ((each.clause, "recipients") for each in document.recipients)
    yield from ((each.clause, f"disease_lists.{each.id}") for each in document.disease_lists)
    yield from ((each.clause, f"pools.{each.id}") for each in document.pools)
    for name, table, _ in relief_tables(document):
        yield table.clause, name
        yield from ((entry.clause, f"{name}.entry") for entry in table.entry)
    if document.subsidy:
        yield document.subsidy.clause, "subsidy"
    for place, row in enumerate(_handoffs(document)):
        yield row.clause, f"charity_handoff.rows[{place}]"
    for _, clause, path in rows_to_fire(document):
        yield clause, path
