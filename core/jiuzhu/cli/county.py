"""``jiuzhu county``: make a new county's package, and drafts of its golden cases."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options


@click.group(
    name="county",
    help=str(
        Text("新建一个县的程序包，补写算例。", "Make a new county's package, draft its cases.")
    ),
)
def command() -> None:
    """Hold the commands about counties' packages."""


@command.command(
    name="new",
    help=options.example(
        "从已安装的基准生成一个县的程序包：政策文件、算例（都待确认）、测试、说明。"
        "写入 INTO/NAME，已存在则拒绝。",
        "Make a county's package from the installed baseline: policy file, golden cases (all to be"
        " confirmed), tests, README. Written into INTO/NAME, which may not exist.",
        "jiuzhu county new wushan --name 巫山县 --into counties",
    ),
)
@click.argument("county", metavar="NAME")
@click.option(
    "--name", help=str(Text("县的中文名，默认为 NAME", "its Chinese name; NAME if not given"))
)
@click.option(
    "--into",
    type=options.FILE,
    required=True,
    help=str(Text("放在哪个文件夹之下", "the folder to make it in")),
)
@click.option(
    "--baseline",
    help=str(
        Text(
            "以哪个基准为起点；只装了一个基准时不必写",
            "where to start; needed if there are several",
        )
    ),
)
def new(county: str, name: str | None, into: Path, baseline: str | None) -> int:
    """Write the package and say what to do next."""
    from jiuzhu.loading.discovery import discover
    from jiuzhu.scaffold.order import check_order
    from jiuzhu.scaffold.package import find_baseline, make_package

    from .policy import beijing_today

    discovery = discover()
    order = check_order(county, county if name is None else name, into, discovery, beijing_today())
    start = find_baseline(discovery, baseline)
    try:
        files = make_package(order, start)
    except OSError as error:
        from jiuzhu_schemas.system_reasons import reason_of

        why = reason_of(error)
        said = Text(f"无法写入 {order.folder}：{why.zh}", f"cannot write {order.folder}: {why.en}")
        raise click.ClickException(str(said)) from None
    for file in files:
        click.echo(order.folder / file)
    click.echo(str(_next(order.folder, order.package, order.document)), err=True)
    return 0


def _next(folder: Path, package: str, document: str) -> Text:
    policy = folder / package / "policy" / f"{document}.toml"
    install = f"pip install --no-deps --no-build-isolation -e {folder}"
    return Text(
        f"已生成 {folder}。下一步：\n"
        f"  1. {install}\n"
        f"  2. 逐条填写 {policy} 中的“待填”\n"
        f"  3. cd {folder} && pytest -x   第一个红的就是下一件事，见 README.md",
        f"Made {folder}. Next:\n"
        f"  1. {install}\n"
        f"  2. fill in every 待填 in {policy}, clause by clause\n"
        f"  3. cd {folder} && pytest -x   the first red test is the next thing, see README.md",
    )


@command.command(
    name="cases",
    help=options.example(
        "为还没有算例的各行标准补写算例（都待确认），写入县程序包 cases/ 的新文件。",
        "Draft golden cases, all to be confirmed, for the rows that no case fires yet, into a new"
        " file of the package's cases/.",
        "jiuzhu county cases wushan",
    ),
)
@click.argument("county", metavar="COUNTY")
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help=str(
        Text(
            "算例的结算日；默认今年1月1日或施行日，取较晚者",
            "when their claims are settled; this new year or the document's first day if not given",
        )
    ),
)
def cases(county: str, day: datetime | None) -> int:
    """Write the drafts and say which rows they are for; 0 also when none is missing."""
    from jiuzhu.platform import Platform
    from jiuzhu.scaffold.more_cases import draft_missing, write_drafts

    from .policy import beijing_today

    loaded = Platform.load().county(county)
    drafts = draft_missing(loaded, day.date() if day else beijing_today().replace(month=1, day=1))
    if drafts is None:
        click.echo(str(Text("没有要补的算例", "no case is missing that can be drafted")), err=True)
        return 0
    write_drafts(drafts)
    click.echo(drafts.file)
    for path in drafts.paths:
        click.echo(f"  {path}")
    said = Text(
        f"已补写 {len(drafts.paths)} 个算例。"
        "照本县文件手工算过，改好 expect，再删去 confirmed = false",
        f"{len(drafts.paths)} cases drafted: work each by hand, mend expect, delete"
        " confirmed = false",
    )
    click.echo(str(said), err=True)
    return 0
