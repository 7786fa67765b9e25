"""What a trace says of one claim's own sums and days: facts, pools, alternatives, lapsed names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from jiuzhu.settlement.arithmetic import SINGLE, payable
from jiuzhu.settlement.worked import Worked, due_of
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import Alternative, PoolBalance, TracedFact
from jiuzhu_schemas.trace_rules import LapsedIdentity

from .kind import KindParts
from .wording import Wording

Interval = tuple[str, date, date | None]
"""A category, and the first and last day (None: still) on which somebody holds it."""


def own_facts(facts: tuple[TracedFact, ...], age: int, in_scope: int) -> tuple[TracedFact, ...]:
    """Return the facts of a kind with the claim's own age and sum."""
    return tuple([each if each.band is None else _own(each, age, in_scope) for each in facts])


def _own(fact: TracedFact, age: int, in_scope: int) -> TracedFact:
    if fact.name == "age":
        value, shown = _aged(age)
    else:
        yuan = format_yuan(in_scope)
        value, shown = str(in_scope), Text(f"{yuan} 元", f"{yuan} yuan")
    return TracedFact(name=fact.name, label=fact.label, value=value, shown=shown, band=fact.band)


@lru_cache(maxsize=256)
def _aged(age: int) -> tuple[str, Text]:
    return str(age), Text(f"{age}周岁", str(age))


def lapsed_identities(
    held: frozenset[str], intervals: Iterable[Interval], day: date, wording: Wording
) -> tuple[LapsedIdentity, ...]:
    """Return what is held at other times only, by precedence and then by days."""
    others = {each for each in intervals if each[0] not in held}
    order = wording.edition.ranked(frozenset(each[0] for each in others))
    return tuple(
        LapsedIdentity(
            category=category,
            label=wording.category(category),
            reason="not_yet" if first > day else "ended",
            valid_from=first,
            valid_to=last,
        )
        for category, first, last in sorted(
            others, key=lambda each: (order.index(each[0]), each[1], each[2] or date.max)
        )
    )


def balances(
    parts: KindParts, year: int, used: int, tilt_used: int, worked: Worked
) -> tuple[PoolBalance, ...]:
    """Return the pools that the claim draws on, before and after it."""
    found: list[PoolBalance] = []
    for terms, before, paid in (
        (parts.terms, used, worked.award),
        (parts.tilt.terms, tilt_used, worked.tilt),
    ):
        if terms is not None:
            cap = terms.annual_cap
            found.append(
                PoolBalance(
                    pool=terms.pool,
                    label=terms.pool_label,
                    year=year,
                    cap=cap,
                    used_before=before,
                    remaining_before=None if cap is None else max(cap - before, 0),
                    paid=paid,
                    used_after=before + paid,
                )
            )
    return tuple(found)


def alternatives(
    parts: KindParts, base: int, used: tuple[int, ...], award: int
) -> tuple[Alternative, ...]:
    """Return what later stages would have paid, and other identities where that is more.

    ``used``: of the pool of each, before.
    """
    found: list[Alternative] = []
    for each, before in zip(parts.others, used, strict=True):
        due, cap = due_of(each.terms, base), each.terms.annual_cap
        most = due if cap is None else payable(due, cap, before, SINGLE)
        more = parts.terms is not None and most > award
        if not (more or each.is_later):
            continue
        found.append(
            Alternative(
                stage=each.stage,
                label=each.label,
                category=each.category,
                category_label=each.category_label,
                terms=each.traced,
                due=due,
                used_before=before,
                most=most,
                more=more,
                question=parts.routing_question if more and each.is_later else "",
            )
        )
    return tuple(found)
