"""The state of an installation: interpreter, libraries, time zone, encodings, plugins, counties."""

from __future__ import annotations

import codecs
import locale
import platform as machine
import sqlite3
import sys
from collections.abc import Collection, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from attrs import evolve, frozen

from jiuzhu.platform import Platform
from jiuzhu_schemas.text import MaybeEmpty, Text

from .discovery import Discovery
from .health import examine_code
from .survey import CountyState, ShippedFile, shipped_files, survey_counties

NEEDED: Final = (
    "jiuzhu", "jiuzhu-schemas", "attrs", "cattrs", "click", "numpy", "pluggy", "polars",
    "python-calamine", "rich", "xlsxwriter",
)  # fmt: skip
"""Without one of these nothing can be settled."""
FURTHER: Final = ("jiuzhu-tui", "sqlite-utils", "textual", "tzdata")
ENCODINGS: Final = ("utf-8", "utf-8-sig", "gb18030")
"""Encodings in which files arrive."""
ZONE: Final = "Asia/Shanghai"


@frozen(kw_only=True)
class Installation:
    """What was found. ``problems`` keep something from working, ``warnings`` do not."""

    environment: Mapping[str, str]
    versions: Mapping[str, MaybeEmpty]
    """Distribution to version; empty where it is not installed."""
    files: tuple[ShippedFile, ...]
    counties: tuple[CountyState, ...]
    warnings: tuple[Text, ...]
    problems: tuple[Text, ...]


def examine(
    platform: Platform, discovery: Discovery, commands: Collection[str] = ()
) -> Installation:
    """Look at everything an installation needs, and try the code of its plugins.

    ``commands``: the names of the core's own commands, which no plugin may take.
    """
    code = examine_code(platform, discovery, commands)
    counties = tuple(
        evolve(each, code_fails=each.id in code.failing) for each in survey_counties(platform)
    )
    versions = _versions(discovery)
    zone = _has_zone()
    warnings = (*(() if zone else (_no_zone(),)), *code.warnings)
    return Installation(
        environment={
            "python": f"{machine.python_implementation()} {machine.python_version()}",
            "platform": machine.platform(),
            "machine": machine.machine(),
            "sqlite": sqlite3.sqlite_version,
            "time zone data": ZONE if zone else "-",
            "stdout": sys.stdout.encoding or "-",
            "preferred encoding": locale.getpreferredencoding(False),
            "file names": sys.getfilesystemencoding(),
            "codecs": ", ".join(name for name in ENCODINGS if _has_codec(name)),
        },
        versions=versions,
        files=tuple(shipped_files(discovery)),
        counties=counties,
        warnings=warnings,
        problems=(*_problems(discovery, counties, versions), *code.faults),
    )


def _problems(
    discovery: Discovery, counties: tuple[CountyState, ...], versions: Mapping[str, str]
) -> Iterator[Text]:
    for name in NEEDED:
        if not versions[name]:
            yield Text(f"未安装 {name}", f"{name} is not installed")
    for name in ENCODINGS:
        if not _has_codec(name):
            yield Text(f"缺少编码 {name}", f"the encoding {name} is missing")
    for broken in discovery.broken:
        yield Text(
            f"插件 {broken.name}（{broken.distribution}）不可用：{broken.problem.zh}",
            f"plugin {broken.name} ({broken.distribution}) is broken: {broken.problem.en}",
        )
    if not counties:
        yield Text("没有安装任何县", "no county is installed")
    for county in counties:
        if county.problem:
            yield Text(
                f"{county.name.zh}（{county.id}）拒绝结算：{county.problem.zh}",
                f"{county.name.en} ({county.id}) refuses to settle: {county.problem.en}",
            )


def _versions(discovery: Discovery) -> dict[str, str]:
    members = {found.distribution for found in (*discovery.plugins, *discovery.counties)}
    return {name: _version(name) for name in (*NEEDED, *FURTHER, *sorted(members))}


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def _has_zone() -> bool:
    try:
        return bool(ZoneInfo(ZONE))
    except ZoneInfoNotFoundError:
        return False


def _no_zone() -> Text:
    return Text(
        "没有时区数据，北京时间按固定的 UTC+8 计算；可安装 tzdata",
        "there is no time zone data; Beijing is taken as UTC+8. Installing tzdata mends it",
    )


def _has_codec(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True
