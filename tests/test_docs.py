"""The documentation keeps up with the software."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name
from typing import cast

import attrs
import click
import pytest

from jiuzhu.cli.main import group
from jiuzhu.exchange.dialects import dialects
from jiuzhu.loading.checking import check_files
from jiuzhu.loading.discovery import discover
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


# -- hooks; their examples are looked after by tests/examples/test_page.py


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


def test_the_reference_is_that_of_the_code() -> None:
    script = [sys.executable, str(DOCS / "make_reference.py"), "--check"]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_page_is_in_the_index() -> None:
    index = read("docs/README.md")
    pages = [*DOCS.glob("*.md"), *(DOCS / "reference").glob("*.md"), DOCS / "howto" / "README.md"]
    missing = [page.relative_to(DOCS).as_posix() for page in pages if page.name != "README.md"]
    assert [name for name in missing if f"({name})" not in index] == []


WALK = re.findall(
    r"^\| `([\w.]+:[\w.]+)` \|",
    section(read("docs/architecture.md"), "### One claim, file by file"),
    re.MULTILINE,
)


@pytest.mark.parametrize("name", WALK)
def test_the_walk_of_a_claim_goes_through_real_code(name: str) -> None:
    assert callable(resolve_name(name))


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
    assert "decimal[18,2]" in printed
    assert "13754.55" in printed
    assert "award=1375455" in printed
    assert "二（三）2" in printed


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
