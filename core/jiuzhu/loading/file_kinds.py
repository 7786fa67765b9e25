"""Which kind of file a TOML file of a county's package is: told by the key only that kind has."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from jiuzhu.policy.errors import PolicyError
from jiuzhu.policy.files import read_toml
from jiuzhu_schemas.deadlines import DeadlineFile
from jiuzhu_schemas.golden import GoldenFile
from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.vocabulary import (
    CategoryFile,
    DiseaseCatalogue,
    FactFile,
    HeaderFile,
    PremiumFile,
)

KINDS: Final[Mapping[str, type]] = {
    "policy-document": PolicyDocument,
    "golden-cases": GoldenFile,
    "category-file": CategoryFile,
    "disease-catalogue": DiseaseCatalogue,
    "premium-file": PremiumFile,
    "fact-file": FactFile,
    "header-file": HeaderFile,
    "deadline-file": DeadlineFile,
}
"""The kinds that people write by hand, by the name of their JSON Schema."""

_MARKS: Final[Mapping[str, str]] = {
    "case": "golden-cases",
    "categories": "category-file",
    "classes": "disease-catalogue",
    "premiums": "premium-file",
    "facts": "fact-file",
    "columns": "header-file",
    "words": "header-file",
    "deadlines": "deadline-file",
}


def kind_of(data: Mapping[str, Any]) -> str:
    """Return the name in `KINDS` of a file's data; a policy document where nothing else is told."""
    return next((kind for mark, kind in _MARKS.items() if mark in data), "policy-document")


def is_cases(file: Path) -> bool:
    """Tell whether a file holds golden cases; one that cannot be read does not."""
    try:
        return kind_of(read_toml(file)[0]) == "golden-cases"
    except PolicyError:
        return False
