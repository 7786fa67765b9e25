"""JSON Schema (draft 2020-12) of every kind of file and record, generated from its class.

``python -m jiuzhu_schemas.json_schema --into schemas/json`` publishes them; ``--check`` tells which
of the published ones are out of date. They describe what the strict converter accepts; what hangs
between two fields (in-scope cost not above total cost) only the converter knows.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import json
import sys
import textwrap
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

import attrs

from .award import Award, Subsidy
from .converter import is_dated
from .deadlines import DeadlineFile
from .golden import GoldenFile
from .key_notes import described, note_of
from .money import MONEY_PATTERN
from .policy import BandValue, Cell, PolicyDocument, ThresholdValue
from .problems import RENAMED
from .records import Claim, Enrolment, Identity, Person
from .terms import Terms
from .text import MAY_BE_EMPTY, Text
from .trace import Trace
from .values import MoneyValue, RateValue, ValueKind
from .vocabulary import CategoryFile, DiseaseCatalogue, FactFile, HeaderFile, PremiumFile

Schema = dict[str, Any]

PUBLISHED: Final[Mapping[str, type]] = {
    "person": Person,
    "identity": Identity,
    "claim": Claim,
    "enrolment": Enrolment,
    "policy-document": PolicyDocument,
    "category-file": CategoryFile,
    "disease-catalogue": DiseaseCatalogue,
    "premium-file": PremiumFile,
    "fact-file": FactFile,
    "header-file": HeaderFile,
    "deadline-file": DeadlineFile,
    "terms": Terms,
    "award": Award,
    "subsidy": Subsidy,
    "trace": Trace,
    "golden-cases": GoldenFile,
}
"""The published schemas by name: ``<name>.schema.json``."""

FOLDER: Final = Path(__file__).parent.parent / "json"
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_YUAN: Final = f"^{MONEY_PATTERN.removeprefix('-?')}$"
_PERCENT: Final = r"^(0?[0-9]{1,2}(\.[0-9]{1,2})?|100(\.0{1,2})?)%$"
_TEXT: Final[Schema] = {"type": "string", "minLength": 1, "pattern": r"\S"}
_SUM: Final[Schema] = {"type": "string", "pattern": _YUAN}
_DATE: Final[Schema] = {
    "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
}  # fmt: skip


def schema_for(kind: type) -> Schema:
    """Return the JSON Schema of an attrs class of this vocabulary."""
    maker = _Maker()
    root = maker.table(kind)
    definitions = {"$defs": dict(sorted(maker.definitions.items()))} if maker.definitions else {}
    return {"$schema": DIALECT, "title": kind.__name__, **root, **definitions}


def written(kind: type) -> str:
    """Return the schema of a class as it is published."""
    return json.dumps(schema_for(kind), ensure_ascii=False, indent=2) + "\n"


class _Maker:
    """Describes one type, and gathers the classes it refers to."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}
        self._classes: dict[str, type] = {}

    def table(self, kind: type) -> Schema:
        """Describe a class by its fields."""
        notes = _field_notes(kind)
        properties, required = {}, []
        for field in attrs.fields(attrs.resolve_types(kind)):
            key = RENAMED.get(field.name, field.name)
            properties[key] = self.field(field)
            note = note_of(kind.__name__, key, notes.get(field.name, ""))
            if note:
                properties[key] = described(properties[key], note)
            if field.default is attrs.NOTHING:
                required.append(key)
        return {
            "description": _description(kind),
            "type": "object",
            "properties": properties,
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }

    def field(self, field: attrs.Attribute[Any]) -> Schema:
        """Describe a field, with the least value that its validator allows."""
        described = self.of(field.type)
        least = getattr(field.validator, "bound", None)
        return described if least is None else {**described, "minimum": least}

    def of(self, kind: Any) -> Schema:
        """Describe any type that a field may have."""
        if attrs.has(kind) or kind in _VALUES:
            return self.reference(kind)
        plain = _plain(kind)
        if plain is not None:
            return plain
        if is_dated(kind):
            value = self.of(get_args(kind)[0])
            return {"anyOf": [value, {"type": "array", "minItems": 1, "items": value}]}
        origin, inner = get_origin(kind), get_args(kind)
        if origin in (tuple, frozenset):
            return {"type": "array", "items": self.of(inner[0])}
        if origin is Mapping:
            return {
                "type": "object",
                "propertyNames": _TEXT,
                "additionalProperties": self.of(inner[1]),
            }
        if origin in (Union, UnionType):
            return {"anyOf": [self.of(each) for each in inner]}
        raise TypeError(f"no JSON Schema is known for {kind}")

    def reference(self, kind: type) -> Schema:
        """Refer to a class, which is described once."""
        name = kind.__name__
        if self._classes.setdefault(name, kind) is not kind:
            raise TypeError(f"two classes of one schema are called {name}")
        if name not in self.definitions:
            self.definitions[name] = {}  # Keeps a class that holds itself from looping.
            self.definitions[name] = _value(kind) if kind in _VALUES else self.table(kind)
        return {"$ref": f"#/$defs/{name}"}


