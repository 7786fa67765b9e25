"""Finds installed plugins by their entry points. What is broken is recorded, never skipped."""

from __future__ import annotations

import importlib
import traceback
from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Final

from attrs import frozen

from jiuzhu_schemas.text import Text

from .manifest import API, CountyManifest, PluginManifest

PLUGIN_GROUP: Final = "jiuzhu.plugins"
COUNTY_GROUP: Final = "jiuzhu.counties"


@frozen
class Broken:
    """An entry point that cannot be used, and why."""

    group: str
    name: str
    distribution: str
    problem: Text


@frozen
class Found:
    """A manifest and the distribution that brought it."""

    manifest: PluginManifest | CountyManifest
    point: EntryPoint

    @property
    def distribution(self) -> str:
        """The distribution's name; read when asked for, since settling does not need it."""
        return _distribution(self.point)

    @property
    def version(self) -> str:
        """The distribution's version."""
        return self.point.dist.version if self.point.dist else ""


@frozen
class Discovery:
    """Everything that is installed, sorted by name."""

    plugins: tuple[Found, ...]
    counties: tuple[Found, ...]
    broken: tuple[Broken, ...]


def discover() -> Discovery:
    """Look at the installed distributions and load what they offer."""
    plugins, broken_plugins = _load(PLUGIN_GROUP, PluginManifest)
    counties, broken_counties = _load(COUNTY_GROUP, CountyManifest)
    return Discovery(tuple(plugins), tuple(counties), (*broken_plugins, *broken_counties))


def _load(group: str, kind: type) -> tuple[list[Found], list[Broken]]:
    found: list[Found] = []
    broken: list[Broken] = []
    for name, points in _by_name(entry_points(group=group)).items():
        if len(points) > 1:
            owners = ", ".join(sorted(_distribution(point) for point in points))
            problem = Text(f"名称重复，来自 {owners}", f"the same name comes from {owners}")
            broken.append(Broken(group, name, owners, problem))
            continue
        outcome = _load_one(points[0], kind)
        if isinstance(outcome, Text):
            broken.append(Broken(group, name, _distribution(points[0]), outcome))
        else:
            found.append(outcome)
    return found, broken


def _by_name(points: Iterable[EntryPoint]) -> dict[str, list[EntryPoint]]:
    grouped: dict[str, list[EntryPoint]] = {}
    for point in sorted(points, key=lambda point: (point.name, point.value)):
        grouped.setdefault(point.name, []).append(point)
    return grouped


def _load_one(point: EntryPoint, kind: type) -> Found | Text:
    try:
        manifest = point.load()
    except (Exception, SystemExit) as error:  # A stranger's code; whatever it raises is shown.
        return _import_problem(point, error)
    if not isinstance(manifest, kind):
        return Text(
            f"{point.value} 应为 {kind.__name__}，实为 {type(manifest).__name__}",
            f"{point.value} must be a {kind.__name__}, is {type(manifest).__name__}",
        )
    assert isinstance(manifest, (PluginManifest, CountyManifest))
    if manifest.id != point.name:
        return Text(
            f"入口名“{point.name}”与清单中的“{manifest.id}”不一致",
            f"entry point “{point.name}” and manifest “{manifest.id}” differ",
        )
    if manifest.api != API:
        return Text(
            f"按接口版本 {manifest.api} 编写，当前平台为版本 {API}",
            f"written for API {manifest.api}, this platform has API {API}",
        )
    return Found(manifest, point)


def _import_problem(point: EntryPoint, error: BaseException) -> Text:
    place = point.value
    for frame in traceback.extract_tb(error.__traceback__):
        if not _is_machinery(frame.filename):
            place = f"{frame.filename}:{frame.lineno}"
    if isinstance(error, SyntaxError) and error.filename:
        place = f"{error.filename}:{error.lineno}"
    what = f"{type(error).__name__}: {error}"
    return Text(f"无法导入，{place}：{what}", f"cannot be imported, {place}: {what}")


def _is_machinery(file: str) -> bool:
    """Tell frames of the import system and of this module from a plugin's own."""
    return file.startswith(("<frozen", str(Path(importlib.__file__).parent))) or file == __file__


def _distribution(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.value
