"""Operators: accounts, passwords, roles, townships, and who may do what."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .accounts import change_role as change_role
    from .accounts import disable_operator as disable_operator
    from .accounts import enable_operator as enable_operator
    from .accounts import set_townships as set_townships
    from .errors import AccountLocked as AccountLocked
    from .errors import LoginRefused as LoginRefused
    from .errors import MustChangePassword as MustChangePassword
    from .full_ids import view_full_id as view_full_id
    from .logins import change_password as change_password
    from .logins import login as login
    from .register import Operator as Operator
    from .register import add_operator as add_operator
    from .register import operator_named as operator_named
    from .register import operators as operators
    from .register import reset_password as reset_password
    from .rights import ACTS as ACTS
    from .rights import require as require

_HOME: Final = {
    "ACTS": "rights",
    "AccountLocked": "errors",
    "LoginRefused": "errors",
    "MustChangePassword": "errors",
    "Operator": "register",
    "add_operator": "register",
    "change_password": "logins",
    "change_role": "accounts",
    "disable_operator": "accounts",
    "enable_operator": "accounts",
    "login": "logins",
    "operator_named": "register",
    "operators": "register",
    "require": "rights",
    "reset_password": "register",
    "set_townships": "accounts",
    "view_full_id": "full_ids",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
