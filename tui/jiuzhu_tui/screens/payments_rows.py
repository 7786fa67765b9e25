"""Runs, transfers and what is held back, as rows of lists: IDs and accounts masked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import field, frozen

from jiuzhu.casebook.payments import Held, Line, Preview, Run, payee_name
from jiuzhu.casebook.payments.records import (
    CHANNEL_LABELS,
    ITEM_STATE_LABELS,
    PURPOSE_LABELS,
    RUN_STATE_LABELS,
)
from jiuzhu.casebook.store import Casebook
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text
from jiuzhu_tui.lists import Column


@frozen
class PayeeRow:
    """A transfer of a run, or of one that would be made, or a payee that is held back."""

    payee: str
    name: str = field(repr=False)
    account: str = field(repr=False)
    amount: int
    claims: tuple[str, ...]
    state: str
    note: str = field(repr=False)
    pending: bool = False
    bounced: bool = False
    held: bool = False
    person: int | None = None
    """Who is paid, by opaque number; None: a hospital."""


def rows_of_lines(book: Casebook, lines: Iterable[Line], state: str = "") -> list[PayeeRow]:
    """Return transfers as rows; ``state``: in place of their own."""
    nets = Text("已冲抵", "nets out")
    return [
        PayeeRow(
            payee=line.payee,
            name=payee_name(book, line.payee, line.person),
            account=mask(line.account.number),
            amount=line.amount,
            claims=line.claims,
            state=state or str(ITEM_STATE_LABELS[line.state]),
            note=line.reason or (f"{nets} {'、'.join(line.netted)}" if line.netted else ""),
            pending=line.state == "pending",
            bounced=line.state == "bounced",
            person=line.person,
        )
        for line in lines
    ]


def rows_of_held(book: Casebook, held: Iterable[Held]) -> list[PayeeRow]:
    """Return who is held back as rows, with the reason."""
    return [
        PayeeRow(
            payee=each.payee,
            name=payee_name(book, each.payee, each.person),
            account="",
            amount=each.amount,
            claims=each.claims,
            state=str(Text("暂缓", "held")),
            note=str(each.label),
            held=True,
            person=each.person,
        )
        for each in held
    ]


def rows_of_preview(book: Casebook, preview: Preview) -> list[PayeeRow]:
    """Return what a run would take, then who is held back."""
    takes = str(Text("列入", "taken"))
    return [*rows_of_lines(book, preview.lines, takes), *rows_of_held(book, preview.held)]


PAYEE_COLUMNS: Final = (
    Column[PayeeRow](id="state", label=Text("状态", "state"), width=7, value=lambda r: r.state),
    Column[PayeeRow](
        id="name", label=Text("收款方", "payee"), width=25, value=lambda r: r.name, grows=True
    ),
    Column[PayeeRow](
        id="amount",
        label=Text("金额", "amount"),
        width=12,
        align="right",
        value=lambda r: format_yuan(r.amount),
    ),
    Column[PayeeRow](
        id="account",
        label=Text("账号", "account"),
        width=20,
        value=lambda r: r.account,
        from_width=110,
    ),
    Column[PayeeRow](
        id="claims",
        label=Text("结算编号", "claims"),
        width=17,
        value=lambda r: _few(r.claims),
    ),
    Column[PayeeRow](
        id="note",
        label=Text("说明", "note"),
        width=8,
        value=lambda r: r.note,
        grows=True,
        from_width=90,
    ),
)

RUN_COLUMNS: Final = (
    Column[Run](
        id="run", label=Text("清单", "run"), width=4, align="right", value=lambda r: str(r.run)
    ),
    Column[Run](
        id="state",
        label=Text("状态", "state"),
        width=9,
        value=lambda r: str(RUN_STATE_LABELS[r.state]),
    ),
    Column[Run](
        id="purpose",
        label=Text("性质", "for"),
        width=8,
        value=lambda r: str(PURPOSE_LABELS[r.purpose]),
    ),
    Column[Run](
        id="channel",
        label=Text("渠道", "channel"),
        width=12,
        value=lambda r: str(CHANNEL_LABELS[r.channel]),
        grows=True,
    ),
    Column[Run](
        id="items", label=Text("笔数", "entries"), width=7, align="right",
        value=lambda r: str(r.items),
    ),
    Column[Run](
        id="total", label=Text("总额", "total"), width=12, align="right",
        value=lambda r: format_yuan(r.total),
    ),
    Column[Run](
        id="bounced", label=Text("退回", "bounced"), width=10, align="right",
        value=lambda r: format_yuan(r.bounced) if r.bounced else "",
    ),
    Column[Run](
        id="paid", label=Text("已支付", "paid"), width=12, align="right",
        value=lambda r: format_yuan(r.paid) if r.state == "settled" else "", from_width=100,
    ),
    Column[Run](
        id="made_by", label=Text("生成", "made by"), width=10, value=lambda r: r.made_by,
        from_width=100,
    ),
    Column[Run](
        id="sent_by", label=Text("报送", "sent by"), width=10, value=lambda r: r.sent_by or "",
        from_width=120,
    ),
    Column[Run](
        id="sent_at", label=Text("报送时间", "sent at"), width=16,
        value=lambda r: (r.sent_at or "")[:16], from_width=140,
    ),
)  # fmt: skip


def _few(claims: tuple[str, ...]) -> str:
    return claims[0] + (f" +{len(claims) - 1}" if len(claims) > 1 else "") if claims else ""
