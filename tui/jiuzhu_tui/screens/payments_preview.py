"""What a run would take now and what is held back; from here it is made."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen
from textual.app import ComposeResult
from textual.binding import BindingType

from jiuzhu.casebook.operators import ACTS
from jiuzhu.casebook.payments import Preview, Purpose, Run, make_run, preview_run
from jiuzhu.casebook.payments.records import CHANNEL_LABELS, PURPOSE_LABELS
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.dialogs.confirm import ConfirmScreen
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.lists import PagedList, Rows
from jiuzhu_tui.plain import Line, Plain
from jiuzhu_tui.screens.account import open_account
from jiuzhu_tui.screens.payments_claims import open_claims
from jiuzhu_tui.screens.payments_rows import PAYEE_COLUMNS, PayeeRow, rows_of_preview
from jiuzhu_tui.screens.work import WorkScreen


@frozen
class _Seen:
    preview: Preview
    rows: list[PayeeRow]

    @property
    def has_bounced(self) -> bool:
        """Whether somebody is held back because the last transfer came back."""
        return any(each.why == "bounced" for each in self.preview.held)


class PreviewScreen(WorkScreen):
    """Who would be paid, and who is held back and why, in a month and channel."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound(
            "f7", "make", Text("生成清单", "Make the run"), "payments.make",
            more=Text("生成待报送的清单；未报送前可取消", "a draft, which can be cancelled"),
        ),
        bound(
            "f8", "again", Text("退回的仍付", "Bounced too"), "payments.again",
            more=Text("上次退回的按原账户再付，或改回暂缓", "pays there again, or holds back"),
        ),
        bound(
            "f9", "account", Text("收款账户", "Account"), "payments.account",
            more=Text("看或改光标所在收款人的账户", "of the payee under the cursor"),
        ),
    ]  # fmt: skip
    HELP_TEXT = Text(
        "列入的排在前面，暂缓的在后面，下方写明原因。F9 看收款账户（由经办人更改），F8 让上次退回的"
        "按原账户再付。F7 问过后生成清单，未报送前可以取消。",
        "First who is taken, then who is held back; the reason stands below. F9 shows where a payee"
        " is paid (clerks change it), F8 pays those that bounced there again. F7 makes the run,"
        " a draft that can be cancelled.",
    )
    DEFAULT_CSS = """
    PreviewScreen #sums { padding: 0 1; }
    PreviewScreen #note { height: 4; width: 1fr; border-top: solid $panel; padding: 0 1; }
    """

    def __init__(self, month: str, channel: str, purpose: Purpose = "pay") -> None:
        super().__init__()
        self._month = month
        self._channel = channel
        self._purpose = purpose
        self._again = False
        """Whether those whose last transfer came back are paid there once more."""
        self._seen: _Seen | None = None

    def heading(self) -> Text:
        """Return the month, the channel and what for."""
        channel, purpose = CHANNEL_LABELS[self._channel], PURPOSE_LABELS[self._purpose]
        return Text(
            f"预览 {self._month} {channel.zh} {purpose.zh}",
            f"Preview {self._month} {channel.en} {purpose.en}",
        )

    def body(self) -> ComposeResult:
        """Lay out the sums over the payees over why."""
        yield Line(id="sums")
        yield PagedList(PAYEE_COLUMNS, id="payees")
        yield Plain(id="note")

    def load(self) -> None:
        """Work it out anew."""
        month, channel, purpose = self._month, self._channel, self._purpose
        again = self._again

        def work(desk: Desk) -> _Seen:
            preview = preview_run(desk.book, month, channel, purpose=purpose, again=again)
            return _Seen(preview, rows_of_preview(desk.book, preview))

        self.look(work, self._show, group="preview")

    def _show(self, seen: _Seen) -> None:
        self._seen = seen
        preview = seen.preview
        held = format_yuan(sum(each.amount for each in preview.held))
        self.query_one("#sums", Line).show(
            Text(
                f"{_sum(preview).zh}；暂缓 {len(preview.held)} 个收款方 {held} 元",
                f"{_sum(preview).en}; {len(preview.held)} payees held back, {held} yuan",
            )
        )
        payees: PagedList[PayeeRow] = self.query_one(PagedList)
        payees.source = Rows(seen.rows)
        payees.reload()
        if not seen.rows:
            self.query_one("#note", Plain).show(
                Text("没有可列入的账目", "there is nothing to take")
            )
        self.refresh_bindings()

    def on_paged_list_moved(self, event: PagedList.Moved) -> None:
        """Show why a payee is held back, and all of its claims."""
        if isinstance(event.row, PayeeRow):
            row = event.row
            said = f"{row.state}  {visible(row.name)}  {format_yuan(row.amount)}"
            self.query_one("#note", Plain).show(
                f"{said}  {visible(row.note)}\n{visible('、'.join(row.claims))}"
            )

    def on_paged_list_opened(self, event: PagedList.Opened) -> None:
        """Open the case or the claim behind a payee."""
        if isinstance(event.row, PayeeRow):
            open_claims(self, event.row.claims)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer making to treasurers, where there is something to take."""
        if action == "make":
            actor = the_app(self).actor
            ready = self._seen is not None and self._seen.preview.items > 0
            return ready and actor is not None and actor.role in ACTS["payrun.make"]
        if action == "again":
            return self._again or (self._seen is not None and self._seen.has_bounced)
        return super().check_action(action, parameters)

    def action_again(self) -> None:
        """Take in those whose last transfer came back, or hold them back again."""
        self._again = not self._again
        self.load()

    def action_account(self) -> None:
        """Open where the payee under the cursor is paid."""
        open_account(self, self.query_one(PagedList).row)

    def action_make(self) -> None:
        """Ask, then make the run and open it; until it is sent it can be cancelled."""
        seen = self._seen
        if seen is not None:
            undo = Text("未报送前可取消。", "Can be cancelled until it is sent.")
            sums = f"{self.heading()}\n{_sum(seen.preview)}"
            question = ConfirmScreen(Text("生成清单", "Make the run"), sums, undo=undo)
            self.ask(question, lambda _: self._make())

    def _make(self) -> None:
        actor = the_app(self).actor
        if actor is None:
            return
        month, channel, purpose = self._month, self._channel, self._purpose
        again = self._again

        def work(desk: Desk) -> Run:
            return make_run(desk.book, actor, month, channel, purpose=purpose, again=again)

        self.look(work, self._made)

    def _made(self, run: Run) -> None:
        from jiuzhu_tui.screens.payments_run import RunScreen

        total = format_yuan(run.total)
        the_app(self).say(
            Text(
                f"已生成第 {run.run} 号清单：{run.items} 笔，{total} 元",
                f"made run {run.run}: {run.items} entries, {total} yuan",
            )
        )
        self.app.switch_screen(RunScreen(run.run))


def _sum(preview: Preview) -> Text:
    total = format_yuan(preview.total)
    return Text(
        f"列入 {preview.items} 笔、{len(preview.lines)} 个收款方，共 {total} 元",
        f"{preview.items} entries of {len(preview.lines)} payees, {total} yuan",
    )
