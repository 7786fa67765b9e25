"""Golden cases that state the facts which plugins declared."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiuzhu.testing.golden import UndeclaredFactError, read_cases, verify
from jiuzhu_schemas.golden import GoldenCase

from .test_golden import CLAIM, FENGJIE


def applied(folder: Path, said: str) -> GoldenCase:
    file = folder / "case.toml"
    text = CLAIM.replace('base = "10000.00"\n', f'base = "10000.00"\ndeclared = {said}\n')
    file.write_text(text, "utf-8")
    return read_cases(file)[0].case[0]


def test_a_case_states_the_facts_that_plugins_declared(tmp_path: Path) -> None:
    verify(applied(tmp_path, '{ application = "low_income_illness" }'), FENGJIE)


@pytest.mark.parametrize(
    ("said", "place", "known"),
    [
        ('{ application = "poor" }', "declared.application", "low_income_illness"),
        ('{ applied = "" }', "declared.applied", "application"),
    ],
)
def test_a_fact_that_nobody_declared_is_named(
    tmp_path: Path, said: str, place: str, known: str
) -> None:
    with pytest.raises(UndeclaredFactError, match=known) as refused:
        verify(applied(tmp_path, said), FENGJIE)
    assert refused.value.place == f"dibao-level-3 claims[0].{place}"
