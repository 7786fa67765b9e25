"""A screen of the day's work: who one is above, the keys below, the places in reach."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.dialogs.problem import ProblemScreen
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.key_bar import KeyBar
from jiuzhu_tui.keys import bound
from jiuzhu_tui.office import name_office
from jiuzhu_tui.plain import Line
from jiuzhu_tui.screens.base import Common
from jiuzhu_tui.watching import Watch
from jiuzhu_tui.words import ROLES

_FAILED: Final = Text(
    "！没有读全，所示可能不是最新。F5 再试    Esc 返回",
    "! Not all could be read; what is shown may be old. F5: try again    Esc: back",
)


class WorkScreen(Common[Any]):
    """Override `body` (what is between the bars), `load` (ask for the data) and `heading`.

    Where `load` fails, whatever it was in it, the error is told once and the screen stays: it does
    not load again by itself, says so below its heading, and all its keys work.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("ctrl+p", "palette", Text("命令", "Commands"), "palette"),
        bound("f2", "go('workbench')", Text("工作台", "Workbench"), "go.workbench"),
        bound("f4", "go('cases')", Text("案件", "Cases"), "go.cases"),
        bound("f6", "go('policy')", Text("政策", "Policy"), "go.policy"),
        bound("f12", "go('month')", Text("本月", "Month"), "go.month"),
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
    WorkScreen > .failed { display: none; background: $warning; color: $text; padding: 0 1; }
    WorkScreen.-failed > .failed { display: block; }
    """
    WATCHES: ClassVar[bool] = True
    """Whether what is shown stands in the casebook, where others may change it meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.watching = Watch(self)
        self._inputs_at_load = -1
        self._failed_in_load = False

    def heading(self) -> Text:
        """Return the screen's name for the bar above."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """Yield what stands between the bars."""
        raise NotImplementedError

    def load(self) -> None:
        """Ask for what is shown, when the screen comes into sight and on F5."""

    def news(self, desk: Desk) -> Text | None:
        """Say what others have changed of what is shown, in the background; None: nothing of it.

        Asked only after somebody else has written to the casebook.
        """
        return Text("数据已变", "changed meanwhile")

    def compose(self) -> ComposeResult:
        """Lay out the bars and what is between them."""
        yield Line(classes="top")
        yield Line(_FAILED, classes="failed")
        yield from self.body()
        yield KeyBar(is_own)

    def on_screen_resume(self) -> None:
        """Show who one is, and the data as they are now."""
        failed, self._failed_in_load = self._failed_in_load, False
        self.set_class(failed, "-failed")
        if not failed:
            self._load_anew()
        self.show_heading()
        name_office(self)

    def on_screen_suspend(self) -> None:
        """Note whether it is a problem of the load that covers the screen."""
        stack = self.app.screen_stack
        above = stack[stack.index(self) + 1 :] if self in stack else []
        problem = any(isinstance(each, ProblemScreen) and not each.aside for each in above)
        self._failed_in_load = problem and the_app(self).inputs == self._inputs_at_load

    def show_heading(self) -> None:
        """Write the bar above: what others changed comes first."""
        app = the_app(self)
        news = self.watching.told
        parts = [
            str(Text(f"！{news.zh}，F5 刷新", f"! {news.en}, F5 to refresh")) if news else "",
            str(self.heading()),
            str(app.office.name) if app.office else "",
        ]
        if app.actor is not None:
            role = ROLES.get(app.actor.role, Text(app.actor.role, app.actor.role))
            parts.append(f"{app.actor.name} ({role})")
        parts.append(str(app.clock().date()))
        self.query_one(".top", Line).show("   ".join(each for each in parts if each))

    def _load_anew(self) -> None:
        """Load, and remember that the operator has touched nothing since."""
        self._inputs_at_load = the_app(self).inputs
        self.watching.begin()
        self.load()

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
        self.remove_class("-failed")
        self._load_anew()
        self.show_heading()

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


def is_own(binding: Binding) -> bool:
    """Tell a screen's own bindings from those that every screen has."""
    return binding.id not in _GENERAL


_GENERAL: Final = frozenset(
    {
        "quit",
        *(
            each.id
            for kind in (WorkScreen, Common)
            for each in kind.BINDINGS
            if isinstance(each, Binding)
        ),
    }
)
