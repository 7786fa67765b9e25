"""``jiuzhu county``: make a new county's package."""

from __future__ import annotations

from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options


@click.group(name="county", help=str(Text("新建一个县的程序包。", "Make a new county's package.")))
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
        reason = error.strerror or type(error).__name__
        said = Text(f"无法写入 {order.folder}：{reason}", f"cannot write {order.folder}: {reason}")
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
