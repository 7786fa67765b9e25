"""What a payment run is made of. All sums are fen."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from attrs import field, frozen

from jiuzhu_schemas.text import Text

RunState = Literal["draft", "sent", "settled", "cancelled"]
ItemState = Literal["pending", "paid", "bounced", "released"]
Purpose = Literal["pay", "recover"]
WhyHeld = Literal["died", "no_account", "bounced", "not_approved", "to_recover", "to_pay"]

PERSON_ACCOUNT: Final = "person_account"

CHANNEL_LABELS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "county_hospital": Text("县内医疗机构", "county hospitals"),
        "city_platform": Text("市级结算平台", "municipal platform"),
        PERSON_ACCOUNT: Text("个人账户", "accounts"),
    }
)
RUN_STATE_LABELS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "draft": Text("待报送", "draft"),
        "sent": Text("已报送", "sent"),
        "settled": Text("已办结", "settled"),
        "cancelled": Text("已取消", "cancelled"),
    }
)
ITEM_STATE_LABELS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "pending": Text("待支付", "pending"),
        "paid": Text("已支付", "paid"),
        "bounced": Text("退回", "bounced"),
        "released": Text("已释放", "released"),
    }
)
PURPOSE_LABELS: Final[Mapping[str, Text]] = MappingProxyType(
    {"pay": Text("拨付", "payment"), "recover": Text("追回", "recovery")}
)
HELD_LABELS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "died": Text(
            "已去世，且未登记继承人账户；登记后可拨付",
            "died, and no heir's account is known; record one to pay",
        ),
        "no_account": Text(
            "没有银行账号；登记后可拨付", "has no account number; record one to pay"
        ),
        "bounced": Text(
            "上次退回，账户尚未更正（登记另一账户，或仍按原账户拨付）",
            "came back last time, and the account was not corrected (record another account, or"
            " pay there again)",
        ),
        "not_approved": Text("所属月度结算案件未审批", "the hospital's month is not approved yet"),
        "to_recover": Text(
            "净额为负，应追回而非拨付（另生成追回清单）",
            "is below zero: to be recovered, not paid (a list of its own)",
        ),
        "to_pay": Text("净额为正，不在追回之列", "is above zero: nothing to recover"),
    }
)


@frozen(kw_only=True)
class Account:
    """Where a person is paid; all empty where the payee is no person."""

    holder: str = field(default="", repr=False)
    bank: str = field(default="", repr=False)
    number: str = field(default="", repr=False)


@frozen(kw_only=True)
class Run:
    """One list to the treasury, as it stands."""

    run: int
    month: str
    channel: str
    purpose: Purpose
    up_to: str
    state: RunState
    items: int
    total: int
    paid: int
    bounced: int
    made_by: str
    made_at: str
    sent_by: str | None
    sent_at: str | None
    settled_by: str | None
    settled_at: str | None
    cancelled_by: str | None
    cancelled_at: str | None
    reason: str


@frozen(kw_only=True)
class Item:
    """One ledger entry in a run."""

    item: int
    run: int
    entry: int
    person: int
    claim_id: str
    payee: str
    amount: int
    account: Account
    state: ItemState
    reason: str


@frozen(kw_only=True)
class Line:
    """One transfer: what a payee gets of a run, over all their items.

    ``amount`` may be zero, where a settlement and its reversal net out: nothing is transferred.
    """

    payee: str
    person: int | None
    amount: int
    entries: tuple[int, ...]
    claims: tuple[str, ...]
    netted: tuple[str, ...]
    """The claims of which the run holds several entries that come to nothing."""
    account: Account
    state: ItemState = "pending"
    reason: str = ""


@frozen(kw_only=True)
class Held:
    """A payee whose entries were left for a later run, and why."""

    payee: str
    person: int | None
    amount: int
    claims: tuple[str, ...]
    why: WhyHeld
    reason: str = ""
    """Why the last transfer came back, for ``bounced``."""

    @property
    def label(self) -> Text:
        """Why it is held back, in words."""
        label = HELD_LABELS[self.why]
        if not self.reason:
            return label
        return Text(f"{label.zh}：{self.reason}", f"{label.en}: {self.reason}")


@frozen(kw_only=True)
class Preview:
    """What a run would take now."""

    lines: tuple[Line, ...]
    held: tuple[Held, ...]

    @property
    def items(self) -> int:
        """How many entries it would take."""
        return sum(len(line.entries) for line in self.lines)

    @property
    def total(self) -> int:
        """What it would come to, in fen."""
        return sum(line.amount for line in self.lines)
