"""``jiuzhu plugins --order``: in which order the plugins of each county are asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from jiuzhu_schemas.text import Text

if TYPE_CHECKING:
    from jiuzhu.loading.calling import HookOrder

ROLES: Final = {
    "wrapper": Text("包装（由外到内）", "wrapper, from the outside in"),
    "first": Text("优先 tryfirst", "tryfirst"),
    "usual": Text("", ""),
    "last": Text("靠后 trylast", "trylast"),
    "default": Text("政策表", "policy tables"),
}
KINDS: Final = {
    "county": Text("县", "county"),
    "plugin": Text("插件", "plugin"),
    "core": Text("系统", "core"),
}


def print_order(county: str | None, hook: str | None, form: str) -> int:
    """Print the order of asking, of all counties or one, of all hooks or one.

    0 done, 1 a county refuses to load and has no order. Raises CountyRefused for a county that
    is asked for by name, and what its files have wrong.
    """
    from jiuzhu.loading.calling import order_of
    from jiuzhu.platform import Platform

    from .paper import write_json

    platform = Platform.load()
    hooks = _hooks(hook)
    statuses = platform.counties() if county is None else ()
    names = [each.id for each in statuses if each.problem is None] if county is None else [county]
    found = [order_of(platform.county(name), each) for name in names for each in hooks]
    orders = [each for each in found if each.calls or hook]
    if form == "json":
        from jiuzhu_schemas.converter import unstructure

        write_json([unstructure(each) for each in orders])
    else:
        _write(orders)
    refused = [each for each in statuses if each.problem]
    for each in refused:
        problem = each.problem or Text("", "")
        said = Text(f"{each.id} 拒绝结算：{problem.zh}", f"{each.id} refuses: {problem.en}")
        click.echo(str(said), err=True)
    return 1 if refused else 0


def _hooks(hook: str | None) -> Sequence[str]:
    from jiuzhu.loading.calling import HOOKS
    from jiuzhu.policy.nearest import unknown

    if hook is None:
        return HOOKS
    if hook not in HOOKS:
        no_such = Text(f"没有挂钩“{hook}”", f"there is no hook “{hook}”")
        raise click.UsageError(str(unknown(no_such, hook, HOOKS)))
    return (hook,)


def _write(orders: Sequence[HookOrder]) -> None:
    from .paper import Paper

    paper = Paper()
    paper.line(
        Text(
            "从上到下依次询问：包装在外，县最后登记、最先被问；"
            "除注明外，第一个不为 None 的答案算数。",
            "Asked from top to bottom: wrappers around all, the county (registered last) first;"
            " unless said otherwise the first answer that is not None counts.",
        )
    )
    paper.table(
        [Text("县", "county"), Text("挂钩", "hook"), Text("次序", "no."), Text("插件", "plugin"),
         Text("类型", "kind"), Text("方式", "how"), Text("位置", "place")],
        [row for order in orders for row in _rows(order)],
    )  # fmt: skip


def _rows(order: HookOrder) -> list[tuple[str, ...]]:
    all_count = "" if order.first_answer_counts else str(Text("全部采用", "all answers count"))
    if not order.calls:
        return [(order.county, order.hook, "-", str(Text("无", "nobody")), "", all_count, "")]
    return [
        (
            order.county,
            order.hook,
            str(number),
            each.plugin,
            str(KINDS[each.kind]),
            str(ROLES[each.role]) or all_count,
            each.place,
        )
        for number, each in enumerate(order.calls, 1)
    ]
