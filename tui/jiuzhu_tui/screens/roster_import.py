"""Importing a department's list: which file, whose, of what kind and month."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, Final, get_args

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Select

from jiuzhu.casebook.roster import ListSource, known_departments
from jiuzhu.casebook.roster.records import Kind
from jiuzhu.casebook.roster.words import LISTS
from jiuzhu.exchange.tables import ENDINGS_IN
from jiuzhu_schemas.text import Text
from jiuzhu_tui.counties import office_county
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.file_source import Folder, FoundFile, can_be_typed
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.lists import Column, PagedList
from jiuzhu_tui.plain import Line
from jiuzhu_tui.screens.work import WorkScreen

_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_MONTH: Final = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])\Z")
_MONTH_IN_NAME: Final = re.compile(r"(20[0-9]{2})[-年._]?(1[0-2]|0?[1-9])(?![0-9])")
_KIB: Final = 1024
_FILES: Final = (
    Column[FoundFile](
        id="name", label=Text("文件", "file"), width=30, value=lambda r: r.name, grows=True
    ),
    Column[FoundFile](
        id="size",
        label=Text("大小", "size"),
        width=10,
        align="right",
        value=lambda r: "" if r.folder else f"{-(-r.size // _KIB)} KB",
    ),
    Column[FoundFile](
        id="changed",
        label=Text("修改时间", "changed"),
        width=16,
        value=lambda r: f"{r.changed:%Y-%m-%d %H:%M}",
    ),
)


class ImportScreen(WorkScreen):
    """What is handed in; F9 compares it with the roster and records nothing yet."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f9", "preview", Text("预览", "Preview"), "import.preview"),
    ]
    HELP_TEXT = Text(
        "先输入文件路径或在列表中选文件，再选名单种类、部门和月份，F9 预览。预览不写入任何内容。",
        "Type a path or choose a file from the list, then the kind, department and month. F9"
        " previews; nothing is recorded.",
    )
    DEFAULT_CSS = """
    ImportScreen #whose { height: 3; }
    ImportScreen Select { width: 22; }
    ImportScreen #month { width: 15; }
    ImportScreen #other { width: 1fr; }
    ImportScreen #chosen, ImportScreen #hint { padding: 0 1; }
    ImportScreen #chosen { text-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._chosen: Path | None = None
        self._departments: tuple[str, ...] = ()
        self._open_only = False

    def heading(self) -> Text:
        """Return the screen's name."""
        return Text("导入名单", "Import a list")

    def body(self) -> ComposeResult:
        """Lay out the path over the files over whose list it is."""
        yield Input(
            f"{Path.cwd()}/" if can_be_typed(str(Path.cwd())) else "/",
            placeholder=str(Text("文件路径", "path of the file")),
            id="path",
        )
        yield PagedList(_FILES, id="files")
        yield Line(id="chosen")
        with Horizontal(id="whose"):
            yield Select(
                [(str(LISTS[each]), each) for each in _KINDS],
                value="full",
                allow_blank=False,
                id="kind",
            )
            yield Select[str]([], prompt=str(Text("哪个部门", "which department")), id="department")
            yield Input(
                f"{the_app(self).clock():%Y-%m}",
                placeholder="2026-11",
                max_length=7,
                restrict=r"[0-9-]*",
                id="month",
            )
            yield Input(
                placeholder=str(Text("其他部门（死亡名单）", "other department (deaths)")),
                id="other",
            )
        yield Line(Text("Enter 选文件，F9 预览", "Enter: choose, F9: preview"), id="hint")

    def on_mount(self) -> None:
        """Begin with the path."""
        self.query_one("#other").display = False
        self.query_one("#path").focus()

    def load(self) -> None:
        """Read the folder and the departments."""
        self._list_files()
        app = the_app(self)
        named, day = app.county, app.clock().date()

        def read(desk: Desk) -> Mapping[str, object]:
            return known_departments(office_county(desk.platform, named), day)

        if not self._departments:
            self.look(read, self._show_departments, group="departments")

    def _show_departments(self, found: Mapping[str, object]) -> None:
        self._departments = tuple(found)
        departments: Select[str] = self.query_one("#department", Select)
        departments.set_options([(each, each) for each in self._departments])

    def _list_files(self) -> None:
        typed = self.query_one("#path", Input).value
        self.query_one("#files", PagedList).show_source(Folder(typed, ENDINGS_IN))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the files that the path may mean."""
        if event.input.id == "path":
            if self._chosen is not None and event.value != str(self._chosen):
                self._choose(None)
            self._list_files()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the file that was typed, or the only one that it may mean."""
        if event.input.id != "path":
            self.focus_next()
            return
        files: PagedList[FoundFile] = self.query_one(PagedList)
        path = Path(event.value).expanduser()
        if path.is_file():
            self._choose(path)
            self.query_one("#kind").focus()
        else:
            files.focus()
            self._open_only = True
            files.reload()  # What was typed last may not have been looked for yet.

    def on_paged_list_counted(self, event: PagedList.Counted) -> None:
        """Open the only file if that was asked for."""
        if self._open_only and event.count == 1:
            self.query_one(PagedList).action_open()
        self._open_only = False

    def on_select_changed(self, event: Select.Changed) -> None:
        """Let deaths come from any department."""
        if event.select.id == "kind":
            self.query_one("#other").display = event.value == "deaths"

    def on_paged_list_opened(self, event: PagedList.Opened) -> None:
        """Look into a folder, or take a file."""
        row, path = event.row, self.query_one("#path", Input)
        if not isinstance(row, FoundFile):
            return
        if row.folder:
            path.value = f"{row.path}/"
            path.cursor_position = len(path.value)
            path.focus()
            return
        if can_be_typed(str(row.path)):
            path.value = str(row.path)
        self._choose(row.path)
        self.query_one("#kind").focus()

    def _choose(self, path: Path | None) -> None:
        self._chosen = path
        shown = Text("", "")
        if path is not None:
            shown = Text(f"已选 {path.name}", f"chosen: {path.name}")
            self._guess(path.name)
        self.query_one("#chosen", Line).show(shown)

    def _guess(self, name: str) -> None:
        """Fill in the department and month that a file's name tells; both can be changed."""
        department = next((each for each in self._departments if each in name), "")
        if department:
            self.query_one("#department", Select).value = department
        found = _MONTH_IN_NAME.search(name)
        if found:
            self.query_one("#month", Input).value = f"{found[1]}-{int(found[2]):02d}"

    def action_preview(self) -> None:
        """Compare the list with the roster."""
        from jiuzhu_tui.screens.roster_preview import preview_source

        source = self._source()
        if source is not None:
            preview_source(self, source)

    def _source(self) -> ListSource | None:
        """Return what is to be imported; None, with the field named, if something is missing."""
        kind = next(each for each in _KINDS if each == self.query_one("#kind", Select).value)
        department = self._department(kind)
        month = self.query_one("#month", Input).value
        typed = Path(self.query_one("#path", Input).value).expanduser()
        path = self._chosen or (typed if typed.is_file() else None)
        for missing, field, what in (
            (path is None, "#files", Text("请先选文件", "choose a file first")),
            (not department, "#department", Text("请选部门", "choose the department")),
            (_MONTH.match(month) is None, "#month",
             Text("月份应写作 2026-11", "write the month as 2026-11")),
        ):  # fmt: skip
            if missing:
                self.query_one("#hint", Line).show(Text(f"！{what.zh}", f"! {what.en}"))
                self.query_one(field).focus()
                return None
        assert path is not None  # Said above.
        return ListSource(path=path, kind=kind, department=department, month=month)

    def _department(self, kind: Kind) -> str:
        other = self.query_one("#other", Input).value.strip()
        if kind == "deaths" and other:
            return other
        chosen = self.query_one("#department", Select).value
        return "" if chosen is Select.NULL else str(chosen)
