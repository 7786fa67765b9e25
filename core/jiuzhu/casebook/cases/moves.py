"""The life of a case: which step leads from which state to which, and whose duty it is.

The casebook's table ``case_moves`` has the same rows, and its triggers hold to them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

from attrs import frozen

from jiuzhu_schemas.text import Text

State = Literal[
    "draft", "accepted", "reviewed", "approved", "sent", "paid",
    "returned", "refused", "withdrawn", "reversed",
]  # fmt: skip
Step = Literal[
    "draft", "edit", "document", "waive", "accept", "return", "override", "review", "approve",
    "refuse", "withdraw", "send", "pay", "bounce", "reverse",
]  # fmt: skip
Duty = Literal["", "make", "decide", "pay"]

STATES: Final[tuple[State, ...]] = get_args(State)
OPEN_STATES: Final[tuple[State, ...]] = ("draft", "returned", "accepted", "reviewed")
"""The states in which the office still has to decide."""


@frozen
class Move:
    """One step from one state to another.

    ``duty``: what taking it makes somebody of the case; nobody is two of maker, decider, payer.
    ``only_for``: the kinds it is for: ``paid``, ``manual``, or all.
    """

    step: Step
    before: str
    after: State
    duty: Duty = ""
    only_for: Literal["", "paid", "manual"] = ""


DRAFTING: Final = Move("draft", "", "draft", "make")
"""How every case begins."""

MOVES: Final = (
    DRAFTING,
    Move("edit", "draft", "draft", "make"),
    Move("edit", "returned", "draft", "make"),
    Move("document", "draft", "draft", "make"),
    Move("document", "returned", "draft", "make"),
    Move("waive", "draft", "draft", "decide"),
    Move("waive", "returned", "draft", "decide"),
    Move("accept", "draft", "accepted", "make"),
    Move("return", "accepted", "returned", "decide"),
    Move("return", "reviewed", "returned", "decide"),
    Move("override", "accepted", "accepted", "decide", "manual"),
    Move("override", "reviewed", "accepted", "decide", "manual"),
    Move("review", "accepted", "reviewed", "decide"),
    Move("approve", "reviewed", "approved", "decide"),
    Move("refuse", "accepted", "refused", "decide"),
    Move("refuse", "reviewed", "refused", "decide"),
    Move("withdraw", "draft", "withdrawn"),
    Move("withdraw", "returned", "withdrawn"),
    Move("withdraw", "accepted", "withdrawn"),
    Move("withdraw", "reviewed", "withdrawn"),
    Move("send", "approved", "sent", "pay", "paid"),
    Move("pay", "sent", "paid", "pay", "paid"),
    Move("bounce", "sent", "approved", "pay", "paid"),
    Move("reverse", "approved", "reversed", "decide", "manual"),
    Move("reverse", "paid", "reversed", "decide", "manual"),
)

ACTS: Final[Mapping[Step, str]] = MappingProxyType(
    {
        "draft": "case.draft", "edit": "case.draft", "document": "case.document",
        "waive": "case.override", "accept": "case.accept", "return": "case.return",
        "override": "case.override", "review": "case.review", "approve": "case.approve",
        "refuse": "case.refuse", "withdraw": "case.withdraw", "send": "payrun.send",
        "pay": "payrun.settle", "bounce": "payrun.settle", "reverse": "ledger.reverse",
    }
)  # fmt: skip
"""The act (see `jiuzhu.casebook.operators`) that a step needs the right to."""

EXPLAINED: Final[frozenset[Step]] = frozenset(
    {"waive", "return", "override", "refuse", "withdraw", "bounce", "reverse"}
)
"""The steps that need a note."""


def move_of(kind: str, state: str, step: Step) -> Move | None:
    """Return the move that a step makes from a state, None where it is not allowed."""
    for each in MOVES:
        if (each.step, each.before) == (step, state):
            fits = each.only_for == "" or kind == "manual"
            return each if fits or (each.only_for, kind) == ("paid", "one_stop_month") else None
    return None


def steps_from(kind: str, state: str) -> tuple[Step, ...]:
    """Return the steps that a case of a kind may take from a state."""
    return tuple(
        each.step for each in MOVES if each.before == state and move_of(kind, state, each.step)
    )


def command_of(step: Step) -> str:
    """Return the command of a step: ``case return``."""
    return "case document --waive" if step == "waive" else f"case {step}"


STATE_LABELS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "draft": Text("草稿", "draft"),
        "accepted": Text("已受理", "accepted"),
        "reviewed": Text("已审核", "reviewed"),
        "approved": Text("已审批", "approved"),
        "sent": Text("已送财政", "sent to the treasury"),
        "paid": Text("已支付", "paid"),
        "returned": Text("退回补正", "returned for completion"),
        "refused": Text("不予受助", "refused"),
        "withdrawn": Text("已撤回", "withdrawn"),
        "reversed": Text("已冲正", "reversed"),
    }
)
STEP_LABELS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "draft": Text("新建", "draft"),
        "edit": Text("修改", "edit"),
        "document": Text("登记材料", "documents"),
        "waive": Text("豁免材料", "waive a document"),
        "accept": Text("受理", "accept"),
        "return": Text("退回补正", "return"),
        "override": Text("特批未转诊", "override the missing referral"),
        "review": Text("审核", "review"),
        "approve": Text("审批", "approve"),
        "refuse": Text("不予受助", "refuse"),
        "withdraw": Text("撤回", "withdraw"),
        "send": Text("送财政", "send to the treasury"),
        "pay": Text("支付", "pay"),
        "bounce": Text("退票", "bounce"),
        "reverse": Text("冲正", "reverse"),
    }
)
DUTY_LABELS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "make": Text("经办", "maker"),
        "decide": Text("审核审批", "decider"),
        "pay": Text("支付", "payer"),
    }
)
