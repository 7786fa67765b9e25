"""Differences beside the tables: recipients, refusals, entries, disease lists, identities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jiuzhu.policy.quoting import Quoting
from jiuzhu.policy.views import Reference
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import REASON_LABELS, STAGE_LABELS

from . import wording
from .records import Change

_RULES = {
    "per_stage": Text("逐项就高", "the best in each stage"),
    "single": Text("按优先次序取一种身份", "one identity by precedence"),
}
_Said = tuple[Text, Reference | None]


class Parts:
    """Compares two editions part by part."""

    def __init__(self, one: Quoting, other: Quoting) -> None:
        self._one, self._other = one, other

    def changes(self) -> Iterator[Change]:
        """Yield every difference that no table shows."""
        yield from self._named(
            "recipients", Text("救助对象", "recipients"), _recipients(self._one),
            _recipients(self._other),
        )  # fmt: skip
        rule = Text("同时有几类身份", "several identities")
        yield from self._named("settings", rule, _settings(self._one), _settings(self._other))
        refuse = Text("不予救助的情形", "refusals")
        yield from self._named("refuse", refuse, _refusals(self._one), _refusals(self._other))
        entry = Text("归入救助类型的情形", "what belongs to a stage")
        yield from self._named("entry", entry, _entries(self._one), _entries(self._other))
        yield from self._lists()

    def _named(
        self, part: str, label: Text, before: Mapping[Text, _Said], after: Mapping[Text, _Said]
    ) -> Iterator[Change]:
        for name in dict.fromkeys((*before, *after)):
            one, other = before.get(name), after.get(name)
            if one is None and other is not None:
                yield _change("added", part, label, name, (wording.NO_ENTRY, None), other)
            elif other is None and one is not None:
                yield _change("removed", part, label, name, one, (wording.NO_ENTRY, None))
            elif one is not None and other is not None and one[0] != other[0]:
                yield _change("changed", part, label, name, one, other)

    def _lists(self) -> Iterator[Change]:
        mine, theirs = self._one.edition.disease_lists, self._other.edition.disease_lists
        label = Text("病种目录", "disease lists")
        for name in dict.fromkeys((*mine, *theirs)):
            sides = [
                (quoting, *quoting.edition.disease_lists[name])
                if name in quoting.edition.disease_lists
                else None
                for quoting in (self._one, self._other)
            ]
            classes = [frozenset(side[2].classes) if side else frozenset() for side in sides]
            sources = [side[0].clause(side[1], side[2].clause) if side else None for side in sides]
            gone, new = classes[0] - classes[1], classes[1] - classes[0]
            if gone or new:
                yield _change(
                    "changed" if gone and new else "added" if new else "removed",
                    "disease_lists", label, Text(name, name),
                    (_less(self._one, gone), sources[0]), (_more(self._other, new), sources[1]),
                )  # fmt: skip


def _change(kind: str, part: str, label: Text, name: Text, before: _Said, after: _Said) -> Change:
    return Change(
        kind="added" if kind == "added" else "removed" if kind == "removed" else "changed",
        part=part,
        part_label=label,
        labels=(name,),
        conditions=wording.ALWAYS,
        before=before[0],
        before_source=before[1],
        after=after[0],
        after_source=after[1],
    )


def _recipients(quoting: Quoting) -> dict[Text, _Said]:
    found: dict[Text, _Said] = {}
    for category in quoting.edition.ranked(frozenset(quoting.edition.recipients)):
        helped = quoting.edition.recipients[category]
        read_as = quoting.counts_as(helped.recipient)
        department = helped.recipient.department
        said = Text(department, department)
        if read_as is not None:
            said = Text(f"{department}，按{read_as.zh}对待", f"{department}, as {read_as.en}")
        upper = quoting.upper_as(helped.recipient)
        if upper is not None:
            said = Text(
                f"{said.zh}，本县未写的按上级文件的{upper.zh}",
                f"{said.en}, upper documents read it as {upper.en}",
            )
        source = quoting.clause(helped.document, helped.recipient.clause)
        found[quoting.category(category)] = (said, source)
    return found


def _settings(quoting: Quoting) -> dict[Text, _Said]:
    edition = quoting.edition
    document = next(each for each in edition.documents if each.settings)
    assert document.settings is not None
    source = quoting.clause(document, document.settings.clause)
    order = [quoting.category(each) for each in edition.ranked(frozenset(edition.precedence))]
    return {
        Text("取法", "which counts"): (_RULES[edition.identity_rule], source),
        Text("优先次序", "precedence"): (wording.joined(order, " > ", " > "), source),
    }


def _refusals(quoting: Quoting) -> dict[Text, _Said]:
    return {
        wording.conditions(quoting.conditions(refusal.tests)): (
            REASON_LABELS[refusal.denied.reason],
            quoting.reference(refusal.denied.clause),
        )
        for refusal in quoting.edition.refusals
    }


def _entries(quoting: Quoting) -> dict[Text, _Said]:
    found: dict[Text, _Said] = {}
    for stage, rules in quoting.edition.stages.items():
        said = [wording.conditions(quoting.conditions(entry.tests)) for entry in rules.entry]
        source = quoting.reference(rules.entry[0].clause) if rules.entry else None
        found[STAGE_LABELS[stage]] = (wording.joined(said, "；或 ", "; or "), source)
    return found


def _diseases(quoting: Quoting, classes: Iterable[str]) -> Text:
    known = quoting.policy.vocabulary.diseases
    return wording.joined([Text(known[e].zh, known[e].en) for e in sorted(classes)], "、")


def _less(quoting: Quoting, gone: frozenset[str]) -> Text:
    said = _diseases(quoting, gone)
    return Text(f"列有 {said.zh}", f"has {said.en}") if gone else wording.NO_ENTRY


def _more(quoting: Quoting, new: frozenset[str]) -> Text:
    said = _diseases(quoting, new)
    return Text(f"列有 {said.zh}", f"has {said.en}") if new else wording.NO_ENTRY
