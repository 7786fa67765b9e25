"""The people the casebook knows: found by name, ID or township, and opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.roster import FoundPerson, count_people, people_found
from jiuzhu_schemas.text import Text
from jiuzhu_tui.category_names import category_names
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.dialogs.columns import ColumnsScreen
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.lists import Column, PagedList
from jiuzhu_tui.plain import Line
from jiuzhu_tui.screens.work import WorkScreen


class _People:
    """The people that a search finds, as far as the operator may see them."""

    def __init__(self, actor: Actor, day: date, search: str) -> None:
        self._actor = actor
        self._day = day
        self._search = search

    def count(self, desk: Desk) -> int:
        """Return how many there are."""
        return count_people(desk.book, self._actor, self._search)

    def page(self, desk: Desk, offset: int, limit: int) -> Sequence[FoundPerson]:
        """Return some of them."""
        return people_found(
            desk.book, self._actor, self._day, self._search, offset=offset, limit=limit
        )


class PeopleScreen(WorkScreen):
    """A list of people with a search above it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f3", "search", Text("查找", "Search"), "people.search"),
        bound("ctrl+o", "columns", Text("选列", "Columns"), "people.columns", show=False),
    ]
    HELP_TEXT = Text(
        "查找：姓名或乡镇开头、拼音或首字母、身份证号的前几位或后几位。"
        "方向键移动，Enter 打开此人。",
        "Search: how a name or township begins, pinyin or its initials, or the first or last"
        " digits of a resident ID. Arrows move, Enter opens a person.",
    )
    DEFAULT_CSS = """
    PeopleScreen #search { width: 1fr; }
    PeopleScreen #found { padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._names: Mapping[str, Text] = {}
        self._open_only = False

    def heading(self) -> Text:
        """Return the screen's name."""
        return Text("人员", "People")

    def body(self) -> ComposeResult:
        """Lay out the search over the list."""
        yield Input(
            placeholder=str(
                Text("姓名、拼音、身份证号数字或乡镇", "name, pinyin, ID digits or township")
            ),
            id="search",
        )
        yield PagedList(self._columns(), id="people")
        yield Line(id="found")

    def _columns(self) -> tuple[Column[FoundPerson], ...]:
        return (
            Column(
                id="name",
                label=Text("姓名", "name"),
                width=10,
                value=lambda r: r.name,
                grows=True,
            ),
            Column(
                id="person_id",
                label=Text("身份证号", "resident ID"),
                width=18,
                value=lambda r: r.masked_id,
            ),
            Column(
                id="township", label=Text("乡镇", "township"), width=12, value=lambda r: r.township
            ),
            Column(
                id="village",
                label=Text("村居", "village"),
                width=14,
                value=lambda r: r.village,
                from_width=110,
            ),
            Column(
                id="categories",
                label=Text("今日身份", "identities today"),
                width=20,
                value=self._held,
                grows=True,
            ),
            Column(
                id="died",
                label=Text("死亡日期", "died on"),
                width=10,
                value=lambda r: r.died_on.isoformat() if r.died_on else "",
                from_width=90,
            ),
            Column(
                id="person",
                label=Text("人员号", "person no."),
                width=8,
                align="right",
                value=lambda r: str(r.person),
                from_width=120,
            ),
        )

    def _held(self, row: FoundPerson) -> str:
        names = "、".join(str(self._names.get(each, each)) for each in row.categories)
        died = str(Text("已死亡 ", "dead ")) if row.died_on else ""
        return died + names

    def on_mount(self) -> None:
        """Begin in the search; the list is there at once."""
        self.query_one("#search").focus()

    def load(self) -> None:
        """Read the list anew; the cursor stays."""
        people = self.query_one(PagedList)
        if people.source is None:
            self._find()
        else:
            people.reload()
        if not self._names:
            named = the_app(self).county
            # Apart, and after: counties take a moment to load when they are first asked for.
            self.look(lambda desk: category_names(desk, named), self._label, group="names")

    def _label(self, names: Mapping[str, Text]) -> None:
        self._names = names
        self.query_one(PagedList).refresh()

    def _find(self) -> None:
        app = the_app(self)
        if app.actor is not None:
            search = self.query_one("#search", Input).value.strip()
            source = _People(app.actor, app.clock().date(), search)
            self.query_one(PagedList).show_source(source)

    def on_input_changed(self) -> None:
        """Search while one types."""
        self._find()

    def on_input_submitted(self) -> None:
        """Open the one person that was found, or go on to the list."""
        people: PagedList[FoundPerson] = self.query_one(PagedList)
        people.focus()
        self._open_only = True
        people.reload()  # What was typed last may not have been looked for yet.

    def on_paged_list_counted(self, event: PagedList.Counted) -> None:
        """Say how many there are; open the only one if that was asked for."""
        if self._open_only and event.count == 1:
            self.query_one(PagedList).action_open()
        self._open_only = False
        self.query_one("#found", Line).show(
            Text(
                f"共 {event.count} 人    Enter 打开",
                f"{event.count} people    Enter opens",
            )
            if event.count
            else Text(
                "没有找到。可输入姓名、拼音首字母、身份证号后几位或乡镇",
                "Nobody found: type a name, pinyin initials, last ID digits or a township",
            )
        )

    def on_paged_list_opened(self, event: PagedList.Opened) -> None:
        """Open a person."""
        from jiuzhu_tui.screens.person import PersonScreen

        if isinstance(event.row, FoundPerson):
            self.app.push_screen(PersonScreen(event.row.person))

    def action_search(self) -> None:
        """Go to the search."""
        self.query_one("#search").focus()

    def action_columns(self) -> None:
        """Choose columns."""
        people: PagedList[FoundPerson] = self.query_one(PagedList)
        self.ask(ColumnsScreen(people.arrangement), people.choose_columns)
