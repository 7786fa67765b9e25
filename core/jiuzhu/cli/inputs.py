"""Reads the files a settlement needs, and refuses or sets aside their wrong rows."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from jiuzhu.embedding.reading import Register as Register
from jiuzhu.embedding.reading import by_importer
from jiuzhu.embedding.reading import read_county_claims as read_county_claims
from jiuzhu.embedding.reading import read_register as read_register
from jiuzhu.settlement.balances import Balances
from jiuzhu.settlement.columns import Progress
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

if TYPE_CHECKING:
    from jiuzhu.exchange import EnrolmentsFile
    from jiuzhu.exchange.reading import ReadFile
    from jiuzhu.loading.county import County

    from .outputs import StandIn

SHOWN: Final = 20
"""How many wrong rows are shown on the terminal; the error file has all."""


class WrongRows(JiuzhuError):
    """Input rows were refused and nothing was written."""


def read_county_enrolments(
    county: County, enrolments: Path, register: Register, progress: Progress | None = None
) -> EnrolmentsFile:
    """Read enrolments of years whose premium is loaded."""
    from jiuzhu.exchange import read_enrolments

    return read_enrolments(
        by_importer(county, enrolments, "enrolments"),
        register.people,
        premium_years=tuple(county.policy.vocabulary.premiums),
        first_day=county.policy.first_day,
        progress=progress,
        local=county.policy.vocabulary.spellings,
    )


def read_opening(path: Path | None, register: Register) -> Balances | None:
    """Read the balances used before; wrong rows are never skipped, since caps rest on them."""
    if path is None:
        return None
    from jiuzhu.exchange import read_balances

    read = read_balances(path, register.people)
    refuse_wrong_rows(
        read,
        way_out=Text("期初限额不能跳过，请更正后重试", "balances cannot be left out; mend them"),
    )
    return read.columns


def tell_columns(county: County, *files: ReadFile) -> None:
    """Say on standard error which columns were not read, and which facts have no column."""
    from jiuzhu.embedding.columns import column_notes

    for note in column_notes(county, files):
        click.echo(str(note), err=True)


MEND_OR_SKIP: Final = Text(
    "请更正后重试，或加 --skip-bad-rows", "mend them, or use --skip-bad-rows"
)


def refuse_wrong_rows(*files: ReadFile, way_out: Text = MEND_OR_SKIP) -> None:
    """Show wrong rows; raise WrongRows, with the way out, if there are any."""
    count = show_wrong_rows(*files)
    if count:
        faults = "1 fault" if count == 1 else f"{count} faults"
        raise WrongRows(
            Text(
                f"共 {count} 处有误，没有写入任何内容。{way_out.zh}",
                f"{faults}; nothing was written: {way_out.en}",
            )
        )


def show_wrong_rows(*files: ReadFile) -> int:
    """Print wrong rows to standard error; return how many faults there are.

    On a terminal the first few; in a pipe or a file all that were kept, but of the same fault in
    the same column the first few.
    """
    most = SHOWN if sys.stderr.isatty() else sum(len(file.problems) for file in files)
    shown = 0
    alike: Counter[tuple[str, str, str]] = Counter()
    for file in files:
        for problem in file.problems:
            kind = (file.file, problem.column, problem.code)
            alike[kind] += 1
            if shown < most and alike[kind] <= SHOWN:
                click.echo(problem.line(), err=True)
                shown += 1
    count = sum(file.problem_count for file in files)
    if count > shown:
        more = count - shown
        click.echo(str(Text(f"……另有 {more} 处", f"... and {more} more")), err=True)
    return count


def tell_error_files(paths: Sequence[Path]) -> None:
    """Say where refused rows went."""
    for path in paths:
        text = Text(f"有误的行已写入 {path}，更正后可再次提交",
                    f"the wrong rows went to {path}; mend and send them again")  # fmt: skip
        click.echo(str(text), err=True)


def error_files(output: Path, main: Path, *others: Path) -> list[Path]:
    """Return where refused rows go: ``OUT.errors.csv``, and ``OUT.<file>.errors.csv`` of others."""
    parts = ["", *(f".{other.stem}" for other in others)]
    return [output.with_name(f"{output.name}{part}.errors.csv") for part in parts]


def write_refused(output: Path, stand_in: StandIn, *files: ReadFile) -> list[Path]:
    """Write each file's refused rows beside the output; return where they will stand."""
    from jiuzhu.exchange import write_errors

    written: list[Path] = []
    for target, file in zip(
        error_files(output, *[Path(file.file) for file in files]), files, strict=True
    ):
        if file.problem_count:
            write_errors(stand_in(target), file)
            written.append(target)
    return written
