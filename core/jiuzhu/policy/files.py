"""Policy files from the disk into their schema, with the line of every fault."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Final, TypeVar

from attrs import frozen

from jiuzhu_schemas.converter import structure
from jiuzhu_schemas.errors import SchemaError
from jiuzhu_schemas.text import Text

from .errors import Fault, PolicyError

T = TypeVar("T")
_STEP: Final = re.compile(r"([A-Za-z0-9_-]+)(?:\[([0-9]+)\])?")
_HEADER: Final = re.compile(r"\s*\[{1,2}([A-Za-z0-9_. -]+)\]{1,2}\s*(?:#.*)?\Z")
_TOML_LINE: Final = re.compile(r"at line ([0-9]+)")


@frozen(eq=False)
class Source:
    """A file's text, kept to find the line of a fault, and the hash a receipt names."""

    file: Path
    text: str
    sha256: str

    def line_of(self, path: str) -> int:
        """Return the line of a key path such as ``inpatient.rows[2].rate``; 0 if not found."""
        lines = self.text.split("\n")
        steps = _STEP.findall(path)
        found, header = 0, ""
        for place, (name, index) in enumerate(steps):
            header = f"{header}.{name}" if header else name
            position = _header_line(lines, header, int(index or 0), found)
            if position == 0:
                return _key_line(lines, [step[0] for step in steps[place:]], found) or found
            found = position
        return found

    def fault(self, path: str, text: Text) -> Fault:
        """Make a fault at a key path, with its line."""
        return Fault(path, text, self.line_of(path))


def read_file(file: Path, kind: type[T]) -> tuple[T, Source]:
    """Read one TOML file as ``kind``.

    Raises PolicyError naming file, line and key path for anything that does not fit.
    """
    try:
        raw = file.read_bytes()
        text = raw.decode("utf-8-sig")
        data = tomllib.loads(text)
    except OSError as error:
        reason = error.strerror or ""
        raise PolicyError(
            file, [Fault("", Text(f"无法读取：{reason}", f"cannot be read: {reason}"))]
        ) from None
    except UnicodeDecodeError:
        raise PolicyError(file, [Fault("", Text("不是UTF-8文字", "is not UTF-8 text"))]) from None
    except tomllib.TOMLDecodeError as error:
        at = _TOML_LINE.search(str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        problem = Text(f"TOML 写法有误：{error}", f"is not TOML: {error}")
        raise PolicyError(file, [Fault("", problem, line)]) from None
    except RecursionError:
        problem = Text("TOML 写法有误：嵌套过深", "is not TOML: nested too deeply")
        raise PolicyError(file, [Fault("", problem)]) from None
    except ValueError as error:  # A number of more digits than Python reads.
        problem = Text(f"TOML 写法有误：{error}", f"is not TOML: {error}")
        raise PolicyError(file, [Fault("", problem)]) from None
    source = Source(file, text, hashlib.sha256(raw).hexdigest())
    try:
        return structure(data, kind), source
    except SchemaError as error:
        faults = [source.fault(path, problem) for path, problem in error.problems]
        raise PolicyError(file, faults) from None


def _header_line(lines: list[str], header: str, index: int, after: int) -> int:
    """Find the ``index``-th ``[header]`` or ``[[header]]`` below line ``after``."""
    seen = -1
    for number, line in enumerate(lines[after:], start=after + 1):
        stood = _HEADER.match(line)
        if stood and stood[1].replace(" ", "") == header:
            seen += 1
            if seen == index:
                return number
    return 0


def _key_line(lines: list[str], names: list[str], after: int) -> int:
    """Find ``name =`` below line ``after``, before the next header."""
    for number, line in enumerate(lines[after:], start=after + 1):
        stripped = line.strip()
        if _HEADER.match(line):
            return 0
        if re.match(rf"{re.escape(names[0])}\s*=", stripped):
            return number
    return 0
