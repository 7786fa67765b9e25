"""Keeps personal numbers out of logs: messages, arguments and tracebacks."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import Any

from .redaction import redact

Factory = Callable[..., logging.LogRecord]


class RedactingFormatter(logging.Formatter):
    """Hides numbers in whatever another formatter writes: the last thing before the line is out."""

    def __init__(self, inner: logging.Formatter | None = None) -> None:
        super().__init__()
        self._inner = inner or logging.Formatter()

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, traceback included, without such numbers."""
        return redact(self._inner.format(record))


def guard_logging(*loggers: logging.Logger) -> None:
    """Redact everything logged in this process from now on; calling it twice changes nothing.

    Every record is redacted as it is made, whichever logger and handler it goes to later. The
    handlers that these loggers have now (the root's, if none are named) also redact what they
    write, for what is added to a record on its way.
    """
    factory = logging.getLogRecordFactory()
    if not isinstance(factory, _RedactingFactory):
        logging.setLogRecordFactory(_RedactingFactory(factory))
    handlers = [each for logger in loggers or (logging.getLogger(),) for each in logger.handlers]
    if logging.lastResort is not None:
        handlers.append(logging.lastResort)
    for handler in handlers:
        if not isinstance(handler.formatter, RedactingFormatter):
            handler.setFormatter(RedactingFormatter(handler.formatter))


def redacted_traceback(error: BaseException) -> str:
    """Return an error's traceback, with those that led to it, without such numbers."""
    return redact("".join(traceback.format_exception(error)))


class _RedactingFactory:
    """Makes records whose message is finished and redacted."""

    def __init__(self, inner: Factory) -> None:
        self._inner = inner

    def __call__(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        record = self._inner(*args, **kwargs)
        record.msg, record.args = redact(_message(record)), ()
        if record.exc_info and record.exc_info[1] is not None:
            # Formatters write exc_text where it is set; the error itself would show its text.
            record.exc_text, record.exc_info = redacted_traceback(record.exc_info[1]).rstrip(), None
        return record


def _message(record: logging.LogRecord) -> str:
    """Return the finished message, or its parts: logging would print wrong ones unredacted."""
    try:
        return record.getMessage()
    except Exception:
        return f"{record.msg!s} {record.args!r}"
