"""The engine knows no files, no database and no screens."""

from __future__ import annotations

import subprocess
import sys

import pytest

FORBIDDEN = {
    "sqlite3", "polars", "click", "rich", "textual", "jiuzhu.exchange", "jiuzhu.casebook",
    "jiuzhu.cli", "jiuzhu.testing", "jiuzhu.explanation", "hypothesis", "pytest",
}  # fmt: skip


@pytest.mark.parametrize("module", ["jiuzhu.settlement.engine", "jiuzhu.settlement.subsidy"])
def test_what_the_engine_imports(module: str) -> None:
    program = f"import sys, {module}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    assert module in loaded
    assert loaded & FORBIDDEN == set()
