"""Counties to settle with, and claims cut and put in another order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import attrs
import numpy as np

from jiuzhu.api import API, CountyManifest, PluginManifest, Text
from jiuzhu.loading.county import County, load_county
from jiuzhu.platform import Platform
from jiuzhu.settlement.balances import Balances
from jiuzhu.settlement.columns import (
    OPEN_END,
    Claims,
    DeclaredColumn,
    Identities,
    People,
    day_number,
)
from jiuzhu.settlement.settlement import Settlement
from jiuzhu_chongqing import plugin as chongqing
from jiuzhu_fengjie import county as fengjie

OUTCOME = ("due", "award", "tilt_due", "tilt", "self_pay")


@cache
def county(name: str) -> County:
    """Return an installed county, loaded once."""
    return Platform.load().county(name)


def county_with(plugin: object, document: str = "cq-2012-78") -> County:
    """Return a county that settles by a document, with hooks of its own before the tables."""
    name = Text("测试县", "Test County")
    files = PluginManifest(id="files", name=name, api=API, plugin=fengjie.plugin)
    manifest = CountyManifest(id="test", name=name, api=API, document=document, plugin=plugin)
    return load_county(manifest, [chongqing, files])


def take(claims: Claims, rows: Any) -> Claims:
    """Return the claims at these positions, in this order."""
    columns: dict[str, Any] = {}
    for field in attrs.fields(Claims):
        value = getattr(claims, field.name)
        columns[field.name] = value[rows] if isinstance(value, np.ndarray) else value
    columns["declared"] = {
        name: DeclaredColumn(column.values, column.code[rows])
        for name, column in claims.declared.items()
    }
    return Claims(**columns)


def stays(days: Sequence[str], **columns: Any) -> Claims:
    """Return stays of person 0 in the county's level-1 hospital, each with a base of 1000.00."""
    count = len(days)
    plain: dict[str, Any] = {
        "person": np.zeros(count, np.int32),
        "settled_on": np.array(days, "M8[D]").astype(np.int32),
        "visit": np.ones(count, np.uint8),
        "therapy": np.zeros(count, np.uint8),
        "hospital_level": np.ones(count, np.uint8),
        "hospital_region": np.zeros(count, np.uint8),
        "referral": np.zeros(count, np.uint8),
        "diagnoses": ("J18.9",),
        "diagnosis": np.zeros(count, np.int32),
        "in_scope": np.full(count, 100_000, np.int64),
        "base": np.full(count, 100_000, np.int64),
    }
    return Claims(**{**plain, **columns})


def someone(*categories: str, born: str = "1970-03-15") -> tuple[People, Identities]:
    """Return one person who has always held these categories."""
    count = len(categories)
    people = People(np.array([born], "M8[D]").astype(np.int32), np.zeros(1, np.bool_))
    return people, Identities(
        categories,
        np.zeros(count, np.int32),
        np.arange(count, dtype=np.uint8),
        np.zeros(count, np.int32),
        np.full(count, OPEN_END, np.int32),
    )


def outcomes(settlement: Settlement) -> list[tuple[Any, ...]]:
    """Return every claim's outcome as plain values: an `Award`, and what was due."""
    return [
        (*attrs.astuple(settlement.one(place, "")), int(settlement.due[place]))
        for place in range(len(settlement))
    ]


def used(balances: Balances) -> dict[tuple[int, int, str], int]:
    """Return balances as plain values, those of 0 left out."""
    found: dict[tuple[int, int, str], int] = {}
    rows = zip(balances.person, balances.year, balances.pool, balances.used, strict=True)
    for person, year, pool, sum_of_money in rows:
        key = (int(person), int(year), balances.pools[int(pool)])
        found[key] = found.get(key, 0) + int(sum_of_money)
    return {key: value for key, value in found.items() if value}


__all__ = ["county", "county_with", "day_number", "outcomes", "someone", "stays", "take", "used"]
