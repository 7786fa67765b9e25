"""The policy of one jurisdiction: its editions, and which one is in force on a day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import pairwise

from attrs import field, frozen

from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.vocabulary import DiseaseCode

from .check import relief_tables
from .compile import EditionCompiler
from .conditions import RangeTest, Test
from .dates import Dated, boundaries, in_force
from .edition import Edition
from .errors import NoPolicyError, PolicyError
from .facts import FactSpace, Scope
from .files import LoadedDocument as LoadedDocument
from .together import refuse_misfits, refuse_shared_tilt
from .vocabulary import Vocabulary

_DAY = timedelta(days=1)


@frozen(eq=False)
class Policy:
    """Everything a jurisdiction settles by."""

    vocabulary: Vocabulary
    spaces: Mapping[Scope, FactSpace]
    documents: tuple[LoadedDocument, ...]
    """The county's first, then what it extends."""
    editions: tuple[Edition, ...]
    ages: tuple[int, ...]
    """The ages, in completed years, at which some rule changes its answer; ascending."""
    amounts: tuple[int, ...]
    """The in-scope costs, in fen, from which some rule changes its answer; ascending."""
    _starts: tuple[date, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(e.since for e in self.editions))

    @property
    def first_day(self) -> date:
        """The first day on which any document is in force."""
        return self.editions[0].since

    def on(self, day: date) -> Edition:
        """Return the edition in force on a day; NoPolicyError if there is none."""
        place = bisect_right(self._starts, day) - 1
        edition = self.editions[max(place, 0)]
        if place < 0 or (edition.until and day > edition.until):
            raise NoPolicyError(
                Text(
                    f"{day} 没有生效的政策文件（最早 {self.first_day}）",
                    f"no policy document is in force on {day} (the first from {self.first_day})",
                )
            )
        return edition

    def disease_lists(self, edition: Edition, diagnosis: str) -> frozenset[str]:
        """Return the ids of the edition's disease lists that a diagnosis stands in."""
        found = edition.lists_of_diagnosis.get(diagnosis)
        if found is None:
            classes = self.disease_classes(edition, diagnosis)
            found = frozenset().union(*(edition.lists_by_class.get(each, ()) for each in classes))
            edition.lists_of_diagnosis[diagnosis] = found
        return found

    def disease_classes(self, edition: Edition, diagnosis: str) -> tuple[str, ...]:
        """Return the disease classes a diagnosis belongs to, in the catalogue's order."""
        code = diagnosis.upper()
        return tuple(
            disease.id
            for disease in self.vocabulary.diseases.values()
            if any(_matches(each, code, edition.since) for each in disease.codes)
        )


def compile_policy(
    documents: Iterable[LoadedDocument],
    vocabulary: Vocabulary,
    spaces: Mapping[Scope, FactSpace],
) -> Policy:
    """Compile checked documents (the county's first) into the editions of a jurisdiction.

    Raises PolicyError for a document that begins before the one it extends, or names a category
    or a pool that does not fit the others in force; NoPolicyError for a gap between documents
    or a pool that does not exist.
    """
    loaded = tuple(documents)
    for one, extended in pairwise(loaded):
        _refuse_early(one, extended.document)
    for place, each in enumerate(loaded):
        refuse_misfits(each, [upper.document for upper in loaded[place + 1 :]])
    days = sorted(set(_change_days(loaded, vocabulary)))
    editions: list[Edition] = []
    for place, first in enumerate(days):
        until = days[place + 1] - _DAY if place + 1 < len(days) else None
        layers = tuple(each.document for each in loaded if in_force(each.document, first))
        if layers:
            _refuse_gap(editions, first)
            compiler = EditionCompiler(layers, first, vocabulary, spaces)
            editions.append(compiler.edition(len(editions), until))
    for edition in editions:
        refuse_shared_tilt(edition, loaded)
    ages, amounts = _limits(editions)
    return Policy(vocabulary, spaces, loaded, tuple(editions), ages, amounts)


def _change_days(loaded: tuple[LoadedDocument, ...], vocabulary: Vocabulary) -> Iterable[date]:
    start = min(each.document.since for each in loaded)
    for each in loaded:
        document = each.document
        yield from boundaries(document)
        tables = [table.rows for _, table, _ in relief_tables(document)]
        for row in (row for rows in tables for row in rows):
            parts: tuple[Dated, ...] = (row, *row.rate, *row.annual_cap)
            for dated in parts:
                yield from boundaries(dated)
        others: tuple[Dated, ...] = (
            *document.refuse,
            *(document.subsidy.refuse if document.subsidy else ()),
            *(document.subsidy.rows if document.subsidy else ()),
            *(value for pool in document.pools for value in pool.annual_cap),
        )
        for other in others:
            yield from boundaries(other)
    for disease in vocabulary.diseases.values():
        for code in disease.codes:
            yield from (day for day in boundaries(code) if day > start)


def _refuse_early(one: LoadedDocument, extended: PolicyDocument) -> None:
    since = one.document.since
    if since < extended.since:
        text = Text(
            f"{since} 早于所继承文件“{extended.id}”的生效日期 {extended.since}",
            f"{since} is before {extended.since}, the first day of “{extended.id}”,"
            " which it extends",
        )
        raise PolicyError(one.source.file, [one.source.fault("from", text)])


def _refuse_gap(editions: list[Edition], first: date) -> None:
    if editions and editions[-1].until != first - _DAY:
        raise NoPolicyError(
            Text(
                f"{editions[-1].until} 之后至 {first} 之前没有生效的文件",
                f"no document is in force after {editions[-1].until} and before {first}",
            )
        )


def _limits(editions: Iterable[Edition]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    ages, amounts = set[int](), set[int]()
    for test in (test for edition in editions for test in _tests_of(edition)):
        if isinstance(test, RangeTest):
            (ages if test.definition.kind == "years" else amounts).update(test.limits())
    return tuple(sorted(ages)), tuple(sorted(amounts))


def _tests_of(edition: Edition) -> Iterable[Test]:
    for rules in edition.stages.values():
        for entry in rules.entry:
            yield from entry.tests
        for each in rules.by_category.values():
            for rule in each:
                yield from rule.tests
    for refusal in edition.refusals:
        yield from refusal.tests
    for handoff in edition.handoffs:
        yield from handoff.tests


def _matches(entry: DiseaseCode, code: str, day: date) -> bool:
    if entry.system != "icd10" or not in_force(entry, day):
        return False
    wanted = entry.code.upper()
    if entry.match == "exact":
        return code == wanted
    return code.startswith(wanted) and not any(
        code.startswith(excluded.upper()) for excluded in entry.exclude
    )
