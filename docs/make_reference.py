"""Writes docs/reference from the code: hooks, the keys of every kind of TOML file, commands.

python docs/make_reference.py            # write
python docs/make_reference.py --check    # write nothing; name the pages that are out of date
"""

from __future__ import annotations

import ast
import inspect
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

os.environ["JIUZHU_LANG"] = "en"  # Commands take their language when they are imported.

import click

from jiuzhu.cli.main import group
from jiuzhu.stages import specs
from jiuzhu_schemas.json_schema import PUBLISHED, schema_for

FOLDER: Final = Path(__file__).resolve().parent / "reference"
MADE: Final = "This page is made from the code by `python docs/make_reference.py`."
FILES: Final = {
    "policy-document": "`policy/*.toml`: a document ([guide](../policy-files.md))",
    "category-file": "`vocabulary/categories.toml`: categories of recipients",
    "disease-catalogue": "`vocabulary/diseases.toml`: disease classes and their codes",
    "fact-file": "`vocabulary/facts.toml`: further columns of claims",
    "header-file": "`vocabulary/headers.toml`: headers and words of files",
    "deadline-file": "`vocabulary/deadlines.toml`: what is due when",
    "premium-file": "`vocabulary/premiums.toml`: premiums by year",
    "golden-cases": "`cases/*.toml`: golden cases",
}


def pages() -> dict[str, str]:
    """Return every page by its name."""
    made = {
        "hooks.md": ("Hooks", _hooks()),
        "keys.md": ("Keys of TOML files", _keys()),
        "commands.md": ("Commands", _commands()),
    }
    return {
        name: "\n".join([f"# {title}\n", MADE, "", *lines]).rstrip() + "\n"
        for name, (title, lines) in made.items()
    }


# -- hooks


def _hooks() -> Iterator[str]:
    yield "Signatures, and what each hook is asked. Examples and rules: [hooks](../hooks.md). A"
    yield "hook marked *first* stops at the first answer that is not None; of others, all count.\n"
    for spec in specs.ALL_HOOKS:
        yield f"## {spec.__name__.removesuffix('Hooks')}\n"
        yield f"{inspect.getdoc(spec)}\n"
        (tree,) = ast.parse(inspect.getsource(spec)).body
        assert isinstance(tree, ast.ClassDef)
        for part in tree.body:
            if isinstance(part, ast.FunctionDef):
                yield from _hook(spec, part)


def _hook(spec: type, part: ast.FunctionDef) -> Iterator[str]:
    marks = getattr(getattr(spec, part.name), f"{specs.PROJECT}_spec")
    returns = ast.unparse(part.returns) if part.returns else "None"
    text = (ast.get_docstring(part) or "").partition("Example::")[0].strip()
    yield f"### `{part.name}`{' *first*' if marks['firstresult'] else ''}\n"
    yield f"    def {part.name}({ast.unparse(part.args)}) -> {returns}\n"
    yield f"{_ticks(text)}\n"
    yield f"[Example](../hooks.md#{part.name})\n"


# -- keys


def _keys() -> Iterator[str]:
    yield "What may stand in a file of a county's package, with its type and meaning. A key in"
    yield "**bold** must be there. A type with a link is a table of its own, further down.\n"
    for name, title in FILES.items():
        schema = schema_for(PUBLISHED[name])
        yield f"## {title}\n"
        link = f"[JSON Schema](../../schemas/json/{name}.schema.json)"
        yield f"{link}. {_ticks(schema['description'])}\n"
        yield from _table(schema, name)
        for part, inner in schema.get("$defs", {}).items():
            yield f"### {_part(part, name)}\n"
            yield f"{_ticks(inner['description'])}\n"
            yield from _table(inner, name)


def _table(schema: Mapping[str, Any], file: str) -> Iterator[str]:
    yield "| key | type | |\n|---|---|---|"
    for key, inner in schema["properties"].items():
        shown = f"**`{key}`**" if key in schema.get("required", ()) else f"`{key}`"
        says = "<br>".join(_ticks(inner.get("description", "")).splitlines())
        yield f"| {shown} | {_type(inner, file)} | {says} |"
    yield ""


def _part(name: str, file: str) -> str:
    return f"{name} ({file})"


def _type(schema: Mapping[str, Any], file: str) -> str:
    if "$ref" in schema:
        name = _part(schema["$ref"].rpartition("/")[2], file)
        anchor = re.sub(r"[^\w\- ]", "", name.lower()).replace(" ", "-")
        return f"[{name.partition(' ')[0]}](#{anchor})"
    if "allOf" in schema:
        return _type(schema["allOf"][0], file)
    if "anyOf" in schema:
        kinds = [_type(each, file) for each in schema["anyOf"] if each.get("type") != "null"]
        return " or ".join(dict.fromkeys(kinds))
    if "enum" in schema:
        return ", ".join(f"`{each}`" if each != "" else '`""`' for each in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'], file)}"
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), Mapping):
        return f"table of {_type(schema['additionalProperties'], file)}"
    return _plain(schema)


def _plain(schema: Mapping[str, Any]) -> str:
    if schema.get("format") == "date":
        return "date"
    pattern = schema.get("pattern", "")
    if schema.get("type") == "string" and pattern.startswith("^") and pattern.endswith("%$"):
        return "percent, as text"
    if schema.get("type") == "string" and "[0-9]{1,9}" in pattern:
        return "yuan, as text"
    words = {"string": "text", "integer": "whole number", "boolean": "true or false"}
    kinds = schema.get("type", "")
    found = [words.get(each, "table") for each in ([kinds] if isinstance(kinds, str) else kinds)]
    return " or ".join(dict.fromkeys(found))


# -- commands


def _commands() -> Iterator[str]:
    yield "Every command with its arguments and options, as `--help` says them. What they print,"
    yield "and their exit status: [commands](../commands.md). `--lang` stands before a command.\n"
    yield from _command("jiuzhu", group, click.Context(group, info_name="jiuzhu"))


def _command(name: str, command: click.Command, context: click.Context) -> Iterator[str]:
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            assert found is not None
            below = click.Context(found, parent=context, info_name=inner)
            yield from _command(f"{name} {inner}", found, below)
        return
    yield f"## `{name}`\n"
    text = inspect.cleandoc(command.help or "").replace("\b", "")
    yield f"{text.partition('Example')[0].strip()}\n"
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"    {name} {usage}\n"
    options = [each for each in command.params if isinstance(each, click.Option)]
    if options:
        yield "| option | |\n|---|---|"
        yield from (_option(each) for each in options)
        yield ""


def _option(option: click.Option) -> str:
    spelling = ", ".join(f"`{each}`" for each in (*option.opts, *option.secondary_opts))
    said = [option.help or ""]
    if isinstance(option.type, click.Choice):
        said.append("one of " + ", ".join(f"`{each}`" for each in option.type.choices))
    if option.required:
        said.append("**required**")
    return f"| {spelling} | {'; '.join(each for each in said if each)} |"


def _ticks(text: str) -> str:
    return text.replace("``", "`").replace("|", "\\|")


def main(arguments: list[str]) -> int:
    """Write the pages, or compare; 1 if some are out of date."""
    made = pages()
    if "--check" in arguments:
        old = [name for name, text in made.items() if _read(FOLDER / name) != text]
        for name in old:
            print(f"docs/reference/{name} is out of date: run python docs/make_reference.py")
        return 1 if old else 0
    FOLDER.mkdir(exist_ok=True)
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