def _plain(kind: Any) -> Schema | None:
    if kind == Cell:
        return _cell()
    if get_origin(kind) is Literal:
        words = list(get_args(kind))
        return {"type": "integer" if type(words[0]) is int else "string", "enum": words}
    if get_origin(kind) is Annotated:
        return {"type": "string"} if MAY_BE_EMPTY in get_args(kind) else _SUM
    return {
        str: _TEXT,
        int: {"type": "integer"},
        bool: {"type": "boolean"},
        date: _DATE,
        NoneType: {"type": "null"},
    }.get(kind)


def _cell() -> Schema:
    words = {"type": ["string", "integer"]}
    return {
        "anyOf": [
            {"type": "boolean"},
            _TEXT,
            {"type": "array", "minItems": 1, "uniqueItems": True, "items": words},
        ]
    }


def _one_of_kinds(pattern: str) -> Schema:
    kinds = get_args(ValueKind)
    return {
        "type": "object",
        "properties": {
            **{kind: _noted(kind, {"type": "string", "pattern": pattern}) for kind in kinds},
            "from": _noted("from", _DATE),
            "to": _noted("to", _DATE),
        },
        "oneOf": [{"required": [kind]} for kind in kinds],
        "additionalProperties": False,
    }


def _noted(key: str, schema: Schema) -> Schema:
    """Describe a key of a value."""
    return described(schema, note_of("Value", key, ""))


def _threshold() -> Schema:
    return {
        "type": "object",
        "properties": {mode: _noted(mode, _SUM) for mode in ("deduct", "trigger")},
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
    }


def _band() -> Schema:
    return {
        "type": "object",
        "properties": {
            "above": _noted("above", _SUM),
            "rate": _noted("rate", _one_of_kinds(_PERCENT)),
        },
        "required": ["above", "rate"],
        "additionalProperties": False,
    }


def _bilingual() -> Schema:
    return {
        "type": "object",
        "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
        "required": ["zh", "en"],
        "additionalProperties": False,
    }


_VALUES: Final[Mapping[type, Callable[[], Schema]]] = {
    RateValue: lambda: _one_of_kinds(_PERCENT),
    MoneyValue: lambda: _one_of_kinds(_YUAN),
    ThresholdValue: _threshold,
    BandValue: _band,
    Text: _bilingual,
}
"""Classes that a file writes otherwise than field by field."""


def _value(kind: type) -> Schema:
    return {"description": _description(kind), **_VALUES[kind]()}


def _description(kind: type) -> str:
    return _one_line(inspect.getdoc(kind) or "")


def _field_notes(kind: type) -> dict[str, str]:
    """Return the sentence that stands below a field in the source, by field."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(body, ast.ClassDef)
    notes = {}
    for statement, below in zip(body.body, body.body[1:], strict=False):
        if (
            isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
        ):
            notes[statement.target.id] = _one_line(str(below.value.value))
    return notes


@cache
def _one_line(text: str) -> str:
    return " ".join(inspect.cleandoc(text).replace("``", "`").split())


def main(arguments: list[str] | None = None) -> int:
    """Publish the schemas, or with ``--check`` name those that are out of date (exit status 1)."""
    parser = argparse.ArgumentParser(prog="jiuzhu_schemas.json_schema", description=main.__doc__)
    parser.add_argument("--into", type=Path, default=FOLDER, help="the folder of the schemas")
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    options = parser.parse_args(arguments)
    wanted = {options.into / f"{name}.schema.json": written(k) for name, k in PUBLISHED.items()}
    stray = set(options.into.glob("*.schema.json")) - set(wanted)
    if options.check:
        differing = sorted(p for p, text in wanted.items() if not p.is_file() or _read(p) != text)
        for path in (*differing, *sorted(stray)):
            print(f"{path}: 与代码不一致，请重新生成 / out of date, generate it again")
        return 1 if differing or stray else 0
    options.into.mkdir(parents=True, exist_ok=True)
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    for path in stray:
        path.unlink()
    return 0


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


if __name__ == "__main__":
    sys.exit(main())
