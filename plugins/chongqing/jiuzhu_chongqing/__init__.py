"""The municipal baseline of Chongqing: 渝府发〔2012〕78号 and the words its counties share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from jiuzhu.api import CountyManifest, PluginManifest, Text, hookimpl

_HERE: Final = Path(__file__).parent
_VOCABULARY: Final = _HERE / "vocabulary"


class Chongqing:
    """Ships the baseline's documents and vocabulary; its rules are all in the tables."""

    @hookimpl
    def policy_documents(self) -> Sequence[Path]:
        """The municipal documents."""
        return sorted((_HERE / "policy").glob("*.toml"))

    @hookimpl
    def category_files(self) -> Sequence[Path]:
        """The categories of recipients, with the words files use for them."""
        return [_VOCABULARY / "categories.toml"]

    @hookimpl
    def disease_catalogues(self) -> Sequence[Path]:
        """Diseases and their codes."""
        return [_VOCABULARY / "diseases.toml"]

    @hookimpl
    def premium_files(self) -> Sequence[Path]:
        """Personal premiums by year."""
        return [_VOCABULARY / "premiums.toml"]

    @hookimpl
    def fact_files(self) -> Sequence[Path]:
        """Further columns of claims."""
        return [_VOCABULARY / "facts.toml"]

    @hookimpl
    def deadline_files(self) -> Sequence[Path]:
        """What is due when."""
        return [_VOCABULARY / "deadlines.toml"]


plugin: Final = PluginManifest(
    id="chongqing",
    name=Text("重庆市基准", "Chongqing's municipal baseline"),
    api=1,
    plugin=Chongqing(),
)
county: Final = CountyManifest(
    id="chongqing",
    name=Text("重庆市（市级基准）", "Chongqing (the baseline alone)"),
    api=1,
    document="cq-2012-78",
)
