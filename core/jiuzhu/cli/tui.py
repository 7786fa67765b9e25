"""``jiuzhu tui``: hands over to the terminal interface, if it is installed."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

import click

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

from . import options


class NoTerminalInterface(JiuzhuError):
    """The package with the terminal interface is not installed."""


@click.command(
    name="tui",
    help=options.example(
        "打开终端界面：已安装的县及其政策文件。",
        "Open the terminal interface: the installed counties and their documents.",
        "jiuzhu tui",
    ),
)
def command() -> int:
    """Open it; 0 when it is left."""
    if find_spec("jiuzhu_tui") is None:
        raise NoTerminalInterface(
            Text("未安装终端界面，请安装 jiuzhu-tui", "the terminal interface is not installed:"
                 " install jiuzhu-tui")
        )  # fmt: skip
    # Looked up by name: the core must not depend on the terminal, which depends on it.
    import_module("jiuzhu_tui.app").main()
    return 0
