"""Runs files of golden cases outside pytest, as ``jiuzhu policy check --cases`` does."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from attrs import frozen

from jiuzhu.loading.county import County
from jiuzhu.policy.errors import PolicyError
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import MaybeEmpty, Text

from .golden import read_cases, verify


@frozen(kw_only=True)
class CaseFailure:
    """A case that does not hold, or a file (``case`` empty) that cannot be read."""

    file: str
    line: int
    case: MaybeEmpty
    unconfirmed: bool
    """Nobody has worked it by hand yet."""
    text: Text
    short: Text
    """The same in one line: expected, and found."""


@frozen(kw_only=True)
class CasesRun:
    """What came of a county's golden cases."""

    county: str
    label: Text
    total: int
    failures: tuple[CaseFailure, ...]


def run_cases(county: County, files: Iterable[Path]) -> CasesRun:
    """Settle every case of the files by a county; what fails is told, nothing is raised.

    Of the failures, those that somebody worked by hand come first.
    """
    total = 0
    failures: list[CaseFailure] = []
    for file in files:
        try:
            content, source = read_cases(file)
        except PolicyError as error:
            failures += [
                CaseFailure(
                    file=str(file),
                    line=fault.line,
                    case="",
                    unconfirmed=False,
                    text=fault.text,
                    short=fault.text,
                )
                for fault in error.faults
            ]
            continue
        for place, case in enumerate(content.case):
            total += 1
            try:
                verify(case, county)
            except JiuzhuError as error:
                failures.append(
                    CaseFailure(
                        file=str(file),
                        line=source.line_of(f"case[{place}]"),
                        case=case.id,
                        unconfirmed=not case.confirmed,
                        text=error.message,
                        short=getattr(error, "short", error.message),
                    )
                )
    return CasesRun(
        county=county.manifest.id,
        label=county.manifest.name,
        total=total,
        failures=tuple(sorted(failures, key=lambda each: each.unconfirmed)),
    )
