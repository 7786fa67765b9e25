"""What can go wrong with operators and their passwords."""

from __future__ import annotations

from datetime import datetime

from jiuzhu.casebook.clock import stamp
from jiuzhu.casebook.errors import CasebookError
from jiuzhu_schemas.text import Text


class NoSuchOperator(CasebookError):
    """No account has the name."""


class OperatorExists(CasebookError):
    """An account has the name already."""


class BadOperator(CasebookError):
    """A name, role or township that an account cannot have."""


class BadPassword(CasebookError):
    """A new password is too short, the old one, or the name."""


class LastAdministrator(CasebookError):
    """The change would leave a casebook with operators but without an administrator."""


class LoginRefused(CasebookError):
    """Wrong name, wrong password, or an account that was disabled: which one is not said."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "姓名或密码有误，或账号已停用",
                "wrong name or password, or the account is disabled",
            )
        )


class AccountLocked(CasebookError):
    """Too many failures; ``until`` says when the next attempt is looked at."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(
            Text(
                f"失败次数过多，{stamp(until)} 之后才能再试",
                f"too many failures; try again after {stamp(until)}",
            )
        )


class MustChangePassword(CasebookError):
    """The password is right, but somebody else chose it: it must be changed first."""

    def __init__(self, name: str, casebook: str = "DB") -> None:
        command = f"jiuzhu operator passwd {casebook} {name}"
        super().__init__(
            Text(
                f"首次登录须先修改密码：{command}", f"the password must be changed first: {command}"
            )
        )
