"""``jiuzhu``: the group of commands, each imported only when it is called for."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

from .lazy import LazyCommands
from .speech import finding, in_language

UNUSABLE: Final = 2
"""Exit status for input or arguments that cannot be used."""

DEBUG_VARIABLE: Final = "JIUZHU_DEBUG"

_COMMANDS: Final = {
    "settle": ("settle", Text("结算一批医疗费用", "settle a file of claims")),
    "subsidy": ("subsidy", Text("计算资助参保", "work out premium subsidies")),
    "reverse": ("reverse", Text("冲正一笔已记账的费用", "reverse a claim in a casebook")),
    "explain": ("explain", Text("说明一笔结算的理由", "say why a claim came out as it did")),
    "casebook": (
        "casebook",
        Text("案卷库：新建、检查、备份、日结", "make, check and back up a casebook"),
    ),
    "case": ("case", Text("案件：受理、审核、审批", "cases: intake, review, approval")),
    "roster": ("roster", Text("花名册：导入、核对、查询", "rosters: import, compare, look up")),
    "hospital": ("hospital", Text("定点医疗机构", "designated hospitals")),
    "payrun": ("payrun", Text("拨付清单", "payment runs")),
    "operator": ("operator", Text("操作人员与权限", "operators and their roles")),
    "policy": ("policy", Text("查看、检查政策", "show and check policies")),
    "audit": ("audit", Text("审核政策", "audit policies")),
    "county": ("county", Text("新建一个县的程序包", "make a new county's package")),
    "counties": ("counties", Text("列出已安装的县", "list the installed counties")),
    "plugins": ("plugins", Text("列出插件", "list the plugins")),
    "doctor": ("doctor", Text("检查安装情况", "check the installation")),
    "tui": ("tui", Text("打开终端界面", "open the terminal interface")),
}


@click.group(
    cls=LazyCommands,
    table=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=str(
        Text(
            "救助：按各县政策结算医疗救助，精确到分，说明理由。\n\n"
            "示例：jiuzhu settle claims.csv --people people.csv --identities identities.csv"
            " --county fengjie --output awards.csv",
            "Jiuzhu: settle medical assistance by each county's policy, to the fen, with reasons."
            "\n\nExample: jiuzhu settle claims.csv --people people.csv --identities"
            " identities.csv --county fengjie --output awards.csv",
        )
    ),
)
@click.version_option(package_name="jiuzhu", prog_name="jiuzhu")
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    help=str(Text("语言（也可设 JIUZHU_LANG）", "language (or set JIUZHU_LANG)")),
)
def group(lang: str | None) -> None:
    """Hold the commands; ``--lang`` was read before they were built."""


in_language(group)


def command_names() -> frozenset[str]:
    """Return the names of the core's own commands, which no plugin may take."""
    return frozenset(_COMMANDS)


def call(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status. Errors are sentences, never tracebacks."""
    try:
        result = group.main(list(arguments), prog_name="jiuzhu", standalone_mode=False)
    except click.ClickException as error:
        click.echo(_sentence(error), err=True)
        return UNUSABLE
    except click.exceptions.Abort:
        click.echo(str(Text("已中止，没有写入任何内容", "stopped; nothing was written")), err=True)
        return UNUSABLE
    except JiuzhuError as error:
        command = str(Text(f"（{error.command}）", f" ({error.command})")) if error.command else ""
        click.echo(f"{error}{command}", err=True)
        return UNUSABLE
    except BrokenPipeError:  # The reader, such as head, has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:  # A fault of ours: said without the data a traceback would show.
        click.echo(str(_internal(error)), err=True)
        if os.environ.get(DEBUG_VARIABLE):
            from jiuzhu.casebook.privacy import redacted_traceback

            click.echo(redacted_traceback(error), err=True)
        return UNUSABLE
    return _flushed(result if isinstance(result, int) else 0)


def _flushed(status: int) -> int:
    """Write out what is still held back, while a closed pipe can still be told apart."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status


def _internal(error: Exception) -> Text:
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    kind = type(error).__name__
    return Text(
        f"程序内部错误（{kind}，{place}），没有写入任何内容。请把本行报告给维护人员；"
        f"设 {DEBUG_VARIABLE}=1 可见详情（证件号、账号已隐去，姓名可能仍在）",
        f"internal error ({kind}, {place}); nothing was written. Please report this line;"
        f" with {DEBUG_VARIABLE}=1 details are shown (numbers hidden; names may still be there)",
    )


def _sentence(error: click.ClickException) -> str:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    context = getattr(error, "ctx", None)
    usage = f"{context.get_usage()}\n" if context else ""
    label = str(Text("错误：", "Error: "))
    return f"{usage}{label}{finding(error)}"
