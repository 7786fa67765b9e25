"""What a list would do, before anything is done: looked through, refused, or taken in."""

from __future__ import annotations

from typing import ClassVar, Final

from attrs import evolve, frozen
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll

from jiuzhu.casebook.roster import ListSource, Preview, preview_list
from jiuzhu.casebook.roster.known import state_of
from jiuzhu_schemas.text import Text
from jiuzhu_tui.background import Progress, long_work
from jiuzhu_tui.category_names import names_of
from jiuzhu_tui.counties import office_county
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.roster_taking import ask_to_import, ask_where_to_return
from jiuzhu_tui.roster_view import Names, Shown, Sort, heading, rows_of, sorts, verdict
from jiuzhu_tui.screens.work import WorkScreen

_SORTS: Final = (
    Column[Sort](
        id="label", label=Text("项目", "sort"), width=20, value=lambda r: str(r.label), grows=True
    ),
    Column[Sort](
        id="count", label=Text("数", "count"), width=7, align="right", value=lambda r: str(r.count)
    ),
)
_ROWS: Final = (
    Column[Shown](
        id="row",
        label=Text("行", "row"),
        width=5,
        align="right",
        value=lambda r: r.row,
        from_width=60,
    ),
    Column[Shown](
        id="name", label=Text("姓名", "name"), width=8, value=lambda r: r.name, grows=True
    ),
    Column[Shown](
        id="person_id",
        label=Text("身份证号", "resident ID"),
        width=18,
        value=lambda r: r.masked_id,
    ),
    Column[Shown](
        id="says", label=Text("说明", "what"), width=14, value=lambda r: r.says, grows=True
    ),
)


@frozen
class _Compared:
    """A preview, and what categories are called."""

    preview: Preview
    names: Names


def preview_source(screen: WorkScreen, source: ListSource) -> None:
    """Compare a list in the background, with progress; then show what it would do."""
    app = the_app(screen)
    actor, named = app.actor, app.county
    if actor is None:
        return

    def compare(desk: Desk, progress: Progress) -> _Compared:
        county = office_county(desk.platform, named)
        found = preview_list(
            desk.book,
            county,
            actor,
            source,
            progress=lambda stage, done, total: progress.step(done, total),
        )
        progress.step(1, 1)
        return _Compared(found, names_of(county))

    def show(found: _Compared) -> None:
        if isinstance(app.screen, PreviewScreen):
            app.switch_screen(PreviewScreen(found))
        else:
            app.push_screen(PreviewScreen(found))

    title = Text("正在读取名单，与花名册比较", "Reading the list, comparing it with the roster")
    long_work(screen, title, compare, show)


class PreviewScreen(WorkScreen):
    """Counts on the left, the rows of one sort on the right, all of a row below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f9", "confirm", Text("导入", "Import"), "preview.confirm"),
        bound("f8", "errors", Text("写退回文件", "File to return"), "preview.errors"),
        bound("f7", "skip", Text("跳过有误行", "Skip wrong rows"), "preview.skip"),
    ]
    HELP_TEXT = Text(
        "左边各项的数，右边是该项的人，下面是一行的全部。什么都还没有写入：F9 导入，"
        "F8 把有误的行写成文件退回部门，F7 跳过有误的行再看，F5 重新比较。",
        "Left: how many of each sort; right: who; below: all of a row. Nothing is recorded yet:"
        " F9 imports, F8 writes the wrong rows into a file for the department, F7 looks again"
        " without them, F5 compares anew.",
    )
    DEFAULT_CSS = """
    PreviewScreen #verdict-pane { height: auto; max-height: 8; padding: 0 1; }
    PreviewScreen #panes { height: 1fr; }
    PreviewScreen #sorts { width: 34; height: 100%; }
    PreviewScreen #rows { width: 1fr; height: 100%; }
    PreviewScreen #whole-pane { height: 5; border-top: solid $panel; padding: 0 1; }
    PreviewScreen.-narrow #sorts { width: 31; }
    PreviewScreen.-narrow #verdict-pane { max-height: 6; }
    PreviewScreen Plain { width: 1fr; }
    """

    def __init__(self, compared: _Compared) -> None:
        super().__init__()
        self._preview = compared.preview
        self._names = compared.names
        self._sort = ""
        self._stale = False

    def heading(self) -> Text:
        """Return that it is a preview."""
        return Text("名单预览（尚未写入）", "Preview of a list (nothing recorded)")

    def body(self) -> ComposeResult:
        """Lay out the verdict over the lists over one row."""
        with VerticalScroll(id="verdict-pane"):
            yield Plain(id="verdict")
        with Horizontal(id="panes"):
            yield PagedList(_SORTS, Rows(sorts(self._preview)), id="sorts")
            yield PagedList(_ROWS, id="rows")
        with VerticalScroll(id="whole-pane"):
            yield Plain(id="whole")

    def on_mount(self) -> None:
        """Begin with the sorts."""
        self.query_one("#sorts").focus()
        self._show_verdict()

    def load(self) -> None:
        """Look whether the roster is still the one that the list was compared with."""
        seen = self._preview.state.batch

        def check(desk: Desk) -> bool:
            return state_of(desk.book).batch != seen

        self.look(check, self._note_stale, group="stale")

    def action_load(self) -> None:
        """Compare anew."""
        preview_source(self, self._preview.source)

    def _note_stale(self, stale: bool) -> None:
        if stale and not self._stale:
            self._stale = True
            self._show_verdict()

    def _show_verdict(self) -> None:
        lines = [heading(self._preview)]
        if self._stale:
            lines.append(
                Text(
                    "！预览之后花名册已有变化，以下各数已过时：按 F5 重新比较",
                    "! the roster changed meanwhile and this is out of date: F5 compares anew",
                )
            )
        lines += verdict(self._preview)
        self.query_one("#verdict", Plain).show("\n".join(str(each) for each in lines))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what applies to this list."""
        wrong = self._preview.counts["wrong_rows"] > 0
        if action == "errors":
            return wrong
        if action == "skip":
            return wrong and not self._preview.source.skip_bad_rows
        if action == "confirm":
            return self._preview.already is None
        return super().check_action(action, parameters)

    def on_paged_list_moved(self, event: PagedList.Moved) -> None:
        """Show the rows of a sort, or the whole of a row."""
        row = event.row
        if isinstance(row, Sort) and row.id != self._sort:
            self._sort = row.id
            self.query_one("#whole", Plain).show("")
            rows: PagedList[Shown] = self.query_one("#rows", PagedList)
            rows.show_source(rows_of(self._preview, row.id, self._names))
        elif isinstance(row, Shown):
            self.query_one("#whole", Plain).show(row.whole)

    def on_paged_list_opened(self, event: PagedList.Opened) -> None:
        """Go on from a sort to its rows."""
        if isinstance(event.row, Sort):
            self.query_one("#rows").focus()

    def action_skip(self) -> None:
        """Compare anew, without the wrong rows."""
        preview_source(self, evolve(self._preview.source, skip_bad_rows=True))

    def action_confirm(self) -> None:
        """Ask, in the strongest way that the list calls for, and take it in."""
        if self._stale:
            the_app(self).say(
                Text("花名册已有变化，请先按 F5 重新比较", "out of date: press F5 first"),
                warning=True,
            )
        else:
            ask_to_import(self, self._preview, lambda: self._note_stale(True))

    def action_errors(self) -> None:
        """Ask where to write the wrong rows."""
        ask_where_to_return(self, self._preview)
