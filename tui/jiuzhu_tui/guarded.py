"""Keeps errors from ending the program: work-arounds for textual 8.2, each with its reason.

These methods are textual's own and not public; `tests/test_guarded.py` fails when a later version
changes them.
"""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

from .hosting import the_app


class Guarded(MessagePump):
    """A screen or widget whose handlers may fail: the error is reported and all goes on.

    Textual ends the whole program at the first error in a handler, printing local variables.
    """

    async def _on_message(self, message: Message) -> None:
        try:
            await super()._on_message(message)
        except Exception as error:
            the_app(self).report(error)  # type: ignore[arg-type]


class GuardedApp(App[None]):
    """An application whose actions may fail, and whose end shows nothing of what it held."""

    def report(self, error: Exception) -> None:
        """Tell the operator about an error; the program goes on."""
        raise NotImplementedError

    def last_words(self, error: BaseException) -> str:
        """Write a fatal error down and return what to print for it."""
        raise NotImplementedError

    async def _dispatch_action(self, namespace: Any, action_name: str, params: Any) -> bool:
        try:
            return await super()._dispatch_action(namespace, action_name, params)
        except Exception as error:
            self.report(error)
            return True

    def _handle_exception(self, error: Exception) -> None:
        """Stop. Textual prints a traceback with local variables: names, numbers, accounts."""
        from rich.text import Text as RichText

        self._return_code = 1
        inner: Any = self  # What textual keeps to itself has no types to rely on.
        if inner._exception is None:
            inner._exception = error
            inner._exception_event.set()
            inner._exit_renderables.append(RichText(self.last_words(error)))
        self._close_messages_no_wait()
