"""The casebook's packages load what is asked of them, and no tables for one person's list."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

LISTS = ("jiuzhu.casebook.store", "jiuzhu.casebook.cases.finding", "jiuzhu.casebook.cases.due")
HEAVY = {"numpy", "polars", "pypinyin", "sqlite_utils", "cattrs", "pluggy", "jiuzhu.platform"}
PACKAGES = ("cases", "deadlines", "hospitals", "operators")


def loaded_with(modules: tuple[str, ...]) -> set[str]:
    program = f"import sys, {', '.join(modules)}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_lists_of_cases_load_no_policies_and_no_tables() -> None:
    loaded = loaded_with((*LISTS, "jiuzhu.casebook.operators.logins"))
    assert set(LISTS) <= loaded
    assert loaded & HEAVY == set()


def test_cases_are_worked_on_without_tables() -> None:
    loaded = loaded_with(("jiuzhu.casebook.cases.approving", "jiuzhu.casebook.cases.drafting"))
    assert "jiuzhu.casebook.cases.drafting" in loaded
    assert loaded & {"polars", "pypinyin", "sqlite_utils"} == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_every_name_is_where_it_is_said_to_be(package: str) -> None:
    module = import_module(f"jiuzhu.casebook.{package}")
    for name, home in module._HOME.items():
        assert getattr(module, name) is getattr(import_module(f"{module.__name__}.{home}"), name), (
            name
        )
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = module.no_such_name
