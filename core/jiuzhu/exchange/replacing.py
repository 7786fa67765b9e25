"""A file that takes another's place whole, or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from jiuzhu_schemas.system_reasons import reason_of
from jiuzhu_schemas.text import Text

from .problems import FileError

_PRIVATE: Final = 0o600


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a fresh private file beside the target; it takes the target's place on success."""
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, _PRIVATE))
        yield temporary
        _flush(temporary)
        temporary.replace(target)
    except OSError as error:
        why = reason_of(error)
        raise FileError(
            Text(f"无法写入：{why.zh}", f"cannot be written: {why.en}"), str(target)
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


def _flush(temporary: Path) -> None:
    with temporary.open("rb+") as written:
        os.fsync(written.fileno())
