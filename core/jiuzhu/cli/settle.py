"""``jiuzhu settle``: a file of claims in, a file of awards out, a summary on the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import frozen

from jiuzhu_schemas.text import Text

from . import options
from .acting import operator_option
from .inputs import (
    error_files,
    read_county_claims,
    read_opening,
    read_register,
    refuse_wrong_rows,
    show_wrong_rows,
    tell_columns,
    tell_error_files,
    write_refused,
)
from .outputs import all_or_nothing, check_targets
from .progress import progress_on_terminal

if TYPE_CHECKING:
    from jiuzhu.loading.county import County
    from jiuzhu.settlement.settlement import Settlement


@click.command(
    name="settle",
    help=options.example(
        "结算一批医疗费用：每笔费用的救助类型、金额、条款和原因。"
        "给出 --casebook 时以案卷库的余额结算并记账，全部记入或全不记入；"
        "同一笔再次提交只给出首次结果。",
        "Settle a file of claims: stage, amount, clause and reason of each. With --casebook on the"
        " ledger's balances, and recorded in it, all or nothing; a claim that comes again gets its"
        " first answer.",
        "jiuzhu settle claims.csv --people people.csv --identities identities.csv"
        " --county fengjie --output awards.csv",
    ),
)
@options.claims_argument
@options.optional_people_option
@options.optional_identities_option
@options.county_option
@options.output_option
@options.casebook_option
@operator_option
@click.option(
    "--dry-run",
    is_flag=True,
    help=str(
        Text("只试算，不记账（与 --casebook 同用）", "record nothing (together with --casebook)")
    ),
)
@options.opening_option
@click.option(
    "--closing",
    type=options.FILE,
    help=str(Text("期末已用限额写入此文件", "write the balances used after this batch")),
)
@options.skip_option
@options.summary_option
@click.pass_context
def command(ctx: click.Context, /, casebook: Path | None, **given: Any) -> int:
    """Settle and write; 0 done, 1 rows were left out."""
    asked = Asked(**given)
    if casebook is not None:
        from .settle_recorded import settle_recorded

        return settle_recorded(casebook, asked)
    for name in ("people", "identities"):
        if given[name] is None:
            param = next(each for each in ctx.command.params if each.name == name)
            raise click.MissingParameter(ctx=ctx, param=param)
    _refuse_without_casebook(asked)
    return _settle(asked, asked.people or Path(), asked.identities or Path())


@frozen(kw_only=True)
class Asked:
    """What the command was given."""

    claims: Path
    people: Path | None
    identities: Path | None
    county: str
    output: Path
    operator: str | None
    dry_run: bool
    opening: Path | None
    closing: Path | None
    skip_bad_rows: bool
    summary: bool | None


def _refuse_without_casebook(asked: Asked) -> None:
    for name, given in (("--dry-run", asked.dry_run), ("--operator", asked.operator)):
        if given:
            raise click.UsageError(
                str(Text(f"{name} 须与 --casebook 同用", f"{name} needs --casebook"))
            )


def _settle(asked: Asked, people: Path, identities: Path) -> int:
    """Settle without a casebook."""
    claims, output, closing = asked.claims, asked.output, asked.closing
    from jiuzhu.exchange import award_columns, write_awards, write_balances
    from jiuzhu.platform import Platform

    refused = error_files(output, claims, people, identities) if asked.skip_bad_rows else []
    check_targets([output, closing, *refused], [claims, people, identities, asked.opening])
    loaded = Platform.load().county(asked.county)
    with progress_on_terminal() as progress:
        register = read_register(loaded, people, identities, progress)
        batch = read_county_claims(loaded, claims, register.people, progress)
        files = (batch, register.people, register.identities)
        tell_columns(loaded, *files)
        if not asked.skip_bad_rows:
            refuse_wrong_rows(*files)
        before = read_opening(asked.opening, register)
        settlement = loaded.settle(
            register.people.columns, register.identities.columns, batch.columns, before, progress
        )
        with all_or_nothing() as stand_in:
            write_awards(stand_in(output), award_columns(settlement, batch.keys))
            if closing:
                write_balances(stand_in(closing), settlement.closing(), register.people)
            written = write_refused(output, stand_in, *files)
    left_out = show_wrong_rows(*files) if asked.skip_bad_rows else 0
    tell_error_files(written)
    warn_of_review(loaded, settlement)
    if options.wants_summary(asked.summary):
        from .summary import print_summary

        print_summary(loaded, settlement, output)
    return 1 if left_out else 0


def warn_of_review(county: County, settlement: Settlement) -> None:
    """Say on standard error which documents were last reviewed before the latest of the claims."""
    from jiuzhu.embedding.review import review_notes

    for note in review_notes(county, settlement):
        click.echo(str(note), err=True)
