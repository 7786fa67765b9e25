"""Choosing a password of one's own."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input

from jiuzhu.casebook.actor import Actor
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.base import Dialog


class PasswordScreen(Dialog[Actor]):
    """Asks twice for a new password; answers with the operator, who is logged in then."""

    HELP_TEXT = Text(
        "密码由他人设定时，首次登录须改为本人密码。两次输入须一致。",
        "A password that somebody else chose must be changed. Give the new one twice.",
    )
    DEFAULT_CSS = "PasswordScreen Plain { width: 1fr; margin: 0 1; }"

    def __init__(self, name: str, old: str) -> None:
        super().__init__()
        self._name_given = name
        self._old = old

    def compose(self) -> ComposeResult:
        """Lay out the two fields."""
        with VerticalScroll(classes="panel"):
            yield Plain(Text("请设置本人的新密码", "Choose a password of your own"))
            yield Input(placeholder=str(Text("新密码", "new password")), id="one", password=True)
            yield Input(placeholder=str(Text("再输一次", "once more")), id="two", password=True)
            yield Plain(id="why")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the second field, or change the password."""
        one, two = self.query_one("#one", Input), self.query_one("#two", Input)
        if event.input is one and not two.value:
            two.focus()
        elif one.value != two.value:
            self._say(Text("两次输入不一致", "the two are not the same"))
            two.clear()
            two.focus()
        else:
            new = one.value
            self.look(lambda desk: self._change(desk, new), self._answered)

    def _change(self, desk: Desk, new: str) -> Actor | JiuzhuError:
        from jiuzhu.casebook.operators import change_password

        try:
            return change_password(desk.book, self._name_given, self._old, new)
        except JiuzhuError as error:
            return error

    def _answered(self, answer: Actor | JiuzhuError) -> None:
        if isinstance(answer, Actor):
            self.dismiss(answer)
        else:
            self._say(str(answer))

    def _say(self, text: Text | str) -> None:
        self.query_one("#why", Plain).show(text)
