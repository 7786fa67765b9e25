"""``jiuzhu doctor``: is this installation well, and what exactly is it?"""

from __future__ import annotations

import click

from jiuzhu_schemas.text import Text

from . import options
from .counties import state

_CODE_FAILS = Text("代码有错，见下", "its code fails, see below")


@click.command(
    name="doctor",
    help=options.example(
        "检查安装情况：版本、政策文件的散列值、时区、编码，各县能否结算，插件的代码各试一次。"
        "退出码 1 表示有问题。",
        "Check the installation: versions, hashes of policy files, time zone, encodings, whether"
        " each county settles; the code of plugins is tried once. Exit status 1 if something is"
        " broken.",
        "jiuzhu doctor --format json",
    ),
)
@options.format_option
def command(form: str) -> int:
    """Print the state of the installation: 0 well, 1 something is broken."""
    from attrs import evolve

    from jiuzhu.casebook.store.journal import journal_for
    from jiuzhu.loading.discovery import discover
    from jiuzhu.loading.installation import examine
    from jiuzhu.platform import Platform

    from .main import command_names
    from .paper import Paper, write_json

    found = examine(Platform(discovery := discover()), discovery, command_names())
    found = evolve(found, environment={**found.environment, "casebook journal": str(journal_for())})
    if form == "json":
        from jiuzhu_schemas.converter import unstructure

        write_json(unstructure(found))
        return 1 if found.problems else 0
    paper = Paper()
    paper.heading(Text("环境", "Environment"))
    paper.table((), list(found.environment.items()))
    paper.heading(Text("版本", "Versions"))
    paper.table((), [(name, found_or_missing(v)) for name, v in found.versions.items()])
    paper.heading(Text("插件的文件", "Files of the plugins"))
    for each in found.files:
        click.echo(f"{each.sha256}  {each.plugin}  {each.file}")
    paper.heading(Text("县", "Counties"))
    paper.table(
        (),
        [
            (
                each.id,
                str(each.name),
                str(_CODE_FAILS) if each.code_fails else state(each.settles, draft=each.draft),
            )
            for each in found.counties
        ],
    )
    paper.line()
    for warning in found.warnings:
        paper.line(Text(f"注意：{warning.zh}", f"Warning: {warning.en}"))
    for problem in found.problems:
        paper.line(Text(f"问题：{problem.zh}", f"Broken: {problem.en}"))
    if not found.problems:
        paper.line(Text("一切正常", "Everything is well"))
    return 1 if found.problems else 0


def found_or_missing(version: str) -> str:
    """Return a version, or that there is none."""
    return version or str(Text("未安装", "not installed"))
