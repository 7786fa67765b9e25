"""Fields and documents of a case as they are given on the command line or in a file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from jiuzhu.casebook.cases import kind_of
from jiuzhu.casebook.cases.errors import WrongContent
from jiuzhu_schemas.system_reasons import reason_of
from jiuzhu_schemas.text import Text

ALL: Final = "all"


def given_fields(pairs: tuple[str, ...], file: Path | None, claims: Path | None) -> dict[str, str]:
    """Return the fields of ``--set``, which win over those of a file.

    Raises WrongContent for what is no pair, or a file that cannot be read.
    """
    fields = _of_file(file) if file else {}
    if claims:
        fields["claims"] = _text(claims)
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign:
            raise WrongContent(
                Text("应为 字段=值，例如 total_cost=1234.56", "expected FIELD=VALUE"), pair
            )
        fields[name.strip()] = value
    return fields


def named_documents(kind: str, written: str) -> tuple[str, ...]:
    """Return the documents of a list with commas, or every one of the kind for ``all``.

    They may be given by what they are called. Raises WrongContent.
    """
    wanted = kind_of(kind)
    if written.strip() == ALL:
        return tuple(each.id for each in wanted.documents)
    names = [each.strip() for each in re.split("[,，、]", written)]
    return tuple(wanted.document(each).id for each in names if each)


def _of_file(file: Path) -> dict[str, str]:
    text = _text(file)
    try:
        data = json.loads(text, object_pairs_hook=_without_repeats)
    except ValueError as error:
        raise WrongContent(
            Text(f"不是字段的 JSON：{error}", f"is no JSON of fields: {error}"), str(file)
        ) from None
    wanted = Text("应为 {“字段”: “值”}，值为文字", "expected {“field”: “value”}, values as text")
    if not isinstance(data, dict):
        raise WrongContent(wanted, str(file))
    for name, value in data.items():
        if not isinstance(value, str):
            raise WrongContent(wanted, f"{file} {name}")
    return data


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError(str(Text("字段重复", "a field stands twice")))
    return fields


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        no_text = Text("不是 UTF-8 文本", "is no UTF-8 text")
        why = reason_of(error) if isinstance(error, OSError) else no_text
        raise WrongContent(
            Text(f"无法读取：{why.zh}", f"cannot be read: {why.en}"), str(file)
        ) from None
