"""``jiuzhu counties``: which counties are installed, and which of them can settle."""

from __future__ import annotations

import click

from jiuzhu_schemas.text import Text

from . import options


@click.command(
    name="counties",
    help=options.example(
        "列出已安装的县：文件、版本，能否结算；拒绝结算的写明原因。退出码 1 表示有县拒绝结算。",
        "List the installed counties: document, version, whether they settle and if not why."
        " Exit status 1 if any refuses.",
        "jiuzhu counties",
    ),
)
@options.format_option
def command(form: str) -> int:
    """Print the counties: 0 all settle, 1 one refuses."""
    from jiuzhu.loading.survey import survey_counties
    from jiuzhu.platform import Platform

    from .paper import Paper, write_json

    states = survey_counties(Platform.load())
    if form == "json":
        from jiuzhu_schemas.converter import unstructure

        write_json([unstructure(each) for each in states])
    else:
        paper = Paper()
        paper.table(
            [Text("代码", "code"), Text("名称", "name"), Text("政策文件", "document"),
             Text("来源", "distribution"), Text("状态", "state")],
            [
                (each.id, str(each.name), each.document,
                 f"{each.distribution} {each.version}".strip(),
                 state(each.settles, draft=each.draft))
                for each in states
            ],
        )  # fmt: skip
        for each in states:
            if each.problem:
                paper.line(Text(f"{each.id}：{each.problem.zh}", f"{each.id}: {each.problem.en}"))
    return 0 if all(each.settles for each in states) else 1


def state(settles: bool, *, draft: bool = False) -> str:
    """Name the state of a county; it settles by a draft too, with a warning."""
    if settles and draft:
        return str(Text("草案", "draft"))
    return str(Text("可结算", "settles") if settles else Text("拒绝结算", "refuses"))
