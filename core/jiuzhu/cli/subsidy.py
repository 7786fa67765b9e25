"""``jiuzhu subsidy``: a file of enrolments in, a file of premium subsidies out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiuzhu_schemas.text import Text

from . import options
from .inputs import (
    error_files,
    read_county_enrolments,
    read_register,
    refuse_wrong_rows,
    show_wrong_rows,
    tell_columns,
    tell_error_files,
    write_refused,
)
from .outputs import StandIn, all_or_nothing, check_targets
from .progress import progress_on_terminal

if TYPE_CHECKING:
    from jiuzhu.exchange import EnrolmentsFile
    from jiuzhu.loading.county import County
    from jiuzhu.settlement.subsidy import Subsidies


@click.command(
    name="subsidy",
    help=options.example(
        "计算资助参保：按缴费当日资助金额最高的身份。",
        "Work out premium subsidies, by the identity of the payment day that gives most.",
        "jiuzhu subsidy enrolments.csv --people people.csv --identities identities.csv"
        " --county fengjie --output subsidies.csv",
    ),
)
@click.argument("enrolments", type=options.FILE)
@options.input_options
@options.output_option
@options.skip_option
@options.summary_option
def command(
    enrolments: Path,
    people: Path,
    identities: Path,
    county: str,
    output: Path,
    skip_bad_rows: bool,
    summary: bool | None,
) -> int:
    """Work out and write; 0 done, 1 rows were left out."""
    from jiuzhu.platform import Platform

    refused = error_files(output, enrolments, people, identities) if skip_bad_rows else []
    check_targets([output, *refused], [enrolments, people, identities])
    loaded = Platform.load().county(county)
    with progress_on_terminal() as progress:
        register = read_register(loaded, people, identities, progress)
        batch = read_county_enrolments(loaded, enrolments, register, progress)
        files = (batch, register.people, register.identities)
        tell_columns(loaded, *files)
        if not skip_bad_rows:
            refuse_wrong_rows(*files)
        subsidies = loaded.subsidise(
            register.people.columns, register.identities.columns, batch.columns
        )
        with all_or_nothing() as stand_in:
            _write(output, stand_in, subsidies, batch)
            written = write_refused(output, stand_in, *files)
    left_out = show_wrong_rows(*files) if skip_bad_rows else 0
    tell_error_files(written)
    _warn_unverified(loaded, batch)
    if options.wants_summary(summary):
        from .summary import print_subsidies

        print_subsidies(loaded, subsidies, output)
    return 1 if left_out else 0


def _write(output: Path, stand_in: StandIn, subsidies: Subsidies, batch: EnrolmentsFile) -> None:
    from jiuzhu.exchange import Coded, SubsidyColumns, write_subsidies

    write_subsidies(
        stand_in(output),
        SubsidyColumns(
            person_id=batch.keys,
            identity=Coded(subsidies.identities, subsidies.identity),
            premium=subsidies.premium,
            subsidy=subsidies.subsidy,
            department=Coded(subsidies.departments, subsidies.department),
            reason=Coded(subsidies.reasons, subsidies.reason),
            clause=Coded(subsidies.clauses, subsidies.clause),
        ),
    )


def _warn_unverified(county: County, batch: EnrolmentsFile) -> None:
    premiums = county.policy.vocabulary.premiums
    years = sorted({int(year) for year in batch.columns.year})
    doubtful = [str(year) for year in years if not premiums[year].verified]
    if doubtful:
        listed = ", ".join(doubtful)
        text = Text(
            f"提示：{listed} 年个人缴费标准待核，请与当年文件核对后使用",
            f"note: the premium of {listed} is not verified; compare it with that year's notice",
        )
        click.echo(str(text), err=True)
