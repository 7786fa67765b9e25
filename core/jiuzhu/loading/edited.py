"""A county as it would settle with a document that is being written, installed or not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from jiuzhu.policy.files import read_toml
from jiuzhu.stages.specs import hookimpl
from jiuzhu_schemas.text import Text

from .county import County, load_county
from .discovery import Discovery, Found
from .file_kinds import kind_of
from .manifest import API, CountyManifest, PluginManifest

CASES: Final = "cases"
VOCABULARY: Final = "vocabulary"
PARTS: Final = ("policy", CASES, VOCABULARY)
"""The folders of a county's package that hold its files."""


def package_of(file: Path) -> Path | None:
    """Return the folder of the package that a file lies in; None for a file by itself."""
    folder = file.resolve().parent
    return folder.parent if folder.name in PARTS else None


def home_of(found: Found) -> Path | None:
    """Return the folder of an installed package."""
    spec = find_spec(found.point.module)
    return Path(spec.origin).resolve().parent if spec and spec.origin else None


def owner_of(discovery: Discovery, file: Path) -> CountyManifest | None:
    """Return the installed county in whose package a file lies; None if there is not just one."""
    package = package_of(file)
    owners = [each.manifest for each in discovery.counties if package and home_of(each) == package]
    if len(owners) == 1 and isinstance(owners[0], CountyManifest):
        return owners[0]
    return None


def case_files(files: Iterable[Path], county: Path | None = None) -> list[Path]:
    """Return the golden cases beside files: of their package, else in a folder beside them.

    Where there are none, those of ``county``, the folder of an installed package.
    """
    folders = {(package_of(file) or file.resolve().parent) / CASES for file in files}
    found = sorted(case for folder in folders for case in folder.glob("*.toml"))
    return found or (sorted((county / CASES).glob("*.toml")) if county else [])


def edited_county(
    discovery: Discovery, manifest: CountyManifest | None, file: Path | None
) -> County:
    """Load a county with a document in the place of the installed one of the same id.

    Without a ``manifest`` the county is what the document and the building blocks make of it.
    Raises PolicyError, NoPolicyError or PluginRefused as `load_county` does.
    """
    plugins = [x.manifest for x in discovery.plugins if isinstance(x.manifest, PluginManifest)]
    if manifest is None:
        assert file is not None
        manifest = draft_of(file)
    return load_county(manifest, plugins, file)


def draft_of(file: Path) -> CountyManifest:
    """Return a manifest for a file of a package that is not installed, with that one's words.

    Its code takes no part. Raises PolicyError for a vocabulary file that is no TOML.
    """
    package = package_of(file)
    words = sorted((package / VOCABULARY).glob("*.toml")) if package else []
    return CountyManifest(
        id=package.name if package else file.stem,
        name=Text(f"未安装的 {file.name}", f"{file.name}, not installed"),
        api=API,
        document="",
        plugin=_Words(words) if words else None,
    )


class _Words:
    """Ships the vocabulary files of a package that is not installed, each as what it is."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._kinds = [(kind_of(read_toml(file)[0]), file) for file in files]

    @hookimpl
    def category_files(self) -> Sequence[Path]:
        """Files of categories."""
        return self._of("category-file")

    @hookimpl
    def disease_catalogues(self) -> Sequence[Path]:
        """Disease catalogues."""
        return self._of("disease-catalogue")

    @hookimpl
    def premium_files(self) -> Sequence[Path]:
        """Files of premiums."""
        return self._of("premium-file")

    @hookimpl
    def fact_files(self) -> Sequence[Path]:
        """Files of facts."""
        return self._of("fact-file")

    @hookimpl
    def header_files(self) -> Sequence[Path]:
        """Files of headers."""
        return self._of("header-file")

    def _of(self, kind: str) -> list[Path]:
        return [file for each, file in self._kinds if each == kind]
