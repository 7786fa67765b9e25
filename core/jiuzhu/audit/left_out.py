"""Claims that an upper document relieves in a stage, and that the county's stage leaves out.

A county's entries of a stage replace all upper ones, and its disease list replaces the upper one
of the same id. What falls out of both goes on to a later stage, which may pay far less; what an
earlier stage of the county's relieves instead is not left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, product

from attrs import frozen

from jiuzhu.policy.conditions import ListTest, Test, can_both_hold
from jiuzhu.policy.edition import Edition, EntryRule, StageRules
from jiuzhu.policy.grid import Column, key_of, parts
from jiuzhu_schemas.terms import Terms
from jiuzhu_schemas.words import ROUTE


@frozen(eq=False)
class Standing:
    """A disease class, or what stands in no list: its lists above, and the county's."""

    disease: str
    above: frozenset[str]
    here: frozenset[str]
    as_above: frozenset[str]
    """The county's, with each list that both have as the upper document has it."""


@frozen(eq=False)
class LeftOut:
    """An upper entry that is not taken in whole; ``lists``: left out by these lists alone."""

    stage: str
    entry: EntryRule
    lists: frozenset[str]
    """Lists of the same id that drop a disease; empty if the county's entries lack something."""
    relieved: bool
    """Whether the upper document gives anybody terms for what is left out."""


def left_out(edition: Edition, upper: Edition) -> Iterator[LeftOut]:
    """Yield every upper entry of which the county's stage leaves something out."""
    standings = list(_standings(edition, upper))
    for name, above in upper.stages.items():
        before = ROUTE[: ROUTE.index(name)] if name in ROUTE else ()
        here = (edition.stages[name], *(edition.stages[each] for each in before))
        for entry in above.entry:
            if entry not in here[0].entry:
                yield from _of_entry(above, entry, here, standings)


def _of_entry(
    above: StageRules,
    entry: EntryRule,
    here: Sequence[StageRules],
    standings: Iterable[Standing],
) -> Iterator[LeftOut]:
    """Yield what ``here``, the county's stage and those asked before it, leaves of an entry."""
    found: dict[frozenset[str], bool] = {}
    cells = list(_cells((above, *here)))
    for standing in standings:
        for cell in cells:
            if not _holds(entry.tests, cell, standing.above) or _taken(here, cell, standing.here):
                continue
            by_list = _enters(here[0], cell, standing.as_above)
            lists = standing.above - standing.here if by_list else frozenset[str]()
            found[lists] = found.get(lists, False) or _relieves(above, cell, standing.above)
    for lists, relieved in found.items():
        yield LeftOut(above.stage, entry, lists, relieved)


def _taken(here: Sequence[StageRules], cell: Column, lists: frozenset[str]) -> bool:
    """Tell whether the stage takes a claim in, or an earlier one does and relieves somebody."""
    return _enters(here[0], cell, lists) or any(
        _enters(each, cell, lists) and _relieves(each, cell, lists) for each in here[1:]
    )


def _enters(stage: StageRules, cell: Column, lists: frozenset[str]) -> bool:
    return any(_holds(each.tests, cell, lists) for each in stage.entry)


def _relieves(above: StageRules, cell: Column, lists: frozenset[str]) -> bool:
    """Tell whether somebody gets terms in a cell."""
    return any(
        isinstance(rule.answer, Terms) and _holds(rule.tests, cell, lists)
        for rules in above.by_category.values()
        for rule in rules
    )


def _holds(tests: Iterable[Test], cell: Column, lists: frozenset[str]) -> bool:
    return all(
        (test.list_id in lists) is test.inside
        if isinstance(test, ListTest)
        else can_both_hold(cell.get(key_of(test)), test)
        for test in tests
    )


def _cells(stages: Iterable[StageRules]) -> Iterator[Column]:
    """Yield the parts of all facts but the disease, within which no test changes its answer."""
    by_key: dict[tuple[str, str], list[Test]] = {}
    for stage in stages:
        rules = (rule for found in stage.by_category.values() for rule in found)
        asking = (*(entry.tests for entry in stage.entry), *(rule.tests for rule in rules))
        for test in chain.from_iterable(asking):
            if not isinstance(test, ListTest):
                by_key.setdefault(key_of(test), []).append(test)
    cuts = {key: parts(tests, frozenset()) for key, tests in by_key.items()}
    for values in product(*cuts.values()):
        yield dict(zip(cuts, values, strict=True))


def _standings(edition: Edition, upper: Edition) -> Iterator[Standing]:
    both = frozenset(edition.disease_lists) & frozenset(upper.disease_lists)
    for disease in ("", *sorted({*edition.lists_by_class, *upper.lists_by_class})):
        above = upper.lists_by_class.get(disease, frozenset())
        here = edition.lists_by_class.get(disease, frozenset())
        yield Standing(disease, above, here, here - both | above & both)
