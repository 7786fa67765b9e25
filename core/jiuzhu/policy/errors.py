"""Errors of policy files: which file, line and key, what is wrong, how to mend it."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text


@frozen
class Fault:
    """One fault of a policy file, at a key path and a line (0 where no line is known)."""

    path: str
    text: Text
    line: int = 0


class PolicyError(JiuzhuError):
    """A policy file cannot be used; ``faults`` lists everything wrong with it."""

    def __init__(self, file: Path, faults: list[Fault]) -> None:
        self.file = file
        self.faults = faults
        super().__init__(
            Text("；".join(_zh(f) for f in faults), "; ".join(_en(f) for f in faults)),
            place=str(file),
        )


class NoPolicyError(JiuzhuError):
    """No document of the jurisdiction is in force on a day, or one it needs is missing."""


def _zh(fault: Fault) -> str:
    line = f"第{fault.line}行" if fault.line else ""
    return f"{' '.join(filter(None, (line, fault.path)))}：{fault.text.zh}"


def _en(fault: Fault) -> str:
    line = f"line {fault.line}" if fault.line else ""
    return f"{' '.join(filter(None, (line, fault.path)))}: {fault.text.en}"
