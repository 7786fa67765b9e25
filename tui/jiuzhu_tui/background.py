"""Work in the background of a screen: asked for here, answered in the screen's own turn."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Final, TypeVar

from textual.message import Message
from textual.widget import Widget
from textual.worker import Worker

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

from .desk import Desk
from .hosting import the_app

T = TypeVar("T")
BETWEEN_KEYS: Final = 0.12
"""Seconds between two keys of somebody who types quickly."""
_OFTEN: Final = 0.1
"""Seconds between two reports of progress."""


class Stopped(JiuzhuError):
    """The operator stopped the work; nothing of it was recorded."""

    def __init__(self) -> None:
        super().__init__(Text("已停止，没有写入任何内容", "stopped; nothing was recorded"))


class Stepped(Message, bubble=False):
    """The work came further. ``total`` 0: it is not known how far it is."""

    def __init__(self, done: int, total: int) -> None:
        self.done = done
        self.total = total
        super().__init__()


class Progress:
    """Passed to long work, which calls `step` now and then."""

    def __init__(self, watcher: Widget) -> None:
        self._watcher = watcher
        self._stop = threading.Event()
        self._told = 0.0

    def step(self, done: int, total: int = 0) -> None:
        """Say how far the work is. Raises Stopped if the operator asked to stop."""
        if self._stop.is_set():
            raise Stopped
        now = time.monotonic()
        if now - self._told >= _OFTEN or done == total:
            self._told = now
            self._watcher.post_message(Stepped(done, total))

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()


def look(
    node: Widget,
    work: Callable[[Desk], T],
    then: Callable[[T], None],
    *,
    group: str = "",
    pause: float = 0.0,
) -> Worker[None]:
    """Ask something of the casebook and hand the answer to ``then``, later, in the node's turn.

    ``work`` runs in another thread: it touches no widget. A new request of the same ``group``
    replaces the one before it, whose answer is dropped. Errors become a message on the screen;
    while the screen is locked, answers wait. ``pause``: so many seconds are let go by first, in
    which a new request replaces it before anything is done: for what follows each key.
    """

    async def carry() -> None:
        app = the_app(node)
        try:
            if pause:
                await asyncio.sleep(pause)
            answer = await app.desks.look.do(work)
        except asyncio.CancelledError:
            raise
        except Exception as error:
            app.report(error)
        else:
            node.call_later(app.when_unlocked, partial(then, answer))

    return node.run_worker(carry, group=group or "look", exclusive=bool(group), exit_on_error=False)


def long_work(
    node: Widget,
    title: Text,
    work: Callable[[Desk, Progress], T],
    then: Callable[[T], None],
) -> Worker[None]:
    """Do something that takes long, under a dialog that shows how far it is and can stop it."""
    from .dialogs.progress import ProgressScreen

    dialog = ProgressScreen(title)

    async def carry() -> None:
        app = the_app(node)
        await app.push_screen(dialog)
        try:
            answer = await app.desks.work.do(lambda desk: work(desk, dialog.progress))
        except asyncio.CancelledError:
            dialog.progress.stop()
            raise
        except Exception as error:
            node.call_later(app.when_unlocked, partial(dialog.finish, partial(app.report, error)))
        else:
            node.call_later(app.when_unlocked, partial(dialog.finish, partial(then, answer)))

    return node.run_worker(carry, group="work", exit_on_error=False)
