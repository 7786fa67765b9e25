"""An example of a plugin that adds a screen and a command to the terminal interface."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from jiuzhu.api import TerminalCommand, TerminalScreen, Text, hookimpl
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.screens.work import WorkScreen

if TYPE_CHECKING:
    from jiuzhu_tui.app import JiuzhuApp


class Plugin:
    """What the manifest names; in a plugin of one's own this module would not import textual."""

    @hookimpl
    def terminal_screens(self) -> Sequence[TerminalScreen]:
        """Add the townships."""
        return [
            TerminalScreen(
                id="example_townships",
                title=Text("各乡镇人数", "People by township"),
                more=Text("名册人数", "how many are on the roster"),
                screen="terminal_plugin:Townships",
            )
        ]

    @hookimpl
    def terminal_commands(self) -> Sequence[TerminalCommand]:
        """Add a greeting."""
        return [
            TerminalCommand(
                id="example_hello", title=Text("问候", "Greet"), run="terminal_plugin:greet"
            )
        ]


class Townships(WorkScreen):
    """How many people each township has."""

    HELP_TEXT = Text("名册中各乡镇的人数。", "The people on the roster by township.")

    def heading(self) -> Text:
        """Return the screen's name."""
        return Text("各乡镇人数", "People by township")

    def body(self) -> ComposeResult:
        """Lay out one list."""
        yield PagedList[tuple[str, int]](
            (
                Column(id="township", label=Text("乡镇", "township"), width=20,
                       value=lambda row: row[0], grows=True),
                Column(id="people", label=Text("人数", "people"), width=8, align="right",
                       value=lambda row: str(row[1])),
            ),
        )  # fmt: skip

    def load(self) -> None:
        """Count anew."""
        self.look(_count, self._show, group="townships")

    def _show(self, rows: list[tuple[str, int]]) -> None:
        shown: PagedList[tuple[str, int]] = self.query_one(PagedList)
        shown.show_source(Rows(rows))


def greet(app: JiuzhuApp) -> None:
    """Greet whoever is logged in."""
    name = app.actor.name if app.actor else ""
    app.say(Text(f"{name}，您好", f"Hello {name}"))


def _count(desk: Desk) -> list[tuple[str, int]]:
    rows = desk.book.rows("SELECT township, count(*) FROM people GROUP BY township ORDER BY 1")
    return [(str(township), int(count)) for township, count in rows]
