"""``jiuzhu plugins``: what is installed, which hooks each implements, who is asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from jiuzhu_schemas.text import Text

from . import options

if TYPE_CHECKING:
    from jiuzhu.loading.health import Health
    from jiuzhu.loading.survey import PluginState
    from jiuzhu.platform import Platform

    from .paper import Paper


@click.command(
    name="plugins",
    help=options.example(
        "列出插件和县：来源、版本、接口、实现的挂钩，以及调用次序；插件的代码各试一次。"
        "加 --order 只列调用次序：包装、先后、位置。退出码 1 表示有插件不可用或出错。",
        "List plugins and counties: distribution, version, API, hooks, and who is asked first;"
        " their code is tried once. With --order only the order: wrappers, precedence, places."
        " Exit status 1 if any is broken or fails.",
        "jiuzhu plugins --order --county fengjie --hook inpatient",
    ),
)
@click.option("--order", is_flag=True, help=str(Text("列出调用次序", "show the order of asking")))
@click.option(
    "--county", help=str(Text("只看一个县（与 --order 同用）", "of one county, with --order"))
)
@click.option(
    "--hook", help=str(Text("只看一个挂钩（与 --order 同用）", "of one hook, with --order"))
)
@options.format_option
def command(order: bool, county: str | None, hook: str | None, form: str) -> int:
    """Print the plugins: 0 all well, 1 one is broken."""
    if order:
        from .plugins_order import print_order

        return print_order(county, hook, form)
    for name, given in (("--county", county), ("--hook", hook)):
        if given is not None:
            raise click.UsageError(str(Text(f"{name} 须与 --order 同用", f"{name} needs --order")))
    return _print_all(form)


def _print_all(form: str) -> int:
    from jiuzhu.loading.discovery import discover
    from jiuzhu.loading.health import examine_code
    from jiuzhu.loading.survey import survey_plugins
    from jiuzhu.platform import Platform

    from .main import command_names
    from .paper import Paper, write_json

    platform = Platform(discovery := discover())
    states = survey_plugins(discovery)
    code = examine_code(platform, discovery, command_names())
    if form == "json":
        write_json(_document(platform, states, code))
    else:
        _write(Paper(), platform, states, code)
    return 1 if code.faults or any(each.problem for each in states) else 0


def _document(platform: Platform, states: list[PluginState], code: Health) -> dict[str, Any]:
    from jiuzhu.loading.survey import calling_order
    from jiuzhu_schemas.converter import unstructure

    return {
        "plugins": [unstructure(each) for each in states],
        "calling_order": calling_order(platform),
        "faults": unstructure(code.faults),
        "warnings": unstructure(code.warnings),
    }


def _write(paper: Paper, platform: Platform, states: list[PluginState], code: Health) -> None:
    from jiuzhu.loading.survey import calling_order

    kinds = {"county": Text("县", "county"), "plugin": Text("插件", "plugin")}
    paper.table(
        [Text("代码", "code"), Text("名称", "name"), Text("类型", "kind"),
         Text("来源", "distribution"), Text("接口", "API"), Text("挂钩", "hooks")],
        [
            (each.id, str(each.name), str(kinds[each.kind]),
             f"{each.distribution} {each.version}".strip(), str(each.api or ""),
             "\n".join(each.hooks))
            for each in states
        ],
        spaced=True,
    )  # fmt: skip
    for each in states:
        if each.problem:
            paper.line(Text(f"{each.id}：{each.problem.zh}", f"{each.id}: {each.problem.en}"))
    for fault in code.faults:
        paper.line(Text(f"出错：{fault.zh}", f"Fault: {fault.en}"))
    for warning in code.warnings:
        paper.line(Text(f"注意：{warning.zh}", f"Warning: {warning.en}"))
    paper.heading(Text("调用次序（先问左边的）", "Who is asked, from left to right"))
    paper.table(
        [Text("县", "county"), Text("挂钩", "hook"), Text("次序", "order")],
        [
            (county, hook, " > ".join(names))
            for county, hooks in calling_order(platform).items()
            for hook, names in hooks.items()
        ],
    )
    _write_commands(paper)


def _write_commands(paper: Paper) -> None:
    from jiuzhu.loading.discovery import discover
    from jiuzhu.loading.extensions import commands_of

    commands, _ = commands_of(discover())
    if not commands:
        return
    paper.heading(Text("插件的命令", "Commands of plugins"))
    paper.table(
        [Text("命令", "command"), Text("作用", "what it does"), Text("插件", "plugin")],
        [
            (f"jiuzhu {name}", str(each.thing.title), each.plugin)
            for name, each in sorted(commands.items())
        ],
    )
