"""The kinds of tables a program may give, and results given back as the same kind."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final, Protocol, runtime_checkable

import polars as pl

from jiuzhu.exchange import Frame, Records, Source
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

from .pandas_frames import from_pandas, to_pandas

Rows = Sequence[Mapping[str, object]]
"""A row a dict, column names to values: text, whole numbers, `decimal.Decimal`, dates, None."""


@runtime_checkable
class ArrowTable(Protocol):
    """Anything that offers its columns by the Arrow PyCapsule interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Give an Arrow C stream."""


Given = str | os.PathLike[str] | Rows | ArrowTable
"""What may be given as a table: a file, dicts, or a frame of polars, pandas, pyarrow or others."""


class TableRefused(JiuzhuError):
    """What was given is no table; ``place`` is which argument it was."""


_EXPECTED: Final = Text(
    "应为 polars 或 pandas 的 DataFrame、pyarrow 的 Table、dict 的列表或文件路径",
    "expected a DataFrame of polars or pandas, a pyarrow Table, a list of dicts, or a file's path",
)


def source_of(given: Given, name: str) -> Source:
    """Return what was given as something that files' readers read.

    ``name``: how messages call it. Raises TableRefused for what is no table.
    """
    if isinstance(given, str | os.PathLike):
        return given
    if isinstance(given, pl.DataFrame):
        return Frame(name, given)
    if _is(given, "pandas", "DataFrame"):
        return from_pandas(given, name)
    if isinstance(given, Sequence):
        return Records(name, given)
    if isinstance(given, ArrowTable):
        try:
            return Frame(name, pl.DataFrame(given))
        except Exception as error:  # Whoever made the stream may raise anything in it.
            raise _refused(given, name, f"{error}") from error
    raise _refused(given, name, "")


def like(given: Given, columns: Mapping[str, pl.Series]) -> Any:
    """Return columns as the kind of table that was given.

    A list of dicts for dicts, a frame of pandas or pyarrow for theirs; else a polars frame.
    """
    frame = pl.DataFrame([each.alias(name) for name, each in columns.items()])
    frame = frame.with_columns(pl.col(pl.Enum, pl.Categorical).cast(pl.String))
    if _is(given, "pandas", "DataFrame"):
        return to_pandas(frame)
    if _is(given, "pyarrow", "Table"):
        return sys.modules["pyarrow"].table(frame)
    if isinstance(given, Sequence) and not isinstance(given, str):
        return frame.to_dicts()
    return frame


def _is(given: object, library: str, name: str) -> bool:
    """Tell whether something is a library's, which nobody need have installed."""
    kind = getattr(sys.modules.get(library), name, None)
    return kind is not None and isinstance(given, kind)


def _refused(given: object, name: str, why: str) -> TableRefused:
    kind = f"{type(given).__module__}.{type(given).__qualname__}"
    return TableRefused(
        Text(
            f"不能作为表格读取：{kind}{f'（{why}）' if why else ''}；{_EXPECTED.zh}",
            f"{kind} is not read as a table{f' ({why})' if why else ''}; {_EXPECTED.en}",
        ),
        name,
    )
