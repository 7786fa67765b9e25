"""docs/hooks.md shows the examples as they are tested, and every hook with its signature."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from pathlib import Path

import pytest

from jiuzhu.stages import specs

from . import test_examples
from .installing import FOLDER, NAMES, points_of

ROOT = FOLDER.parent.parent
PAGE = (ROOT / "docs" / "hooks.md").read_text("utf-8")
HOOKS = {
    name: function
    for spec in specs.ALL_HOOKS
    for name, function in vars(spec).items()
    if not name.startswith("_")
}
_CODE = re.compile(r"^```(\w+)\n(.*?)^```\n", re.DOTALL | re.MULTILINE)
_SHOWN = re.compile(
    r"^From \[([^\]]+)\]\(\.\./([^)]+)\)(?:, region `(\w+)`)?:\n\n```(\w+)\n(.*?)^```\n",
    re.DOTALL | re.MULTILINE,
)
SHOWN = _SHOWN.findall(PAGE)

TESTED = {
    "eligibility": "test_every_stage",
    "subsidy": "test_the_subsidy",
    "outpatient": "test_every_stage",
    "inpatient": "test_overriding_a_stage",
    "major_disease": "test_every_stage",
    "large_expense": "test_every_stage",
    "tilt": "test_every_stage",
    "charity_handoff": "test_every_stage",
    "policy_documents": "test_data_of_its_own",
    "category_files": "test_data_of_its_own",
    "disease_catalogues": "test_data_of_its_own",
    "premium_files": "test_a_premium_and_deadlines_of_its_own",
    "fact_files": "test_a_fact_of_its_own",
    "header_files": "test_data_of_its_own",
    "deadline_files": "test_a_premium_and_deadlines_of_its_own",
    "importers": "test_an_importer",
    "claim_check": "test_a_check_of_claims",
    "cli_commands": "test_a_command",
    "terminal_screens": "test_a_screen_and_a_command_of_the_terminal",
    "terminal_commands": "test_a_screen_and_a_command_of_the_terminal",
}
"""By hook, the test of `test_examples` in which its example does its work."""


def section(hook: str) -> str:
    _, found, rest = PAGE.partition(f"\n### `{hook}`\n")
    assert found, f"docs/hooks.md has no section on {hook}"
    return re.split(r"^#{1,3} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def region(text: str, name: str) -> str:
    (found,) = re.findall(
        rf"^ *# region: {name}\n(.*?)\n *# endregion", text, re.DOTALL | re.MULTILINE
    )
    return textwrap.dedent(str(found)).strip() + "\n"


def test_every_block_of_code_is_from_a_file() -> None:
    assert len(SHOWN) == len(_CODE.findall(PAGE))
    assert len(SHOWN) >= len(HOOKS)


@pytest.mark.parametrize(
    ("label", "path", "name", "language", "code"),
    SHOWN,
    ids=[
        f"{Path(path).parent.parent.name}-{name or Path(path).name}" for _, path, name, *_ in SHOWN
    ],
)
def test_a_block_is_what_its_file_says(
    label: str, path: str, name: str, language: str, code: str
) -> None:
    file = ROOT / path
    assert label == path
    assert file.is_relative_to(FOLDER)
    assert language == {".py": "python", ".toml": "toml"}[file.suffix]
    text = file.read_text("utf-8")
    assert code == (region(text, name) if name else text), f"show {path} anew in docs/hooks.md"


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_shown_with_its_signature_and_an_example(hook: str) -> None:
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(HOOKS[hook]))).body
    assert isinstance(tree, ast.FunctionDef)
    assert tree.returns is not None
    signature = f"def {hook}({ast.unparse(tree.args)}) -> {ast.unparse(tree.returns)}"
    text = section(hook)
    assert f"    {signature}\n" in text
    assert f"def {hook}(" in "".join(code for *_, code in _SHOWN.findall(text))


def test_every_hook_has_a_test_of_its_example() -> None:
    assert set(TESTED) == set(HOOKS)
    for name in TESTED.values():
        assert callable(getattr(test_examples, name))


@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_complete_and_shown(name: str) -> None:
    """Its entry point names a manifest of its own id, written for this API as a literal."""
    assert f"tests/examples/{name}/" in PAGE
    assert f"`{name}`" in PAGE
    (point,) = points_of(name)
    files = list((FOLDER / name).rglob("*.py"))
    source = "".join(file.read_text("utf-8") for file in files)
    assert f'id="{point.name}"' in source
    assert "api=1," in source
    assert point.module in {file.stem for file in files} | {file.parent.name for file in files}
