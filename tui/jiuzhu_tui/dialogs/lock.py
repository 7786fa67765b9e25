"""The locked screen: nothing is seen until the operator's password is given."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from jiuzhu.casebook.actor import Actor
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.base import Common


class LockScreen(Common[None]):
    """Covers everything; not a dialog, through which what is below would shine."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f8", "log_out", Text("换人登录", "Somebody else"), "lock.log_out"),
    ]
    HELP_TEXT = Text(
        "界面已锁定。输入本人密码继续；换人请按 F8 重新登录。",
        "Locked. Give your password to go on; F8 for somebody else to log in.",
    )
    DEFAULT_CSS = """
    LockScreen { align: center middle; background: $background; }
    LockScreen > Vertical { width: 60; max-width: 100%; height: auto; }
    LockScreen Plain { width: 1fr; margin: 0 1 1 1; }
    """

    def __init__(self, actor: Actor) -> None:
        super().__init__()
        self._actor = actor

    def compose(self) -> ComposeResult:
        """Ask for the password."""
        with Vertical():
            yield Plain(Text("已锁定", "Locked"))
            yield Plain(visible(self._actor.name))
            yield Input(password=True, placeholder=str(Text("密码", "password")))
            yield Plain(Text("Enter 继续    F8 换人登录", "Enter: go on    F8: somebody else"))
            yield Plain(id="why")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try the password."""
        from jiuzhu.casebook.operators import login

        name, password = self._actor.name, event.value
        event.input.clear()

        def attempt(desk: Desk) -> Actor | JiuzhuError:
            try:
                return login(desk.book, name, password)
            except JiuzhuError as error:
                return error

        def answered(answer: Actor | JiuzhuError) -> None:
            if isinstance(answer, Actor):
                the_app(self).actor = answer
                the_app(self).unlock()
            else:
                self.query_one("#why", Plain).show(str(answer))

        the_app(self).ask_while_locked(self, attempt, answered)

    def action_log_out(self) -> None:
        """Leave everything, for somebody else to log in."""
        the_app(self).log_out()
