"""Views of the list of cases that operators keep: filters and columns, never anybody's data."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

from jiuzhu.casebook.cases import CASE_KINDS, STATES, Filters
from jiuzhu.exchange.replacing import replacing
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

from .case_source import DUES, Wanted
from .keys import keys_path

LONGEST_NAME: Final = 20
_KEPT: Final = ("kind", "township", "hospital", "operator")


class ViewsFileError(JiuzhuError):
    """The file of views cannot be read."""


@frozen
class View:
    """One view. What was searched for is not kept: it would be somebody's name or number."""

    name: str
    wanted: Wanted
    columns: tuple[str, ...] = field(default=())
    """Empty: those that fit."""


def views_path() -> Path:
    """Return where the views stand: beside the user's keys."""
    return keys_path().with_name("views.toml")


def load_views(path: Path, operator: str) -> list[View]:
    """Return an operator's views in the order they were saved. Raises ViewsFileError.

    What a later program or a slip of the pen put there and is not known is left out.
    """
    mine = _read(path).get(operator, {})
    return [_view(name, each) for name, each in mine.items() if isinstance(each, dict)]


def save_view(path: Path, operator: str, view: View) -> None:
    """Keep a view, in place of one of the same name. Raises ViewsFileError, FileError."""
    content = _read(path)
    content.setdefault(operator, {})[view.name] = _table(view)
    _write(path, content)


def forget_view(path: Path, operator: str, name: str) -> None:
    """Take a view away. Raises as `save_view`."""
    content = _read(path)
    content.get(operator, {}).pop(name, None)
    _write(path, content)


def why_no_name(name: str) -> Text | None:
    """Say why a view cannot have a name, None if it can."""
    if 0 < len(name) <= LONGEST_NAME and name.isprintable():
        return None
    return Text(f"1 至 {LONGEST_NAME} 个字", f"takes 1 to {LONGEST_NAME} characters")


def _view(name: str, table: Mapping[str, Any]) -> View:
    texts = {each: str(table.get(each, "")) for each in _KEPT}
    if texts["kind"] not in CASE_KINDS:
        texts["kind"] = ""
    states = tuple(each for each in _list(table, "states") if each in STATES)
    due = str(table.get("due", ""))
    wanted = Wanted(Filters(states=states, **texts), due if due in DUES else "")  # type: ignore[arg-type]
    return View(name, wanted, tuple(_list(table, "columns")))


def _list(table: Mapping[str, Any], name: str) -> Sequence[str]:
    found = table.get(name)
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def _table(view: View) -> dict[str, Any]:
    filters = view.wanted.filters
    table = {
        "states": list(filters.states),
        **{name: getattr(filters, name) for name in _KEPT},
        "due": view.wanted.due,
        "columns": list(view.columns),
    }
    return {name: value for name, value in table.items() if value}


def _read(path: Path) -> dict[str, dict[str, Any]]:
    if not path.exists():
        return {}
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ViewsFileError(
            Text(f"常用视图文件无法读取：{error}", f"the file of views cannot be read: {error}"),
            str(path),
        ) from error
    return {name: each for name, each in content.items() if isinstance(each, dict)}


def _write(path: Path, content: Mapping[str, Mapping[str, Any]]) -> None:
    lines: list[str] = []
    for operator, views in content.items():
        for name, table in views.items():
            lines.append(f"[{_quoted(operator)}.{_quoted(name)}]")
            lines += [f"{key} = {_quoted(value)}" for key, value in table.items()]
            lines.append("")
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as temporary:
        temporary.write_text("\n".join(lines), "utf-8")


def _quoted(value: object) -> str:
    """Return a text or a list of texts as TOML: its basic strings are those of JSON."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
