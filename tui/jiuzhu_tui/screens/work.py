"""A screen of the day's work: who one is above, the keys below, the places in reach."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Footer

from jiuzhu_schemas.text import Text
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Line
from jiuzhu_tui.screens.base import Common
from jiuzhu_tui.words import ROLES


class WorkScreen(Common[Any]):
    """Override `body` (what is between the bars), `load` (ask for the data) and `heading`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("ctrl+p", "palette", Text("命令", "Commands"), "palette"),
        bound("f2", "go('workbench')", Text("工作台", "Workbench"), "go.workbench"),
        bound("f4", "go('cases')", Text("案件", "Cases"), "go.cases"),
        bound("f6", "go('policy')", Text("政策", "Policy"), "go.policy"),
        bound("ctrl+r", "go('people')", Text("人员", "People"), "go.people", show=False),
        bound("ctrl+b", "go('roster')", Text("花名册", "Roster"), "go.roster", show=False),
        bound("ctrl+y", "go('hospitals')", Text("医院", "Hospitals"), "go.hospitals", show=False),
        bound("ctrl+g", "go('payments')", Text("拨付", "Payments"), "go.payments", show=False),
        bound("ctrl+z", "go('closing')", Text("日结", "Day-close"), "go.closing", show=False),
        bound("ctrl+n", "go('new_case')", Text("新建", "New"), "go.new_case", show=False),
        bound("f5", "load", Text("刷新", "Refresh"), "refresh"),
        bound("ctrl+l", "lock", Text("锁定", "Lock"), "lock", show=False),
        bound("ctrl+t", "theme", Text("明暗", "Light or dark"), "theme", show=False),
        bound("escape", "back", Text("返回", "Back"), "back", show=False),
    ]
    DEFAULT_CSS = """
    WorkScreen .top { background: $primary; color: $text; padding: 0 1; width: 100%; }
    """

    def heading(self) -> Text:
        """Return the screen's name for the bar above."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """Yield what stands between the bars."""
        raise NotImplementedError

    def load(self) -> None:
        """Ask for what is shown, when the screen comes into sight and on F5."""

    def compose(self) -> ComposeResult:
        """Lay out the bars and what is between them."""
        yield Line(classes="top")
        yield from self.body()
        yield Footer(show_command_palette=False)

    def on_screen_resume(self) -> None:
        """Show who one is, and the data as they are now."""
        self.show_heading()
        self.load()

    def show_heading(self) -> None:
        """Write the bar above."""
        app = the_app(self)
        who = ""
        if app.actor is not None:
            role = ROLES.get(app.actor.role, Text(app.actor.role, app.actor.role))
            who = f"{app.actor.name} ({role})   "
        today = app.clock().date()
        self.query_one(".top", Line).show(f"{self.heading()}   {who}{today}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the places there are."""
        if action == "go":
            return any(each.id == parameters[0] for each in the_app(self).places)
        if action == "lock":
            return the_app(self).actor is not None
        return True

    def action_go(self, place: str) -> None:
        """Go to a place."""
        the_app(self).go(place)

    def action_load(self) -> None:
        """Read everything anew."""
        self.load()

    def action_lock(self) -> None:
        """Hide everything until the password is given."""
        the_app(self).lock()

    def action_theme(self) -> None:
        """Change between light and dark."""
        the_app(self).change_theme()

    def action_back(self) -> None:
        """Go back to the screen before."""
        if len(self.app.screen_stack) > 2:  # Below are ours and textual's base.
            self.app.pop_screen()

    def action_palette(self) -> None:
        """Open the palette."""
        from jiuzhu_tui.palette import Palette

        self.app.push_screen(Palette())
