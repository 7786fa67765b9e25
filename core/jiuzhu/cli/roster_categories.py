"""What the categories in a casebook are called, in the words of the counties installed here."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jiuzhu.policy.vocabulary import Vocabulary


def category_labels(codes: Collection[str]) -> dict[str, str]:
    """Return the label of each category.

    A list of people is of no one county, and a category is called the same in all of them. A
    code that no county knows (any more) stands for itself.
    """
    labels: dict[str, str] = {}
    for vocabulary in _vocabularies() if codes else ():
        for code, category in vocabulary.categories.items():
            labels.setdefault(code, str(category.label))
    return {code: labels.get(code, code) for code in codes}


def category_code(word: str) -> str:
    """Return the category that a word names: its label, or a code as it is."""
    if word.isascii():
        return word
    for vocabulary in _vocabularies():
        found: str | None = vocabulary.category_words().get(word)
        if found:
            return found
    return word


def _vocabularies() -> Iterator[Vocabulary]:
    from jiuzhu.platform import Platform

    platform = Platform.load()
    for each in platform.counties():
        if each.problem is None:
            yield platform.county(each.id).policy.vocabulary
