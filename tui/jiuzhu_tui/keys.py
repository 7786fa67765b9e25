"""Keys: every binding has an id and words in both languages, and a user's file can remap it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final, Self

from textual.binding import Binding

from jiuzhu_schemas.text import Text

from .faults import AsideError

KEYS_VARIABLE: Final = "JIUZHU_KEYS"


class KeysFileError(AsideError):
    """The file of keys cannot be read, or names something that does not exist."""


class Label(str):
    """A binding's description that keeps both languages; as a string it is the Chinese one."""

    __slots__ = ("words",)
    words: Text

    def __new__(cls, words: Text) -> Self:
        """Make a label of a text."""
        made = super().__new__(cls, words.zh)
        made.words = words
        return made


def bound(
    key: str,
    action: str,
    words: Text,
    id: str,
    *,
    show: bool = True,
    more: Text | None = None,
    priority: bool = False,
) -> Binding:
    """Return a binding. ``id`` such as ``list.open``; ``more`` explains it in the help (F1).

    Use function keys, arrows and ctrl with a letter: without the Kitty protocol, which spoils
    Chinese input, ctrl+enter and enter are the same key.
    """
    return Binding(
        key,
        action,
        Label(words),
        id=id,
        show=show,
        tooltip=Label(more) if more else "",
        priority=priority,
    )


_OF_TEXTUAL: Final[Mapping[str, Text]] = MappingProxyType(
    {"Dismiss menu": Text("收起列表", "Close the list")}
)
"""Descriptions of bindings that Textual's own widgets show."""


def worded(description: str) -> str:
    """Return a binding's description or tooltip in the language chosen now."""
    if isinstance(description, Label):
        return str(description.words)
    return str(_OF_TEXTUAL.get(description, description))


def shown(key: str) -> str:
    """Return a key as it stands on the keyboard.

    >>> shown("ctrl+s"), shown("f4"), shown("pageup")
    ('Ctrl+S', 'F4', 'PgUp')
    """
    names = {"escape": "Esc", "enter": "Enter", "pageup": "PgUp", "pagedown": "PgDn"}
    *modifiers, last = key.split("+")
    function_key = last[:1] == "f" and last[1:].isdigit()
    name = names.get(last, last.upper() if function_key or len(last) == 1 else last.capitalize())
    return "+".join([*(each.capitalize() for each in modifiers), name])


def keys_path() -> Path:
    """Return where the user's keys stand: ``JIUZHU_KEYS``, else the configuration folder."""
    named = os.environ.get(KEYS_VARIABLE)
    if named:
        return Path(named)
    home = os.environ.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path.home() / ".config") / "jiuzhu" / "keys.toml"


def load_keymap(path: Path) -> Mapping[str, str]:
    """Read a file of ``"binding.id" = "f4"`` or ``= ["f4", "ctrl+l"]``; none there: no changes.

    Raises KeysFileError, naming the line that is wrong.
    """
    if not path.exists():
        return {}
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KeysFileError(
            Text(f"按键文件无法读取：{error}", f"the file of keys cannot be read: {error}"),
            str(path),
        ) from error
    return {name: _keys(path, name, value) for name, value in _flat("", content)}


def users_keymap() -> Mapping[str, str]:
    """Return what the user's file remaps, none if there is none. Raises KeysFileError."""
    path = keys_path()
    keymap = load_keymap(path)
    if keymap:
        from .binding_ids import known_ids

        refuse_unknown(path, keymap, known_ids())
    return keymap


def refuse_unknown(path: Path, keymap: Mapping[str, str], known: frozenset[str]) -> None:
    """Raise KeysFileError if the file remaps a binding that there is not."""
    unknown = sorted(set(keymap) - known)
    if unknown:
        raise KeysFileError(
            Text(
                f"没有这些按键编号：{'、'.join(unknown)}；F1 帮助中可查到编号",
                f"there are no bindings {', '.join(unknown)}; the help (F1) shows their ids",
            ),
            str(path),
        )


def _flat(prefix: str, table: Mapping[str, object]) -> list[tuple[str, object]]:
    """Return ids and values: TOML reads ``list.open = …`` as a table in a table."""
    found: list[tuple[str, object]] = []
    for name, value in table.items():
        full = f"{prefix}{name}"
        found += _flat(f"{full}.", value) if isinstance(value, dict) else [(full, value)]
    return found


def _keys(path: Path, name: str, value: object) -> str:
    keys = [value] if isinstance(value, str) else value
    if isinstance(keys, list) and keys and all(isinstance(key, str) and key for key in keys):
        return ",".join(keys)
    raise KeysFileError(
        Text(
            f'“{name}”应为按键名称，如 "f4" 或 ["f4", "ctrl+l"]',
            f'“{name}” takes names of keys, such as "f4" or ["f4", "ctrl+l"]',
        ),
        str(path),
    )
