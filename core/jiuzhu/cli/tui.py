"""``jiuzhu tui``: hands over to the terminal interface, if it is installed."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

from . import options


class NoTerminalInterface(JiuzhuError):
    """The package with the terminal interface is not installed."""


@click.command(
    name="tui",
    help=options.example(
        "打开终端界面：登录后办理案件；不给案卷库时只看县和政策。",
        "Open the terminal interface: log in and work on cases; without a casebook it shows"
        " counties and policies.",
        "jiuzhu tui --casebook fengjie.casebook",
    ),
)
@options.casebook_option
@click.option(
    "--serve",
    is_flag=True,
    help=str(
        Text(
            "供本机的浏览器使用（须安装 jiuzhu-tui[browser]）",
            "serve it to a browser on this machine (needs jiuzhu-tui[browser])",
        )
    ),
)
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    default=8023,
    show_default=True,
    help=str(Text("--serve 的端口", "the port of --serve")),
)
def command(casebook: Path | None, serve: bool, port: int) -> int:
    """Open it; 0 when it is left, 2 if it had to stop."""
    if find_spec("jiuzhu_tui") is None:
        raise NoTerminalInterface(
            Text("未安装终端界面，请安装 jiuzhu-tui", "the terminal interface is not installed:"
                 " install jiuzhu-tui")
        )  # fmt: skip
    # Looked up by name: the core must not depend on the terminal, which depends on it.
    if serve:
        served: int = import_module("jiuzhu_tui.serving.server").serve(casebook, port)
        return served
    status: int = import_module("jiuzhu_tui.start").run(casebook)
    return status
