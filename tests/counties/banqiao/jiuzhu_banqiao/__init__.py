"""Banqiao County (板桥县), which does not exist: how little a county has to write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from jiuzhu.api import CountyManifest, Text, hookimpl

_HERE: Final = Path(__file__).parent


class Banqiao:
    """Ships the county's document and its one category."""

    @hookimpl
    def policy_documents(self) -> Sequence[Path]:
        """The county's documents."""
        return sorted((_HERE / "policy").glob("*.toml"))

    @hookimpl
    def category_files(self) -> Sequence[Path]:
        """The category of its own."""
        return [_HERE / "vocabulary" / "categories.toml"]


county: Final = CountyManifest(
    id="banqiao",
    name=Text("板桥县（虚构）", "Banqiao County (fictitious)"),
    api=1,
    document="bq-2025-1",
    plugin=Banqiao(),
)
