"""The root of every error that is meant for a person to read."""

from __future__ import annotations

from .text import Text, chosen_language


class JiuzhuError(Exception):
    """Something a person can mend: says what is wrong, where, what was expected.

    ``place`` is a file, a row and column, or a key path; empty where there is none. ``command``:
    by which command or option it is mended; only the command line says so.
    """

    def __init__(self, message: Text, place: str = "", *, command: str = "") -> None:
        super().__init__(message.zh)
        self.message = message
        self.place = place
        self.command = command

    def __str__(self) -> str:
        sentence = self.message.in_language(chosen_language())
        return f"{self.place}: {sentence}" if self.place else sentence


class MoneyError(JiuzhuError):
    """A text is not a sum of money, or not a percentage."""


class ResidentIdError(JiuzhuError):
    """A text is not a resident ID."""


class SchemaError(JiuzhuError):
    """Data does not have the shape of its schema; ``problems`` lists every place."""

    def __init__(self, problems: list[tuple[str, Text]]) -> None:
        self.problems = problems
        zh = "；".join(f"{path}：{text.zh}" for path, text in problems)
        en = "; ".join(f"{path}: {text.en}" for path, text in problems)
        super().__init__(Text(zh, en))
