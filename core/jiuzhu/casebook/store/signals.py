"""Keeps interruptions out of the gate: they are noted, and take effect when it is left."""

from __future__ import annotations

# What stands beneath `signal`, without the enumerations that it wraps every answer in: four
# handlers are changed for each write, and wrapping them costs as much as the rows of a claim.
import _signal as plain  # type: ignore[import-not-found, unused-ignore]
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

Handler = Callable[[int, FrameType | None], Any] | int | None
_HELD_BACK: Final = (int(signal.SIGINT), int(signal.SIGTERM))
_IGNORED: Final = int(signal.SIG_IGN)


class HeldBack:
    """Notes interruptions between `hold` and `release`.

    Handlers are replaced, not signals blocked: a blocked signal would go to another thread, and
    Python would still raise in the main one. Only the main thread is ever interrupted.
    """

    def __init__(self) -> None:
        self.noted: list[int] = []
        self._before: list[tuple[int, Handler]] = []

    def hold(self) -> None:
        """Start noting; does nothing outside the main thread, which alone is interrupted."""
        if threading.current_thread() is not threading.main_thread():
            return
        for each in _HELD_BACK:
            before = plain.getsignal(each)
            # None: set by something other than Python. What is ignored (nohup) stays ignored.
            if before is not None and before != _IGNORED:
                self._before.append((each, before))
                plain.signal(each, self._note)

    def release(self) -> None:
        """Put the handlers back; what was noted is for the caller to act on."""
        while self._before:
            number, before = self._before.pop()
            plain.signal(number, before)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.noted.append(number)
