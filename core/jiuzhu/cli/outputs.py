"""Writes the files of one command together: all of them, or none."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.system_reasons import reason_of
from jiuzhu_schemas.text import Text

StandIn: TypeAlias = Callable[[Path], Path]
"""Gives the path to write to in a target's stead."""


class UnsafeTarget(JiuzhuError):
    """An output would replace an input, another output or a folder."""


def check_targets(outputs: Sequence[Path | None], inputs: Sequence[Path | None]) -> None:
    """Refuse outputs of unknown type, and outputs that would replace what is still needed."""
    from jiuzhu.exchange.writing import require_writable_ending

    taken = {path.resolve() for path in inputs if path}
    for path in outputs:
        if path is None:
            continue
        require_writable_ending(path)
        if path.is_dir():
            raise UnsafeTarget(Text("是文件夹，不是文件", "is a folder, not a file"), str(path))
        if path.resolve() in taken:
            raise UnsafeTarget(
                Text(
                    "与另一个输入或输出是同一个文件，请换一个文件名",
                    "is the same file as another input or output; choose another name",
                ),
                str(path),
            )
        taken.add(path.resolve())


@contextmanager
def all_or_nothing() -> Iterator[StandIn]:
    """Give stand-ins beside their targets; they take the targets' places when all are written.

    Raises FileError, naming the target, for a file that cannot be written; then no target
    has been touched.
    """
    from jiuzhu.exchange import FileError

    targets: dict[Path, Path] = {}

    def stand_in(target: Path) -> Path:
        path = target.with_name(f".{secrets.token_hex(4)}.{target.name}")
        targets[path] = target
        return path

    try:
        yield stand_in
        for path, target in targets.items():
            path.replace(target)
    except FileError as error:
        meant = targets.get(Path(error.place))
        raise FileError(error.message, str(meant) if meant else error.place) from error
    except OSError as error:
        why = reason_of(error)
        raise FileError(Text(f"无法写入：{why.zh}", f"cannot be written: {why.en}")) from error
    finally:
        for path in targets:
            path.unlink(missing_ok=True)
