"""Installs the examples for a test: by the entry points in their own ``pyproject.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import pytest

from jiuzhu.loading import discovery
from jiuzhu.loading.discovery import COUNTY_GROUP, PLUGIN_GROUP

FOLDER = Path(__file__).resolve().parent
NAMES = sorted(each.parent.name for each in FOLDER.glob("*/pyproject.toml"))

Install = Callable[..., None]


def points_of(name: str) -> list[EntryPoint]:
    """Return the entry points that an example's distribution would bring."""
    project = tomllib.loads((FOLDER / name / "pyproject.toml").read_text("utf-8"))["project"]
    return [
        EntryPoint(point, value, group)
        for group, points in project["entry-points"].items()
        for point, value in points.items()
    ]


def install(monkeypatch: pytest.MonkeyPatch, names: Sequence[str]) -> None:
    """Have examples found beside what is really installed."""
    added = [point for name in names for point in points_of(name)]
    for name in names:
        monkeypatch.syspath_prepend(FOLDER / name)
    own = {group: tuple(entry_points(group=group)) for group in (PLUGIN_GROUP, COUNTY_GROUP)}
    monkeypatch.setattr(
        discovery,
        "entry_points",
        lambda group: (*own[group], *(each for each in added if each.group == group)),
    )
