"""Progress of long work on a terminal; silence in a pipe and for work that is soon done."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from jiuzhu.settlement.columns import Progress
from jiuzhu_schemas.text import Text

_PATIENCE: Final = 0.5
"""Seconds before anything is shown."""
_STEPS: Final = {
    "read": Text("读取文件", "reading"),
    "check": Text("核对数据", "checking"),
    "rules": Text("适用规则", "applying rules"),
    "settle": Text("计算金额", "working out amounts"),
    "record": Text("记账", "recording"),
    "replay": Text("重新结算", "settling again"),
}


@contextmanager
def progress_on_terminal() -> Iterator[Progress | None]:
    """Show one line that changes, on standard error, if a person is looking."""
    if not sys.stderr.isatty():
        yield None
        return
    line = _Line()
    try:
        yield line.tell
    finally:
        line.clear()


class _Line:
    def __init__(self) -> None:
        self._started = time.monotonic()
        self._width = 0

    def tell(self, step: str, done: int, total: int) -> None:
        """Show how far a step has come."""
        if time.monotonic() - self._started < _PATIENCE:
            return
        label = str(_STEPS.get(step, Text(step, step)))
        share = f" {done * 100 // total}%" if total else ""
        self._show(f"{label}{share}")

    def clear(self) -> None:
        """Leave an empty line behind."""
        if self._width:
            self._show("")

    def _show(self, text: str) -> None:
        click.echo(f"\r{' ' * self._width}\r{text}", nl=False, err=True)
        self._width = 2 * len(text)
