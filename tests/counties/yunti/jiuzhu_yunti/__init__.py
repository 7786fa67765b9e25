"""Yunti County (云梯县), which does not exist: everything a county can change, as data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from jiuzhu.api import CountyManifest, Text, hookimpl

_HERE: Final = Path(__file__).parent
_VOCABULARY: Final = _HERE / "vocabulary"


class Yunti:
    """Ships the county's document and words; its rules are all in the tables."""

    @hookimpl
    def policy_documents(self) -> Sequence[Path]:
        """The county's documents."""
        return sorted((_HERE / "policy").glob("*.toml"))

    @hookimpl
    def category_files(self) -> Sequence[Path]:
        """Categories of its own."""
        return [_VOCABULARY / "categories.toml"]

    @hookimpl
    def disease_catalogues(self) -> Sequence[Path]:
        """Diseases of its own lists."""
        return [_VOCABULARY / "diseases.toml"]

    @hookimpl
    def fact_files(self) -> Sequence[Path]:
        """A further column of claims."""
        return [_VOCABULARY / "facts.toml"]

    @hookimpl
    def header_files(self) -> Sequence[Path]:
        """The names of columns in its forms."""
        return [_VOCABULARY / "headers.toml"]

    @hookimpl
    def deadline_files(self) -> Sequence[Path]:
        """What is due when."""
        return [_VOCABULARY / "deadlines.toml"]


county: Final = CountyManifest(
    id="yunti",
    name=Text("云梯县（虚构）", "Yunti County (fictitious)"),
    api=1,
    document="yt-2025-7",
    plugin=Yunti(),
)
