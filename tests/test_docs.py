"""The documentation keeps up with the software."""

from __future__ import annotations

import ast
import importlib.util
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, cast

import attrs
import click
import pluggy
import pytest

from jiuzhu.cli.main import group
from jiuzhu.exchange.dialects import dialects
from jiuzhu.loading.checking import check_files
from jiuzhu.loading.discovery import discover
from jiuzhu.stages import specs
from jiuzhu_schemas import policy as shapes
from jiuzhu_schemas.facts import Facts
from jiuzhu_schemas.problems import RENAMED
from jiuzhu_schemas.words import REASON_LABELS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return [code for kind, code in _FENCE.findall(read(name)) if kind == language]


def section(page: str, heading: str) -> str:
    """Return what stands under a heading such as ``### `tilt` ``, up to the next of its level."""
    level = heading.split(" ", maxsplit=1)[0]
    _, found, rest = page.partition(f"\n{heading}\n")
    assert found, f"there is no heading “{heading}”"
    return re.split(rf"^#{{1,{len(level)}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


# -- hooks


def signatures() -> Iterator[tuple[str, str]]:
    """Yield each hook's name and its signature, as it is written in specs.py."""
    tree = ast.parse(Path(specs.__file__).read_text(encoding="utf-8"))
    for each in tree.body:
        for part in each.body if isinstance(each, ast.ClassDef) else ():
            if isinstance(part, ast.FunctionDef):
                assert part.returns is not None
                arguments = ast.unparse(part.args)
                yield part.name, f"def {part.name}({arguments}) -> {ast.unparse(part.returns)}"


HOOKS = dict(signatures())


def test_every_hook_is_looked_at() -> None:
    named = {name for each in specs.ALL_HOOKS for name in vars(each) if not name.startswith("_")}
    assert set(HOOKS) == named


@pytest.mark.parametrize("hook", HOOKS)
def test_hook_has_a_section_with_its_signature(hook: str) -> None:
    lines = section(read("docs/hooks.md"), f"### `{hook}`").splitlines()
    assert f"    {HOOKS[hook]}" in lines


@pytest.mark.parametrize("code", blocks("docs/hooks.md", "python"))
def test_example_fits_the_hooks(code: str) -> None:
    names: dict[str, Any] = {"__file__": str(DOCS / "example.py"), "__name__": "example"}
    exec(compile(code, "docs/hooks.md", "exec"), names)
    manager = pluggy.PluginManager(specs.PROJECT)
    for each in specs.ALL_HOOKS:
        manager.add_hookspecs(each)
    manager.register(names["Wushan"]())
    manager.check_pending()
    implemented = [name for name in HOOKS if getattr(manager.hook, name).get_hookimpls()]
    assert len(implemented) == 1


@pytest.mark.parametrize("hook", HOOKS)
def test_hook_has_an_example(hook: str) -> None:
    assert f"def {hook}(" in section(read("docs/hooks.md"), f"### `{hook}`").split("```python")[1]


def test_every_fact_is_described() -> None:
    table = section(read("docs/hooks.md"), "## Facts")
    for field in attrs.fields(Facts):
        assert f"| `{field.name}` |" in table


# -- commands


def commands() -> Iterator[tuple[str, click.Command]]:
    top = cast(click.Group, group)
    context = click.Context(top)
    for name in top.list_commands(context):
        command = top.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            for below in command.list_commands(context):
                inner = command.get_command(context, below)
                assert inner is not None
                yield f"jiuzhu {name} {below}", inner
        else:
            yield f"jiuzhu {name}", command


COMMANDS = dict(commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_command_has_a_section_with_its_options(name: str) -> None:
    text = section(read("docs/commands.md"), f"## `{name}`")
    options = [each for each in COMMANDS[name].params if isinstance(each, click.Option)]
    for spelling in (word for each in options for word in (*each.opts, *each.secondary_opts)):
        assert spelling in text


def test_no_section_for_a_command_that_is_not_there() -> None:
    described = re.findall(r"^## `(jiuzhu [^`]+)`", read("docs/commands.md"), re.MULTILINE)
    assert described == list(dict.fromkeys(described))
    assert set(described) == set(COMMANDS)


# -- files and policy files


@pytest.mark.parametrize("code", REASON_LABELS)
def test_reason_is_described(code: str) -> None:
    assert f"| `{code}` |" in section(read("docs/files.md"), "### reasons")


@pytest.mark.parametrize("table", dialects().columns)
def test_columns_are_described(table: str) -> None:
    text = section(read("docs/files.md"), f"### {table}")
    for column in dialects().columns[table]:
        assert f"| `{column}` |" in text


def keys() -> set[str]:
    found = set()
    for each in vars(shapes).values():
        if isinstance(each, type) and attrs.has(each) and each.__module__ == shapes.__name__:
            found |= {RENAMED.get(field.name, field.name) for field in attrs.fields(each)}
    return found - {"mode", "fen"}  # Of a threshold: written as { deduct = … }.


@pytest.mark.parametrize("key", sorted(keys()))
def test_key_of_policy_files_is_described(key: str) -> None:
    page = read("docs/policy-files.md")
    assert f"`{key}`" in page or re.search(rf"\b{key} = ", page) or f"`{key} = " in page


def test_complete_example_is_sound(tmp_path: Path) -> None:
    example = next(b for b in blocks("docs/policy-files.md", "toml") if b.startswith("id = "))
    file = tmp_path / "ws.toml"
    file.write_text(example, encoding="utf-8")
    reviewed = tomllib.loads(example)["last_review"]
    assert check_files(discover(), [file], None, reviewed) == []


@pytest.mark.parametrize("code", blocks("docs/policy-files.md", "toml"))
def test_toml_block_can_be_read(code: str) -> None:
    assert tomllib.loads(code)


def test_open_questions_are_those_of_the_documents() -> None:
    place = DOCS / "make_open_questions.py"
    spec = importlib.util.spec_from_file_location("make_open_questions", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.TARGET.read_text(encoding="utf-8") == module.page(), f"run {place}"


# -- everything


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    for link in _LINK.findall(text):
        if link.startswith(("http:", "https:")):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.is_relative_to(ROOT)
        assert target.exists(), link
        if anchor and target.suffix == ".md":
            assert anchor in anchors(target), link


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_python_of_the_readme_runs(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = blocks(name, "python")
    exec(compile(code, name, "exec"), {"__name__": "readme"})
    printed = capsys.readouterr().out
    assert "int64" in printed
    assert "award=1375455" in printed


def test_python_of_the_architecture_prints_what_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (code,) = blocks("docs/architecture.md", "python")
    exec(compile(code, "docs/architecture.md", "exec"), {"__name__": "example"})
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == 4
    shown = read("docs/architecture.md").partition(code)[2].splitlines()
    assert all(f"    {line}" in shown for line in printed)


PACKAGES_OF_THE_CASEBOOK = re.findall(
    r"^\| `([\w.]+)` \| [^|]+ \| (.+) \|$",
    section(read("docs/architecture.md"), "## The casebook"),
    re.MULTILINE,
)


@pytest.mark.parametrize(("package", "functions"), PACKAGES_OF_THE_CASEBOOK)
def test_functions_of_the_casebook_are_there(package: str, functions: str) -> None:
    for name in re.findall(r"`([\w.]+)`", functions):
        assert callable(resolve_name(f"jiuzhu.casebook.{package}:{name}"))


def test_every_package_of_the_casebook_is_described() -> None:
    folder = Path(cast(str, resolve_name("jiuzhu.casebook").__file__)).parent
    there = {each.parent.name for each in folder.glob("*/__init__.py")}
    assert {package.split(".")[0] for package, _ in PACKAGES_OF_THE_CASEBOOK} == there


def test_both_readmes_show_the_same_commands() -> None:
    command = re.compile(r"^    (make \w+|.*jiuzhu (?!--lang)\w+ .*)", re.MULTILINE)
    one, other = (
        [line for line in command.findall(read(name)) if "explain" not in line]
        for name in ("README.md", "README.zh-CN.md")
    )
    assert one == other
    assert len(one) >= 4
