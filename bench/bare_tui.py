"""What textual itself costs: two labels and two fields, as the login has them."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static


class Bare(App[None]):
    """Nothing but widgets of textual's own."""

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static("救助业务")
            yield Input(placeholder="姓名")
            yield Input(placeholder="密码", password=True)
            yield Static("Enter")


if __name__ == "__main__":
    Bare().run()
