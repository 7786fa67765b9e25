"""Fengjie County: 奉节府办发〔2023〕49号 over the municipal baseline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from jiuzhu.api import CountyManifest, Text, hookimpl

_HERE: Final = Path(__file__).parent


class Fengjie:
    """Ships the county's document; its rules are all in the tables."""

    @hookimpl
    def policy_documents(self) -> Sequence[Path]:
        """The county's documents."""
        return sorted((_HERE / "policy").glob("*.toml"))

    @hookimpl
    def deadline_files(self) -> Sequence[Path]:
        """What is due when."""
        return [_HERE / "vocabulary" / "deadlines.toml"]


county: Final = CountyManifest(
    id="fengjie",
    name=Text("奉节县", "Fengjie County"),
    api=1,
    document="fj-2023-49",
    plugin=Fengjie(),
)
