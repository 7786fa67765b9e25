"""``jiuzhu plugins``: what is installed, which hooks each implements, who is asked first."""

from __future__ import annotations

import click

from jiuzhu_schemas.text import Text

from . import options


@click.command(
    name="plugins",
    help=options.example(
        "列出插件和县：来源、版本、接口、实现的挂钩，以及调用次序。退出码 1 表示有插件不可用。",
        "List plugins and counties: distribution, version, API, hooks, and who is asked first."
        " Exit status 1 if any is broken.",
        "jiuzhu plugins",
    ),
)
@options.format_option
def command(form: str) -> int:
    """Print the plugins: 0 all well, 1 one is broken."""
    from jiuzhu.loading.discovery import discover
    from jiuzhu.loading.survey import calling_order, survey_plugins
    from jiuzhu.platform import Platform

    from .paper import Paper, write_json

    discovery = discover()
    states = survey_plugins(discovery)
    order = calling_order(Platform(discovery))
    if form == "json":
        from jiuzhu_schemas.converter import unstructure

        write_json({"plugins": [unstructure(each) for each in states], "calling_order": order})
    else:
        paper = Paper()
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
        paper.heading(Text("调用次序（先问左边的）", "Who is asked, from left to right"))
        paper.table(
            [Text("县", "county"), Text("挂钩", "hook"), Text("次序", "order")],
            [
                (county, hook, " > ".join(names))
                for county, hooks in order.items()
                for hook, names in hooks.items()
            ],
        )
    return 1 if any(each.problem for each in states) else 0
