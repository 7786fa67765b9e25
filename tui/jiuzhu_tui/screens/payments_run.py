"""One payment run: its transfers, and what is done with it, by who may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Final

from attrs import frozen
from textual.app import ComposeResult
from textual.binding import BindingType

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.operators import ACTS
from jiuzhu.casebook.payments import (
    Run,
    bounce,
    cancel_run,
    lines_of,
    run_of,
    send_run,
    settle_run,
)
from jiuzhu.casebook.payments.records import CHANNEL_LABELS, PURPOSE_LABELS, RUN_STATE_LABELS
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.dialogs.confirm import ConfirmScreen
from jiuzhu_tui.dialogs.questions import Question, QuestionsScreen, something
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.lists import PagedList, Rows
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.account import open_account
from jiuzhu_tui.screens.payments_claims import open_claims
from jiuzhu_tui.screens.payments_export import a_file_or_nothing, export_run, results_of
from jiuzhu_tui.screens.payments_rows import PAYEE_COLUMNS, PayeeRow, rows_of_lines
from jiuzhu_tui.screens.work import WorkScreen

_STEPS: Final[Mapping[str, tuple[str, str]]] = {
    "send": ("draft", "payrun.send"),
    "cancel": ("draft", "payrun.make"),
    "settle": ("sent", "payrun.settle"),
    "bounce": ("sent", "payrun.settle"),
}
"""An action: in which state of the run, and by which right."""


@frozen
class _Seen:
    run: Run
    rows: list[PayeeRow]


class RunScreen(WorkScreen):
    """A run: what it comes to, who it pays, where it stands."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f7", "send", Text("报送", "Send"), "payrun.send",
              more=Text("标记为已报送财政，不能撤回", "marks it as sent; no way back")),
        bound("f8", "settle", Text("办结", "Settle"), "payrun.settle",
              more=Text("登记全部到账，或财政回执文件", "all paid, or by the treasury's file")),
        bound("ctrl+u", "bounce", Text("登记退回", "Bounced"), "payrun.bounce",
              more=Text("光标所在的一笔退回", "the transfer under the cursor came back")),
        bound("ctrl+x", "cancel", Text("取消清单", "Cancel"), "payrun.cancel",
              more=Text("未报送的清单可以取消", "gives up a draft")),
        bound("f9", "account", Text("收款账户", "Account"), "payrun.account",
              more=Text("看或改光标所在收款人的账户", "of the payee under the cursor")),
        bound("ctrl+s", "export", Text("导出", "Export"), "payrun.export",
              more=Text("写成给财政的表格，含完整身份证号和账号，会留痕",
                        "the treasury's table with full IDs and accounts; it is recorded")),
    ]  # fmt: skip
    HELP_TEXT = Text(
        "一份清单的各笔转账，Enter 打开所付的案件或结算。待报送的可报送或取消；已报送的登记退回、"
        "办结。谁录入、审核、审批或记账，谁就不能报送。",
        "The transfers of a run; Enter opens what they pay. A draft is sent or cancelled; of what"
        " was sent, note what bounced, then settle. Who entered, reviewed, approved or recorded"
        " what it pays cannot send it.",
    )
    DEFAULT_CSS = """
    RunScreen #facts { width: 1fr; padding: 0 1; }
    RunScreen #note { height: 4; width: 1fr; border-top: solid $panel; padding: 0 1; }
    """

    def __init__(self, run: int) -> None:
        super().__init__()
        self._run = run
        self._seen: _Seen | None = None

    def heading(self) -> Text:
        """Return the run's number."""
        return Text(f"第 {self._run} 号清单", f"Run {self._run}")

    def body(self) -> ComposeResult:
        """Lay out the facts over the transfers over the one under the cursor."""
        yield Plain(id="facts")
        yield PagedList(PAYEE_COLUMNS, id="lines")
        yield Plain(id="note")

    def load(self) -> None:
        """Read the run."""
        number = self._run

        def work(desk: Desk) -> _Seen:
            lines = lines_of(desk.book, number)
            return _Seen(run_of(desk.book, number), rows_of_lines(desk.book, lines))

        self.look(work, self._show, group="run")

    def _show(self, seen: _Seen) -> None:
        self._seen = seen
        self.query_one("#facts", Plain).show("\n".join(_facts(seen)))
        lines: PagedList[PayeeRow] = self.query_one(PagedList)
        lines.source = Rows(seen.rows)
        lines.reload()
        self.refresh_bindings()

    def on_paged_list_moved(self, event: PagedList.Moved) -> None:
        """Show the whole of a transfer."""
        if isinstance(event.row, PayeeRow):
            row = event.row
            account = f"{Text('账号', 'account')} {row.account}" if row.account else ""
            self.query_one("#note", Plain).show(
                f"{row.state}  {visible(row.name)}  {format_yuan(row.amount)}  {account}\n"
                f"{visible('、'.join(row.claims))}  {visible(row.note)}"
            )

    def on_paged_list_opened(self, event: PagedList.Opened) -> None:
        """Open the case or the claim that a transfer pays."""
        if isinstance(event.row, PayeeRow):
            open_claims(self, event.row.claims)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the run's state and the operator's role allow."""
        actor, seen = the_app(self).actor, self._seen
        if action in _STEPS:
            state, act = _STEPS[action]
            return (
                actor is not None
                and seen is not None
                and seen.run.state == state
                and actor.role in ACTS[act]
            )
        return super().check_action(action, parameters)

    def action_send(self) -> None:
        """Ask with the totals, then mark the run as sent."""
        self._confirmed(
            Text("报送财政", "send to the treasury"),
            lambda desk, actor, run: send_run(desk.book, actor, run),
        )

    def action_cancel(self) -> None:
        """Ask why, then give the run up."""
        seen = self._seen
        if seen is None:
            return
        self.ask(
            QuestionsScreen(
                Text("取消清单", "Cancel the run"),
                _sums(seen),
                [Question(id="reason", label=Text("取消原因", "why"), check=something)],
            ),
            lambda answers: self._act(
                lambda desk, actor, run: cancel_run(desk.book, actor, run, answers["reason"])
            ),
        )

    def action_bounce(self) -> None:
        """Ask why the transfer under the cursor came back, then note it."""
        row = self.query_one(PagedList).row
        if not isinstance(row, PayeeRow) or not row.pending:
            the_app(self).say(
                Text("光标所在的一笔不是待支付的", "the one under the cursor is not pending"),
                warning=True,
            )
            return
        claim = row.claims[0]
        self.ask(
            QuestionsScreen(
                Text("登记退回", "It came back"),
                f"{visible(row.name)}  {format_yuan(row.amount)}\n{visible('、'.join(row.claims))}",
                [Question(id="reason", label=Text("退回原因", "why"), check=something)],
            ),
            lambda answers: self._act(
                lambda desk, actor, run: bounce(desk.book, actor, run, claim, answers["reason"]),
                Text(
                    f"已登记退回 {format_yuan(row.amount)} 元",
                    f"noted: {format_yuan(row.amount)} came back",
                ),
            ),
        )

    def action_settle(self) -> None:
        """Ask for the treasury's file, show what follows, then close the run."""
        seen = self._seen
        if seen is None:
            return
        what = Text(
            f"{_sums(seen).zh}\n\n有财政回执文件（CSV 或 xlsx，列：结算编号、结果、原因）时"
            "填写路径；不填则其余全部登记为已支付。",
            f"{_sums(seen).en}\n\nIf the treasury sent a file (CSV or xlsx; columns claim_id,"
            " result, reason), give its path; without one, all that is pending was paid.",
        )
        file = Question(id="file", label=Text("回执文件", "file"), check=a_file_or_nothing)
        self.ask(QuestionsScreen(Text("办结清单", "Settle the run"), what, [file]), self._settle)

    def _settle(self, answers: Mapping[str, str]) -> None:
        number, path = self._run, answers["file"]

        def close(bounced: Mapping[str, str]) -> None:
            self._confirmed(
                _settling(self._seen, bounced),
                lambda desk, actor, run: settle_run(desk.book, actor, run, bounced),
            )

        self.look(lambda desk: results_of(desk, number, path), close)

    def action_account(self) -> None:
        """Open where the payee under the cursor is paid."""
        open_account(self, self.query_one(PagedList).row)

    def action_export(self) -> None:
        """Ask where to, then write the treasury's table."""
        if self._seen is not None:
            export_run(self, self._seen.run)

    def _confirmed(self, question: Text, act: Callable[[Desk, Actor, int], Run]) -> None:
        seen = self._seen
        if seen is not None:
            self.ask(ConfirmScreen(question, _sums(seen)), lambda _: self._act(act))

    def _act(self, act: Callable[[Desk, Actor, int], Run], done: Text | None = None) -> None:
        """Do it, then say ``done``, or in which state the run is now."""
        actor, number = the_app(self).actor, self._run
        if actor is not None:
            self.look(lambda desk: act(desk, actor, number), lambda run: self._done(run, done))

    def _done(self, run: Run, done: Text | None) -> None:
        said = done or RUN_STATE_LABELS[run.state]
        the_app(self).say(Text(f"第 {run.run} 号清单：{said.zh}", f"run {run.run}: {said.en}"))
        self.load()


