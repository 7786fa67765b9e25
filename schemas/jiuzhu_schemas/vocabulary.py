"""What the tables of a jurisdiction speak of: categories, disease classes, premiums, facts."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import frozen

from .text import MaybeEmpty, Text
from .values import MoneyValue

CodeSystem = Literal["icd10", "chronic", "local"]


@frozen(kw_only=True)
class Category:
    """A category of recipients: our code, its names, and the words files use for it."""

    id: str
    zh: str
    en: str
    words: tuple[str, ...] = ()
    """Other names and national codes seen in files."""

    @property
    def label(self) -> Text:
        """The name in both languages."""
        return Text(self.zh, self.en)


@frozen(kw_only=True)
class CategoryFile:
    """The file of categories."""

    categories: tuple[Category, ...]


@frozen(kw_only=True)
class DiseaseCode:
    """One code or prefix that belongs to a class; ``exclude`` takes sub-prefixes out again."""

    system: CodeSystem = "icd10"
    match: Literal["prefix", "exact"] = "prefix"
    code: str
    exclude: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@frozen(kw_only=True)
class DiseaseClass:
    """A disease the law names, with the codes we map to it."""

    id: str
    zh: str
    en: str
    codes: tuple[DiseaseCode, ...]


@frozen(kw_only=True)
class DiseaseCatalogue:
    """Disease classes and the source of their codes."""

    source_zh: str
    source_en: str
    official: bool
    """False: the mapping is ours, no official list was seen."""
    classes: tuple[DiseaseClass, ...]


@frozen(kw_only=True)
class Premium:
    """What a person pays for one insurance year, by tier."""

    year: int
    tier_1: MoneyValue
    tier_2: MoneyValue
    source: str
    verified: bool


@frozen(kw_only=True)
class PremiumFile:
    """The file of premiums."""

    premiums: tuple[Premium, ...]


@frozen(kw_only=True)
class FactLabel:
    """What a value of a declared fact is called, and other words that files use for it."""

    value: MaybeEmpty
    zh: str
    en: str
    words: tuple[str, ...] = ()

    @property
    def label(self) -> Text:
        """The name in both languages."""
        return Text(self.zh, self.en)


@frozen(kw_only=True)
class DeclaredFact:
    """A further fact: an optional column of the claims and the words it may hold.

    The first value stands where the column is missing.
    """

    id: str
    zh: str
    en: str
    values: tuple[MaybeEmpty, ...]
    labels: tuple[FactLabel, ...] = ()
    """For values that are codes; a value without a label is shown as it is."""


@frozen(kw_only=True)
class FactFile:
    """The file of declared facts."""

    facts: tuple[DeclaredFact, ...]


FileTable = Literal["all", "people", "identities", "claims", "enrolments", "roster", "deaths"]
"""The files that others send; ``all``: each that has the column."""


@frozen(kw_only=True)
class ColumnNames:
    """Further headers that a jurisdiction's files use for a column of ours."""

    table: FileTable
    column: str
    words: tuple[str, ...]


@frozen(kw_only=True)
class WordMeaning:
    """A word that a jurisdiction's files use in a column, and which of ours it means."""

    column: str
    word: str
    means: MaybeEmpty


@frozen(kw_only=True)
class HeaderFile:
    """The file of headers and words that a jurisdiction's forms use."""

    columns: tuple[ColumnNames, ...] = ()
    words: tuple[WordMeaning, ...] = ()
