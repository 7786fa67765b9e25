"""Who runs a command: the user of the machine, or an operator who gives a password."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import click

from jiuzhu_schemas.text import Text

from .asking import secret

if TYPE_CHECKING:
    from jiuzhu.casebook.actor import Actor
    from jiuzhu.casebook.store import Casebook

PASSWORD_VARIABLE: Final = "JIUZHU_PASSWORD"
"""Takes the place of the prompt. Passwords are never arguments: every user can list those."""

operator_option: Final = click.option(
    "--operator",
    metavar="NAME",
    help=str(
        Text(
            f"以此操作人员办理；密码取自 {PASSWORD_VARIABLE} 或提示输入",
            f"act as this operator; the password comes from {PASSWORD_VARIABLE} or a prompt",
        )
    ),
)


def actor_for(book: Casebook, operator: str | None) -> Actor:
    """Return the operator after a login, or the local user where no name was given.

    Raises LoginRefused, AccountLocked or MustChangePassword.
    """
    from jiuzhu.casebook.privacy import guard_logging

    guard_logging()
    if operator is None:
        from jiuzhu.casebook.actor import local_actor

        return local_actor()
    from jiuzhu.casebook.operators import login

    return login(book, operator, password_of(operator))


def password_of(operator: str) -> str:
    """Return an operator's password: from the environment, else asked for, not shown."""
    given = os.environ.get(PASSWORD_VARIABLE)
    return (
        given
        if given is not None
        else secret(Text(f"{operator} 的密码", f"Password of {operator}"))
    )
