"""Starts the application, and sees to it that no end of it prints what it held."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from jiuzhu.casebook.privacy import guard_logging
from jiuzhu_schemas.text import LANGUAGE_VARIABLE, Text

_TURN_SECONDS: Final = 0.001


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line and open the application."""
    import argparse

    parser = argparse.ArgumentParser(
        prog="jiuzhu-tui",
        description=str(Text("救助业务终端界面", "Medical assistance at the terminal")),
    )
    parser.add_argument(
        "casebook", nargs="?", type=Path, help=str(Text("案卷库文件", "the casebook's file"))
    )
    parser.add_argument("--lang", choices=("zh", "en"), help=str(Text("语言", "language")))
    asked = parser.parse_args(arguments)
    if asked.lang:
        os.environ[LANGUAGE_VARIABLE] = asked.lang
    return run(asked.casebook)


def run(casebook: Path | None) -> int:
    """Open the application and return its exit status.

    Raises NoCasebook or NotACasebook if the file is none, before the screen changes.
    """
    from jiuzhu.casebook.store import Casebook

    from .app import JiuzhuApp

    if casebook is not None:
        Casebook.open(casebook, read_only=True).close()
    # A key waits at each turn for what the background is at: a millisecond at most, not five.
    sys.setswitchinterval(_TURN_SECONDS)
    # Textual's loop logs errors of forgotten tasks: to nowhere, rather than over the screen.
    logging.getLogger("asyncio").addHandler(logging.NullHandler())
    guard_logging()
    app = JiuzhuApp(casebook)
    try:
        app.run()
    except Exception as error:
        print(app.last_words(error), file=sys.stderr)
        return 1
    return app.return_code or 0
