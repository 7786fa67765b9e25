"""The facts that a county's plugins declared, as fields of a manual case."""

from __future__ import annotations

from typing import Final

import attrs

from jiuzhu.loading.county import County
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.vocabulary import DeclaredFact, FactLabel

from .content import Content
from .errors import WrongContent
from .kinds import CaseField, Kind, kind_of

SETTLED: Final = "manual"
"""The kind of case that is settled, so that facts matter."""


def kind_in(county: County, word: str) -> Kind:
    """Return a kind as the county has it: its declared facts are fields that may be left out.

    Raises WrongContent for an unknown kind.
    """
    kind = kind_of(word)
    if word != SETTLED:
        return kind
    facts = (_field(fact) for fact in county.policy.vocabulary.declared)
    return attrs.evolve(kind, fields=(*kind.fields, *facts))


def declared_in(county: County, content: Content, number: str) -> dict[str, str]:
    """Return what a case says of declared facts; what it does not say has the fact's first value.

    Raises WrongContent for a value that the county's plugins do not declare any more.
    """
    said = {
        fact.id: str(content[fact.id])
        for fact in county.policy.vocabulary.declared
        if fact.id in content
    }
    for fact in county.policy.vocabulary.declared:
        if said.get(fact.id, fact.values[0]) not in fact.values:
            values = ", ".join(fact.values)
            raise WrongContent(
                Text(
                    f"{fact.zh}（{fact.id}）没有取值“{said[fact.id]}”，可用：{values}",
                    f"{fact.en} ({fact.id}) has no value “{said[fact.id]}”; known: {values}",
                ),
                number,
            )
    return said


def _field(fact: DeclaredFact) -> CaseField:
    labels = {each.value: each for each in fact.labels}
    return CaseField(
        name=fact.id,
        type="fact",
        label=Text(fact.zh, fact.en),
        required=False,
        words=tuple(
            labels.get(value, FactLabel(value=value, zh=value, en=value))
            for value in fact.values
            if value
        ),
    )
