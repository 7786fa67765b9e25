"""The kinds of cases, their fields and documents: data, read from ``kinds.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal, get_args

from attrs import frozen

from jiuzhu_schemas.converter import structure
from jiuzhu_schemas.text import MaybeEmpty, Text

from .errors import WrongContent

CaseKind = Literal[
    "manual", "inpatient_filing", "major_outpatient_filing", "application", "one_stop_month"
]
CASE_KINDS: Final[tuple[str, ...]] = get_args(CaseKind)

FieldType = Literal[
    "text", "day", "month", "yuan", "account", "claims", "visit", "therapy", "hospital_level",
    "hospital_region", "referral",
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
        """Return a field by name; WrongContent lists those there are."""
        for each in self.fields:
            if each.name == name:
                return each
        known = ", ".join(each.name for each in self.fields)
        raise WrongContent(
            Text(f"没有此字段，可用：{known}", f"there is no such field; known: {known}"), name
        )

    def document(self, document: str) -> CaseDocument:
        """Return a document by id; WrongContent lists those there are."""
        for each in self.documents:
            if each.id == document:
                return each
        known = ", ".join(each.id for each in self.documents)
        raise WrongContent(
            Text(f"没有此材料，可用：{known}", f"there is no such document; known: {known}"),
            document,
        )


@cache
def kinds() -> Mapping[str, Kind]:
    """Return every kind by its word, in the order of the file."""
    text = (files(__package__) / "kinds.toml").read_text("utf-8")
    data = tomllib.loads(text)
    return MappingProxyType({name: structure(kind, Kind) for name, kind in data.items()})


def kind_of(word: str) -> Kind:
    """Return one kind; WrongContent lists those there are."""
    found = kinds().get(word)
    if found is None:
        known = ", ".join(kinds())
        raise WrongContent(
            Text(f"没有此类案件，可用：{known}", f"there is no such kind; known: {known}"), word
        )
    return found
