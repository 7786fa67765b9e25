"""Writes a slip into a file that only its owner can read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from jiuzhu.exchange import FileError
from jiuzhu.exchange.replacing import replacing
from jiuzhu_schemas.text import Text

from .html import as_html
from .record import Slip
from .text import as_text

_FORMS: Final[Mapping[str, Callable[[Slip], str]]] = MappingProxyType(
    {".html": as_html, ".txt": as_text}
)
ENDINGS: Final = tuple(_FORMS)
"""The endings of files a slip can be written to."""


def write_slip(slip: Slip, path: Path) -> None:
    """Write a slip, as a page to print (``.html``) or as text (``.txt``), whole or not at all.

    What stood there before is replaced: ask first. Raises FileError for another ending, or when
    the file cannot be written.
    """
    render = form_of(path)
    with replacing(path) as temporary:
        temporary.write_text(render(slip), "utf-8", errors="replace")


def form_of(path: Path) -> Callable[[Slip], str]:
    """Return how a file's slip is rendered, by its ending. Raises FileError."""
    found = _FORMS.get(path.suffix.lower())
    if found is None:
        raise FileError(
            Text(
                f"结算单只写成 {'、'.join(ENDINGS)} 文件",
                f"a slip is written to {' or '.join(ENDINGS)}",
            ),
            str(path),
        )
    return found
