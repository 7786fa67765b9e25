"""Where a person is paid: shown masked, revealed on the record, changed after a question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from attrs import field, frozen
from textual.app import ComposeResult
from textual.binding import BindingType

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.operators import ACTS
from jiuzhu.casebook.payments import (
    Account,
    Run,
    account_of,
    drafts_of_other_account,
    record_account,
    view_account,
)
from jiuzhu.casebook.roster import PersonRow, see_person
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text
from jiuzhu_tui.background import Progress, long_work
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.dialogs.confirm import ConfirmScreen
from jiuzhu_tui.dialogs.questions import Question, QuestionsScreen, something
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.forms.reading import read_account
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.payments_rows import PayeeRow
from jiuzhu_tui.screens.work import WorkScreen

_TITLE = Text("登记收款账户", "Record the account")


@frozen
class _Seen:
    person: PersonRow = field(repr=False)
    account: Account
    drafts: tuple[Run, ...]
    """Runs not sent yet that would pay elsewhere."""


class AccountScreen(WorkScreen):
    """The account of a person, by their opaque number."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f7", "change", Text("更改账户", "Change"), "account.change",
              more=Text("退回后更正，或登记继承人账户", "after a bounce, or for an heir")),
        bound("f8", "reveal", Text("完整账号", "Full number"), "account.reveal",
              more=Text("查看完整账号，会留痕", "shows the full number; it is recorded")),
    ]  # fmt: skip
    HELP_TEXT = Text(
        "此人的收款账户，账号只显示首尾；F8 查看完整账号（留痕），离开本页即隐藏。F7 更改："
        "由经办人或主管办理，出纳不能改。此后生成的清单按新账户支付；已生成未报送的清单须取消重做。",
        "Where the person is paid; only the ends of the number are shown. F8 shows all of it, which"
        " is recorded, until one leaves. F7 changes the account: for clerks and supervisors, not"
        " for who pays. Runs made from now on pay there; a draft is to be cancelled and made anew.",
    )
    DEFAULT_CSS = "AccountScreen #account { width: 1fr; padding: 1 2; }"

    def __init__(self, person: int) -> None:
        super().__init__()
        self._person = person
        self._seen: _Seen | None = None
        self._full = ""

    def heading(self) -> Text:
        """Return whose account it is, by their opaque number; the name stands below."""
        return Text(f"收款账户 第{self._person}号人员", f"Account of person {self._person}")

    def body(self) -> ComposeResult:
        """Lay out one text."""
        yield Plain(id="account")

    def load(self) -> None:
        """Read the account."""
        actor, person = the_app(self).actor, self._person
        if actor is not None:
            self.look(lambda desk: _read(desk, actor, person), self._show, group="account")

    def on_screen_suspend(self) -> None:
        """Hide the full number again when another screen covers this one."""
        self._full = ""
        if self._seen is not None:
            self._show(self._seen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what the operator's role allows, where there is something to show."""
        actor, seen = the_app(self).actor, self._seen
        if action == "change":
            return seen is not None and actor is not None and actor.role in ACTS["case.draft"]
        if action == "reveal":
            return seen is not None and bool(seen.account.number)
        return super().check_action(action, parameters)

    def _show(self, seen: _Seen) -> None:
        self._seen = seen
        self.query_one("#account", Plain).show("\n".join(_lines(seen, self._full)))
        self.refresh_bindings()

    def action_reveal(self) -> None:
        """Show the full number; that it was looked at is recorded."""
        actor, person = the_app(self).actor, self._person
        if actor is None:
            return

        def show(account: Account) -> None:
            if self.is_current and self._seen is not None:
                self._full = account.number
                self._show(self._seen)

        self.look(lambda desk: view_account(desk.book, actor, person), show)

    def action_change(self) -> None:
        """Ask for the account, then say what becomes of it, then record it."""
        seen = self._seen
        if seen is None:
            return
        account, name = seen.account, visible(seen.person.name)
        holder = account.holder or seen.person.name
        what = f"{name}  {mask(seen.person.person_id)}\n{_shown(account)}"
        questions = (
            Question(id="holder", label=Text("开户名", "holder"), value=holder, check=something),
            Question(id="bank", label=Text("开户行", "bank"), value=account.bank, check=something),
            Question(id="number", label=Text("银行账号", "number"), check=_a_number),
        )
        self.ask(QuestionsScreen(_TITLE, what, questions), lambda a: self._confirm(seen, a))

    def _confirm(self, seen: _Seen, answers: Mapping[str, str]) -> None:
        number = read_account(answers["number"]).value
        account = Account(holder=answers["holder"], bank=answers["bank"], number=number)
        fours = " ".join(number[at : at + 4] for at in range(0, len(number), 4))
        new = f"{visible(account.holder)}  {visible(account.bank)}  {fours}"
        what = (
            f"{visible(seen.person.name)}  {mask(seen.person.person_id)}\n"
            f"{Text('现为', 'now')}: {_shown(seen.account)}\n{Text('改为', 'then')}: {new}"
        )
        self.ask(ConfirmScreen(_TITLE, what), lambda _: self._record(seen, account))

    def _record(self, seen: _Seen, account: Account) -> None:
        actor, person = the_app(self).actor, self._person
        if actor is None:
            return

        def work(desk: Desk, progress: Progress) -> None:
            progress.step(0)
            record_account(desk.book, actor, person, account, seen=seen.account)

        def then(_: None) -> None:
            the_app(self).say(Text("已登记收款账户", "the account is recorded"))

        long_work(self, _TITLE, work, then)  # Once it is done the screen is read anew.


def open_account(screen: WorkScreen, row: object) -> None:
    """Open the account of whom a row of payments pays; say so if that is no person."""
    person = row.person if isinstance(row, PayeeRow) else None
    if person is None:
        the_app(screen).say(
            Text("这一行不是付给个人的", "this one is not paid to a person"), warning=True
        )
    else:
        screen.app.push_screen(AccountScreen(person))


def _read(desk: Desk, actor: Actor, person: int) -> _Seen:
    found = see_person(desk.book, actor, person)
    return _Seen(found, account_of(desk.book, person), drafts_of_other_account(desk.book, person))


def _lines(seen: _Seen, full: str) -> list[str]:
    person, account = seen.person, seen.account
    lines = [
        f"{visible(person.name)}  {mask(person.person_id)}  {visible(person.township)}",
        "",
        f"{Text('开户名', 'holder')}: {visible(account.holder)}",
        f"{Text('开户行', 'bank')}: {visible(account.bank)}",
        f"{Text('账号', 'number')}: {full or mask(account.number)}",
    ]
    if not account.number:
        lines[2:] = [str(Text("！还没有登记收款账户", "! no account is recorded yet"))]
    elif account.holder not in ("", person.name):
        lines.append(str(Text("！开户名与姓名不同", "! it is another holder's")))
    for run in seen.drafts:
        lines += [
            "",
            str(
                Text(
                    f"！第 {run.run} 号清单（{run.month}，待报送）仍是旧账户：请出纳取消后重新生成",
                    f"! run {run.run} ({run.month}, a draft) has the account before: the treasurer"
                    " cancels it and makes it anew",
                )
            ),
        ]
    return lines


def _shown(account: Account) -> str:
    if not account.number:
        return str(Text("未登记", "none recorded"))
    return f"{visible(account.holder)}  {visible(account.bank)}  {mask(account.number)}"


def _a_number(answer: str) -> Text | None:
    reading = read_account(answer)
    if reading.problem is not None:
        return reading.problem
    return something(answer)
