"""What is installed: counties and their state, plugins and their hooks, files and their hashes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

import pluggy
from attrs import frozen

from jiuzhu.platform import Platform
from jiuzhu.policy.placeholders import placeholders
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import MaybeEmpty, Text

from .calling import HOOKS
from .discovery import Discovery, Found
from .health import said_with_place
from .managers import FILE_HOOKS, alone, files_of


@frozen(kw_only=True)
class CountyState:
    """A county: its document, where it comes from, and why it refuses (None: it settles)."""

    id: str
    name: Text
    document: MaybeEmpty
    distribution: str
    version: MaybeEmpty
    settles: bool
    problem: Text | None
    code_fails: bool = False
    """Its code was tried and does not do what it should; told by ``doctor`` alone."""
    draft: bool = False
    """Its document still has something to fill in."""


@frozen(kw_only=True)
class PluginState:
    """A building block or a county: its hooks in the order of a claim; its problem if broken."""

    id: str
    name: Text
    kind: Literal["plugin", "county"]
    distribution: str
    version: MaybeEmpty
    api: int | None
    hooks: tuple[str, ...]
    problem: Text | None


@frozen(kw_only=True)
class ShippedFile:
    """A file that a plugin ships, and the hash that receipts name."""

    plugin: str
    hook: str
    file: str
    sha256: str


def survey_counties(platform: Platform) -> list[CountyState]:
    """Return every county with its state, sorted by id."""
    return [
        CountyState(
            id=status.id,
            name=status.name,
            document="" if status.problem else _document(platform, status.id),
            distribution=status.distribution,
            version=status.version,
            settles=status.problem is None,
            problem=status.problem,
            draft=status.problem is None and _is_draft(platform, status.id),
        )
        for status in platform.counties()
    ]


def survey_plugins(discovery: Discovery) -> list[PluginState]:
    """Return all plugins in calling order: counties (each its own), then the building blocks."""
    found = [
        *(_plugin(each, "county") for each in discovery.counties),
        *(_plugin(each, "plugin") for each in reversed(discovery.plugins)),
    ]
    broken = [
        PluginState(
            id=each.name,
            name=Text(each.name, each.name),
            kind="county" if each.group.endswith("counties") else "plugin",
            distribution=each.distribution,
            version="",
            api=None,
            hooks=(),
            problem=each.problem,
        )
        for each in discovery.broken
    ]
    return [*broken, *found]


def calling_order(platform: Platform) -> dict[str, dict[str, list[str]]]:
    """Return for each county that settles, and each hook, the plugins in the order of asking."""
    return {
        status.id: hook_order(platform.county(status.id).manager)
        for status in platform.counties()
        if status.problem is None
    }


def hook_order(manager: pluggy.PluginManager) -> dict[str, list[str]]:
    """Return the plugins behind each hook, the first asked first; ``wrapper`` marks wrappers."""
    order: dict[str, list[str]] = {}
    for hook in HOOKS:
        implementations = reversed(getattr(manager.hook, hook).get_hookimpls())
        names = [
            f"{each.plugin_name} (wrapper)" if each.wrapper else each.plugin_name
            for each in implementations
        ]
        if names:
            order[hook] = names
    return order


def shipped_files(discovery: Discovery) -> list[ShippedFile]:
    """Return every file that a plugin ships, with its hash; what is broken ships nothing here."""
    shipped: list[ShippedFile] = []
    for found in (*discovery.plugins, *discovery.counties):
        manager = _manager(found)
        for hook in FILE_HOOKS if manager else ():
            shipped += _hashed(found.manifest.id, hook, manager)
    return shipped


def _hashed(plugin: str, hook: str, manager: pluggy.PluginManager | None) -> Iterable[ShippedFile]:
    try:
        files = files_of(manager, hook) if manager else []
    except JiuzhuError:  # The state of its county says so.
        return
    for file in files:
        yield ShippedFile(plugin=plugin, hook=hook, file=str(file), sha256=_sha256(file))


def _sha256(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        return f"({error.strerror})"


def _plugin(found: Found, kind: Literal["plugin", "county"]) -> PluginState:
    manager = _manager(found)
    order: Mapping[str, list[str]] = hook_order(manager) if manager else {}
    return PluginState(
        id=found.manifest.id,
        name=found.manifest.name,
        kind=kind,
        distribution=found.distribution,
        version=found.version,
        api=found.manifest.api,
        hooks=tuple(order),
        problem=_problem(found),
    )


def _manager(found: Found) -> pluggy.PluginManager | None:
    try:
        return alone(found.manifest)[0]
    except JiuzhuError:
        return None


def _problem(found: Found) -> Text | None:
    """Return why a plugin cannot be registered, or cannot name its files."""
    try:
        manager, _ = alone(found.manifest)
        for hook in FILE_HOOKS:
            files_of(manager, hook)
    except JiuzhuError as error:
        return said_with_place(error)
    return None


def _is_draft(platform: Platform, county: str) -> bool:
    documents = platform.county(county).policy.documents
    return any(True for each in documents for _ in placeholders(each.document))


def _document(platform: Platform, county: str) -> str:
    return platform.county(county).policy.documents[0].document.number
