"""How a jurisdiction's own files spell our columns and words, gathered from its plugins' files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from jiuzhu_schemas.file_columns import FILE_COLUMNS, FILE_WORDS
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.vocabulary import DeclaredFact, HeaderFile

from .errors import Fault, PolicyError
from .files import Source, read_file
from .nearest import unknown

_EMPTY: Final[Mapping[Any, Any]] = MappingProxyType({})


@frozen
class Spellings:
    """Headers and words besides those that every jurisdiction accepts. They come before them."""

    headers: Mapping[tuple[str, str], tuple[str, ...]] = _EMPTY
    """By table and column of ours."""
    words: Mapping[str, Mapping[str, str]] = _EMPTY
    """By column: a file's word to ours."""


NO_SPELLINGS: Final = Spellings()


def read_spellings(files: Iterable[Path], declared: Iterable[DeclaredFact]) -> Spellings:
    """Read header files, and the labels and words of declared facts.

    Raises PolicyError for an unknown column or word, and for one that stands for two things.
    """
    facts = {fact.id: fact for fact in declared}
    headers: dict[tuple[str, str], tuple[str, ...]] = {}
    words: dict[str, dict[str, str]] = {name: _labelled(fact) for name, fact in facts.items()}
    owners: dict[tuple[str, str], str] = {}
    for file in files:
        content, source = read_file(file, HeaderFile)
        faults = [
            *_headers(content, source, headers, owners, facts),
            *_words(content, source, words, facts),
        ]
        if faults:
            raise PolicyError(file, faults)
    return Spellings(headers, words)


def _labelled(fact: DeclaredFact) -> dict[str, str]:
    return {word: each.value for each in fact.labels for word in (each.zh, each.en, *each.words)}


def _headers(
    content: HeaderFile,
    source: Source,
    headers: dict[tuple[str, str], tuple[str, ...]],
    owners: dict[tuple[str, str], str],
    facts: Collection[str],
) -> Iterator[Fault]:
    for place, each in enumerate(content.columns):
        path = f"columns[{place}]"
        asked = [each.table] if each.table != "all" else list(FILE_COLUMNS)
        known = {
            table: (*FILE_COLUMNS[table], *(facts if table == "claims" else ())) for table in asked
        }
        tables = [table for table in asked if each.column in known[table]]
        if not tables:
            sentence = Text(
                f"表 {each.table} 没有列“{each.column}”",
                f"the table {each.table} has no column “{each.column}”",
            )
            columns = dict.fromkeys(column for of in known.values() for column in of)
            yield source.fault(f"{path}.column", unknown(sentence, each.column, columns))
        for table in tables:
            for word in each.words:
                own = word if word in known[table] else each.column
                owner = owners.setdefault((table, word), own)
                if owner != each.column:
                    yield source.fault(f"{path}.words", _two_things(word, owner))
            key = table, each.column
            headers[key] = (*headers.get(key, ()), *each.words)


def _words(
    content: HeaderFile,
    source: Source,
    words: dict[str, dict[str, str]],
    facts: Mapping[str, DeclaredFact],
) -> Iterator[Fault]:
    known = {**FILE_WORDS, **{name: fact.values for name, fact in facts.items()}}
    for place, each in enumerate(content.words):
        path = f"words[{place}]"
        if each.column not in known:
            sentence = Text(
                f"列“{each.column}”没有固定的取值", f"the column “{each.column}” has no fixed words"
            )
            yield source.fault(f"{path}.column", unknown(sentence, each.column, known))
        elif each.means not in known[each.column]:
            sentence = Text(
                f"“{each.means}”不是列“{each.column}”的取值",
                f"“{each.means}” is no word of the column “{each.column}”",
            )
            yield source.fault(f"{path}.means", unknown(sentence, each.means, known[each.column]))
        else:
            own = each.word if each.word in known[each.column] else each.means
            owner = words.setdefault(each.column, {}).setdefault(each.word, own)
            if owner != each.means:
                yield source.fault(f"{path}.word", _two_things(each.word, owner))


def _two_things(word: str, owner: str) -> Text:
    return Text(f"“{word}”已经指“{owner}”", f"“{word}” stands for “{owner}” already")
