"""Logging in, and changing a password that somebody else chose."""

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
from jiuzhu_tui.dialogs.password import PasswordScreen
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.base import Common
from jiuzhu_tui.warming import warm


class LoginScreen(Common[None]):
    """Asks for name and password. Which of them was wrong is not said."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("ctrl+t", "theme", Text("明暗", "Light or dark"), "login.theme", show=False),
    ]
    HELP_TEXT = Text(
        "输入姓名和密码后按 Enter。账号由管理员用 jiuzhu operator add 建立。",
        "Give name and password, then Enter. jiuzhu operator add makes accounts.",
    )
    DEFAULT_CSS = """
    LoginScreen { align: center middle; }
    LoginScreen > Vertical {
        width: 60; max-width: 100%; height: auto; border: round $primary; padding: 1 2;
    }
    LoginScreen Plain { width: 1fr; margin: 0 1; }
    """

    def compose(self) -> ComposeResult:
        """Lay out the two fields."""
        with Vertical():
            yield Plain(Text("救助业务", "Medical assistance"))
            yield Input(placeholder=str(Text("姓名", "name")), id="name", max_length=40)
            yield Input(placeholder=str(Text("密码", "password")), id="password", password=True)
            yield Plain(Text("Enter 登录   Ctrl+Q 退出", "Enter: log in   Ctrl+Q: quit"))
            yield Plain(id="why")

    def on_mount(self) -> None:
        """Say so if nobody can log in yet, and load meanwhile what comes next."""

        def show(found: bool) -> None:
            if not found:
                self._say(
                    Text(
                        "还没有操作人员，请先用 jiuzhu operator add 建立",
                        "there are no operators yet: jiuzhu operator add makes one",
                    )
                )

        self.look(_is_anybody, show)
        self.call_after_refresh(warm, self)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the password, or try both."""
        name = self.query_one("#name", Input)
        password = self.query_one("#password", Input)
        if event.input is name and not password.value:
            password.focus()
            return
        given = (name.value.strip(), password.value)
        password.clear()
        self._say("")
        self.look(lambda desk: _attempt(desk, *given), lambda a: self._answered(a, given))

    def _answered(self, answer: Actor | JiuzhuError, given: tuple[str, str]) -> None:
        from jiuzhu.casebook.operators import MustChangePassword

        if isinstance(answer, Actor):
            the_app(self).log_in(answer)
        elif isinstance(answer, MustChangePassword):
            self.ask(PasswordScreen(*given), the_app(self).log_in)
        else:
            self._say(str(answer))
            self.query_one("#password", Input).focus()

    def _say(self, text: Text | str) -> None:
        self.query_one("#why", Plain).show(text)

    def action_theme(self) -> None:
        """Change between light and dark."""
        the_app(self).change_theme()


def _is_anybody(desk: Desk) -> bool:
    from jiuzhu.casebook.operators import operators

    return bool(operators(desk.book))


def _attempt(desk: Desk, name: str, password: str) -> Actor | JiuzhuError:
    from jiuzhu.casebook.operators import login

    try:
        return login(desk.book, name, password)
    except JiuzhuError as error:
        return error
