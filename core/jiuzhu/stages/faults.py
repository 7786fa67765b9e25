"""What a plugin did wrong, said so that its author finds the line."""

from __future__ import annotations

import os
import sysconfig
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

_CORE: Final = str(Path(__file__).resolve().parent.parent) + os.sep
_INSTALLED: Final = "site-packages"
_LIBRARY: Final = (sysconfig.get_path("stdlib"), "<frozen")
_SHOWN: Final = 200


class PluginFault(JiuzhuError):
    """A plugin raised, did not end, or answered what cannot be; ``place`` is its file and line."""

    def __init__(self, plugin: str, hook: str, text: Text, place: str = "") -> None:
        """``text`` continues a sentence whose subject is the hook."""
        super().__init__(
            Text(
                f"插件“{plugin}”的 {hook} {text.zh}", f"plugin “{plugin}”, hook {hook}: {text.en}"
            ),
            place,
        )
        self.plugin = plugin
        self.hook = hook
        self.text = text

    def when_asked(self, about: Text) -> PluginFault:
        """Return the same fault, with what the hook was asked about."""
        text = Text(
            f"{self.text.zh}（所问：{about.zh}）", f"{self.text.en}; asked about {about.en}"
        )
        return PluginFault(self.plugin, self.hook, text, self.place or "")


def raised(error: BaseException) -> Text:
    """Say what was raised."""
    said = said_by(error)
    if isinstance(error, SystemExit):
        return Text(
            f"调用了 sys.exit（{said}）；请返回答案或 None",
            f"called sys.exit ({said}); return an answer, or None",
        )
    if isinstance(error, RecursionError):
        return Text(f"无限递归（{said}）", f"called itself without end ({said})")
    return Text(f"运行出错（{said}）", f"raised {said}")


def said_by(error: BaseException) -> str:
    """Return an error's kind and words, shortened; an error may not even be shown."""
    try:
        words = str(error)
    except Exception as worse:  # A stranger's error; its kind is said all the same.
        words = f"({type(worse).__name__})"
    return f"{type(error).__name__}: {words}"[:_SHOWN]


def shown(value: object) -> str:
    """Return a value as it is written, shortened; a value may not even be shown."""
    try:
        written = repr(value)
    except Exception as error:  # A stranger's object, or a number of too many digits.
        return f"{type(value).__name__} ({type(error).__name__})"
    return written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"


def place_of(function: Callable[..., Any]) -> str:
    """Return the file and line where a function begins, or its kind where it has none."""
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    if code is None:
        return type(function).__name__
    return f"{code.co_filename}:{code.co_firstlineno}"


def place_of_error(error: BaseException, fallback: str) -> str:
    """Return the file and line of the last step in the plugin's own package.

    ``fallback`` is where its code begins; without a step there, the last that is a stranger's.
    """
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno}"
    file = Path(fallback.rpartition(":")[0])
    frames = traceback.extract_tb(error.__traceback__)
    own = [each for each in frames if _of_one_package(Path(each.filename), file)]
    others = [each for each in frames if is_strangers(each.filename)]
    for each in (*own[-1:], *others[-1:]):
        return f"{each.filename}:{each.lineno}"
    return fallback


def is_strangers(file: str) -> bool:
    """Tell a stranger's file from the core's and the library's."""
    if file.startswith(_CORE):
        return False
    return _INSTALLED in file or not file.startswith(_LIBRARY)


def _of_one_package(one: Path, other: Path) -> bool:
    if other.parent.name == _INSTALLED:
        return one == other
    return one.is_relative_to(other.parent) and other.is_absolute()
