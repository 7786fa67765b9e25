"""One case, to read: what it says, where it stands, and what it would be given and why."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import (
    STATE_LABELS,
    STEP_LABELS,
    Case,
    deadline_of,
    kind_of,
    missing_fields,
    preview_case,
    see_case,
)
from jiuzhu.casebook.cases.content import shown
from jiuzhu.casebook.deadlines import Deadline
from jiuzhu.casebook.ledger import entry_numbered, trace_of
from jiuzhu.casebook.operators import view_full_id
from jiuzhu.explanation.text import render
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.work import WorkScreen


@frozen
class _Seen:
    case: Case
    deadline: Deadline | None
    explained: str


class CaseScreen(WorkScreen):
    """A case, its steps and the trace beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound(
            "f8",
            "full_id",
            Text("完整号码", "Full ID"),
            "case.full_id",
            more=Text("查看完整身份证号，会留痕", "shows the full resident ID; it is recorded"),
        ),
    ]
    HELP_TEXT = Text(
        "左边是案件内容、材料和办理经过，右边是结算依据。F8 查看完整身份证号（留痕）。",
        "Left: the case, its documents and steps. Right: the settlement and why. F8 shows the"
        " full resident ID, which is recorded.",
    )
    DEFAULT_CSS = """
    CaseScreen #panes { height: 1fr; }
    CaseScreen #left, CaseScreen #right { width: 1fr; height: 100%; padding: 0 1; }
    CaseScreen #right { border-left: solid $panel; }
    CaseScreen.-narrow #panes { layout: vertical; }
    CaseScreen.-narrow #left, CaseScreen.-narrow #right { width: 100%; height: 1fr; }
    CaseScreen.-narrow #right { border-left: none; border-top: solid $panel; }
    CaseScreen.-very-wide #left { width: 70; }
    CaseScreen Plain { width: 1fr; }
    """

    def __init__(self, number: str) -> None:
        super().__init__()
        self._number = number
        self._seen: _Seen | None = None
        self._full_id = ""

    def heading(self) -> Text:
        """Return the case's number."""
        return Text(f"案件 {self._number}", f"Case {self._number}")

    def body(self) -> ComposeResult:
        """Lay out the two panes."""
        with Horizontal(id="panes"):
            with VerticalScroll(id="left"):
                yield Plain(id="facts")
            with VerticalScroll(id="right"):
                yield Plain(id="trace")

    def load(self) -> None:
        """Read the case."""
        actor, number = the_app(self).actor, self._number
        if actor is not None:
            self.look(lambda desk: _read(desk, actor, number), self._show, group="case")

    def on_screen_suspend(self) -> None:
        """Hide the full resident ID again when another screen covers this one."""
        self._full_id = ""

    def _show(self, seen: _Seen) -> None:
        before = self._seen
        if before is not None and before.case.version != seen.case.version:
            the_app(self).say(
                Text("案件已有新的变动，已刷新", "the case was changed meanwhile; shown anew"),
                warning=True,
            )
        self._seen = seen
        self.query_one("#facts", Plain).show("\n".join(self._facts(seen)))
        self.query_one("#trace", Plain).show(seen.explained)

    def _facts(self, seen: _Seen) -> list[str]:
        case, kind = seen.case, kind_of(seen.case.kind)
        lines = [
            f"{kind.label}  {STATE_LABELS[case.state]}",
            f"{Text('姓名', 'name')}: {visible(case.name)}",
            f"{Text('身份证号', 'resident ID')}: {self._full_id or mask(case.person_id)}",
            f"{Text('乡镇', 'township')}: {visible(case.township)}",
        ]
        if seen.deadline:
            lines.append(f"{Text('期限', 'due')}: {case.due_on}  {seen.deadline.label}")
        if case.award or case.tilt:
            award, tilt = format_yuan(case.award), format_yuan(case.tilt)
            lines.append(str(Text(f"救助 {award}  倾斜 {tilt}", f"relief {award}  tilt {tilt}")))
        lines += ["", str(Text("申请内容", "What it says"))]
        for each in kind.fields:
            if each.name in case.content:
                lines.append(f"  {each.label}: {visible(shown(each, case.content[each.name]))}")
        missing = "、".join(str(each) for each in missing_fields(kind, case.content))
        if missing:
            lines.append(f"  {Text('尚缺', 'missing')}: {missing}")
        return [*lines, *_documents(case), *_steps(case)]

    def action_full_id(self) -> None:
        """Show the full resident ID; that it was looked at is recorded."""
        actor, seen = the_app(self).actor, self._seen
        if actor is None or seen is None or seen.case.person is None:
            return
        person = seen.case.person

        def show(full: str) -> None:
            self._full_id = full
            self._show(seen)

        self.look(lambda desk: view_full_id(desk.book, actor, person), show)


def _documents(case: Case) -> list[str]:
    lines = ["", str(Text("材料", "Documents"))]
    for each in kind_of(case.kind).documents:
        given = case.documents.get(each.id)
        sign = "[ ]" if given is None else "[-]" if given.waived_by else "[x]"
        note = f"  {given.waived_by}: {visible(given.note)}" if given and given.waived_by else ""
        lines.append(f"  {sign} {each.label}{note}")
    return lines


def _steps(case: Case) -> list[str]:
    lines = ["", str(Text("办理经过", "What was done"))]
    for each in case.steps:
        note = f"  {visible(each.note)}" if each.note else ""
        lines.append(f"  {each.at}  {STEP_LABELS[each.step]}  {visible(each.operator)}{note}")
    return lines


def _read(desk: Desk, actor: Actor, number: str) -> _Seen:
    case = see_case(desk.book, actor, number)
    county = desk.platform.county(case.county)
    return _Seen(case, deadline_of(county, case), _explained(desk, case))


def _explained(desk: Desk, case: Case) -> str:
    """Return the trace of what was recorded, or of what would be; or why there is none yet."""
    if case.kind != "manual":
        return str(Text("此类案件没有结算。", "Nothing is settled in a case of this kind."))
    county = desk.platform.county(case.county)
    try:
        entry = entry_numbered(desk.book, case.entry) if case.entry is not None else None
        if entry is not None:
            return render(trace_of(desk.book, county, entry))
        trace = preview_case(desk.book, county, case.number)
    except JiuzhuError as error:
        return f"{Text('尚不能试算', 'cannot be settled yet')}: {error}"
    return f"{Text('试算，尚未入账', 'What it would be; not recorded')}\n{render(trace)}"
