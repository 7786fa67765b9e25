"""Ends strangers' code that does not come to an end.

A thread watches how long a run takes. Over its time, it raises `OutOfTime` in the thread that
runs: this ends any loop written in Python, on Windows as on Linux. A call into C (a sleep, a
wait for a network) cannot be interrupted so. There the process is ended, where it does nothing
but one command; in a program that embeds Jiuzhu it cannot be ended, and waits.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from time import monotonic
from typing import Final, TypeVar

from jiuzhu_schemas.text import Text

from .faults import is_strangers
from .last_resort import may_end_process

T = TypeVar("T")

RULE_SECONDS: Final = 5.0
"""How long one call of a rule may take: a sound one takes microseconds."""
LOADING_SECONDS: Final = 60.0
"""How long an import, the naming of files, or a look through a file of claims may take."""
_GRACE: Final = 2.0
_UNUSABLE: Final = 2


class OutOfTime(BaseException):
    """A run took too long. No `Exception`, so that a stranger's handlers do not take it."""


class _Run:
    """A stranger's code that is running. ``left``: seconds, by the ticks of the watch, so that a
    computer which slept has used none."""

    def __init__(self, thread: int, left: float, what: Text) -> None:
        self.thread = thread
        self.left = left
        self.what = what
        self.interrupted = False


class _Watch:
    """Looks after the runs of all threads; its own thread lives only while there are some."""

    def __init__(self) -> None:
        self.tick = 0.25
        self.start_anew()

    def start_anew(self) -> None:
        """Forget everything: a forked process has a copy of the lock, but no such thread."""
        self._lock = threading.Lock()
        self._runs: list[_Run] = []
        self._thread: threading.Thread | None = None

    def begin(self, run: _Run) -> None:
        with self._lock:
            self._runs.append(run)
            if self._thread is None:
                self._thread = threading.Thread(target=self._look, name="jiuzhu-watch", daemon=True)
                self._thread.start()

    def end(self, run: _Run) -> None:
        with self._lock:
            if run in self._runs:
                self._runs.remove(run)
                if run.interrupted:
                    _interrupt(run.thread, None)

    def _look(self) -> None:
        idle = 0
        before = monotonic()
        asleep = threading.Event()
        while True:
            asleep.wait(self.tick)
            passed = min(monotonic() - before, 2 * self.tick)
            before = monotonic()
            with self._lock:
                idle = 0 if self._runs else idle + 1
                if idle > 8:
                    self._thread = None
                    return
                for run in self._runs:
                    run.left -= passed
                    if run.left <= 0:
                        self._stop(run)

    def _stop(self, run: _Run) -> None:
        if run.interrupted and may_end_process():
            _end_process(run)
        run.interrupted, run.left = True, _GRACE
        _interrupt(run.thread, OutOfTime)


_WATCH: Final = _Watch()
if hasattr(os, "register_at_fork"):  # Not on Windows, which does not fork.
    os.register_at_fork(after_in_child=_WATCH.start_anew)


def within(seconds: float, what: Text, act: Callable[[], T]) -> T:
    """Run ``act``; raises OutOfTime if it takes longer. ``what`` names it, should it not end."""
    run = _Run(threading.get_ident(), seconds, what)
    try:
        _WATCH.begin(run)
        try:
            found = act()
        finally:
            _WATCH.end(run)
    except OutOfTime:
        _WATCH.end(run)  # The interruption may have come just then.
        raise
    if run.interrupted:
        raise OutOfTime
    return found


def _interrupt(thread: int, error: type[BaseException] | None) -> None:
    """Raise an error in a thread at its next step in Python; None takes back what is pending."""
    import ctypes

    raised = ctypes.py_object(error) if error else None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)


def _end_process(run: _Run) -> None:
    place = _place(run.thread)
    text = Text(
        f"{place}：{run.what.zh} 没有结束，也无法中断，程序已退出，没有写入任何内容",
        f"{place}: {run.what.en}: does not end and cannot be interrupted;"
        " the program was ended, nothing was written",
    )
    if sys.__stderr__ is not None:
        sys.__stderr__.write(f"{text}\n")
        sys.__stderr__.flush()
    os._exit(_UNUSABLE)


def _place(thread: int) -> str:
    """Return where a thread stands, in a stranger's file."""
    frame = sys._current_frames().get(thread)
    while frame is not None and not is_strangers(frame.f_code.co_filename):
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}" if frame else "?"