def _facts(seen: _Seen) -> list[str]:
    run = seen.run
    lines = [
        f"{run.month}  {CHANNEL_LABELS[run.channel]}  {PURPOSE_LABELS[run.purpose]}"
        f"  {RUN_STATE_LABELS[run.state]}  {Text('截至', 'up to')} {run.up_to}",
        str(_sums(seen)).split("\n")[1],
    ]
    steps = (
        (Text("生成", "made"), run.made_by, run.made_at),
        (Text("报送", "sent"), run.sent_by, run.sent_at),
        (Text("办结", "settled"), run.settled_by, run.settled_at),
        (Text("取消", "cancelled"), run.cancelled_by, run.cancelled_at),
    )
    lines.append(
        "  ".join(f"{label} {visible(who)} {(at or '')[:16]}" for label, who, at in steps if who)
    )
    return [*lines, *([visible(run.reason)] if run.reason else [])]


def _sums(seen: _Seen) -> Text:
    run, payees = seen.run, len(seen.rows)
    total, paid, back = (format_yuan(each) for each in (run.total, run.paid, run.bounced))
    channel, purpose = CHANNEL_LABELS[run.channel], PURPOSE_LABELS[run.purpose]
    return Text(
        f"第 {run.run} 号清单  {run.month}  {channel.zh}  {purpose.zh}\n"
        f"{run.items} 笔  {payees} 个收款方  总额 {total} 元  已支付 {paid}  退回 {back}",
        f"run {run.run}  {run.month}  {channel.en}  {purpose.en}\n"
        f"{run.items} entries  {payees} payees  total {total}  paid {paid}  bounced {back}",
    )


def _settling(seen: _Seen | None, bounced: Mapping[str, str]) -> Text:
    """Say what settling comes to: what is paid, what came back."""
    pending = [each for each in seen.rows if each.pending] if seen else []
    paid = sum(each.amount for each in pending if each.payee not in bounced)
    back = sum(each.amount for each in pending if each.payee in bounced)
    before = [each for each in seen.rows if each.bounced] if seen else []
    count, gone = len(pending) - len(bounced), len(bounced) + len(before)
    back += sum(each.amount for each in before)
    said = Text(f"（此前已登记 {len(before)} 个）", f" ({len(before)} noted before)")
    if not before:
        said = Text("", "")
    return Text(
        f"办结：登记已支付 {count} 个收款方 {format_yuan(paid)} 元，"
        f"退回 {gone} 个 {format_yuan(back)} 元{said.zh}",
        f"settle: {count} payees paid {format_yuan(paid)}, {gone} bounced"
        f" {format_yuan(back)}{said.en}",
    )
