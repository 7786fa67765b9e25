"""One condition of a row: read from its cell, held against facts, put into words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.facts import EnrolmentFacts, Facts
from jiuzhu_schemas.money import format_yuan, parse_yuan
from jiuzhu_schemas.policy import Cell
from jiuzhu_schemas.shapes import wrong
from jiuzhu_schemas.slips import meant_comparison, meant_flag, meant_numbers, nearest, shown
from jiuzhu_schemas.text import Text

from .facts import FactDefinition, FactSpace
from .nearest import unknown

ANY: Final = "any"
AnyFacts: TypeAlias = Facts | EnrolmentFacts
Context: TypeAlias = Mapping[str, Any]
"""What only a later stage knows: the ``stage`` that relieved, whether there is a ``recipient``."""

_CONTEXT: Final = frozenset({"stage", "recipient"})
_ATTRIBUTES: Final = {
    **{name: name for name in ("age", "home_care", "visit", "therapy", "hospital_level")},
    **{name: name for name in ("hospital_region", "referral", "in_scope", "tier", "insurance")},
    "disease": "disease_lists",
}
_COMPARISON: Final = re.compile(r"^(>=|>|<=|<)\s*([0-9.]+)\Z")
_LIST: Final = re.compile(r"^(not )?in:([a-z0-9_-]+)\Z")
_LIST_NAME: Final = re.compile(r"[a-z0-9_-]+\Z")
_LIST_FACT: Final = re.compile(r"in:([a-z0-9_-]+)")


def definition_of(fact: str, space: FactSpace) -> FactDefinition | None:
    """Return the definition of the fact that a column or condition names, None if there is none.

    ``in:LIST`` is a question about the disease.
    """
    return space.get("disease" if _LIST_FACT.fullmatch(fact) else fact)


def list_named(fact: str, cell: Cell) -> str:
    """Return the disease list that a condition refers to; empty if it refers to none."""
    written = _LIST.match(cell) if fact == "disease" and isinstance(cell, str) else None
    named = _LIST_FACT.fullmatch(fact)
    return written[2] if written else named[1] if named else ""


def getter(definition: FactDefinition) -> Callable[[AnyFacts, Context], Any]:
    """Return what reads a fact."""
    fact = definition.id
    if fact in _CONTEXT:
        return lambda facts, context: context[fact]
    if fact in _ATTRIBUTES:
        read = attrgetter(_ATTRIBUTES[fact])
        return lambda facts, context: read(facts)
    unsaid = next(iter(definition.values), "")
    return lambda facts, context: facts.declared.get(fact, unsaid)  # type: ignore[union-attr]


@frozen
class WordTest:
    """The fact is one of these words (or yes/no, or levels)."""

    definition: FactDefinition
    allowed: frozenset[str | int | bool]
    read: Callable[[AnyFacts, Context], Any] = field(eq=False)

    def holds(self, facts: AnyFacts, context: Context) -> bool:
        """Tell whether the facts meet the condition."""
        return self.read(facts, context) in self.allowed

    def expected(self) -> Text:
        """Say what the condition asks for."""
        labels = [self.definition.label_of(v) for v in sorted(self.allowed, key=str)]
        return Text("或".join(x.zh for x in labels), " or ".join(x.en for x in labels))

    def found(self, facts: AnyFacts, context: Context) -> Text:
        """Say what the facts are instead."""
        return self.definition.label_of(self.read(facts, context))


@frozen
class RangeTest:
    """The fact lies in ``low <= fact < high``: completed years, or fen."""

    definition: FactDefinition
    low: int
    high: int | None
    read: Callable[[AnyFacts, Context], Any] = field(eq=False)

    def holds(self, facts: AnyFacts, context: Context) -> bool:
        """Tell whether the facts meet the condition."""
        value = self.read(facts, context)
        return self.low <= value and (self.high is None or value < self.high)

    def limits(self) -> tuple[int, ...]:
        """Return the values at which the answer changes."""
        return tuple(limit for limit in (self.low, self.high) if limit)

    def expected(self) -> Text:
        """Say what the condition asks for."""
        years = self.definition.kind == "years"
        zh, en = [], []
        if self.low:
            zh.append(f"满{self.low}周岁" if years else f"超过{format_yuan(self.low - 1)}元")
            en.append(f"{self.low} or older" if years else f"above {format_yuan(self.low - 1)}")
        if self.high is not None:
            zh.append(f"未满{self.high}周岁" if years else f"不超过{format_yuan(self.high - 1)}元")
            en.append(f"below {self.high}" if years else f"not above {format_yuan(self.high - 1)}")
        return Text("且".join(zh), " and ".join(en))

    def found(self, facts: AnyFacts, context: Context) -> Text:
        """Say on which side of the limit the facts lie."""
        value = self.read(facts, context)
        years = self.definition.kind == "years"
        if self.high is not None and value >= self.high:
            limit = str(self.high) if years else format_yuan(self.high - 1)
            return (
                Text(f"已满{limit}周岁", f"{limit} or older")
                if years
                else Text(f"超过{limit}元", f"above {limit}")
            )
        limit = str(self.low) if years else format_yuan(self.low - 1)
        return (
            Text(f"未满{limit}周岁", f"below {limit}")
            if years
            else Text(f"未超过{limit}元", f"not above {limit}")
        )


@frozen
class ListTest:
    """The diagnosis stands in a disease list of the edition, or does not."""

    definition: FactDefinition
    list_id: str
    inside: bool
    read: Callable[[AnyFacts, Context], Any] = field(eq=False)

    def holds(self, facts: AnyFacts, context: Context) -> bool:
        """Tell whether the facts meet the condition."""
        return (self.list_id in self.read(facts, context)) is self.inside

    def expected(self) -> Text:
        """Say what the condition asks for."""
        return _standing(self.list_id, self.inside)

    def found(self, facts: AnyFacts, context: Context) -> Text:
        """Say where the diagnosis stands."""
        return _standing(self.list_id, self.list_id in self.read(facts, context))


Test: TypeAlias = WordTest | RangeTest | ListTest


def _standing(list_id: str, inside: bool) -> Text:
    return (
        Text(f"列入病种目录（{list_id}）", f"in the disease list “{list_id}”")
        if inside
        else Text(f"未列入病种目录（{list_id}）", f"not in the disease list “{list_id}”")
    )


def read_cell(fact: str, cell: Cell, space: FactSpace) -> Test | None:
    """Read one condition; None for ``"any"``.

    The fact ``in:LIST`` is whether the diagnosis stands in that one list, so that a table can
    look at several. Raises JiuzhuError for an unknown fact, word, comparison or list notation.
    """
    definition = definition_of(fact, space)
    if definition is None:
        sentence = Text(f"没有事实“{fact}”", f"there is no fact “{fact}”")
        names = {each.label.zh: each.id for each in space.values()}
        raise JiuzhuError(unknown(sentence, fact, space, names))
    if cell == ANY and type(cell) is str:
        return None
    read = getter(definition)
    if definition.id != fact:
        return ListTest(definition, fact.removeprefix("in:"), _flag(cell), read)
    if definition.kind in ("flag", "words"):
        return WordTest(definition, _words(cell, definition), read)
    if definition.kind == "lists":
        return _list_test(cell, definition, read)
    low, high = _range(cell, definition)
    return RangeTest(definition, low, high, read)


def _words(cell: Cell, definition: FactDefinition) -> frozenset[str | int | bool]:
    if definition.kind == "flag":
        return frozenset({_flag(cell)})
    allowed = tuple(definition.values)
    found = cell if isinstance(cell, tuple) else (cell,)
    strange = [
        word
        for word in found
        if not any(word == each and type(word) is type(each) for each in allowed)
    ]
    if strange or not isinstance(cell, tuple):
        listed = ", ".join(shown(each) for each in allowed)
        numbers = meant_numbers(cell, (each for each in allowed if type(each) is int))
        meant = [str(each) for each in numbers] or [_meant_word(w, definition) for w in found]
        raise wrong(
            f'"any" 或由 {listed} 组成的列表',
            f'"any" or a list of {listed}',
            cell,
            f"[{', '.join(each for each in meant if each)}]" if all(meant) else None,
        )
    return frozenset(cell)


def _meant_word(word: str | int | bool, definition: FactDefinition) -> str:
    """Return, as TOML, the value that a word probably stands for; empty if none is near."""
    names = {definition.label_of(each).zh: str(each) for each in definition.values}
    near = nearest(word, (str(each) for each in definition.values), names)
    return next((shown(each) for each in definition.values if near and str(each) == near), "")


def _flag(cell: Cell) -> bool:
    if type(cell) is not bool:
        raise wrong('true、false 或 "any"', 'true, false or "any"', cell, meant_flag(cell))
    return cell


def _list_test(
    cell: Cell, definition: FactDefinition, read: Callable[[AnyFacts, Context], Any]
) -> ListTest:
    found = _LIST.match(cell) if isinstance(cell, str) else None
    if found is None:
        named = isinstance(cell, str) and _LIST_NAME.match(cell)
        meant = f'"in:{cell}"' if named else None
        raise wrong('"in:目录" 或 "not in:目录"', '"in:list" or "not in:list"', cell, meant)
    return ListTest(definition, found[2], found[1] is None, read)


def _range(cell: Cell, definition: FactDefinition) -> tuple[int, int | None]:
    low, high = 0, None
    example = ">= 80" if definition.kind == "years" else "> 30000.00"
    for part in cell.split(",") if isinstance(cell, str) else [""]:
        found = _COMPARISON.match(part.strip())
        if found is None:
            raise wrong(
                f'比较式，例如 "{example}"',
                f'a comparison such as "{example}"',
                cell,
                meant_comparison(cell),
            )
        sign, written = found.groups()
        limit = _whole_years(written) if definition.kind == "years" else parse_yuan(written)
        if sign in (">", ">="):
            low = max(low, limit + (sign == ">"))
        else:
            bound = limit + (sign == "<=")
            high = bound if high is None else min(high, bound)
    if high is not None and low >= high:
        raise wrong("可能成立的范围", "a range that can hold", cell)
    return low, high


def _whole_years(written: str) -> int:
    if not re.fullmatch(r"[0-9]{1,3}", written):
        raise wrong("周岁整数", "a whole number of years", written)
    return int(written)


def can_both_hold(one: Test | None, other: Test | None) -> bool:
    """Tell whether some fact meets both conditions on the same fact (None meets anything)."""
    if one is None or other is None:
        return True
    if isinstance(one, WordTest) and isinstance(other, WordTest):
        return bool(one.allowed & other.allowed)
    if isinstance(one, RangeTest) and isinstance(other, RangeTest):
        lows = max(one.low, other.low)
        highs = [h for h in (one.high, other.high) if h is not None]
        return not highs or lows < min(highs)
    if isinstance(one, ListTest) and isinstance(other, ListTest):
        return one.list_id != other.list_id or one.inside == other.inside
    return True
