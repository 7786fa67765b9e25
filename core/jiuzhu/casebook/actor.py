"""Who acts: an operator of the casebook, or whoever runs a command on the file itself."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

from attrs import frozen

from jiuzhu_schemas.text import Text

Role = Literal["clerk", "reviewer", "treasurer", "supervisor", "administrator", "auditor", "local"]
"""``local`` is whoever may read and write the file and runs a command without logging in."""

ROLES: tuple[str, ...] = get_args(Role)


ROLE_LABELS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "clerk": Text("经办", "clerk"),
        "reviewer": Text("审核", "reviewer"),
        "treasurer": Text("出纳", "treasurer"),
        "supervisor": Text("主管", "supervisor"),
        "administrator": Text("管理员", "administrator"),
        "auditor": Text("审计", "auditor"),
        "local": Text("本机用户", "the machine's user"),
    }
)

_LOCAL: Final = "local:"


@frozen
class Actor:
    """Someone who does something, as the audit trail names them."""

    name: str
    role: Role
    townships: frozenset[str] = frozenset()
    """Where the actor may act; empty for everywhere."""

    def may_see(self, township: str) -> bool:
        """Tell whether a case or person of a township is within the actor's scope."""
        return not self.townships or township in self.townships


def local_actor() -> Actor:
    """Return the user of the machine; files rights, not a password, let them in."""
    try:
        user = getpass.getuser()
    except (ImportError, KeyError, OSError):  # No such user, as in a bare container.
        user = "unknown"
    return Actor(f"{_LOCAL}{user}", "local")


def shown_name(name: str) -> Text:
    """Return how people read an actor's name: the machine's user is said to be that.

    >>> shown_name("local:root").zh
    '本机用户 root'
    """
    if not name.startswith(_LOCAL):
        return Text(name, name)
    user = name.removeprefix(_LOCAL)
    return Text(f"本机用户 {user}", f"local user {user}")
