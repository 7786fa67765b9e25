"""Who acts: an operator of the casebook, or whoever runs a command on the file itself."""

from __future__ import annotations

import getpass
from typing import Literal, get_args

from attrs import frozen

Role = Literal["clerk", "reviewer", "treasurer", "supervisor", "administrator", "auditor", "local"]
"""``local`` is whoever may read and write the file and runs a command without logging in."""

ROLES: tuple[str, ...] = get_args(Role)


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
    return Actor(f"local:{user}", "local")
