"""The ground floor stands alone: no engine, no frames, no plugins below it."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import importlib, pkgutil, sys
import jiuzhu_schemas
for module in pkgutil.iter_modules(jiuzhu_schemas.__path__):
    importlib.import_module(f"jiuzhu_schemas.{module.name}")
print(" ".join(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def test_what_the_schemas_import() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert {"jiuzhu_schemas", "attrs", "cattrs"} <= loaded
    assert (
        loaded & {"jiuzhu", "numpy", "polars", "pluggy", "click", "rich", "textual", "sqlite3"}
        == set()
    )
