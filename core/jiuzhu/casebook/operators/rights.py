"""Who may do what: one table of acts and roles, asked before every write."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from jiuzhu.casebook.actor import ROLE_LABELS, ROLES, Actor, Role, shown_name
from jiuzhu.casebook.audit import AuditLine, append_apart
from jiuzhu.casebook.errors import NotAllowed
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.text import Text

_CLERKS: Final = frozenset[Role]({"clerk", "supervisor"})
_REVIEWERS: Final = frozenset[Role]({"reviewer", "supervisor"})
_SUPERVISOR: Final = frozenset[Role]({"supervisor"})
_TREASURER: Final = frozenset[Role]({"treasurer"})
_LOCAL: Final = frozenset[Role]({"local"})
_CLERKS_OR_LOCAL: Final = _CLERKS | _LOCAL
_KEEPERS: Final = frozenset[Role]({"treasurer", "supervisor", "administrator", "local"})

ACTS: Final[Mapping[str, frozenset[Role]]] = {
    "case.draft": _CLERKS,
    "case.accept": _CLERKS,
    "case.withdraw": _CLERKS,
    "case.document": _CLERKS,
    "case.review": _REVIEWERS,
    "case.return": _REVIEWERS,
    "case.refuse": _REVIEWERS,
    "case.approve": _SUPERVISOR,
    "case.override": _SUPERVISOR,
    "payrun.make": _TREASURER,
    "payrun.send": _TREASURER,
    "payrun.settle": _TREASURER,
    "roster.preview": _CLERKS_OR_LOCAL,
    "roster.confirm": _CLERKS_OR_LOCAL,
    "roster.resolve": _CLERKS_OR_LOCAL,
    "roster.alive": _SUPERVISOR | _LOCAL,
    "hospital.change": frozenset({"supervisor", "administrator", "local"}),
    "ledger.settle": _CLERKS_OR_LOCAL,
    "ledger.open": _SUPERVISOR | _LOCAL,
    "ledger.reverse": _SUPERVISOR | _LOCAL,
    "operator.change": frozenset({"administrator", "local"}),
    "view.full_id": frozenset({"clerk", "reviewer", "treasurer", "supervisor"}),
    "casebook.close": _KEEPERS,
    "casebook.backup": _KEEPERS,
}
"""Act to the roles that may do it. The auditor reads everything and stands nowhere here."""


def require(book: Casebook, actor: Actor, act: str, *, township: str = "") -> None:
    """Raise NotAllowed, after recording the attempt, unless the actor may do the act.

    ``township``: of the person or case it is done to; empty where the act has no place. An actor
    whose account was disabled, or given another role or scope since the login, may do nothing.
    Call it before the gate: a refusal is recorded in a write of its own.
    """
    why = _refusal(book, actor, act, township)
    if why is None:
        return
    append_apart(
        book, actor, AuditLine(action="refused", detail={"act": act, "township": township})
    )
    raise NotAllowed(why, str(shown_name(actor.name)))


def administrators(book: Casebook) -> list[str]:
    """Return the names of the active accounts that are administrators'."""
    rows = book.rows(
        "SELECT name FROM operators WHERE role = 'administrator' AND active = 1 ORDER BY name"
    )
    return [name for (name,) in rows]


def active_townships(book: Casebook, name: str) -> frozenset[str]:
    """Return the townships an account is limited to; empty for everywhere."""
    rows = book.rows(
        "SELECT township FROM operator_townships WHERE operator = ? AND active = 1", (name,)
    )
    return frozenset(township for (township,) in rows)


def _refusal(book: Casebook, actor: Actor, act: str, township: str) -> Text | None:
    if actor.role not in ACTS[act]:
        mine = ROLE_LABELS[actor.role]
        roles = [ROLE_LABELS[each] for each in ROLES if each in ACTS[act] and each != "local"]
        return Text(
            f"角色“{mine.zh}”无权办理，须为 {' 或 '.join(each.zh for each in roles)}",
            f"the role “{mine.en}” may not do this; needed: "
            + " or ".join(each.en for each in roles),
        )
    if act == "operator.change" and actor.role == "local" and administrators(book):
        names = administrators(book)
        return Text(
            f"已有管理员，须由管理员登录办理：--operator {' 或 '.join(names)}",
            f"there is an administrator now, who must do this: --operator {' or '.join(names)}",
        )
    if township and not actor.may_see(township):
        return Text(f"{township} 不在负责范围内", f"{township} is outside your townships")
    return None if actor.role == "local" else _stale(book, actor)


def _stale(book: Casebook, actor: Actor) -> Text | None:
    """Compare the actor with the account, as it stands now.

    A name without an account is a program's own, which vouches for it by running at all.
    """
    found = book.one("SELECT role, active FROM operators WHERE name = ?", (actor.name,))
    if found in (None, (actor.role, 1)) and (
        found is None or active_townships(book, actor.name) == actor.townships
    ):
        return None
    return Text(
        "账号已停用或权限已变更，请重新登录",
        "the account was disabled or changed since the login; log in again",
    )
