"""``jiuzhu settle --casebook``: a file of claims settled on the ledger's balances and recorded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from jiuzhu_schemas.text import Text

from . import options
from .acting import actor_for
from .inputs import (
    MEND_OR_SKIP,
    error_files,
    read_county_claims,
    read_register,
    refuse_wrong_rows,
    show_wrong_rows,
    tell_columns,
    tell_error_files,
    write_refused,
)
from .outputs import UnsafeTarget, all_or_nothing, check_targets
from .progress import progress_on_terminal
from .settle import Asked, warn_of_review

if TYPE_CHECKING:
    from jiuzhu.casebook.ledger import FileToRecord, RecordedFile
    from jiuzhu.casebook.store import Casebook
    from jiuzhu.exchange import ClaimsFile, PeopleFile
    from jiuzhu.exchange.reading import ReadFile
    from jiuzhu.loading.county import County
    from jiuzhu.settlement.columns import Progress

_UNKNOWN: Final = frozenset({"unknown_person"})
"""Faults of claims whose person is not known."""

_SHOWN: Final = 20
"""How many claims that were changed since are named."""


def settle_recorded(casebook: Path, asked: Asked) -> int:
    """Settle and record, then write the answers; 0 done, 1 rows were left out."""
    from jiuzhu.casebook.ledger import record_file
    from jiuzhu.casebook.store import Casebook
    from jiuzhu.platform import Platform

    _refuse(asked)
    inputs = [each for each in (asked.people, asked.identities) if each]
    refused = error_files(asked.output, asked.claims, *inputs) if asked.skip_bad_rows else []
    outputs = [asked.output, asked.closing, *refused]
    check_targets(outputs, [asked.claims, *inputs, casebook])
    _require_folders([asked.output, *([asked.closing] if asked.closing else [])])
    with Casebook.open(casebook) as book:
        actor = actor_for(book, asked.operator)
        county = Platform.load().county(asked.county)
        with progress_on_terminal() as progress:
            file, files = _read(book, county, asked, progress)
            tell_columns(county, *files)
            if not asked.skip_bad_rows:
                refuse_wrong_rows(*files, way_out=_way_out(asked, files))
            done = record_file(book, actor, file, dry_run=asked.dry_run, progress=progress)
        with _recorded_already(asked):
            written = _write(asked, done, file, files)
    left_out = show_wrong_rows(*files) if asked.skip_bad_rows else 0
    tell_error_files(written)
    warn_of_review(county, done.settlement)
    _tell(done, dry_run=asked.dry_run)
    if options.wants_summary(asked.summary):
        from .summary import print_summary
        from .summed import of_recorded

        answers = of_recorded(done, file.claims.columns.person)
        print_summary(county, done.settlement, asked.output, answers, repeated=done.repeated)
    return 1 if left_out else 0


def _refuse(asked: Asked) -> None:
    if asked.opening is not None:
        raise click.UsageError(
            str(
                Text(
                    "--opening 不能与 --casebook 同用：余额以案卷库为准",
                    "--opening cannot go with --casebook: the ledger has the balances",
                )
            )
        )
    if (asked.people is None) != (asked.identities is None):
        raise click.UsageError(
            str(
                Text(
                    "--people 与 --identities 须同时给出，或同时省略",
                    "give both --people and --identities, or neither",
                )
            )
        )


def _way_out(asked: Asked, files: list[ReadFile]) -> Text:
    """Say what helps; where nobody is known, that people have to be known first."""
    unknown = any(each.code in _UNKNOWN for file in files for each in file.problems)
    if asked.people or not unknown:
        return MEND_OR_SKIP
    return Text(
        f"案卷库中没有的人，先用 jiuzhu roster import 导入花名册，或加 --people 和 --identities；"
        f"其他错误{MEND_OR_SKIP.zh}",
        "people whom the casebook does not know: jiuzhu roster import first, or give --people and"
        f" --identities; other faults: {MEND_OR_SKIP.en}",
    )


def _require_folders(outputs: list[Path]) -> None:
    """Refuse an output that could not be written, before anything is recorded."""
    for each in outputs:
        if not each.parent.is_dir():
            raise UnsafeTarget(
                Text("所在文件夹不存在", "is in a folder that does not exist"), str(each)
            )


def _read(
    book: Casebook, county: County, asked: Asked, progress: Progress | None
) -> tuple[FileToRecord, list[ReadFile]]:
    """Read the claims and those they speak of: from files, or from the casebook itself."""
    from jiuzhu.casebook.ledger import FileToRecord, register_of

    if asked.people and asked.identities:
        register = read_register(county, asked.people, asked.identities, progress)
        claims = _read_claims(book, county, asked, register.people, progress)
        file = FileToRecord(
            county=county,
            claims=claims,
            people=register.people,
            identities=register.identities.columns,
        )
        return file, [claims, register.people, register.identities]
    known = register_of(book)
    claims = _read_claims(book, county, asked, known.people, progress)
    file = FileToRecord(
        county=county,
        claims=claims,
        people=known.people,
        identities=known.identities,
        mark=known.mark,
    )
    return file, [claims]


def _read_claims(
    book: Casebook, county: County, asked: Asked, people: PeopleFile, progress: Progress | None
) -> ClaimsFile:
    """Read the claims; those that name their hospital have its level and region of the day."""
    from jiuzhu.casebook.ledger import apply_to_file

    return read_county_claims(
        county, asked.claims, people, progress, keep_sums=True,
        hospitals=partial(apply_to_file, book),
    )  # fmt: skip


def _write(
    asked: Asked, done: RecordedFile, file: FileToRecord, files: list[ReadFile]
) -> list[Path]:
    """Write the answers, and the wrong rows that were left out; return where those went."""
    from jiuzhu.exchange import write_awards, write_balances

    with all_or_nothing() as stand_in:
        write_awards(stand_in(asked.output), done.awards)
        if asked.closing:
            write_balances(stand_in(asked.closing), done.closing(), file.people)
        return write_refused(asked.output, stand_in, *files)


@contextmanager
def _recorded_already(asked: Asked) -> Iterator[None]:
    """Say of whatever goes wrong in here that the claims are recorded already."""
    from jiuzhu.casebook.ledger import RecordedNotWritten
    from jiuzhu.exchange import FileError

    try:
        yield
    except (Exception, KeyboardInterrupt) as error:
        if asked.dry_run:
            raise
        zh, en, place = "结果没有写出", "the answers were not written", str(asked.output)
        if isinstance(error, FileError):
            (zh, en), place = error.message, error.place
        elif isinstance(error, KeyboardInterrupt):
            zh, en = "收到中断，结果没有写出", "interrupted; the answers were not written"
        raise RecordedNotWritten(
            Text(
                f"{zh}。费用已记账，重新执行同一命令即可取得结果",
                f"{en}. The claims are recorded: the same command again gives their answers",
            ),
            place,
        ) from error


def _tell(done: RecordedFile, *, dry_run: bool) -> None:
    """Say what was recorded, what was not, and what has changed since it was."""
    if dry_run:
        said = Text(
            f"试算完成，没有记账：新 {done.new} 笔，以前记过 {done.repeated} 笔",
            f"tried only, nothing was recorded: {done.new} new, {done.repeated} recorded before",
        )
    else:
        said = Text(
            f"已记账 {done.new} 笔；以前记过 {done.repeated} 笔，给出首次结果，没有重复支付",
            f"recorded {done.new} claims; {done.repeated} were recorded before and got their first"
            " answers, nothing was paid twice",
        )
    click.echo(str(said), err=True)
    for claim_id, kind in done.changed[:_SHOWN]:
        zh, en = ("冲正", "reversed") if kind == "reverse" else ("调整", "adjusted")
        text = Text(
            f"注意：{claim_id} 此后已{zh}，首次结果已不是现行结果",
            f"note: {claim_id} was {en} since; the first answer no longer stands",
        )
        click.echo(str(text), err=True)
    if len(done.changed) > _SHOWN:
        more = len(done.changed) - _SHOWN
        click.echo(str(Text(f"……另有 {more} 笔", f"... and {more} more")), err=True)
