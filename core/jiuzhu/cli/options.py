"""Options that several commands share, with their help in the chosen language."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import click

from jiuzhu_schemas.text import Text

F = TypeVar("F", bound=Callable[..., Any])

FILE: Final = click.Path(path_type=Path)

claims_argument: Final = click.argument("claims", type=FILE)
people_option: Final = click.option(
    "--people", type=FILE, required=True, help=str(Text("人员文件", "file of people"))
)
identities_option: Final = click.option(
    "--identities", type=FILE, required=True, help=str(Text("身份文件", "file of identities"))
)
optional_people_option: Final = click.option(
    "--people",
    type=FILE,
    help=str(
        Text(
            "人员文件；给出 --casebook 时可省略，用案卷库中的人员",
            "file of people; with --casebook it may be left out for the casebook's own",
        )
    ),
)
optional_identities_option: Final = click.option(
    "--identities",
    type=FILE,
    help=str(
        Text(
            "身份文件；给出 --casebook 时可省略，用案卷库中的身份",
            "file of identities; with --casebook it may be left out for the casebook's own",
        )
    ),
)
county_option: Final = click.option(
    "--county", required=True, help=str(Text("县，例如 fengjie", "county, such as fengjie"))
)
output_option: Final = click.option(
    "--output",
    type=FILE,
    required=True,
    help=str(Text("结果文件，类型由扩展名决定", "result file, its type by the ending")),
)
opening_option: Final = click.option(
    "--opening",
    type=FILE,
    help=str(
        Text(
            "期初已用限额文件（此前各月的 --closing）",
            "balances used before (an earlier --closing)",
        )
    ),
)
skip_option: Final = click.option(
    "--skip-bad-rows",
    is_flag=True,
    help=str(
        Text("跳过有误的行，写入 OUT.errors.csv", "leave wrong rows out, into OUT.errors.csv")
    ),
)
casebook_argument: Final = click.argument("casebook", metavar="DB", type=FILE)
casebook_option: Final = click.option(
    "--casebook",
    metavar="DB",
    type=FILE,
    help=str(Text("案卷库文件", "the casebook's file")),
)
format_option: Final = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=str(Text("输出格式", "form of the output")),
)


summary_option: Final = click.option(
    "--summary/--no-summary",
    default=None,
    help=str(
        Text(
            "显示汇总（默认：在终端显示，在管道中不显示）", "summary (default: on a terminal only)"
        )
    ),
)


def wants_summary(asked: bool | None) -> bool:
    """Tell whether to print a summary: as asked, else where a person looks at standard error."""
    return sys.stderr.isatty() if asked is None else asked


def input_options(command: F) -> F:
    """Add the options that name people, identities and county."""
    for option in (county_option, identities_option, people_option):
        command = option(command)
    return command


def example(zh: str, en: str, command: str) -> str:
    """Build a command's help: a sentence, and an example kept on its own line."""
    sentence = str(Text(zh, en))
    label = str(Text("示例：", "Example:"))
    return f"{sentence}\n\n\b\n{label}\n  {command}"
