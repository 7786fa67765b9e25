"""The lines of what stands inside a value: ``rows = [{ … }, { … }]`` written as one array."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

_KEY: Final = re.compile(r'"?([A-Za-z0-9_-]+)"?\s*=\s*')
_TOKEN: Final = re.compile(
    r'"""(?:\\.|.)*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{},]',
    re.DOTALL,
)
_BLANK: Final = re.compile(r"(?:\s|#[^\n]*)*")


def line_within(lines: Sequence[str], number: int, steps: Sequence[tuple[str, str]]) -> int:
    """Return the line of a key path whose first step is the key that stands on line ``number``.

    A step is a name and an index, empty where there is none. What is not found is told at the
    innermost place that is: in a sound file there is always one.
    """
    text = "\n".join(lines[number - 1 :])
    at = 0
    for place, (name, index) in enumerate(steps):
        value = _value_of(text, name, at, top=place == 0)
        if value is None:
            break
        at = value[0]
        element = _element(text, value[1], int(index)) if index else value[1]
        if element is None:
            break
        at = element
    return number + text.count("\n", 0, at)


def _value_of(text: str, name: str, at: int, *, top: bool) -> tuple[int, int] | None:
    """Return where a key and its value begin: of the inline table at ``at``, or on its line."""
    for start in [_next(text, at)] if top else list(_starts(text, at, "{")):
        found = _KEY.match(text, start)
        if found and found[1] == name:
            return start, found.end()
    return None


def _element(text: str, at: int, index: int) -> int | None:
    """Return where an element of the array at ``at`` begins; None if there are not so many."""
    starts = list(_starts(text, at, "["))
    return starts[index] if index < len(starts) else None


def _starts(text: str, at: int, bracket: str) -> Iterator[int]:
    """Yield where each part of the array or inline table at ``at`` begins; none if it is none."""
    if text[at : at + 1] != bracket:
        return
    depth = 0
    for token in _TOKEN.finditer(text, at):
        sign = token[0]
        depth += (sign in "[{") - (sign in "]}") if len(sign) == 1 else 0
        if depth == 0:
            return
        if depth == 1 and (sign == "," or token.start() == at):
            start = _next(text, token.end())
            if text[start : start + 1] not in ("]", "}"):  # After a last comma nothing begins.
                yield start


def _next(text: str, at: int) -> int:
    """Return where the next thing stands that is no blank and no comment."""
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at
