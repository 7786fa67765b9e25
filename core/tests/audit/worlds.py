"""Counties loaded from changed copies of Fengjie's document, without installing anything."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import jiuzhu_fengjie
from jiuzhu.api import CountyManifest, Text, hookimpl
from jiuzhu.loading.county import County, load_county
from jiuzhu.loading.discovery import discover
from jiuzhu.loading.manifest import PluginManifest

FENGJIE = Path(jiuzhu_fengjie.__file__).parent / "policy" / "fj-2023-49.toml"


def county_of(file: Path, document: str = "fj-2023-49") -> County:
    """Load a county whose only own document is a file."""

    class Shipping:
        @hookimpl
        def policy_documents(self) -> Sequence[Path]:
            return [file]

    manifest = CountyManifest(
        id="copy", name=Text("副本县", "Copy County"), api=1, document=document, plugin=Shipping()
    )
    plugins = (each.manifest for each in discover().plugins)
    return load_county(manifest, [each for each in plugins if isinstance(each, PluginManifest)])


def changed(folder: Path, *changes: tuple[str, str]) -> County:
    """Load Fengjie with sentences of its document replaced, each at its first place."""
    text = FENGJIE.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    file = folder / "policy" / "copy.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return county_of(file)


def small(folder: Path, body: str) -> County:
    """Load a county over the municipal document whose own one is a head and a few tables."""
    head = """
id = "xx-1"
number = "某府办发〔2025〕1号"
title = "某县办法"
issuer = "某县"
issued_on = 2025-01-01
from = 2025-01-01
last_review = 2026-11-20
extends = "cq-2012-78"

[[clauses]]
id = "1"
cite = "一"
says = "标准"

[[recipients]]
category = "dibao"
clause = "1"
department = "民政局"
"""
    file = folder / "policy" / "small.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(head + body, "utf-8")
    return county_of(file, "xx-1")
