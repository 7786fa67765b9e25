"""The facts a condition may name: what kind each is, its words, and its label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from attrs import frozen

from jiuzhu_schemas import words
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.vocabulary import DeclaredFact

FactKind = Literal["flag", "words", "years", "money", "lists"]

YES_NO: Final[Mapping[str | int | bool, Text]] = {True: Text("是", "yes"), False: Text("否", "no")}


@frozen
class FactDefinition:
    """One fact: its name in policy files, its kind, and what its values are called."""

    id: str
    label: Text
    kind: FactKind
    values: Mapping[str | int | bool, Text] = {}

    def label_of(self, value: str | int | bool) -> Text:
        """Return the label of one value; its own words where it has none."""
        return self.values.get(value, Text(str(value), str(value)))


def _worded(id: str, zh: str, en: str, labels: Mapping[Any, Text]) -> FactDefinition:
    return FactDefinition(id, Text(zh, en), "words", dict(labels))


_CLAIM: Final = (
    FactDefinition("age", Text("年龄", "age"), "years"),
    FactDefinition("home_care", Text("需院外维持治疗", "home care"), "flag", YES_NO),
    _worded("visit", "就诊方式", "visit", words.VISIT_LABELS),
    _worded("therapy", "治疗方式", "therapy", words.THERAPY_LABELS),
    FactDefinition("disease", Text("病种", "disease"), "lists"),
    _worded("hospital_level", "医院等级", "hospital level", words.LEVEL_LABELS),
    _worded("hospital_region", "就医地", "hospital region", words.REGION_LABELS),
    _worded("referral", "转诊", "referral", words.REFERRAL_LABELS),
    FactDefinition("in_scope", Text("政策范围内费用", "in-scope cost"), "money"),
)
_STAGE: Final = _worded(
    "stage", "救助类型", "stage",
    {word: words.STAGE_LABELS[word] for word in (*words.ROUTE, words.NO_STAGE)},
)  # fmt: skip
_RECIPIENT: Final = FactDefinition("recipient", Text("救助对象", "recipient"), "flag", YES_NO)
_ENROLMENT: Final = (
    _worded("tier", "参保档次", "tier", {1: Text("一档", "tier 1"), 2: Text("二档", "tier 2")}),
    _worded("insurance", "险种", "insurance", words.INSURANCE_LABELS),
)

CORE_FACTS: Final = frozenset(each.id for each in (*_CLAIM, _STAGE, _RECIPIENT, *_ENROLMENT))
"""Names that a plugin's own fact may not take."""

Scope = Literal["claim", "tilt", "handoff", "enrolment"]
FactSpace = Mapping[str, FactDefinition]


def fact_spaces(declared: Iterable[DeclaredFact]) -> Mapping[Scope, FactSpace]:
    """Return, for each kind of table, the facts its conditions may name."""
    further = tuple(
        FactDefinition(
            fact.id,
            Text(fact.zh, fact.en),
            "words",
            _labels(fact),
        )
        for fact in declared
    )
    claim = (*_CLAIM, *further)
    return {
        "claim": _space(claim),
        "tilt": _space((*claim, _STAGE)),
        "handoff": _space((*claim, _STAGE, _RECIPIENT)),
        "enrolment": _space(_ENROLMENT),
    }


def _labels(fact: DeclaredFact) -> Mapping[str | int | bool, Text]:
    labels = {each.value: each.label for each in fact.labels}
    return {value: labels.get(value, Text(value or "无", value or "none")) for value in fact.values}


def _space(definitions: Iterable[FactDefinition]) -> FactSpace:
    return {definition.id: definition for definition in definitions}
