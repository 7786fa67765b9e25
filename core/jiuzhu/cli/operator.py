"""``jiuzhu operator``: accounts, roles, townships and passwords."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from jiuzhu_schemas.text import Text

from . import acting, asking, options, words

if TYPE_CHECKING:
    from jiuzhu.casebook.actor import Actor
    from jiuzhu.casebook.operators import Operator
    from jiuzhu.casebook.store import Casebook

NEW_PASSWORD_VARIABLE: Final = "JIUZHU_NEW_PASSWORD"
"""Takes the place of the prompt for a new password."""

name_argument = click.argument("name")
townships_option = click.option(
    "--township",
    "townships",
    multiple=True,
    metavar="TOWNSHIP",
    help=str(Text("负责的镇街，可多次；不给则不限", "township, may be repeated; none: everywhere")),
)


@click.group(
    name="operator",
    help=options.example(
        "操作人员：账号、角色、负责的镇街、密码。第一名管理员由本机用户添加，此后由管理员办理。",
        "Operators: accounts, roles, townships, passwords. The first administrator is added by the"
        " machine's user; after that, administrators do it.",
        "jiuzhu operator add fengjie.casebook 张三 --role administrator",
    ),
)
def command() -> None:
    """Hold the commands."""


@command.command(
    name="add",
    help=options.example(
        "添加账号。初始密码取自 JIUZHU_NEW_PASSWORD，否则随机生成并只显示这一次；首次登录须修改。",
        "Add an account. The initial password comes from JIUZHU_NEW_PASSWORD, or is made and shown"
        " this once; it must be changed at the first login.",
        "jiuzhu operator add fengjie.casebook 李四 --role clerk --township 永安镇 --operator 张三",
    ),
)
@options.casebook_argument
@name_argument
@click.option("--role", type=words.ROLE, required=True, help=str(Text("角色", "role")))
@townships_option
@acting.operator_option
@options.format_option
def add(
    casebook: Path,
    name: str,
    role: str,
    townships: tuple[str, ...],
    operator: str | None,
    form: str,
) -> int:
    """Add it: 0 added."""
    from jiuzhu.casebook.operators import add_operator

    with _acting(casebook, operator) as (book, actor):
        given = os.environ.get(NEW_PASSWORD_VARIABLE)
        chosen = add_operator(book, actor, name, role, townships=townships, password=given)
    _show_initial(casebook, name, None if given else chosen, form)
    return 0


@command.command(
    name="list",
    help=options.example(
        "列出全部账号。",
        "List every account.",
        "jiuzhu operator list fengjie.casebook --format json",
    ),
)
@options.casebook_argument
@options.format_option
def list_(casebook: Path, form: str) -> int:
    """List them: 0 done."""
    from jiuzhu.casebook.operators import operators
    from jiuzhu.casebook.store import Casebook

    with Casebook.open(casebook, read_only=True) as book:
        found = operators(book)
    if form == "json":
        from jiuzhu_schemas.converter import unstructure

        from .paper import write_json

        write_json(unstructure(found))
        return 0
    _table(found)
    return 0


@command.command(
    name="disable",
    help=options.example(
        "停用账号：不能再登录，经办记录保留。",
        "Disable an account: no more logins; what it did stays recorded.",
        "jiuzhu operator disable fengjie.casebook 李四 --operator 张三",
    ),
)
@options.casebook_argument
@name_argument
@acting.operator_option
def disable(casebook: Path, name: str, operator: str | None) -> int:
    """Disable it: 0 done."""
    from jiuzhu.casebook.operators import disable_operator

    with _acting(casebook, operator) as (book, actor):
        disable_operator(book, actor, name)
    return _done(Text(f"已停用 {name}", f"{name} is disabled"))


@command.command(
    name="enable",
    help=options.example(
        "重新启用已停用的账号。",
        "Enable an account that was disabled.",
        "jiuzhu operator enable fengjie.casebook 李四 --operator 张三",
    ),
)
@options.casebook_argument
@name_argument
@acting.operator_option
def enable(casebook: Path, name: str, operator: str | None) -> int:
    """Enable it: 0 done."""
    from jiuzhu.casebook.operators import enable_operator

    with _acting(casebook, operator) as (book, actor):
        enable_operator(book, actor, name)
    return _done(Text(f"已启用 {name}", f"{name} is enabled"))


@command.command(
    name="role",
    help=options.example(
        "变更账号的角色。",
        "Give an account another role.",
        "jiuzhu operator role fengjie.casebook 李四 reviewer --operator 张三",
    ),
)
@options.casebook_argument
@name_argument
@click.argument("role", type=words.ROLE)
@acting.operator_option
def role(casebook: Path, name: str, role: str, operator: str | None) -> int:
    """Change it: 0 done."""
    from jiuzhu.casebook.actor import ROLE_LABELS
    from jiuzhu.casebook.operators import change_role

    with _acting(casebook, operator) as (book, actor):
        change_role(book, actor, name, role)
    label = ROLE_LABELS[role]
    return _done(Text(f"{name} 的角色现为{label.zh}", f"{name} is {label.en} now"))


@command.command(
    name="townships",
    help=options.example(
        "设定账号负责的镇街，取代原有的；一个都不给则不限镇街。",
        "Set the townships an account is limited to, in place of those it had; none: everywhere.",
        "jiuzhu operator townships fengjie.casebook 李四 --township 永安街道 --operator 张三",
    ),
)
@options.casebook_argument
@name_argument
@townships_option
@acting.operator_option
def townships(casebook: Path, name: str, townships: tuple[str, ...], operator: str | None) -> int:
    """Set them: 0 done."""
    from jiuzhu.casebook.operators import set_townships

    with _acting(casebook, operator) as (book, actor):
        set_townships(book, actor, name, townships)
    where = Text("、".join(townships) or "不限", ", ".join(townships) or "everywhere")
    return _done(Text(f"{name} 负责的镇街：{where.zh}", f"{name} may act: {where.en}"))


@command.command(
    name="reset",
    help=options.example(
        "重置密码并解除锁定：新的初始密码取自 JIUZHU_NEW_PASSWORD，否则随机生成并只显示这一次。",
        "Reset a password and lift a delay: the initial password comes from JIUZHU_NEW_PASSWORD,"
        " or is made and shown this once.",
        "jiuzhu operator reset fengjie.casebook 李四 --operator 张三",
    ),
)
@options.casebook_argument
@name_argument
@acting.operator_option
@options.format_option
def reset(casebook: Path, name: str, operator: str | None, form: str) -> int:
    """Reset it: 0 done."""
    from jiuzhu.casebook.operators import reset_password

    with _acting(casebook, operator) as (book, actor):
        given = os.environ.get(NEW_PASSWORD_VARIABLE)
        chosen = reset_password(book, actor, name, given)
    _show_initial(casebook, name, None if given else chosen, form)
    return 0


@command.command(
    name="passwd",
    help=options.example(
        "修改自己的密码。在提示后输入，或由 JIUZHU_PASSWORD（原密码）和 JIUZHU_NEW_PASSWORD 给出。",
        "Change one's own password, at the prompts, or from JIUZHU_PASSWORD (the old one) and"
        " JIUZHU_NEW_PASSWORD.",
        "jiuzhu operator passwd fengjie.casebook 李四",
    ),
)
@options.casebook_argument
@name_argument
def passwd(casebook: Path, name: str) -> int:
    """Change it: 0 done."""
    from jiuzhu.casebook.operators import change_password
    from jiuzhu.casebook.store import Casebook

    with Casebook.open(casebook) as book:
        old = acting.password_of(name)
        new = os.environ.get(NEW_PASSWORD_VARIABLE)
        if new is None:
            new = asking.secret(Text("新密码", "New password"), twice=True)
        change_password(book, name, old, new)
    return _done(Text("密码已修改", "the password was changed"))


@contextmanager
def _acting(casebook: Path, operator: str | None) -> Iterator[tuple[Casebook, Actor]]:
    from jiuzhu.casebook.store import Casebook

    with Casebook.open(casebook) as book:
        yield book, acting.actor_for(book, operator)


def _done(text: Text) -> int:
    click.echo(str(text), err=True)
    return 0


def _show_initial(casebook: Path, name: str, password: str | None, form: str) -> None:
    """Print a password that was made here, once; one from the environment is known already."""
    if form == "json":
        from .paper import write_json

        write_json({"name": name, "initial_password": password})
        return
    if password is not None:
        click.echo(str(Text(f"{name} 的初始密码：{password}", f"{name}'s password: {password}")))
    command = f"jiuzhu operator passwd {casebook} {name}"
    _done(Text(f"首次登录须修改：{command}", f"to be changed at the first login: {command}"))


def _table(found: list[Operator]) -> None:
    from jiuzhu.casebook.actor import ROLE_LABELS, shown_name

    from .paper import Paper
    from .wording import listed

    headings = (
        Text("姓名", "Name"), Text("角色", "Role"), Text("状态", "State"),
        Text("镇街", "Townships"), Text("添加", "Added"),
    )  # fmt: skip
    rows = [
        (
            each.name, str(ROLE_LABELS[each.role]), str(_state(each)),
            str(listed(each.townships, Text("不限", "everywhere"))),
            f"{each.added_at} {shown_name(each.added_by)}",
        )
        for each in found
    ]  # fmt: skip
    Paper().table(headings, rows)


def _state(each: Operator) -> Text:
    if not each.active:
        return Text("已停用", "disabled")
    if each.locked_until:
        return Text(f"锁定至 {each.locked_until}", f"locked until {each.locked_until}")
    return Text("须改密码", "must change password") if each.must_change else Text("正常", "active")
