"""``jiuzhu policy check``: faults of policy files, golden cases, again on every save."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jiuzhu_schemas.text import Text

from . import options

if TYPE_CHECKING:
    from jiuzhu.loading.discovery import Discovery
    from jiuzhu.testing.case_suite import CasesRun

    from .policy_watch import Show


@click.command(
    name="check",
    help=options.example(
        "检查政策文件；不写文件时检查每个已安装的县。--watch 每次保存后重新检查并运行算例。",
        "Check policy documents; without a file, those of every installed county."
        " --watch checks again, and runs the golden cases, on every save.",
        "jiuzhu policy check wushan-2024.toml --watch",
    ),
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--county",
    help=str(Text("检查这个县，或用它的词表检查文件", "check this county, or files in its words")),
)
@click.option(
    "--cases",
    is_flag=True,
    help=str(Text("没有错误时再运行算例", "if there is no fault, run the golden cases too")),
)
@click.option(
    "--watch",
    is_flag=True,
    help=str(
        Text(
            "每次保存后再检查、再运行算例；按 Ctrl-C 结束",
            "check and run the cases again on every save; Ctrl-C ends it",
        )
    ),
)
@options.format_option
def check(files: tuple[Path, ...], county: str | None, cases: bool, watch: bool, form: str) -> int:
    """Print what is wrong: 0 nothing, 1 faults, or cases that do not hold."""
    from jiuzhu.loading.discovery import discover

    discovery = discover()
    if not watch:
        return _check_once(discovery, files, county, cases, form)
    if form == "json":
        said = Text("--watch 只用于文字输出", "--watch writes text only, no JSON")
        raise click.UsageError(str(said))
    from .policy_watch import brief, watch_files

    return watch_files(
        lambda: _check_once(
            discovery, files, county, True, form, show=brief(discovery, files, county)
        ),
        discovery,
        files,
        county,
    )


def _check_once(
    discovery: Discovery,
    files: Sequence[Path],
    county: str | None,
    cases: bool,
    form: str,
    show: Show | None = None,
) -> int:
    from jiuzhu.loading.checking import check_counties, check_files

    from .policy import beijing_today
    from .policy_findings import print_findings

    today = beijing_today()
    findings = (
        check_files(discovery, files, county, today)
        if files
        else check_counties(discovery, county, today)
    )
    faults = any(each.severity == "fault" for each in findings)
    runs = list(_runs(discovery, files, county)) if cases and not faults else None
    (show or print_findings)(findings, form, runs)
    if cases and faults and form == "text":
        said = Text("有错误，未运行算例。", "There are faults: the cases were not run.")
        click.echo(str(said))
    return 1 if faults or any(run.failures for run in runs or ()) else 0


def _runs(discovery: Discovery, files: Sequence[Path], county: str | None) -> Iterator[CasesRun]:
    """Run the cases of each file's county, or of the counties that were checked."""
    from jiuzhu.loading.checking import manifest_of
    from jiuzhu.loading.edited import case_files, edited_county, home_of, owner_of
    from jiuzhu.loading.file_kinds import is_cases
    from jiuzhu.loading.manifest import CountyManifest
    from jiuzhu.testing.case_suite import run_cases

    homes = {each.manifest.id: home_of(each) for each in discovery.counties}
    for file in files:
        manifest = manifest_of(discovery, county) if county else owner_of(discovery, file)
        only_cases = is_cases(file)
        if only_cases and manifest is None:
            from jiuzhu.testing.golden import county_of, read_cases

            manifest = manifest_of(discovery, county_of(file, read_cases(file)[0]))
        loaded = edited_county(discovery, manifest, None if only_cases else file)
        home = homes.get(manifest.id) if manifest else None
        yield run_cases(loaded, [file] if only_cases else case_files([file], home))
    for found in discovery.counties if not files else ():
        installed = found.manifest
        if isinstance(installed, CountyManifest) and county in (None, installed.id):
            loaded = edited_county(discovery, installed, None)
            yield run_cases(loaded, case_files([], homes[installed.id]))
