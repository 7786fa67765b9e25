"""The cases: found, filtered, opened, kept as views, written to files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from attrs import evolve
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Select

from jiuzhu.casebook.cases import (
    CASE_KINDS,
    STATE_LABELS,
    STATES,
    CaseRow,
    Filters,
    export_cases,
    kind_of,
)
from jiuzhu.casebook.roster import name_keys_are_due, refresh_name_keys
from jiuzhu_schemas.text import Text
from jiuzhu_tui.background import Progress, long_work
from jiuzhu_tui.case_columns import CASE_COLUMNS
from jiuzhu_tui.case_source import CaseSource, Wanted
from jiuzhu_tui.case_views import CaseViews
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.dialogs.case_filters import CaseFiltersScreen, Offered, read_offered
from jiuzhu_tui.dialogs.columns import ColumnsScreen
from jiuzhu_tui.dialogs.save import SaveScreen, Target
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.lists import PagedList
from jiuzhu_tui.plain import Line
from jiuzhu_tui.screens.work import WorkScreen
from jiuzhu_tui.views import View


class CasesScreen(WorkScreen):
    """A list of cases with a search above it. ``filters``: what the list begins with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f3", "search", Text("查找", "Search"), "cases.search"),
        bound("f7", "state", Text("状态", "State"), "cases.state"),
        bound("f8", "filters", Text("筛选", "Filter"), "cases.filters"),
        bound(
            "ctrl+k",
            "views",
            Text("视图", "Views"),
            "cases.views",
            more=Text("保存或调用筛选和列", "keep filters and columns, or take kept ones"),
        ),
        bound("ctrl+o", "columns", Text("选列", "Columns"), "cases.columns"),
        bound(
            "ctrl+s",
            "export",
            Text("导出", "Export"),
            "cases.export",
            more=Text("把列出的案件存为表格", "writes the cases that are listed as a table"),
        ),
    ]
    HELP_TEXT = Text(
        "查找：姓名、拼音或首字母、身份证号的前几位或后几位、案号的开头或末几位。F8 按乡镇、医院、"
        "期限、经手人筛选；Ctrl+K 保存或调用视图；Ctrl+O 选列；Ctrl+S 导出。方向键移动，Enter 打开"
        "案件。",
        "Search: a name, its pinyin or initials, the first or last digits of a resident ID, how a"
        " case number begins or ends. F8 filters by township, hospital, deadline, operator;"
        " Ctrl+K keeps views; Ctrl+O chooses columns; Ctrl+S exports. Arrows move, Enter opens a"
        " case.",
    )
    DEFAULT_CSS = """
    CasesScreen #filters { height: 3; }
    CasesScreen #search { width: 1fr; }
    CasesScreen Select { width: 22; }
    CasesScreen.-narrow #kind { display: none; }
    CasesScreen #found { padding: 0 1; }
    """

    def __init__(self, filters: Filters | None = None) -> None:
        super().__init__()
        self._wanted = Wanted(filters or Filters())
        self._hospitals: Mapping[str, str] = {}
        self._views = CaseViews(self, self._take_view)

    def heading(self) -> Text:
        """Return the screen's name."""
        return Text("案件", "Cases")

    def body(self) -> ComposeResult:
        """Lay out the filters over the list."""
        filters = self._wanted.filters
        with Horizontal(id="filters"):
            yield Input(
                filters.search,
                placeholder=str(
                    Text(
                        "姓名、拼音、身份证号数字、案号或末几位",
                        "name, pinyin, ID digits, case number or its end",
                    )
                ),
                id="search",
            )
            yield Select(
                [(str(STATE_LABELS[each]), each) for each in STATES],
                prompt=str(Text("所有状态", "every state")),
                value=filters.states[0] if len(filters.states) == 1 else Select.NULL,
                id="state",
            )
            yield Select(
                [(str(kind_of(each).label), each) for each in CASE_KINDS],
                prompt=str(Text("所有类型", "every kind")),
                value=filters.kind or Select.NULL,
                id="kind",
            )
        yield PagedList(CASE_COLUMNS, id="cases")
        yield Line(id="found")

    def on_mount(self) -> None:
        """Begin in the list; names that cannot be found by pinyin yet become so meanwhile."""
        self.query_one(PagedList).focus()

    def load(self) -> None:
        """Read the list anew; the cursor stays."""
        cases = self.query_one(PagedList)
        if cases.source is None:
            self._find()
        else:
            cases.reload()
        self.look(lambda desk: name_keys_are_due(desk.book), self._fill_keys, group="keys")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search while one types."""
        if event.value.strip() != self._wanted.filters.search:
            self._filter(search=event.value.strip())

    def on_input_submitted(self) -> None:
        """Go on to the list."""
        self.query_one(PagedList).focus()

    def on_select_changed(self, event: Select.Changed) -> None:
        """Filter by state or kind."""
        chosen = "" if event.value is Select.NULL else str(event.value)
        if event.select.id == "kind":
            if chosen != self._wanted.filters.kind:
                self._filter(kind=chosen)
        elif chosen or len(self._wanted.filters.states) < 2:  # Several: from elsewhere.
            states = (chosen,) if chosen else ()
            if states != self._wanted.filters.states:
                self._filter(states=states)

    def on_paged_list_counted(self, event: PagedList.Counted) -> None:
        """Say how many there are, and of what."""
        zh, en = f"共 {event.count} 件", f"{event.count} cases"
        if not event.count:
            zh += "    F3 改查找内容，Ctrl+R 查找人员"
            en += "    F3 to search for something else, Ctrl+R for people"
        words = self._wanted.words(self._hospitals)
        if words:
            zh += f"    筛选：{'，'.join(each.zh for each in words)}（F8）"
            en += f"    filter: {', '.join(each.en for each in words)} (F8)"
        self.query_one("#found", Line).show(Text(zh, en))

    def on_paged_list_opened(self, event: PagedList.Opened) -> None:
        """Open a case."""
        from jiuzhu_tui.screens.case import CaseScreen

        if isinstance(event.row, CaseRow):
            self.app.push_screen(CaseScreen(event.row.number))

    def action_search(self) -> None:
        """Go to the search."""
        self.query_one("#search").focus()

    def action_state(self) -> None:
        """Go to the choice of states."""
        self.query_one("#state").focus()

    def action_columns(self) -> None:
        """Choose columns."""
        cases: PagedList[CaseRow] = self.query_one(PagedList)
        self.ask(ColumnsScreen(cases.arrangement), cases.choose_columns)

    def action_filters(self) -> None:
        """Choose filters."""
        actor = the_app(self).actor
        if actor is not None:
            self.look(lambda desk: read_offered(desk, actor), self._ask_filters, group="filters")

    def action_views(self) -> None:
        """Take a view, or keep what is shown as one."""
        cases: PagedList[CaseRow] = self.query_one(PagedList)
        self._views.offer(self._wanted, tuple(sorted(cases.arrangement.chosen or ())))

    def action_export(self) -> None:
        """Ask where to write what is listed."""
        title = Text("导出列出的案件（.xlsx 或 .csv）", "Export what is listed (.xlsx or .csv)")
        full = Text("写入完整身份证号（留痕）", "with full resident IDs (recorded)")
        day = the_app(self).clock().date()
        proposed = Path.home() / f"{Text('案件', 'cases')}-{day}.xlsx"
        self.ask(SaveScreen(title, proposed, (".xlsx", ".csv"), full), self._export)

    def _export(self, target: Target) -> None:
        app, cases = the_app(self), self.query_one(PagedList)
        actor, filters = app.actor, self._wanted.on(app.clock().date())
        columns, total = cases.arrangement.shown, cases.count
        if actor is None:
            return

        def work(desk: Desk, progress: Progress) -> int:
            return export_cases(
                desk.book, actor, filters, target.path, columns=columns,
                full_ids=target.extra, step=lambda done: progress.step(done, total),
            )  # fmt: skip

        def then(count: int) -> None:
            app.say(Text(f"已导出 {count} 件：{target.path}", f"{count} written: {target.path}"))

        long_work(self, Text("导出案件", "Export cases"), work, then)

    def _ask_filters(self, offered: Offered) -> None:
        self._hospitals = offered.hospitals
        self.ask(CaseFiltersScreen(self._wanted, offered), self._take)

    def _take_view(self, view: View) -> None:
        cases: PagedList[CaseRow] = self.query_one(PagedList)
        known = {each.id for each in CASE_COLUMNS} & set(view.columns)
        cases.choose_columns(frozenset(known) or None)
        self._take(view.wanted)

    def _take(self, wanted: Wanted) -> None:
        """Show other cases; the fields above say the same."""
        self._wanted = wanted
        filters = wanted.filters
        with self.prevent(Input.Changed, Select.Changed):
            self.query_one("#search", Input).value = filters.search
            state = filters.states[0] if len(filters.states) == 1 else Select.NULL
            self.query_one("#state", Select).value = state
            self.query_one("#kind", Select).value = filters.kind or Select.NULL
        self._find()

    def _filter(self, **changes: Any) -> None:
        self._wanted = evolve(self._wanted, filters=evolve(self._wanted.filters, **changes))
        self._find()

    def _find(self) -> None:
        app = the_app(self)
        if app.actor is not None:
            filters = self._wanted.on(app.clock().date())
            self.query_one(PagedList).show_source(CaseSource(app.actor, filters))

    def _fill_keys(self, due: bool) -> None:
        """Let new names be found by pinyin sooner; the search finds them anyhow."""
        if due:
            self.run_worker(self._refresh_keys(), group="fill", exit_on_error=False)

    async def _refresh_keys(self) -> None:
        await the_app(self).desks.work.do(lambda desk: refresh_name_keys(desk.book))
        self.watching.go_on()  # It was we who wrote.
