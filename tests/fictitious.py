"""Counties that do not exist, in ``tests/counties``: shaped like any county, installed for nobody.

Tests look them up in a platform of their own, or put them where only their processes see them.
"""

from __future__ import annotations

import sys
import tomllib
from functools import cache
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Final

from attrs import evolve

from jiuzhu.loading.discovery import COUNTY_GROUP, Found, discover
from jiuzhu.platform import Platform

COUNTIES: Final = Path(__file__).parent / "counties"
sys.path += [str(file.parent) for file in sorted(COUNTIES.glob("*/pyproject.toml"))]


@cache
def platform() -> Platform:
    """Return what is installed, and the fictitious counties besides."""
    installed = discover()
    found = [_found(file) for file in sorted(COUNTIES.glob("*/pyproject.toml"))]
    return Platform(evolve(installed, counties=(*installed.counties, *found)))


def put_beside(site: Path, county: str) -> list[str]:
    """Write into ``site`` what pip would of a county; return the folders a process must search."""
    home = COUNTIES / county
    project = _project(home / "pyproject.toml")
    name = project["name"].replace("-", "_")
    told = site / f"{name}-{project['version']}.dist-info"
    told.mkdir(parents=True)
    told.joinpath("METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    )
    points = project["entry-points"][COUNTY_GROUP]
    lines = [f"[{COUNTY_GROUP}]", *(f"{each} = {value}" for each, value in points.items())]
    told.joinpath("entry_points.txt").write_text("\n".join(lines) + "\n")
    return [str(site), str(home)]


def _found(file: Path) -> Found:
    ((name, value),) = _project(file)["entry-points"][COUNTY_GROUP].items()
    point = EntryPoint(name, value, COUNTY_GROUP)
    return Found(point.load(), point)


def _project(file: Path) -> dict:
    return tomllib.loads(file.read_text("utf-8"))["project"]
