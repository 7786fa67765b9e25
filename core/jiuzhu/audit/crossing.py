"""Terms of two categories that cross: the better-ranked pay less from some base on.

Of several identities the one with the better terms wins, by quota, rate, threshold and cap, and
not the one with the greater sum (`jiuzhu.settlement.decision.rank`). Where a higher rate has a
lower cap, whoever holds both gets less than the other identity alone would give.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from attrs import evolve, frozen

from jiuzhu.loading.county import County
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.grid import Column, columns_of, first_rule
from jiuzhu.policy.quoting import Quoting
from jiuzhu.settlement.decision import rank
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.terms import Terms
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import STAGE_LABELS

from . import wording
from .cliff_words import terms_of
from .falls import Pair, fall_between
from .joint import empty_lists

_TOP: Final = 10**8
"""A million yuan: terms are compared up to this base."""


@frozen
class Crossing:
    """A category that wins by its terms, and one that would give more from base ``at`` (fen)."""

    stage: str
    wins: str
    winning: Terms
    loses: str
    losing: Terms
    at: int


def crossings(edition: Edition) -> Iterator[Crossing]:
    """Yield each pair once for each pair of terms; none where one identity counts for all."""
    if edition.identity_rule == "single":
        return
    known: dict[tuple[Terms, Terms], int | None] = {}
    empty = empty_lists(edition)
    for name, stage in edition.stages.items():
        categories = edition.ranked(frozenset(stage.by_category) & frozenset(edition.recipients))
        told: dict[tuple[str, str, Terms, str, Terms], None] = {}

        def answers(column: Column) -> tuple[Terms | None, ...]:
            rules = (first_rule(stage.by_category[each], column) for each in categories)  # noqa: B023
            found = (rule.answer if rule else None for rule in rules)
            return tuple(each if isinstance(each, Terms) else None for each in found)

        for _, given in columns_of(stage, empty, answers):
            for pair in combinations(zip(categories, given, strict=True), 2):
                held = [(who, terms) for who, terms in pair if terms is not None]
                if len(held) == 2:
                    told |= {_held(name, *held): None}
        for each in told:
            both = (_bare(each[2]), _bare(each[4]))
            if both not in known:
                known[both] = _first_loss(*both)
            at = known[both]
            if at is not None:
                yield Crossing(*each, at)


def _held(stage: str, *held: tuple[str, Terms]) -> tuple[str, str, Terms, str, Terms]:
    """Put the category that wins first: of equal terms the earlier by precedence, as it comes."""
    wins, better = max(held, key=lambda each: rank(each[1]))
    loses, worse = next(each for each in held if each[0] != wins)
    return stage, wins, better, loses, worse


def crossing_notes(county: County, edition: Edition) -> Iterator[Text]:
    """Yield a note for each stage and pair of terms, with all the categories that have them."""
    quoting = Quoting(county.policy, edition)
    together: dict[tuple[str, Terms, Terms, int], tuple[dict[str, None], dict[str, None]]] = {}
    for each in crossings(edition):
        key = (each.stage, _bare(each.winning), _bare(each.losing), each.at)
        wins, loses = together.setdefault(key, ({}, {}))
        wins[each.wins] = loses[each.loses] = None
    for (stage, better, worse, at), (wins, loses) in together.items():
        win, lose = (
            wording.joined((quoting.category(name) for name in names), "、")
            for names in (wins, loses)
        )
        first, second = terms_of(better), terms_of(worse)
        label, base = STAGE_LABELS[stage], format_yuan(at)
        yield Text(
            f"{label.zh}：{win.zh}（{first.zh}）与{lose.zh}（{second.zh}）的标准交叉：兼有两种身份的"
            f"按前者，自付达到 {base} 元起有后者给得更多之处；就高比的是比例，不是金额",
            f"{label.en}: the terms of {win.en} ({first.en}) and of {lose.en} ({second.en}) cross:"
            f" who holds both is relieved by the former, though from a base of {base} there are"
            " sums for which the latter gives more; rates are compared, not sums",
        )


def _bare(terms: Terms) -> Terms:
    """Return terms without what does not change what they pay."""
    return evolve(terms, row="", clause="", cap_clause="", inherited=False)


def _first_loss(better: Terms, worse: Terms) -> int | None:
    """Return the first base for which the worse-ranked terms pay more; None if there is none."""
    fall = fall_between(Pair(worse, None, better, None), _TOP)
    return fall.first if fall else None
