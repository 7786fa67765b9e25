"""The register of hospitals on a day: level, designated or why not; suspended and resumed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.hospitals import Hospital, hospitals, resume, suspend
from jiuzhu.casebook.operators import ACTS
from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.dialogs.questions import (
    Question,
    QuestionsScreen,
    a_day,
    a_day_or_nothing,
    something,
)
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.hospital_words import REGIONS, STATUS, fits, is_suspended, level_name, told
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.plain import Line, Plain
from jiuzhu_tui.screens.work import WorkScreen

_Change = Callable[[Desk, Actor, Mapping[str, str]], Hospital]


class HospitalsScreen(WorkScreen):
    """A list with the history of one hospital below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f3", "search", Text("查找", "Search"), "hospitals.search"),
        bound("f7", "suspend", Text("暂停", "Suspend"), "hospitals.suspend"),
        bound("f8", "resume", Text("恢复", "Resume"), "hospitals.resume"),
    ]
    HELP_TEXT = Text(
        "查找：名称、拼音首字母或编码。右上为日期，列出的等级和状态是那一天的。"
        "主管可用 F7 暂停、F8 恢复，须写明日期和原因。",
        "Search by name, pinyin initials or code. Top right is the day that levels and states are"
        " of. A supervisor suspends with F7 and resumes with F8, giving the day and why.",
    )
    DEFAULT_CSS = """
    HospitalsScreen #filters { height: 3; }
    HospitalsScreen #search { width: 1fr; }
    HospitalsScreen #day { width: 18; }
    HospitalsScreen #found { padding: 0 1; }
    HospitalsScreen #whole-pane { height: 8; border-top: solid $panel; padding: 0 1; }
    HospitalsScreen #whole { width: 1fr; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._known: tuple[Hospital, ...] = ()
        self._day = date.min

    def heading(self) -> Text:
        """Return the screen's name."""
        return Text("医疗机构", "Hospitals")

    def body(self) -> ComposeResult:
        """Lay out the search over the list over one hospital."""
        with Horizontal(id="filters"):
            yield Input(
                placeholder=str(Text("名称、拼音或编码", "name, pinyin or code")), id="search"
            )
            yield Input(
                the_app(self).clock().date().isoformat(),
                id="day",
                max_length=10,
                restrict=r"[0-9-]*",
            )
        yield Line(id="found")
        yield PagedList(self._columns(), id="hospitals")
        with VerticalScroll(id="whole-pane"):
            yield Plain(id="whole")

    def _columns(self) -> tuple[Column[Hospital], ...]:
        return (
            Column(id="code", label=Text("编码", "code"), width=13, value=lambda r: r.code),
            Column(
                id="name", label=Text("名称", "name"), width=20, value=lambda r: r.name, grows=True
            ),
            Column(
                id="level",
                label=Text("等级", "level"),
                width=7,
                value=lambda r: level_name(r.level_on(self._day)),
            ),
            Column(
                id="region",
                label=Text("地区", "region"),
                width=8,
                value=lambda r: str(REGIONS[r.region]),
            ),
            Column(
                id="status",
                label=Text("状态", "state"),
                width=10,
                value=lambda r: str(STATUS[r.on(self._day).status]),
            ),
            Column(
                id="why",
                label=Text("说明", "why"),
                width=30,
                value=lambda r: str(r.on(self._day).why or ""),
                from_width=110,
                grows=True,
            ),
        )

    def on_mount(self) -> None:
        """Begin in the list."""
        self._day = the_app(self).clock().date()
        self.query_one(PagedList).focus()

    def load(self) -> None:
        """Read the register."""
        self.look(_read, self._show, group="hospitals")

    def _show(self, known: tuple[Hospital, ...]) -> None:
        self._known = known
        self._narrow()

    def _narrow(self) -> None:
        wanted = self.query_one("#search", Input).value.strip()
        found = [each for each in self._known if not wanted or fits(each, wanted)]
        rows: PagedList[Hospital] = self.query_one(PagedList)
        rows.source = Rows(found)
        rows.reload()
        good = sum(each.on(self._day).designated for each in found)
        self.query_one("#found", Line).show(
            Text(
                f"{self._day}：共 {len(found)} 家，其中定点 {good} 家",
                f"{self._day}: {len(found)} hospitals, {good} of them designated",
            )
        )
        if not found:
            self.query_one("#whole", Plain).show(Text("没有找到", "nothing found"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what applies to the hospital, to those who may."""
        if action in ("suspend", "resume"):
            actor, row = the_app(self).actor, self._row()
            if actor is None or actor.role not in ACTS["hospital.change"] or row is None:
                return False
            return (action == "resume") == is_suspended(row)
        return super().check_action(action, parameters)

    def _row(self) -> Hospital | None:
        rows: PagedList[Hospital] | None = next(
            iter(self.query("#hospitals").results(PagedList)), None
        )
        return rows.row if rows is not None else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list, or show another day."""
        if event.input.id == "day":
            if a_day(event.value) is not None:
                return
            self._day = date.fromisoformat(event.value)
        self._narrow()

    def on_input_submitted(self) -> None:
        """Go on to the list."""
        self.query_one(PagedList).focus()

    def on_paged_list_moved(self, event: PagedList.Moved) -> None:
        """Show a hospital's whole history."""
        if isinstance(event.row, Hospital):
            self.query_one("#whole", Plain).show("\n".join(told(event.row, self._day)))
            self.refresh_bindings()

    def action_search(self) -> None:
        """Go to the search."""
        self.query_one("#search").focus()

    def action_suspend(self) -> None:
        """Ask from when, to when and why."""
        row, today = self._row(), the_app(self).clock().date().isoformat()
        if row is None:
            return
        since = Text("自哪天起", "from which day")
        until = Text("到哪天止（空着：到恢复为止）", "to which day (nothing: until resumed)")
        why = Text("原因", "why")
        self._ask(
            row,
            Text("暂停定点", "Suspend"),
            (
                Question(id="since", label=since, value=today, check=a_day),
                Question(id="until", label=until, check=a_day_or_nothing),
                Question(id="why", label=why, check=something),
            ),
            partial(_suspended, row.code),
        )

    def action_resume(self) -> None:
        """Ask from which day on."""
        row, today = self._row(), the_app(self).clock().date().isoformat()
        if row is None:
            return
        first = Text("自哪天起恢复", "from which day on")
        self._ask(
            row,
            Text("恢复定点", "Resume"),
            (Question(id="first", label=first, value=today, check=a_day),),
            partial(_resumed, row.code),
        )

    def _ask(
        self, row: Hospital, act: Text, questions: Sequence[Question], change: _Change
    ) -> None:
        actor = the_app(self).actor
        if actor is None:
            return
        seen = row

        def do(desk: Desk, answers: Mapping[str, str]) -> Hospital | None:
            if hospitals(desk.book, {seen.code}).get(seen.code) != seen:
                return None
            return change(desk, actor, answers)

        def answered(answers: Mapping[str, str]) -> None:
            self.look(lambda desk: do(desk, answers), partial(self._done, act))

        self.ask(QuestionsScreen(act, f"{row.code}  {visible(row.name)}", questions), answered)

    def _done(self, act: Text, changed: Hospital | None) -> None:
        app = the_app(self)
        if changed is None:
            app.say(
                Text(
                    "这家机构已被他人改动，没有写入；已刷新，请重新核对",
                    "somebody changed this hospital meanwhile; nothing was written, look again",
                ),
                warning=True,
            )
        else:
            app.say(Text(f"已{act.zh}：{changed.name}", f"{act.en}: done, {changed.name}"))
        self.load()


def _suspended(code: str, desk: Desk, actor: Actor, answers: Mapping[str, str]) -> Hospital:
    until = date.fromisoformat(answers["until"]) if answers["until"] else None
    since = date.fromisoformat(answers["since"])
    return suspend(desk.book, actor, code, since, answers["why"], until)


def _resumed(code: str, desk: Desk, actor: Actor, answers: Mapping[str, str]) -> Hospital:
    return resume(desk.book, actor, code, date.fromisoformat(answers["first"]))


def _read(desk: Desk) -> tuple[Hospital, ...]:
    return tuple(hospitals(desk.book).values())
