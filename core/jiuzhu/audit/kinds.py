"""The kinds of claims that an edition tells apart: one stands for all that are treated alike.

Each category is looked at alone; who holds several gets the best of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, Final

from attrs import frozen

from jiuzhu.loading.county import County
from jiuzhu.policy.conditions import RangeTest, Test, WordTest
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.facts import FactDefinition
from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.text import Text

from .own import stages_with_code

_WORDS: Final = (
    "visit", "therapy", "hospital_level", "hospital_region", "referral", "home_care",
)  # fmt: skip


@frozen(eq=False)
class Choice:
    """A value of a fact, and what the values are called that it stands for."""

    value: Any
    label: Text


@frozen(eq=False)
class Dimension:
    """A fact and the values that some rule tells apart."""

    fact: str
    label: Text
    choices: Sequence[Choice]


Setting = tuple[int, ...]
"""For each dimension the place of a choice."""


class Kinds:
    """All kinds of an edition, as dimensions; the in-scope cost is left to whoever asks."""

    def __init__(self, county: County, edition: Edition) -> None:
        self._edition = edition
        self._space = county.policy.spaces["claim"]
        tests = list(_tests(edition))
        code = bool(stages_with_code(county))
        self.dimensions: Sequence[Dimension] = (
            *(_worded(self._space[fact], tests, code=code) for fact in _WORDS),
            _ages(self._space["age"], county.policy.ages if code else _limits(tests)),
            _lists(self._space["disease"], edition),
            *(
                _worded(self._space[fact.id], tests, code=code)
                for fact in county.policy.vocabulary.declared
            ),
        )
        self._declared = [fact.id for fact in county.policy.vocabulary.declared]
        self.settings: Sequence[Setting] = list(
            product(*(range(len(each.choices)) for each in self.dimensions))
        )

    def facts(self, setting: Setting, category: str, in_scope: int) -> Facts:
        """Return the facts of a kind for the holder of one category."""
        values = {
            each.fact: each.choices[place].value
            for each, place in zip(self.dimensions, setting, strict=True)
        }
        declared = {name: values.pop(name) for name in self._declared}
        return Facts(
            edition=self._edition.index,
            identities=frozenset({category}),
            in_scope=in_scope,
            disease_lists=values.pop("disease"),
            declared=declared,
            **values,
        )

    def words(self, settings: Iterable[Setting]) -> Iterator[Text]:
        """Yield conditions that together hold for exactly these settings."""
        for box in _boxes(sorted(set(settings))):
            said = [
                _condition(each, places)
                for each, places in zip(self.dimensions, box, strict=True)
                if len(places) < len(each.choices)
            ]
            yield Text(
                "，".join(each.zh for each in said) or "全部情形",
                ", ".join(each.en for each in said) or "always",
            )


def _condition(dimension: Dimension, places: Sequence[int]) -> Text:
    labels = [dimension.choices[place].label for place in places]
    return Text(
        f"{dimension.label.zh} {'或'.join(each.zh for each in labels)}",
        f"{dimension.label.en} {' or '.join(each.en for each in labels)}",
    )


def _boxes(settings: Sequence[Setting]) -> Iterator[tuple[Sequence[int], ...]]:
    """Split settings into boxes: every combination of some choices of each dimension."""
    sides = tuple(sorted(set(column)) for column in zip(*settings, strict=True))
    size = 1
    for side in sides:
        size *= len(side)
    if size == len(settings):
        yield sides
        return
    at = _dividing(settings, sides)
    for place in sides[at]:
        yield from _boxes([each for each in settings if each[at] == place])


def _dividing(settings: Sequence[Setting], sides: Sequence[Sequence[int]]) -> int:
    """Return the dimension whose choices leave the fewest different rests: split by it first."""

    def rests(at: int) -> int:
        by_choice: dict[int, frozenset[Setting]] = {}
        for place in sides[at]:
            of_choice = (each for each in settings if each[at] == place)
            by_choice[place] = frozenset((*each[:at], *each[at + 1 :]) for each in of_choice)
        return len(set(by_choice.values()))

    dividing = [at for at in range(len(sides)) if rests(at) > 1]
    return min(dividing, key=lambda at: len(sides[at]))


def _tests(edition: Edition) -> Iterator[Test]:
    """Yield every test by which a claim's terms may change; handoffs give none."""
    for rules in edition.stages.values():
        for entry in rules.entry:
            yield from entry.tests
        for found in rules.by_category.values():
            for rule in found:
                yield from rule.tests
    for refusal in edition.refusals:
        yield from refusal.tests


def _worded(definition: FactDefinition, tests: Iterable[Test], *, code: bool) -> Dimension:
    """Group a fact's words by which tests they meet; with code in play each stands alone."""
    asking = [
        test for test in tests if isinstance(test, WordTest) and test.definition.id == definition.id
    ]
    groups: dict[object, list[Any]] = {}
    for value in definition.values:
        met = value if code else tuple(value in test.allowed for test in asking)
        groups.setdefault(met, []).append(value)
    choices = [
        Choice(
            values[0],
            Text(
                "或".join(definition.label_of(each).zh for each in values),
                " or ".join(definition.label_of(each).en for each in values),
            ),
        )
        for values in groups.values()
    ]
    return Dimension(definition.id, definition.label, choices)


def _limits(tests: Iterable[Test]) -> Sequence[int]:
    """Return the ages at which some test changes its answer."""
    years = (
        test for test in tests if isinstance(test, RangeTest) and test.definition.kind == "years"
    )
    return sorted({limit for test in years for limit in test.limits()})


def _ages(definition: FactDefinition, limits: Sequence[int]) -> Dimension:
    starts = (0, *limits)
    ends = (*limits, None)
    choices = [Choice(low, _years(low, high)) for low, high in zip(starts, ends, strict=True)]
    return Dimension("age", definition.label, choices)


def _years(low: int, high: int | None) -> Text:
    if high is None:
        return Text(f"满{low}周岁" if low else "不限", f"{low} or older" if low else "any")
    if not low:
        return Text(f"未满{high}周岁", f"below {high}")
    return Text(f"满{low}未满{high}周岁", f"{low} to {high - 1}")


def _lists(definition: FactDefinition, edition: Edition) -> Dimension:
    stands: Mapping[frozenset[str], None] = dict.fromkeys(
        (frozenset(), *sorted(edition.lists_by_class.values(), key=sorted))
    )
    choices = [Choice(each, _standing(each)) for each in stands]
    return Dimension("disease", definition.label, choices)


def _standing(lists: frozenset[str]) -> Text:
    if not lists:
        return Text("未列入病种目录", "in no disease list")
    named = "、".join(sorted(lists))
    return Text(f"列入病种目录 {named}", f"in the list {named}")
