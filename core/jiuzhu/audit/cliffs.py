"""The cliffs audit: where one fen more of in-scope cost, or of base, pays less.

Every kind of claim is asked for its terms on both sides of every limit of the in-scope cost, and
relief with untouched pools is compared for every base that can be (the base is never above the
in-scope cost). For each kind the base itself is swept too.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Literal

from attrs import field, frozen

from jiuzhu.loading.county import County
from jiuzhu.policy.quoting import Quoting
from jiuzhu.settlement.decision import Decision
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.terms import Terms
from jiuzhu_schemas.text import Text

from .cliff_words import clause_of, side_of
from .crossing import crossing_notes
from .falls import Fall, Pair, fall_between, falls_along
from .kinds import Kinds, Setting
from .own import stages_with_code
from .records import Cliff, CliffsReport

Both = tuple[Decision, Decision]
Who = dict[str, list[Setting]]


@frozen(eq=False)
class _Group:
    """A fall and who meets it under which conditions; ``limit`` of the in-scope cost."""

    limit: int
    fall: Fall
    both: Both
    who: Who = field(factory=dict)


def audit_cliffs(county: County, day: date) -> CliffsReport:
    """Look for falls of relief in what holds in a county on a day.

    Raises NoPolicyError for a day on which no document is in force, PluginFault for a hook
    that fails.
    """
    audit = _Cliffs(county, day)
    found = tuple(audit.cliffs())
    return CliffsReport(
        county=county.manifest.id,
        name=county.manifest.name,
        on=day,
        kinds=audit.kinds,
        findings=found,
        notes=(*_notes(county), *crossing_notes(county, county.policy.on(day))),
    )


def _notes(county: County) -> Iterator[Text]:
    yield Text(
        "按各类别单独一种身份、各年度限额均未使用计算",
        "each category is looked at alone, with nothing used of any pool",
    )
    if stages_with_code(county):
        yield Text(
            "本县另有插件代码：政策文件未写的界限不在本审核之内",
            "a plugin has code: limits that no document names are not swept",
        )


class _Cliffs:
    """Sweeps one edition."""

    def __init__(self, county: County, day: date) -> None:
        self._county = county
        self._edition = county.policy.on(day)
        self._quoting = Quoting(county.policy, self._edition)
        self._kinds = Kinds(county, self._edition)
        self._known: dict[Pair, Fall | None] = {}
        self.kinds = 0

    def cliffs(self) -> Iterator[Cliff]:
        """Yield every fall: first where the in-scope cost passes a limit, then along the base."""
        bands = (0, *self._county.policy.amounts)
        alone: dict[Pair, Both] = {}  # Both sides the same: the base is swept by itself.
        who: dict[Pair, Who] = {}
        for below, limit in pairwise((*bands, None)):
            assert below is not None
            groups: dict[tuple[object, ...], _Group] = {}
            for category, setting, decision in self._decisions(below):
                pair = Pair(*_terms(decision), *_terms(decision))
                alone.setdefault(pair, (decision, decision))
                who.setdefault(pair, {}).setdefault(category, []).append(setting)
                if limit is not None:
                    above = self._decide(setting, category, limit)
                    self._gather(groups, category, setting, (decision, above), limit)
            for group in groups.values():
                yield from self._of_in_scope(group)
        for pair, decisions in alone.items():
            yield from self._of_base(pair, decisions, who[pair])

    def _decisions(self, in_scope: int) -> Iterator[tuple[str, Setting, Decision]]:
        categories = self._edition.ranked(frozenset(self._edition.recipients))
        for category in categories:
            for setting in self._kinds.settings:
                self.kinds += 1
                yield category, setting, self._decide(setting, category, in_scope)

    def _decide(self, setting: Setting, category: str, in_scope: int) -> Decision:
        facts = self._kinds.facts(setting, category, in_scope)
        return self._county.engine.rules.decide(facts)

    def _gather(
        self,
        groups: dict[tuple[object, ...], _Group],
        category: str,
        setting: Setting,
        both: Both,
        limit: int,
    ) -> None:
        pair = Pair(*_terms(both[0]), *_terms(both[1]))
        if pair not in self._known:
            self._known[pair] = fall_between(pair, limit - 1)
        fall = self._known[pair]
        if fall is not None:
            key = (both[0].stage, both[1].stage, clause_of(both[0]), clause_of(both[1]), fall)
            group = groups.setdefault(key, _Group(limit, fall, both))
            group.who.setdefault(category, []).append(setting)

    def _of_in_scope(self, group: _Group) -> Iterator[Cliff]:
        below, above = group.both
        at = format_yuan(group.limit)
        id_ = f"cliffs:in_scope:{at}:{clause_of(below)}>{clause_of(above)}"
        return self._cliffs(id_, "in_scope", at, group)

    def _of_base(self, pair: Pair, both: Both, who: Who) -> Iterator[Cliff]:
        for fall in falls_along(pair):
            at = format_yuan(fall.at)
            id_ = f"cliffs:base:{at}:{clause_of(both[0])}"
            yield from self._cliffs(id_, "base", at, _Group(fall.at, fall, both, who))

    def _cliffs(
        self, id_: str, of: Literal["in_scope", "base"], at: str, group: _Group
    ) -> Iterator[Cliff]:
        """Yield a group's fall once for each set of conditions, with all whom it meets."""
        fall = group.fall
        below, above = (
            side_of(self._quoting, decision, relief)
            for decision, relief in zip(group.both, (fall.below, fall.above), strict=True)
        )
        together: dict[frozenset[Setting], list[str]] = {}
        for category, settings in group.who.items():
            together.setdefault(frozenset(settings), []).append(category)
        for conditions, categories in together.items():
            yield Cliff(
                id=id_,
                of=of,
                at=at,
                categories=tuple(categories),
                labels=tuple(self._quoting.category(each) for each in categories),
                conditions=tuple(self._kinds.words(conditions)),
                base=format_yuan(fall.base),
                below=below,
                above=above,
                loss=format_yuan(fall.loss),
                falls_from=format_yuan(fall.first),
                falls_to=format_yuan(fall.last),
                falls_throughout=fall.throughout,
            )


def _terms(decision: Decision) -> tuple[Terms | None, Terms | None]:
    return decision.terms, decision.tilt_terms
