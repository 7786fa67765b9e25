"""The accounts: added, disabled, given roles and townships; every change is in the audit trail."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any, Final, cast

from attrs import evolve, frozen

from jiuzhu.casebook.actor import ROLE_LABELS, ROLES, Actor, Role
from jiuzhu.casebook.audit import AuditLine, append, append_all
from jiuzhu.casebook.clock import stamp
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu_schemas.text import Text

from .errors import BadOperator, LastAdministrator, NoSuchOperator, OperatorExists
from .rights import active_townships, require

_LONGEST_NAME: Final = 40
_COLUMNS: Final = (
    "name", "role", "active", "password_hash", "must_change", "added_at", "added_by",
)  # fmt: skip


@frozen(kw_only=True)
class Account:
    """One account, as it stands in its table."""

    name: str
    role: Role
    active: bool
    password_hash: str
    must_change: bool
    """Somebody else chose the password: the next login must change it."""
    added_at: str
    added_by: str

    def row(self) -> dict[str, Any]:
        """Return the row, by column, as it is stored."""
        return {
            "name": self.name,
            "role": self.role,
            "active": int(self.active),
            "password_hash": self.password_hash,
            "must_change": int(self.must_change),
            "added_at": self.added_at,
            "added_by": self.added_by,
        }


def account_or_none(book: Casebook, name: str) -> Account | None:
    """Return the account of a name."""
    found = book.one(f"SELECT {', '.join(_COLUMNS)} FROM operators WHERE name = ?", (name,))
    if found is None:
        return None
    values = dict(zip(_COLUMNS, found, strict=True))
    return Account(**{**values, "active": found[2] == 1, "must_change": found[4] == 1})


def account(book: Casebook, name: str) -> Account:
    """Return the account of a name. Raises NoSuchOperator."""
    found = account_or_none(book, name)
    if found is None:
        raise NoSuchOperator(
            Text(
                "没有这个操作人员；jiuzhu operator list 可列出全部",
                "there is no such operator; jiuzhu operator list names them all",
            ),
            name,
        )
    return found


def insert(book: Casebook, actor: Actor, new: Account, townships: Iterable[str]) -> None:
    """Add an account and its townships. Raises OperatorExists, BadOperator."""
    _refuse_name(new.name)
    role_named(new.role)
    with book.gate() as gate:
        if account_or_none(book, new.name) is not None:
            raise OperatorExists(Text("已有此操作人员", "there is such an operator"), new.name)
        row = new.row()
        gate.insert("operators", row)
        append(gate, book, actor, _line("operator.add", row, {"role": new.role}))
        _limit(gate, book, actor, new.name, frozenset(townships))


def replace(
    gate: Gate, book: Casebook, actor: Actor, action: str, old: Account, new: Account
) -> None:
    """Change an account from what it was read as, inside the gate, and record it.

    Raises RowConflict if it was changed since, LastAdministrator.
    """
    if _is_administrator(old) and not _is_administrator(new):
        _refuse_last(book, old.name)
    gate.change_one(
        "UPDATE operators SET role = ?, active = ?, password_hash = ?, must_change = ?"
        " WHERE name = ? AND role = ? AND active = ? AND password_hash = ? AND must_change = ?",
        (
            new.role, new.active, new.password_hash, new.must_change,
            old.name, old.role, old.active, old.password_hash, old.must_change,
        ),
    )  # fmt: skip
    detail: dict[str, str] = {"role": new.role} if new.role != old.role else {}
    append(gate, book, actor, _line(action, new.row(), detail))


def disable_operator(book: Casebook, actor: Actor, name: str) -> None:
    """Let an account log in no more. Raises NotAllowed, NoSuchOperator, LastAdministrator."""
    _change(book, actor, "operator.disable", name, active=False)


def enable_operator(book: Casebook, actor: Actor, name: str) -> None:
    """Let a disabled account log in again. Raises NotAllowed, NoSuchOperator."""
    _change(book, actor, "operator.enable", name, active=True)


def change_role(book: Casebook, actor: Actor, name: str, role: str) -> None:
    """Give an account another role. Raises NotAllowed, NoSuchOperator, LastAdministrator."""
    _change(book, actor, "operator.role", name, role=role_named(role))


def set_townships(book: Casebook, actor: Actor, name: str, townships: Iterable[str]) -> None:
    """Limit an account to townships; none: everywhere. Raises NotAllowed, NoSuchOperator."""
    require(book, actor, "operator.change")
    account(book, name)
    with book.gate() as gate:
        _limit(gate, book, actor, name, frozenset(townships))


def role_named(text: str) -> Role:
    """Return a role an account can have. Raises BadOperator."""
    if text not in ROLES or text == "local":
        roles = [(role, label) for role, label in ROLE_LABELS.items() if role != "local"]
        zh = "、".join(f"{role}（{label.zh}）" for role, label in roles)
        en = ", ".join(role for role, _ in roles)
        raise BadOperator(Text(f"角色须为 {zh}", f"a role is one of {en}"), text)
    return cast(Role, text)


def new_account(book: Casebook, actor: Actor, name: str, role: str, password_hash: str) -> Account:
    """Return an account that is to be added now. Raises BadOperator for an unknown role."""
    return Account(
        name=name,
        role=role_named(role),
        active=True,
        password_hash=password_hash,
        must_change=True,
        added_at=stamp(book.clock()),
        added_by=actor.name,
    )


def _change(book: Casebook, actor: Actor, action: str, name: str, **changes: Any) -> None:
    require(book, actor, "operator.change")
    old = account(book, name)
    new = evolve(old, **changes)
    if new == old:
        return
    with book.gate() as gate:
        replace(gate, book, actor, action, old, new)


def _limit(gate: Gate, book: Casebook, actor: Actor, name: str, wanted: frozenset[str]) -> None:
    before = active_townships(book, name)
    changed = [(each, 1) for each in sorted(wanted - before)]
    changed += [(each, 0) for each in sorted(before - wanted)]
    lines = []
    for township, active in changed:
        _refuse_township(township)
        gate.execute(
            "INSERT INTO operator_townships (operator, township, active) VALUES (?, ?, ?)"
            " ON CONFLICT (operator, township) DO UPDATE SET active = excluded.active",
            (name, township, active),
        )
        row = {"operator": name, "township": township, "active": active}
        key = f"{name}/{township}"
        lines.append(
            AuditLine(action="operator.township", subject="operator_townships", key=key, row=row)
        )
    append_all(gate, book, actor, lines)


def _line(action: str, row: dict[str, Any], detail: dict[str, str]) -> AuditLine:
    return AuditLine(action=action, subject="operators", key=row["name"], row=row, detail=detail)


def _is_administrator(each: Account) -> bool:
    return each.role == "administrator" and each.active


def _refuse_last(book: Casebook, name: str) -> None:
    (count,) = book.one(
        "SELECT count(*) FROM operators WHERE role = 'administrator' AND active = 1 AND name <> ?",
        (name,),
    )
    if count == 0:
        raise LastAdministrator(
            Text(
                "这是最后一名管理员，不能停用或改任；请先添加另一名管理员",
                "is the last administrator and must stay; add another one first",
            ),
            name,
        )


def _refuse_name(name: str) -> None:
    plain = unicodedata.normalize("NFKC", name) == name and name.isprintable()
    if not plain or not 0 < len(name) <= _LONGEST_NAME or set(name) & set(" /:\\"):
        raise BadOperator(
            Text(
                f"姓名须为1至{_LONGEST_NAME}个字符，不含空格、斜杠、冒号和全角字母数字",
                f"a name has 1 to {_LONGEST_NAME} characters, no blanks, slashes, colons or"
                " full-width letters",
            ),
            name,
        )


def _refuse_township(township: str) -> None:
    if not township.strip() or not township.isprintable() or "/" in township:
        raise BadOperator(Text("镇街名称有误", "is no name of a township"), township)
