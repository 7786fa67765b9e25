"""武隆区（示例）: a county that is all data: its document, words, diseases, premiums..."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jiuzhu.api import CountyManifest, Text, hookimpl

HERE = Path(__file__).parent
VOCABULARY = HERE / "vocabulary"


class Wulong:
    """Names the files; the core reads, checks and compiles them."""

    # region: policy_documents
    @hookimpl
    def policy_documents(self) -> Sequence[Path]:
        """The county's documents."""
        return sorted((HERE / "policy").glob("*.toml"))

    # endregion
    # region: category_files
    @hookimpl
    def category_files(self) -> Sequence[Path]:
        """Its own category 库区移民."""
        return [VOCABULARY / "categories.toml"]

    # endregion
    # region: disease_catalogues
    @hookimpl
    def disease_catalogues(self) -> Sequence[Path]:
        """A disease of its own, and one more code of lung cancer."""
        return [VOCABULARY / "diseases.toml"]

    # endregion
    # region: premium_files
    @hookimpl
    def premium_files(self) -> Sequence[Path]:
        """The premium of 2027."""
        return [VOCABULARY / "premiums.toml"]

    # endregion
    # region: header_files
    @hookimpl
    def header_files(self) -> Sequence[Path]:
        """What the district's hospitals write above a column, and in it."""
        return [VOCABULARY / "headers.toml"]

    # endregion
    # region: deadline_files
    @hookimpl
    def deadline_files(self) -> Sequence[Path]:
        """What is due when."""
        return [VOCABULARY / "deadlines.toml"]

    # endregion


county = CountyManifest(
    id="wulong",
    name=Text("武隆区", "Wulong District"),
    api=1,
    document="wl-2024-8",
    plugin=Wulong(),
)
