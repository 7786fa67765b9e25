"""The words of a jurisdiction, gathered from its plugins' files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from attrs import frozen

from jiuzhu_schemas.text import Text
from jiuzhu_schemas.vocabulary import (
    Category,
    CategoryFile,
    DeclaredFact,
    DiseaseCatalogue,
    DiseaseClass,
    FactFile,
    Premium,
    PremiumFile,
)

from .errors import Fault, PolicyError
from .facts import CORE_FACTS
from .files import Source, read_file
from .nearest import unknown
from .spellings import NO_SPELLINGS, Spellings


@frozen(eq=False)
class Vocabulary:
    """Categories, diseases, premiums and further facts, by id, in the order of their files."""

    categories: Mapping[str, Category]
    diseases: Mapping[str, DiseaseClass]
    premiums: Mapping[int, Premium]
    declared: tuple[DeclaredFact, ...]
    disease_source: Text
    spellings: Spellings = NO_SPELLINGS
    """How its own files spell columns and words."""

    def category_words(self) -> dict[str, str]:
        """Map every word a file may use for a category (code, name, national code) to its id."""
        return {
            word: category.id
            for category in self.categories.values()
            for word in (category.id, category.zh, *category.words)
        }


def read_categories(files: Iterable[Path]) -> dict[str, Category]:
    """Read category files; one id or word for two categories is an error."""
    found: dict[str, Category] = {}
    owner: dict[str, str] = {}
    for file in files:
        content, source = read_file(file, CategoryFile)
        faults: list[Fault] = []
        for place, category in enumerate(content.categories):
            for word in {category.id, category.zh, *category.words}:
                if owner.setdefault(word, category.id) != category.id or category.id in found:
                    text = Text(f"“{word}”已经指另一类别", f"“{word}” names another category")
                    faults.append(source.fault(f"categories[{place}]", text))
            found[category.id] = category
        _raise(file, faults)
    return found


def read_diseases(files: Iterable[Path]) -> tuple[dict[str, DiseaseClass], Text]:
    """Read disease catalogues. A later file that repeats a class adds its codes to it."""
    found: dict[str, DiseaseClass] = {}
    zh, en = [], []
    for file in files:
        catalogue, _ = read_file(file, DiseaseCatalogue)
        zh.append(catalogue.source_zh)
        en.append(catalogue.source_en)
        for disease in catalogue.classes:
            known = found.get(disease.id)
            found[disease.id] = (
                DiseaseClass(
                    id=known.id, zh=known.zh, en=known.en, codes=known.codes + disease.codes
                )
                if known
                else disease
            )
    return found, Text("；".join(zh), "; ".join(en))


def read_premiums(files: Iterable[Path]) -> dict[int, Premium]:
    """Read premium files; the same year twice is an error."""
    found: dict[int, Premium] = {}
    for file in files:
        content, source = read_file(file, PremiumFile)
        faults = [
            source.fault(f"premiums[{place}].year", _repeated(premium.year))
            for place, premium in enumerate(content.premiums)
            if premium.year in found or _seen_before(content, place)
        ]
        _raise(file, faults)
        found.update({premium.year: premium for premium in content.premiums})
    return found


def read_facts(files: Iterable[Path]) -> tuple[DeclaredFact, ...]:
    """Read files of declared facts; the same column declared twice is an error."""
    found: dict[str, DeclaredFact] = {}
    for file in files:
        content, source = read_file(file, FactFile)
        for place, fact in enumerate(content.facts):
            path = f"facts[{place}]"
            if fact.id in found or len(set(fact.values)) < len(fact.values):
                repeated = fact.id if fact.id in found else "values"
                _raise(file, [source.fault(f"{path}.id", _repeated(repeated))])
            if fact.id in CORE_FACTS:
                text = Text(f"“{fact.id}”已是内置的事实", f"“{fact.id}” is a fact of the core")
                _raise(file, [source.fault(f"{path}.id", text)])
            if not fact.values:
                _raise(file, [source.fault(f"{path}.values", Text("没有取值", "is empty"))])
            _raise(file, list(_mislabelled(fact, path, source)))
            found[fact.id] = fact
    return tuple(found.values())


def _mislabelled(fact: DeclaredFact, path: str, source: Source) -> Iterator[Fault]:
    """Yield labels of no value, and words that stand for two of them."""
    owner = {value: value for value in fact.values}
    for place, label in enumerate(fact.labels):
        at = f"{path}.labels[{place}]"
        if label.value not in fact.values:
            sentence = Text(f"“{label.value}”不是取值", f"“{label.value}” is no value")
            yield source.fault(f"{at}.value", unknown(sentence, label.value, fact.values))
        for word in {label.zh, label.en, *label.words}:
            if owner.setdefault(word, label.value) != label.value:
                yield source.fault(f"{at}.words", _repeated(word))


def _seen_before(content: PremiumFile, place: int) -> bool:
    return any(p.year == content.premiums[place].year for p in content.premiums[:place])


def _repeated(what: object) -> Text:
    return Text(f"“{what}”重复", f"“{what}” appears twice")


def _raise(file: Path, faults: list[Fault]) -> None:
    if faults:
        raise PolicyError(file, faults)
