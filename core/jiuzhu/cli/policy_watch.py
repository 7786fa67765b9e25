"""Checks again whenever a policy file or a file of cases is saved, until Ctrl-C."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING, Final

import click

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

if TYPE_CHECKING:
    from jiuzhu.loading.discovery import Discovery

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
