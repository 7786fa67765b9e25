"""Policy files from the disk into their schema, with the line of every fault."""

from __future__ import annotations

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any, Final, TypeVar

from attrs import frozen

from jiuzhu_schemas.converter import structure
from jiuzhu_schemas.errors import SchemaError
from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.text import Text

from .errors import Fault, PolicyError
from .inline_lines import line_within
from .toml_slips import explain

T = TypeVar("T")
_STEP: Final = re.compile(r"([A-Za-z0-9_-]+)(?:\[([0-9]+)\])?")
_HEADER: Final = re.compile(r"\s*\[{1,2}([A-Za-z0-9_. -]+)\]{1,2}\s*(?:#.*)?\Z")
_KEY: Final = re.compile(r"\s*[A-Za-z0-9_-]+\s*=")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_ZIP: Final = b"PK\x03\x04"


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
                number = _key_line(lines, name, found)
                if number:
                    return line_within(lines, number, steps[place:])
                return found or _near_line(lines, header)
            found = position
        return found

    def fault(self, path: str, text: Text, word: str = "") -> Fault:
        """Make a fault at a key path, with its line: in a long list, that of the ``word``.

        What is missing from the whole file is told at its first entry.
        """
        line = self.line_of(path) or self._head()
        return Fault(path, text, self._word_line(word, line) if word and line else line)

    def _head(self) -> int:
        """Return the line of the first entry; 0 in a file that has none."""
        for number, line in enumerate(self.text.split("\n"), start=1):
            if line.strip() and not line.lstrip().startswith("#"):
                return number
        return 0

    def _word_line(self, word: str, start: int) -> int:
        """Return the line of a quoted word in the value that begins on a line."""
        lines = self.text.split("\n")
        for number, line in enumerate(lines[start - 1 :], start=start):
            if f'"{word}"' in line:
                return number
            if number > start and (_HEADER.match(line) or _KEY.match(line)):
                break
        return start


@frozen(eq=False)
class LoadedDocument:
    """A checked document and the file it came from."""

    document: PolicyDocument
    source: Source


def read_file(file: Path, kind: type[T]) -> tuple[T, Source]:
    """Read one TOML file as ``kind``.

    Raises PolicyError naming file, line and key path for anything that does not fit.
    """
    data, source = read_toml(file)
    return fit(data, source, kind), source


def read_toml(file: Path) -> tuple[dict[str, Any], Source]:
    """Read a TOML file as plain data; PolicyError says what keeps it from being read."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        reason = error.strerror or ""
        raise _unreadable(file, Text(f"无法读取：{reason}", f"cannot be read: {reason}")) from None
    try:
        text = raw.decode("utf-8-sig")
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise _unreadable(file, _encoding(raw), raw[: error.start].count(b"\n") + 1) from None
    except tomllib.TOMLDecodeError as error:
        slip = explain(text, error)
        raise _unreadable(file, slip.text, slip.line) from None
    except RecursionError:
        problem = Text("TOML 写法有误：嵌套过深", "is not TOML: nested too deeply")
        raise _unreadable(file, problem) from None
    except ValueError as error:  # A number of more digits than Python reads.
        problem = Text(f"TOML 写法有误：{error}", f"is not TOML: {error}")
        raise _unreadable(file, problem) from None
    return data, Source(file, text, hashlib.sha256(raw).hexdigest())


def fit(data: dict[str, Any], source: Source, kind: type[T]) -> T:
    """Build a ``kind`` from a file's data; PolicyError lists what does not fit, with its line."""
    try:
        return structure(data, kind)
    except SchemaError as error:
        faults = [source.fault(path, problem) for path, problem in error.problems]
        raise PolicyError(source.file, faults) from None


def _unreadable(file: Path, text: Text, line: int = 0) -> PolicyError:
    return PolicyError(file, [Fault("", text, line)])


def _encoding(raw: bytes) -> Text:
    """Say what a file is that is not UTF-8."""
    if raw.startswith(_ZIP):
        return Text(
            "不是UTF-8文字，是压缩文件（如 .xlsx）；政策文件是 TOML 文本",
            "is not UTF-8 text but an archive, such as .xlsx; a policy file is TOML text",
        )
    known = "UTF-16" if raw.startswith(_UTF16) else "GB18030（GBK）" if _decodes(raw) else ""
    zh = f"，看来是 {known} 编码" if known else ""
    en = f"; it seems to be {known}" if known else ""
    return Text(
        f"不是UTF-8文字{zh}；请用编辑器“另存为”UTF-8",
        f"is not UTF-8 text{en}: save it as UTF-8 in your editor",
    )


def _decodes(raw: bytes) -> bool:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


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


def _near_line(lines: list[str], header: str) -> int:
    """Find the first header below a table that has no header of its own."""
    for number, line in enumerate(lines, start=1):
        stood = _HEADER.match(line)
        if stood and stood[1].replace(" ", "").startswith(f"{header}."):
            return number
    return 0


def _key_line(lines: list[str], name: str, after: int) -> int:
    """Find ``name =`` below line ``after``, before the next header."""
    for number, line in enumerate(lines[after:], start=after + 1):
        stripped = line.strip()
        if _HEADER.match(line):
            return 0
        if re.match(rf"{re.escape(name)}\s*=", stripped):
            return number
    return 0
