"""The kinds of cases, their fields and documents: data, read from ``kinds.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal, get_args

from attrs import frozen

from jiuzhu_schemas.text import MaybeEmpty, Text
from jiuzhu_schemas.vocabulary import FactLabel

from .errors import WrongContent

CaseKind = Literal[
    "manual", "inpatient_filing", "major_outpatient_filing", "application", "one_stop_month"
]
CASE_KINDS: Final[tuple[str, ...]] = get_args(CaseKind)

FieldType = Literal[
    "text", "day", "month", "yuan", "account", "claims", "visit", "therapy", "hospital_level",
    "hospital_region", "referral", "fact",
]  # fmt: skip


@frozen
class ClauseOf:
    """A clause of a policy document, by the ids of both."""

    document: str
    id: str


@frozen(kw_only=True)
class CaseField:
    """One field of a kind. ``secret``: shown masked, never in messages."""

    name: str
    type: FieldType
    label: Text
    required: bool = True
    """Needed for acceptance; a draft may lack it."""
    secret: bool = False
    words: tuple[FactLabel, ...] = ()
    """For a fact that a county's plugins declared: its values."""


@frozen(kw_only=True)
class CaseDocument:
    """A document that is ticked off when it was handed in; ``clause``: where it is asked for."""

    id: str
    label: Text
    clause: ClauseOf | None = None


@frozen(kw_only=True)
class Kind:
    """One kind of case."""

    label: Text
    clause: ClauseOf
    documents: tuple[CaseDocument, ...]
    fields: tuple[CaseField, ...]
    personal: bool
    """It is about a person; else about a hospital's month."""
    paid: bool = False
    """Money follows: it is sent to the treasury and paid."""
    handoff: MaybeEmpty = ""
    """Where an approved case is handed over to."""
    monthly: MaybeEmpty = ""
    """The deadline of the monthly clock that the case belongs to, in the month after its own."""

    def field(self, name: str) -> CaseField:
        """Return a field by its name or label; WrongContent lists those there are."""
        for each in self.fields:
            if name == each.name or name in each.label:
                return each
        raise _unknown(
            Text("没有此字段", "there is no such field"),
            name,
            {each.name: each.label for each in self.fields},
        )

    def document(self, document: str) -> CaseDocument:
        """Return a document by its id or label; WrongContent lists those there are."""
        for each in self.documents:
            if document == each.id or document in each.label:
                return each
        raise _unknown(
            Text("没有此材料", "there is no such document"),
            document,
            {each.id: each.label for each in self.documents},
        )


def _unknown(what: Text, word: str, known: Mapping[str, Text]) -> WrongContent:
    zh = "、".join(f"{code}（{label.zh}）" for code, label in known.items())
    en = ", ".join(f"{code} ({label.en})" for code, label in known.items())
    return WrongContent(Text(f"{what.zh}，可用：{zh}", f"{what.en}; known: {en}"), word)


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by its word, in the order of the file."""
    from jiuzhu_schemas.converter import structure  # Takes longer to import than to read them.

    text = (files(__package__) / "kinds.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return MappingProxyType({name: structure(kind, Kind) for name, kind in data.items()})


def kind_of(word: str) -> Kind:
    """Return one kind; WrongContent lists those there are."""
    found = kinds().get(word)
    if found is None:
        labels = {code: kind.label for code, kind in kinds().items()}
        raise _unknown(Text("没有此类案件", "there is no such kind"), word, labels)
    return found
