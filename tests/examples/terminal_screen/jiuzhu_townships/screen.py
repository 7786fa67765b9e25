"""The screen and the command themselves, imported when somebody goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from jiuzhu.api import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.screens.work import WorkScreen

if TYPE_CHECKING:
    from jiuzhu_tui.app import JiuzhuApp


class TownshipsScreen(WorkScreen):
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
