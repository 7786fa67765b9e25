"""What went wrong and should not have: a reference number on the screen, the rest in a log file.

The log holds no personal numbers and no values of variables; only its owner can read it.
"""

from __future__ import annotations

import os
import secrets
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jiuzhu.casebook.clock import Clock, stamp
from jiuzhu.casebook.privacy import redact
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text


class AsideError(JiuzhuError):
    """Something besides what a screen shows is wrong: a file of settings, a plugin's hook."""


LOG_VARIABLE: Final = "JIUZHU_LOG"
_ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No letters and digits that are mistaken for each other over the telephone."""


def log_path() -> Path:
    """Return where faults are written: ``JIUZHU_LOG``, else the user's own state folder."""
    named = os.environ.get(LOG_VARIABLE)
    if named:
        return Path(named)
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "jiuzhu" / "tui.log"


class FaultLog:
    """Writes faults down. It never raises: there is nobody left to tell."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self.path = path
        self._clock = clock

    def record(self, error: BaseException, during: str = "") -> str:
        """Write a fault down and return its reference number, such as ``20261122-K7QP``."""
        moment = self._clock()
        letters = "".join(secrets.choice(_ALPHABET) for _ in range(4))
        reference = f"{moment:%Y%m%d}-{letters}"
        try:
            self._append(f"{stamp(moment)} {reference} {redact(during)}\n{_where(error)}\n")
        except OSError:
            return reference
        return reference

    def _append(self, text: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self.path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(text)


def _where(error: BaseException) -> str:
    """Return where errors came from and their kinds; what they say may hold names."""
    return redact("\n".join(_places(error, set())))


def _places(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or error.__context__
    if before is not None and id(before) not in seen:
        yield from _places(before, seen)
        yield "which led to"
    yield "".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__


def fatal_sentence(reference: str, path: Path) -> Text:
    """Return what a user reads when the program had to stop."""
    return Text(
        f"救助程序遇到内部错误，已停止。编号 {reference}\n"
        f"已提交的内容不受影响。请把编号和日志文件交给维护人员：{path}",
        f"Jiuzhu met an internal error and stopped. Reference {reference}\n"
        f"What was recorded is safe. Give the reference and the log to support: {path}",
    )


def fault_sentence(reference: str) -> Text:
    """Return what a user reads when one act failed and the program goes on."""
    return Text(
        f"程序内部出错，这一步没有完成。请把编号告诉维护人员：{reference}",
        f"An internal error: this step was not done. Tell support the reference: {reference}",
    )
