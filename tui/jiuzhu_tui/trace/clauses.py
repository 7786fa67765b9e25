"""The clauses that a trace cites."""

from __future__ import annotations

from collections.abc import Iterator

from jiuzhu_schemas.trace import Trace
from jiuzhu_schemas.trace_rules import Citation


def cited_in(trace: Trace) -> Iterator[Citation]:
    """Yield every clause that a trace cites, each once; first those that decided."""
    seen: set[str] = set()
    for each in _all(trace):
        if each is not None and each.ref not in seen:
            seen.add(each.ref)
            yield each


def _all(trace: Trace) -> Iterator[Citation | None]:
    if trace.refusal is not None:
        yield trace.refusal.clause
    for terms in (trace.terms, trace.tilt.terms):
        if terms is not None:
            yield terms.clause
            yield terms.cap_clause
    yield trace.tilt.clause
    for held in trace.identities:
        yield held.clause
        yield held.offer.clause
    for stage in trace.stages:
        for entry in stage.entries:
            yield entry.clause
    for rule in trace.rules:
        yield rule.clause
    for handoff in trace.handoffs:
        yield handoff.clause
    yield trace.edition.precedence
