"""The digest of a casebook: what is kept outside it, so that a cut or rewritten trail is found.

A chain alone proves only that it is a chain: whoever can write the file can work out all of it
again. A few numbers on the monthly report to the treasury cannot be rewritten with it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from jiuzhu.casebook.errors import CasebookError, NotWritten
from jiuzhu_schemas.system_reasons import reason_of
from jiuzhu_schemas.text import Text

MARKS: Final = 1024
"""Marks a digest has at most: a trail that is no longer is marked record by record."""

FORMAT: Final = "jiuzhu-digest/1"
_LINE: Final = re.compile(r"JZ1:([0-9]{1,15}):([0-9]{1,15}):(-?[0-9]{1,18}):([0-9a-f]{64})\Z")
_HASH: Final = re.compile(r"[0-9a-f]{64}\Z")
_KEYS: Final = {"format", "at", "records", "entries", "sum", "marks"}


class BadDigest(CasebookError):
    """A text or file is no digest of a casebook."""


@frozen(kw_only=True)
class Digest:
    """What a casebook held when a day was closed."""

    at: str
    """When; empty in a digest that was typed in as one line."""
    records: int
    """Records of the audit trail."""
    entries: int
    """Entries of the ledger."""
    sum: int
    """What the ledger's entries come to, in fen."""
    marks: tuple[tuple[int, str], ...]
    """Sequence numbers of the trail and the hash at each; the last is the trail's last record."""

    @property
    def line(self) -> str:
        """The digest as one line, for a report on paper."""
        return f"JZ1:{self.records}:{self.entries}:{self.sum}:{self.marks[-1][1]}"

    def document(self) -> dict[str, Any]:
        """Return the digest as JSON, with all its marks."""
        return {
            "format": FORMAT,
            "at": self.at,
            "records": self.records,
            "entries": self.entries,
            "sum": self.sum,
            "marks": [list(each) for each in self.marks],
        }


def marked(last: int) -> list[int]:
    """Return the sequence numbers that are marked in a trail: evenly spaced, and the last."""
    if last <= MARKS:
        return list(range(1, last + 1))
    return sorted({last * (place + 1) // MARKS for place in range(MARKS)})


def write_digest(digest: Digest, target: Path) -> None:
    """Write a digest into a new file. Raises NotWritten, also where a file stands already."""
    try:
        with target.open("x", encoding="utf-8") as file:
            json.dump(digest.document(), file, ensure_ascii=False, indent=1)
            file.write("\n")
    except OSError as error:
        why = reason_of(error)
        raise NotWritten(
            Text(
                f"已日结，但摘要文件无法写入（{why.zh}）；摘要：{digest.line}",
                f"the day is closed, but the digest cannot be written ({why.en});"
                f" it is {digest.line}",
            ),
            str(target),
        ) from error


def read_digest(given: str) -> Digest:
    """Return the digest that a line holds, or the file it names. Raises BadDigest."""
    found = _LINE.match(given.strip())
    if found:
        records, entries, total = (int(each) for each in found.groups()[:3])
        return _sound(Digest(at="", records=records, entries=entries, sum=total,
                             marks=((records, found[4]),)), given)  # fmt: skip
    try:
        document = json.loads(Path(given).read_text("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise _bad(given) from error
    except (OSError, ValueError) as error:  # ValueError: a name no system knows, with a NUL.
        raise _unreadable(given, error) from error
    return _from_document(document, given)


def _from_document(document: Any, place: str) -> Digest:
    if not isinstance(document, dict) or set(document) != _KEYS or document["format"] != FORMAT:
        raise _bad(place)
    counts = [document[key] for key in ("records", "entries", "sum")]
    marks = document["marks"]
    if not isinstance(marks, list) or any(type(each) is not int for each in counts):
        raise _bad(place)
    if not all(_is_mark(each) for each in marks) or not isinstance(document["at"], str):
        raise _bad(place)
    records, entries, total = counts
    digest = Digest(at=document["at"], records=records, entries=entries, sum=total,
                    marks=tuple((seq, each) for seq, each in marks))  # fmt: skip
    return _sound(digest, place)


def _is_mark(mark: Any) -> bool:
    return (
        isinstance(mark, list)
        and [type(each) for each in mark] == [int, str]
        and _HASH.match(mark[1]) is not None
    )


def _sound(digest: Digest, place: str) -> Digest:
    numbers = [seq for seq, _ in digest.marks]
    rising = numbers == sorted(set(numbers)) and bool(numbers) and numbers[0] > 0
    if not rising or numbers[-1] != digest.records or digest.entries < 0:
        raise _bad(place)
    return digest


def _unreadable(given: str, error: OSError | ValueError) -> BadDigest:
    """Say of what looks like a file's name why it is not read; of anything else, what it is not."""
    if not isinstance(error, OSError) or not Path(given).suffix:
        return _bad(given)
    why = reason_of(error)
    return BadDigest(
        Text(f"日结摘要文件无法读取：{why.zh}", f"the digest's file cannot be read: {why.en}"),
        given,
    )


def _bad(place: str) -> BadDigest:
    return BadDigest(
        Text(
            "不是日结摘要：须为 JZ1: 开头的一行，或 day-close --output 写出的文件",
            "is no digest: expected a line that begins with JZ1:, or a file that"
            " day-close --output wrote",
        ),
        place,
    )
