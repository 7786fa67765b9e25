"""Results as Markdown tables and JSON files, with the machine and versions they come from."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

OUT: Final = Path(__file__).parent / "out"
_PACKAGES: Final = ("jiuzhu", "numpy", "polars", "duckdb", "OpenFisca-Core", "policyengine-core")


def machine() -> dict[str, Any]:
    """Return what the numbers depend on."""
    versions = {}
    for package in _PACKAGES:
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            versions[package] = "absent"
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
        "versions": versions,
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def write_json(name: str, content: dict[str, Any]) -> Path:
    """Write one bench's results into ``bench/out`` with the machine's description."""
    OUT.mkdir(exist_ok=True)
    path = OUT / f"{name}.json"
    text = json.dumps({"machine": machine(), **content}, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table, its columns aligned."""
    widths = [max(len(row[at]) for row in (header, *rows)) for at in range(len(header))]
    lines = [_line(header, widths), "|".join(["", *("-" * (width + 2) for width in widths), ""])]
    return "\n".join([*lines, *(_line(row, widths) for row in rows)])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "| " + " | ".join(padded) + " |"


def seconds(value: float) -> str:
    """Write a duration for people."""
    if value < 1e-3:
        return f"{value * 1e6:.1f} µs"
    return f"{value * 1e3:.1f} ms" if value < 1 else f"{value:.2f} s"


def verdict(reached: bool) -> str:
    """Write whether a goal is reached."""
    return "reached" if reached else "NOT reached"
