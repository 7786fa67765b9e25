"""Finds installed plugins by their entry points. What is broken is recorded, never skipped."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import Final

from attrs import frozen

from jiuzhu.stages.containment import contained
from jiuzhu.stages.faults import PluginFault, said_by, shown
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
        manifest = contained(point.name, "import", point.load, place=point.value)
    except PluginFault as fault:
        what = fault.__cause__
        zh, en = (said_by(what),) * 2 if what else (fault.message.zh, fault.message.en)
        return Text(f"无法导入，{fault.place}：{zh}", f"cannot be imported, {fault.place}: {en}")
    if not isinstance(manifest, kind):
        return Text(
            f"{point.value} 应为 {kind.__name__}，实为 {type(manifest).__name__}",
            f"{point.value} must be a {kind.__name__}, is {type(manifest).__name__}",
        )
    assert isinstance(manifest, (PluginManifest, CountyManifest))
    return _fault_of(manifest, point) or Found(manifest, point)


def _fault_of(manifest: PluginManifest | CountyManifest, point: EntryPoint) -> Text | None:
    """Return what is wrong with a manifest, the API number first: the rest may rest on it."""
    if type(manifest.api) is not int:
        return Text(
            f"清单的 api 应为整数，实为 {shown(manifest.api)}",
            f"the manifest's api must be a whole number, is {shown(manifest.api)}",
        )
    if manifest.api != API:
        return _other_api(manifest.api, _distribution(point))
    if manifest.id != point.name:
        said = manifest.id if type(manifest.id) is str else shown(manifest.id)
        return Text(
            f"入口名“{point.name}”与清单中的“{said}”不一致",
            f"entry point “{point.name}” and manifest “{said}” differ",
        )
    if type(manifest.name) is not Text:
        return Text(
            f"清单的 name 应为 Text(中文, 英文)，实为 {shown(manifest.name)}",
            f"the manifest's name must be Text(Chinese, English), is {shown(manifest.name)}",
        )
    return None


def _other_api(written_for: int, distribution: str) -> Text:
    zh = f"按接口版本 {written_for} 编写，当前平台为版本 {API}；"
    en = f"written for API {written_for}, this platform has API {API}; "
    if written_for > API:
        zh += f"请升级 jiuzhu，或安装适合版本 {API} 的 {distribution}"
        en += f"upgrade jiuzhu, or install a release of {distribution} for API {API}"
    else:
        zh += f"请升级 {distribution}，或由其作者按 docs/hooks.md 改写后写明 api={API}"
        en += f"upgrade {distribution}, or have its author adapt it by docs/hooks.md to api={API}"
    return Text(zh, en)


def _distribution(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.value
