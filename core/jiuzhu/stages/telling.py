"""Whether the calls of hooks are to be told (``JIUZHU_TRACE=1``), and the line that is told."""

from __future__ import annotations

import os
import sys
from typing import Final

VARIABLE: Final = "JIUZHU_TRACE"


def wanted() -> bool:
    """Tell whether the calls of hooks are to be shown."""
    return os.environ.get(VARIABLE, "0") not in ("", "0")


def tell(hook: str, about: str, plugin: str, answer: str, seconds: float) -> None:
    """Write one line: hook, what it was asked about, who answered, what, how long it took."""
    microseconds = round(seconds * 1_000_000)
    line = f"trace | {hook} | {about or '-'} | {plugin} | {answer} | {microseconds} us\n"
    sys.stderr.write(line)
