"""A county's effective policy on a day: every cell with its clause and source document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Select

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text
from jiuzhu_tui.commands import Command
from jiuzhu_tui.dialogs.choice import Choice, ChoiceScreen
from jiuzhu_tui.dialogs.questions import Question, QuestionsScreen, a_day
from jiuzhu_tui.forms.reading import read_day
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.plain import Line, Plain
from jiuzhu_tui.screens.policy_cells import PolicyCell, SeenPolicy, see_policy
from jiuzhu_tui.screens.work import WorkScreen

_BASELINE: Final = "chongqing"
_LONGEST_DAY: Final = 20

_COLUMNS: Final = (
    Column[PolicyCell](id="part", label=Text("项目", "part"), width=12, value=lambda r: r.part),
    Column[PolicyCell](id="who", label=Text("类别", "category"), width=18, value=lambda r: r.who),
    Column[PolicyCell](
        id="when", label=Text("情形", "when"), width=12, value=lambda r: r.when, grows=True
    ),
    Column[PolicyCell](
        id="says", label=Text("标准", "terms"), width=14, value=lambda r: r.says, grows=True
    ),
    Column[PolicyCell](
        id="source",
        label=Text("依据", "source"),
        width=30,
        value=lambda r: r.source,
        from_width=100,
    ),
)


class PolicyScreen(WorkScreen):
    """All that a policy says in one list that a search narrows down; the whole stands below.

    ``at_clause``: ``fj-2023-49#2.1.2``, or number and place as traces cite it; what rests on it is
    listed. ``county``: an id, the office's if empty. ``on``: the day, today if None.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f3", "search", Text("查找", "Search"), "policy.search"),
        bound("f7", "day", Text("日期", "Day"), "policy.day"),
        bound("f8", "compare", Text("比较", "Compare"), "policy.compare",
              more=Text("与市级或另一日期比较", "with the baseline or another day")),
        bound("ctrl+o", "questions", Text("未决事项", "Open questions"), "policy.questions",
              show=False),
    ]  # fmt: skip
    WATCHES = False
    HELP_TEXT = Text(
        "每行是一个类别在一种情形下的标准，或对象、限额、不予救助的情形。查找可输入项目、"
        "类别、条款号。Enter 看整张表，F7 换日期，F8 与市级或另一日期比较，Ctrl+O 看未决事项。",
        "A line is one thing that the policy says. Search by part, category or clause. Enter"
        " shows the whole table, F7 changes the day, F8 compares with the baseline or another"
        " day, Ctrl+O lists the open questions.",
    )
    DEFAULT_CSS = """
    PolicyScreen #filters { height: 3; }
    PolicyScreen #search { width: 1fr; }
    PolicyScreen #county { width: 20; }
    PolicyScreen #day { width: 18; }
    PolicyScreen #whole { height: 9; border-top: solid $panel; padding: 0 1; }
    PolicyScreen Plain { width: 1fr; }
    PolicyScreen #title { padding: 0 1; }
    """

    def __init__(self, at_clause: str = "", county: str = "", on: date | None = None) -> None:
        super().__init__()
        self._clause = at_clause
        self._county = county
        self._day = on
        self._seen: SeenPolicy | None = None

    def heading(self) -> Text:
        """Return the screen's name."""
        return Text("政策", "Policy")

    def body(self) -> ComposeResult:
        """Lay out the search over the list over the whole of a cell."""
        with Horizontal(id="filters"):
            yield Input(
                placeholder=str(Text("项目、类别、条款……", "part, category, clause ...")),
                id="search",
            )
            yield Select[str]([], prompt=str(Text("本县", "this county")), id="county")
            yield Input(
                self._day.isoformat() if self._day else "",
                placeholder="2026-01-31",
                id="day",
                max_length=_LONGEST_DAY,
            )
        yield Line(id="title")
        yield PagedList(_COLUMNS, id="cells")
        with VerticalScroll(id="whole"):
            yield Plain(id="cell")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.query_one(PagedList).focus()

    def load(self) -> None:
        """Read the policy of the county and the day."""
        app = the_app(self)
        day = self._day or app.clock().date()
        county = self._county or app.county
        self.look(lambda desk: see_policy(desk, county, day), self._show, group="policy")

    def _show(self, seen: SeenPolicy | JiuzhuError) -> None:
        if isinstance(seen, JiuzhuError):
            self._seen = None
            self.query_one("#title", Line).show(str(seen))
            self.query_one("#cell", Plain).show(str(seen))
            self.query_one(PagedList).show_source(Rows(()))
            return
        first, self._seen = self._seen is None, seen
        view = seen.view
        if first:
            choice: Select[str] = self.query_one("#county", Select)
            choice.set_options([(name, id) for id, name in seen.counties])
            choice.value = view.county
            self._county = view.county
        self._show_title()
        self._narrow()

    def _show_title(self) -> None:
        """Say whose policy of what day is shown, or why the day above is none."""
        problem = read_day(self.query_one("#day", Input).value).problem
        title = self.query_one("#title", Line)
        if problem is not None:
            title.show(Text(f"！{problem.zh}", f"! {problem.en}"))
        elif self._seen is not None:
            view = self._seen.view
            until = view.until or Text("至今", "now")
            documents = "、".join(each.number for each in view.documents)
            title.show(f"{view.name}  {view.on}  ({view.since} - {until})  {documents}")

    def _narrow(self) -> None:
        if self._seen is None:
            return
        wanted = self.query_one("#search", Input).value.strip().casefold().split()
        found = [
            each
            for each in self._seen.cells
            if (not self._clause or self._clause in each.clauses)
            and all(word in f"{each.part} {each.who} {each.whole}".casefold() for word in wanted)
        ]
        cells: PagedList[PolicyCell] = self.query_one(PagedList)
        cells.show_source(Rows(found))
        if not found:
            nothing = Text("没有找到", "nothing found")
            if self._clause:
                nothing = Text(f"{nothing.zh} {self._clause}", f"{nothing.en}: {self._clause}")
            self.query_one("#cell", Plain).show(nothing)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list while one types; a day that is written out is shown."""
        if event.input.id == "search":
            if event.value:  # Who searches wants all of it, not only what rests on a clause.
                self._clause = ""
            self._narrow()
            return
        reading = read_day(event.value)
        day = date.fromisoformat(reading.value) if reading.value else None
        if reading.problem is None and day != self._day:
            self._day = day
            self.load()
        self._show_title()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the list; not from a day that is none."""
        if event.input.id == "search" or read_day(event.value).problem is None:
            self.query_one(PagedList).focus()

    def on_select_changed(self, event: Select.Changed) -> None:
        """Show another county."""
        if event.value is not Select.NULL and event.value != self._county:
            self._county, self._clause = str(event.value), ""
            self.load()

    def on_paged_list_moved(self, event: PagedList.Moved) -> None:
        """Show the whole of a cell."""
        if isinstance(event.row, PolicyCell):
            self.query_one("#cell", Plain).show(event.row.whole)

    def on_paged_list_opened(self, event: PagedList.Opened) -> None:
        """Show the table a cell stands in."""
        from jiuzhu_tui.screens.policy_table import PolicyTableScreen

        row, seen = event.row, self._seen
        if isinstance(row, PolicyCell) and row.table is not None and seen is not None:
            self.app.push_screen(PolicyTableScreen(seen.view, row.table, row.category))

    def commands(self) -> Iterable[Command]:
        """Yield what the bar below has no room for."""
        yield Command(
            Text("未决事项", "Open questions"), self.action_questions, key="Ctrl+O",
            more=Text("所取的读法和涉及的标准", "the readings taken, and what rests on them"),
        )  # fmt: skip

    def action_search(self) -> None:
        """Go to the search."""
        self.query_one("#search").focus()

    def action_day(self) -> None:
        """Go to the day."""
        self.query_one("#day").focus()

    def action_questions(self) -> None:
        """List the open questions and what rests on each."""
        from jiuzhu_tui.screens.policy_questions import OpenQuestionsScreen

        if self._seen is not None:
            self.app.push_screen(OpenQuestionsScreen(self._seen))

    def action_compare(self) -> None:
        """Ask with what to compare, then compare."""
        seen = self._seen
        if seen is None:
            return
        view = seen.view
        # The baseline first: the usual question is what the county gives beyond it.
        counties = sorted(seen.counties, key=lambda each: each[0] != _BASELINE)
        title = Text(f"{view.name.zh} {view.on} 与哪里比较", f"{view.name.en} {view.on} against")
        choices = [Choice(id, name, id) for id, name in counties]
        self.ask(ChoiceScreen(title, choices), self._ask_day)

    def _ask_day(self, county: str) -> None:
        if self._seen is None:
            return
        view, names = self._seen.view, dict(self._seen.counties)
        day = Question(id="day", label=Text("日期", "day"), value=view.on.isoformat(), check=a_day)
        what = Text(
            f"{view.name.zh} {view.on} 与{names[county]}的哪一天比较",
            f"{view.name.en} {view.on} against which day of {names[county]}",
        )
        question = QuestionsScreen(Text("比较政策", "Compare"), what, [day], looks=True)
        self.ask(question, lambda answers: self._compare(county, answers))

    def _compare(self, county: str, answers: Mapping[str, str]) -> None:
        from jiuzhu_tui.screens.policy_diff import PolicyDiffScreen

        if self._seen is not None:
            here = (self._seen.view.county, self._seen.view.on)
            there = (county, date.fromisoformat(answers["day"]))
            self.app.push_screen(PolicyDiffScreen(*in_order(there, here)))


Side = tuple[str, date]
"""A county's id and a day."""


def in_order(one: Side, other: Side) -> tuple[Side, Side]:
    """Return what was before and what came after: by the day, then the baseline first."""
    first, last = sorted((one, other), key=lambda side: (side[1], side[0] != _BASELINE))
    return first, last
