"""Holes of a table: a category that has rows must have one for every case of its columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeAlias

from attrs import evolve

from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.text import Text

from .conditions import ListTest, RangeTest, Test, WordTest, can_both_hold
from .dates import boundaries, in_force
from .grid import Key, key_of

Tests: TypeAlias = Mapping[str, Test | None]
Box: TypeAlias = Mapping[Key, Test]
"""Cases that meet every one of these conditions; a fact that is not named may be anything."""


class Row(Protocol):
    """What tables' rows have in common."""

    @property
    def categories(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def since(self) -> date | None: ...  # noqa: D102
    @property
    def until(self) -> date | None: ...  # noqa: D102


def holes(
    rows: Sequence[Row], tests: Sequence[Tests], document: PolicyDocument
) -> Iterator[tuple[int, Text]]:
    """Yield, at the first row of some categories, each case for which they have no row."""
    sharing: dict[tuple[int, ...], list[str]] = {}
    for category in dict.fromkeys(each for row in rows for each in row.categories):
        places = tuple(place for place, row in enumerate(rows) if category in row.categories)
        sharing.setdefault(places, []).append(category)
    found: dict[tuple[int, Text], list[str]] = {}
    for places, sharers in sharing.items():
        for text in _uncovered([(rows[place], tests[place]) for place in places], document):
            found.setdefault((places[0], text), []).extend(sharers)
    for (place, text), categories in found.items():
        zh = "、".join(f"“{each}”" for each in categories)
        en = ", ".join(f"“{each}”" for each in categories)
        yield place, Text(f"{zh}：{text.zh}", f"{en}: {text.en}")


def _uncovered(rows: Sequence[tuple[Row, Tests]], document: PolicyDocument) -> Iterator[Text]:
    """Yield each uncovered case of one category once, with the first day of it if it has one."""
    end = document.until or date.max
    days = {day for row, _ in rows for day in boundaries(row) if document.since < day <= end}
    seen: set[Text] = set()
    for day in (document.since, *sorted(days)):
        boxes: list[Box] = [{}]
        for row, cells in rows:
            if in_force(row, day):
                boxes = [rest for box in boxes for rest in _without(box, cells)]
        for words in map(_words, boxes):
            if words not in seen:
                seen.add(words)
                yield _sentence(words, day if days else None)


def _without(box: Box, cells: Tests) -> Iterator[Box]:
    """Yield what a row with these cells leaves of a box: boxes that do not overlap."""
    asked = {key_of(test): test for test in cells.values() if test is not None}
    if not all(can_both_hold(box.get(key), test) for key, test in asked.items()):
        yield box
        return
    for key, test in asked.items():
        for outside in _outside(box.get(key), test):
            yield {**box, key: outside}
        box = {**box, key: _inside(box.get(key), test)}


def _outside(part: Test | None, test: Test) -> Iterable[Test]:
    """Return the parts of a condition (None: anything) that another leaves out."""
    if isinstance(test, ListTest):
        return [evolve(test, inside=not test.inside)] if part is None else []
    if isinstance(test, WordTest):
        whole = part.allowed if isinstance(part, WordTest) else frozenset(test.definition.values)
        rest = whole - test.allowed
        return [evolve(test, allowed=rest)] if rest else []
    low, high = (part.low, part.high) if isinstance(part, RangeTest) else (0, None)
    found: list[Test] = []
    if low < test.low:
        found.append(evolve(test, low=low, high=test.low))
    if test.high is not None and (high is None or test.high < high):
        found.append(evolve(test, low=test.high, high=high))
    return found


def _inside(part: Test | None, test: Test) -> Test:
    """Return what two conditions on the same fact, which can both hold, have in common."""
    if isinstance(part, WordTest) and isinstance(test, WordTest):
        return evolve(test, allowed=part.allowed & test.allowed)
    if isinstance(part, RangeTest) and isinstance(test, RangeTest):
        highs = [high for high in (part.high, test.high) if high is not None]
        return evolve(test, low=max(part.low, test.low), high=min(highs, default=None))
    return test


def _words(box: Box) -> Text:
    """Say which cases lie in a box; nothing where all do."""
    labels = [(test.definition.label, test.expected()) for test in box.values()]
    return Text(
        "，".join(f"{label.zh} {expected.zh}" for label, expected in labels),
        ", ".join(f"{label.en} {expected.en}" for label, expected in labels),
    )


def _sentence(words: Text, day: date | None) -> Text:
    zh = f"{day} 起 " if day else ""
    en = f" from {day}" if day else ""
    return Text(
        f"{zh}{words.zh} 没有行；请补一行，或本表完全不写该类别".replace("  ", " "),
        f"no row{f' for {words.en}' if words.en else ''}{en};"
        " write one, or leave the category out of the table",
    )
