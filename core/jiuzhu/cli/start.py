"""The entry point: the language is chosen first, since every command's help is written in it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import Final

from jiuzhu.stages.last_resort import allow_ending_process
from jiuzhu_schemas.text import LANGUAGE_VARIABLE

_SELDOM: Final = 100_000
"""Objects made between two searches for garbage: starting up makes many, and all of them stay."""


def run() -> None:
    """Run the command line; the exit status is 0 done, 1 something found, 2 unusable."""
    choose_language(sys.argv[1:])
    gc.set_threshold(_SELDOM)
    allow_ending_process("tui" not in sys.argv)  # The terminal first gives the screen back.
    from .main import call

    sys.exit(call(sys.argv[1:]))


def choose_language(arguments: Sequence[str]) -> None:
    """Take ``--lang en`` or ``--lang=en`` from the arguments into the environment."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--lang="):
            os.environ[LANGUAGE_VARIABLE] = argument.removeprefix("--lang=")
        elif argument == "--lang" and place + 1 < len(arguments):
            os.environ[LANGUAGE_VARIABLE] = arguments[place + 1]
