"""Checks again whenever a policy file or a file of cases is saved, until Ctrl-C."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Final

import click

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

if TYPE_CHECKING:
    from jiuzhu.loading.checking import Finding
    from jiuzhu.loading.discovery import Discovery
    from jiuzhu.testing.case_suite import CasesRun

    Show = Callable[[Sequence[Finding], str, Sequence[CasesRun] | None], None]
    """Prints findings, in a form, and runs of cases."""

_SECONDS: Final = 0.4
"""Between two looks at the files."""
_RULE: Final = "-" * 72


def watch_files(
    run: Callable[[], int], discovery: Discovery, files: Sequence[Path], county: str | None
) -> int:
    """Run, and run again on every save; 0 when Ctrl-C ends it."""
    from jiuzhu.loading.changes import changes

    return watch(run, changes(lambda: watched(discovery, files, county), lambda: sleep(_SECONDS)))


def watch(run: Callable[[], int], saved: Iterator[Sequence[Path]]) -> int:
    """Run once, then once for each element of ``saved``, the files that changed."""
    try:
        _run(run, Text("开始", "start"))
        for files in saved:
            names = ", ".join(dict.fromkeys(file.name for file in files))
            _run(run, Text(f"已保存 {names}", f"saved {names}"))
    except KeyboardInterrupt:
        click.echo(str(Text("已停止。", "Stopped.")))
    return 0


def brief(discovery: Discovery, files: Sequence[Path], county: str | None) -> Show:
    """Return what prints findings so that they fit a screen which is seen again and again.

    Cases stand in a line each, expected and found, and the first that fails once more in full;
    warnings about documents that are not watched, those above the county's, are counted.
    """

    def show(findings: Sequence[Finding], form: str, runs: Sequence[CasesRun] | None) -> None:
        from .policy_findings import print_findings

        own = {str(file.resolve()) for file in watched(discovery, files, county)}
        upper = [
            each
            for each in findings
            if each.severity == "warning"
            and each.file
            and str(Path(each.file).resolve()) not in own
        ]
        print_findings([each for each in findings if each not in upper], form)
        for file, count in Counter(each.file for each in upper).items():
            said = Text(
                f"{file}：另有 {count} 处注意（上级文件；逐条见 jiuzhu policy check）",
                f"{file}: {count} more warnings (upper document; jiuzhu policy check lists them)",
            )
            click.echo(str(said))
        for run in runs or ():
            _print_cases(run)

    return show


def _print_cases(run: CasesRun) -> None:
    """Print how a county's cases came out: a line each, then the first in full."""
    from .policy_findings import print_totals

    for each in run.failures:
        case = f" {each.case}" if each.case else ""
        click.echo(f"{Path(each.file).name}:{each.line}{case}{Text('：', ': ')}{each.short}")
    if run.failures:
        click.echo(f"\n{run.failures[0].file}:{run.failures[0].line}{Text('：', ': ')}")
        click.echo(f"{run.failures[0].text}\n")
    print_totals(run)


def watched(discovery: Discovery, files: Iterable[Path], county: str | None) -> Iterator[Path]:
    """Yield the files whose change counts: those named, and all of the packages behind them.

    Without any, the files of the county or of every installed one.
    """
    from jiuzhu.loading.edited import PARTS, home_of, package_of

    named = list(files)
    packages = {package_of(file) or file.resolve().parent for file in named}
    for found in discovery.counties:
        home = home_of(found)
        if home and (found.manifest.id == county or not (named or county)):
            packages.add(home)
    yield from (file.resolve() for file in named)
    for package in packages:
        for part in PARTS:
            yield from (package / part).glob("*.toml")


def _run(run: Callable[[], int], why: Text) -> None:
    """Run with a line above that says when and why; what stops the run is told, not raised."""
    from .policy import beijing_now

    if sys.stdout.isatty():
        click.clear()
    click.echo(f"{_RULE}\n{beijing_now():%H:%M:%S}  {why}\n{_RULE}")
    try:
        run()
    except JiuzhuError as error:
        click.echo(str(error))
    hint = Text(
        "保存文件即再检查，按 Ctrl-C 结束。", "Save a file to check again; Ctrl-C ends this."
    )
    click.echo(str(hint))
