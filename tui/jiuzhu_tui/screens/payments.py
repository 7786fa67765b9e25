"""Payments of a month: per channel what can be paid and what is held back, and the runs made."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from attrs import frozen
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from jiuzhu.casebook.payments import Preview, Purpose, Run, preview_run, runs
from jiuzhu.casebook.payments.records import CHANNEL_LABELS
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.plain import Line, Plain
from jiuzhu_tui.screens.payments_rows import RUN_COLUMNS
from jiuzhu_tui.screens.work import WorkScreen

_MONTH: Final = re.compile(r"(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])\Z")


@frozen
class _Channel:
    """A channel in the month: what a run would take now, and what its runs came to."""

    id: str
    month: str
    preview: Preview
    to_recover: Preview
    sent: int
    paid: int

    @property
    def held(self) -> int:
        """Payees held back, as the preview counts them."""
        return len(self.preview.held)


_COLUMNS: Final = (
    Column[_Channel](
        id="channel", label=Text("渠道", "channel"), width=12,
        value=lambda r: str(CHANNEL_LABELS[r.id]), grows=True,
    ),
    Column[_Channel](
        id="ready", label=Text("可列入", "ready"), width=6, align="right",
        value=lambda r: str(r.preview.items or ""),
    ),
    Column[_Channel](
        id="total", label=Text("金额", "amount"), width=12, align="right",
        value=lambda r: format_yuan(r.preview.total) if r.preview.items else "",
    ),
    Column[_Channel](
        id="held", label=Text("暂缓", "held"), width=6, align="right",
        value=lambda r: str(r.held or ""),
    ),
    Column[_Channel](
        id="recover", label=Text("待追回", "owed"), width=11, align="right",
        value=lambda r: format_yuan(r.to_recover.total) if r.to_recover.items else "",
    ),
    Column[_Channel](
        id="sent", label=Text("已报送", "sent"), width=12, align="right",
        value=lambda r: format_yuan(r.sent) if r.sent else "", from_width=76,
    ),
    Column[_Channel](
        id="paid", label=Text("已支付", "paid"), width=12, align="right",
        value=lambda r: format_yuan(r.paid) if r.paid else "", from_width=90,
    ),
)  # fmt: skip


class PaymentsScreen(WorkScreen):
    """The month's channels over its runs."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f3", "month", Text("月份", "Month"), "payments.month"),
        bound(
            "f7", "preview('pay')", Text("预览拨付", "Preview"), "payments.pay",
            more=Text("列出该渠道可拨付和暂缓的，再生成清单", "who is paid, who is held back"),
        ),
        bound(
            "f8", "preview('recover')", Text("预览追回", "Recovery"), "payments.recover",
            more=Text("列出该渠道应追回的", "who owes money back"),
        ),
    ]  # fmt: skip
    HELP_TEXT = Text(
        "上面按渠道列出本月可列入清单的笔数和金额、暂缓的收款方、待追回的金额；Enter 或 F7 预览，"
        "看清后再生成。下面是本月的清单，Enter 打开。F3 换月份。",
        "Above: by channel what a run would take, who is held back, what is owed back; Enter or"
        " F7 shows it before it is made. Below: the month's runs; Enter opens. F3: month.",
    )
    DEFAULT_CSS = """
    PaymentsScreen #head { height: 3; }
    PaymentsScreen #month { width: 14; }
    PaymentsScreen #sums { width: 1fr; height: 3; padding: 0 1; }
    PaymentsScreen #channels { height: 6; }
    PaymentsScreen .title { text-style: bold; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._month = ""

    def heading(self) -> Text:
        """Return the screen's name."""
        return Text("拨付", "Payments")

    def body(self) -> ComposeResult:
        """Lay out the month over the channels over the runs."""
        with Horizontal(id="head"):
            yield Input(id="month", max_length=7, restrict=r"[0-9-]*", placeholder="2026-11")
            yield Plain(id="sums")
        yield PagedList(_COLUMNS, id="channels")
        yield Line(Text("本月清单", "The month's runs"), classes="title")
        yield PagedList(RUN_COLUMNS, id="runs")

    def on_mount(self) -> None:
        """Begin with this month, in the list of channels."""
        self._month = f"{the_app(self).clock():%Y-%m}"
        self.query_one("#month", Input).value = self._month
        self.query_one("#channels").focus()

    def load(self) -> None:
        """Read the month anew."""
        month = self._month
        self.look(lambda desk: _seen(desk, month), self._show, group="payments")

    def _show(self, seen: tuple[list[_Channel], tuple[Run, ...]]) -> None:
        channels, found = seen
        for name, rows in (("#channels", channels), ("#runs", found)):
            shown: PagedList[object] = self.query_one(name, PagedList)
            shown.source = Rows(rows)
            shown.reload()
        sent, paid = sum(each.sent for each in channels), sum(each.paid for each in channels)
        back = sum(each.bounced for each in found)
        self.query_one("#sums", Plain).show(
            Text(
                f"{self._month}  清单 {len(found)} 份\n已报送 {format_yuan(sent)}  "
                f"已支付 {format_yuan(paid)}  退回 {format_yuan(back)}",
                f"{self._month}  {len(found)} runs\nsent {format_yuan(sent)}  "
                f"paid {format_yuan(paid)}  bounced {format_yuan(back)}",
            )
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show another month once it is written out."""
        if _MONTH.match(event.value) and event.value != self._month:
            self._month = event.value
            self.load()

    def on_input_submitted(self) -> None:
        """Go on to the channels."""
        self.query_one("#channels").focus()

    def on_paged_list_opened(self, event: PagedList.Opened) -> None:
        """Preview a channel's run, or open a run."""
        from jiuzhu_tui.screens.payments_run import RunScreen

        if isinstance(event.row, Run):
            self.app.push_screen(RunScreen(event.row.run))
        elif isinstance(event.row, _Channel):
            self.action_preview("pay")

    def action_month(self) -> None:
        """Go to the month."""
        self.query_one("#month").focus()

    def action_preview(self, purpose: Purpose) -> None:
        """Show what a run of the channel under the cursor would take."""
        from jiuzhu_tui.screens.payments_preview import PreviewScreen

        row = self.query_one("#channels", PagedList).row
        if isinstance(row, _Channel):
            self.app.push_screen(PreviewScreen(row.month, row.id, purpose))


def _seen(desk: Desk, month: str) -> tuple[list[_Channel], tuple[Run, ...]]:
    found = runs(desk.book, month=month)
    channels = []
    for channel in CHANNEL_LABELS:
        mine = [each for each in found if each.channel == channel and each.state != "cancelled"]
        channels.append(
            _Channel(
                id=channel,
                month=month,
                preview=preview_run(desk.book, month, channel),
                to_recover=preview_run(desk.book, month, channel, purpose="recover"),
                sent=sum(each.total for each in mine if each.sent_at),
                paid=sum(each.paid for each in mine),
            )
        )
    return channels, found
