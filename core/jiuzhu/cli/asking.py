"""Questions on the terminal: a password, a yes or no. Ctrl-C always ends them."""

from __future__ import annotations

import os
import signal
import sys

import click

from jiuzhu_schemas.text import Text


def confirm(question: Text) -> None:
    """Ask yes or no on standard error; click's Abort if the answer is no, or there is none."""
    _let_interruptions_in()
    click.confirm(str(question), abort=True, err=True)


def secret(label: Text, *, twice: bool = False) -> str:
    """Ask for a password, which is not shown; ``twice``: until both answers are the same.

    Raises click's Abort where there is no answer.
    """
    while True:
        answer = _hidden(label)
        if not twice or _hidden(Text("再输入一次", "Once more")) == answer:
            return answer
        said = Text("两次输入不同，请重新输入", "the two are not the same: enter both again")
        click.echo(str(said), err=True)


def _hidden(label: Text) -> str:
    _let_interruptions_in()
    answer: str = click.prompt(str(label), hide_input=on_terminal(), err=True)
    return answer


def on_terminal() -> bool:
    """Tell whether somebody types; where nobody does, nothing on a screen is to be hidden."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return sys.stdin.isatty()
    return True


def _let_interruptions_in() -> None:
    """Have Ctrl-C break off a wait for input.

    Polars, once loaded, handles the interruption in a way that takes up broken-off system calls
    again: Python would only learn of it when the line is complete.
    """
    if hasattr(signal, "siginterrupt"):  # Not on Windows, which breaks off by itself.
        signal.siginterrupt(signal.SIGINT, True)
