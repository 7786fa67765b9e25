"""JSON Schemas beside the files that people write, so that editors complete and check them."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from attrs import frozen

from jiuzhu.policy.files import read_toml
from jiuzhu_schemas import json_schema
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.system_reasons import reason_of
from jiuzhu_schemas.text import Text

from .file_kinds import KINDS, kind_of

LINE: Final = re.compile(r"#:schema\s+(\S+)")
"""The first line of a file that tells editors its schema."""


class SchemaNotWritten(JiuzhuError):
    """A schema cannot be written to its folder."""


@frozen
class Placed:
    """A schema that was written, and the line its file should begin with."""

    file: Path
    schema: Path
    line: str
    linked: bool
    """Whether the file begins with a line that leads to this schema already."""


def schema_name(kind: str) -> str:
    """Return the name of a kind's schema file."""
    return f"{kind}.schema.json"


def schema_line(kind: str) -> str:
    """Return the first line of a file whose schema lies beside it."""
    return f"#:schema ./{schema_name(kind)}"


def schema_text(kind: str) -> str:
    """Return the JSON Schema of one of `KINDS`, as it is published."""
    return json_schema.written(KINDS[kind])


def place_schema(file: Path) -> Placed:
    """Write the schema of a file's kind; the file itself is left as it is.

    It goes to where the file's first line leads, if that is a schema of this name in a folder
    that is there, else beside the file.

    Raises PolicyError for a file that is no TOML, SchemaNotWritten if the schema's folder cannot
    be written to.
    """
    data, source = read_toml(file)
    kind = kind_of(data)
    found = LINE.match(source.text)
    target = file.parent / schema_name(kind)
    if found and "://" not in found[1]:
        meant = file.parent / found[1]
        target = meant if meant.name == target.name and meant.parent.is_dir() else target
    target = Path(os.path.normpath(target))
    try:
        target.write_text(schema_text(kind), encoding="utf-8", newline="\n")
    except OSError as error:
        why = reason_of(error)
        text = Text(f"无法写入：{why.zh}", f"cannot be written: {why.en}")
        raise SchemaNotWritten(text, str(target)) from None
    linked = found is not None and (file.parent / found[1]).resolve() == target.resolve()
    return Placed(file, target, schema_line(kind), linked)
