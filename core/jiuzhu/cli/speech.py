"""What click itself says, in the chosen language: headings of a help, findings of the parser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

import click

from jiuzhu_schemas.text import Text, chosen_language

_HEADINGS: Final = {
    "Options": Text("选项", "Options"),
    "Commands": Text("命令", "Commands"),
    "Show this message and exit.": Text("显示本说明", "Show this message and exit."),
    "Show the version and exit.": Text("显示版本号", "Show the version and exit."),
}
_MARKS: Final = (
    ("[OPTIONS]", "[选项]"), ("COMMAND [ARGS]", "命令 [参数]"), ("[required]", "[必填]"),
    ("default: ", "默认："), ("; required]", "；必填]"), (" TEXT", " 文字"), (" INTEGER", " 整数"),
    ("[%Y-%m-%d]", "YYYY-MM-DD"),
)  # fmt: skip
_FINDINGS: Final[tuple[tuple[re.Pattern[str], str], ...]] = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"No such command '(.*)'\.", "没有命令 {0}"),
        (r"No such command '(.*)'\. Did you mean (.*)\?", "没有命令 {0}，是否为 {1}？"),
        (r"Got unexpected extra arguments? \((.*)\)", "多出的内容：{0}"),
        (r"Option '(.*)' requires an argument\.", "{0} 后面须有值"),
        (r"Option '(.*)' requires (\d+) arguments\.", "{0} 后面须有 {1} 个值"),
        (r"Option '(.*)' does not take a value\.", "{0} 后面不能有值"),
        (r"'(.*)' is not one of (.*)\.", "“{0}”须为其中之一：{1}"),
        (r"'(.*)' does not match the formats? (.*)\.", "“{0}”不是日期，应为 {1}"),
        (r"'(.*)' is not a valid integer( range)?\.", "“{0}”不是整数"),
        (r"(.*) is not in the range (.*)\.", "“{0}”不在范围 {1} 内"),
        (r"'(.*)' is not a valid boolean\..*", "“{0}”不是 yes 或 no"),
        (r"(?:File|Path|Directory) '(.*)' does not exist\.", "没有文件 {0}"),
        (r"File '(.*)' is a directory\.", "{0} 是文件夹，不是文件"),
    )
)
_DATE_PARTS: Final = (("%Y", "YYYY"), ("%m", "MM"), ("%d", "DD"), ("%H:%M:%S", "时:分:秒"))


class HelpInLanguage(click.HelpFormatter):
    """Writes a command's help with its headings in the chosen language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the first line."""
        own = str(Text("用法：", "Usage: "))
        super().write_usage(prog, _in_language(args), own if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        colon = str(Text("：", ":"))
        self.write(f"{'':>{self.current_indent}}{_HEADINGS.get(heading, heading)}{colon}\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write what an option or command is for."""
        said = [
            (_in_language(name), _in_language(str(_HEADINGS.get(text, text))))
            for name, text in rows
        ]
        super().write_dl(said, col_max, col_spacing)


class ContextInLanguage(click.Context):
    """A call of a command whose help is in the chosen language."""

    formatter_class = HelpInLanguage


def in_language(command: click.Command) -> click.Command:
    """Return a command whose help, and that of the commands below it, is in the language."""
    command.context_class = ContextInLanguage
    if isinstance(command, click.Group):
        for each in command.commands.values():
            in_language(each)
    return command


def finding(error: click.ClickException) -> str:
    """Say what click found wrong."""
    for kind, say in _SAID.items():
        if isinstance(error, kind):
            return say(error)
    return _translated(error.format_message())


def _missing(error: click.MissingParameter) -> str:
    if error.param is None:
        return error.format_message()
    name = error.param.get_error_hint(error.ctx).replace("'", "")
    return str(Text(f"缺少 {name}", f"{name} is missing"))


def _no_such_option(error: click.NoSuchOption) -> str:
    zh, en = ((mark.join(error.possibilities or ())) for mark in ("、", ", "))
    hint = Text(f"，是否为 {zh}？", f"; did you mean {en}?") if zh else Text("", "")
    name = error.option_name
    return str(Text(f"没有选项 {name}{hint.zh}", f"there is no option {name}{hint.en}"))


def _bad_value(error: click.BadParameter) -> str:
    if chosen_language() == "en" or error.param is None:
        return error.format_message()
    said = _translated(error.message)
    for code, part in _DATE_PARTS:
        said = said.replace(code, part)
    name = error.param.get_error_hint(error.ctx).replace("'", "")
    return f"{name}：{said}"


_SAID: Final[dict[type[click.ClickException], Callable[..., str]]] = {
    click.MissingParameter: _missing,
    click.NoSuchOption: _no_such_option,
    click.BadParameter: _bad_value,
}


def _translated(said: str) -> str:
    if chosen_language() == "en":
        return said
    for pattern, wanted in _FINDINGS:
        found = pattern.fullmatch(said)
        if found:
            return wanted.format(*((each or "").replace("'", "") for each in found.groups()))
    return said


def _in_language(text: str) -> str:
    if chosen_language() == "en":
        return text
    for mark, wanted in _MARKS:
        text = text.replace(mark, wanted)
    return text
