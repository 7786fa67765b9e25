"""One uncertain row beside the person it may speak of, until an operator says who is meant."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar, Final

from attrs import field, frozen
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from jiuzhu.casebook.operators import ACTS, view_full_id
from jiuzhu.casebook.roster import (
    NoSuchItem,
    QueueItem,
    Resolved,
    history_of,
    person_of,
    queue_items,
    resolve_item,
)
from jiuzhu.casebook.roster.resolve import Answer
from jiuzhu.casebook.roster.words import REASONS
from jiuzhu_schemas.text import Text
from jiuzhu_tui.category_names import category_names
from jiuzhu_tui.comparison import Compared, compared
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.dialogs.questions import Question, QuestionsScreen
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.plain import Line, Plain
from jiuzhu_tui.screens.work import WorkScreen

_COLUMNS: Final = (
    Column[Compared](id="what", label=Text("项目", "what"), width=12, value=lambda r: r.what),
    Column[Compared](
        id="says",
        label=Text("名单所写", "the list says"),
        width=18,
        value=lambda r: r.says,
        grows=True,
    ),
    Column[Compared](
        id="known",
        label=Text("案卷库中的人", "the casebook knows"),
        width=18,
        value=lambda r: r.known,
        grows=True,
    ),
    Column[Compared](
        id="verdict",
        label=Text("比较", "compared"),
        width=22,
        value=lambda r: r.verdict,
        grows=True,
    ),
)
_ACTS: Final[Mapping[str, Text]] = {
    "same": Text("是同一人", "The same person"),
    "other": Text("是另一人", "Somebody else"),
    "dropped": Text("这一行作废", "The row is void"),
}
_WHAT: Final[Mapping[str, Text]] = {
    "same": Text(
        "这一行在案卷库中的此人身上生效：姓名不同的以名单为准，身份证号不同的记为此人的另一号码。",
        "The row takes effect on the person the casebook knows: another name becomes theirs,"
        " another ID is kept as one of theirs.",
    ),
    "other": Text(
        "把名单所写的人登记为另一人，这一行在其身上生效。",
        "The person in the list is registered as somebody else, on whom the row takes effect.",
    ),
    "dropped": Text(
        "这一行不生效，由部门更正后重新报送。",
        "The row takes no effect; the department mends it and sends it again.",
    ),
}


@frozen
class _Seen:
    """The row with its person, and how many rows wait."""

    item: QueueItem = field(repr=False)
    lines: list[Compared]
    waiting: tuple[int, ...]


class QueueScreen(WorkScreen):
    """An item of the queue by its number; after each answer comes the next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("ctrl+e", "answer('same')", Text("同一人", "Same"), "queue.same"),
        bound("ctrl+o", "answer('other')", Text("另一人", "Other"), "queue.other"),
        bound("ctrl+d", "answer('dropped')", Text("作废", "Drop"), "queue.drop"),
        bound(
            "f8",
            "full_id",
            Text("完整号码", "Full ID"),
            "queue.full_id",
            more=Text("查看案卷库中此人的完整身份证号，会留痕",
                      "shows the known person's full ID; it is recorded"),
        ),
        bound("f7", "person", Text("看此人", "The person"), "queue.person"),
    ]  # fmt: skip
    HELP_TEXT = Text(
        "左为名单所写，右为案卷库中的人，不同之处写明“不同！”。Ctrl+E 同一人，Ctrl+O 另一人，"
        "Ctrl+D 作废；都要再确认。F7 打开此人。",
        "Left what the list says, right whom the casebook knows; “differs!” marks differences."
        " Ctrl+E: the same person, Ctrl+O: somebody else, Ctrl+D: void; each asks again. F7"
        " opens the person.",
    )
    DEFAULT_CSS = """
    QueueScreen #why { padding: 0 1; height: auto; }
    QueueScreen #whole-pane { height: 6; border-top: solid $panel; padding: 0 1; }
    QueueScreen Plain { width: 1fr; }
    QueueScreen #hint { padding: 0 1; }
    """

    def __init__(self, item: int) -> None:
        super().__init__()
        self._item = item
        self._seen: _Seen | None = None
        self._full_id = ""

    def heading(self) -> Text:
        """Return the item's number and how many wait."""
        waiting = len(self._seen.waiting) if self._seen else 0
        return Text(
            f"待核 第{self._item}条（共 {waiting} 条待核）",
            f"Uncertain row {self._item} ({waiting} waiting)",
        )

    def body(self) -> ComposeResult:
        """Lay out both sides over one line of them."""
        yield Plain(id="why")
        yield PagedList(_COLUMNS, id="lines")
        with VerticalScroll(id="whole-pane"):
            yield Plain(id="whole")
        yield Line(
            Text(
                "Ctrl+E 同一人    Ctrl+O 另一人    Ctrl+D 作废    F7 看此人    F8 完整号码",
                "Ctrl+E: same    Ctrl+O: other    Ctrl+D: drop    F7: the person    F8: full ID",
            ),
            id="hint",
        )

    def on_mount(self) -> None:
        """Begin in the comparison."""
        self.query_one(PagedList).focus()

    def load(self) -> None:
        """Read the row and the person."""
        item, named = self._item, the_app(self).county
        self.look(lambda desk: _read(desk, item, named), self._show, group="item")

    def on_screen_suspend(self) -> None:
        """Hide the full resident ID again when another screen covers this one."""
        self._full_id = ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer answers to those who may give them."""
        if action == "answer":
            actor = the_app(self).actor
            return actor is not None and actor.role in ACTS["roster.resolve"]
        if action in ("person", "full_id"):
            return self._seen is None or bool(self._seen.item.candidate)
        return super().check_action(action, parameters)

    def _show(self, seen: _Seen) -> None:
        self._seen = seen
        self.show_heading()
        item = seen.item
        why = f"{visible(item.department)} {item.month} {_row(item)}: {REASONS[item.reason]}"
        if item.status != "open":
            done = Text("！已由他人处理", "! resolved by somebody else")
            why = f"{why}\n{done}"
        if self._full_id:
            why = f"{why}\n{Text('案卷库中此人', 'the known person')}: {self._full_id}"
        self.query_one("#why", Plain).show(why)
        lines: PagedList[Compared] = self.query_one(PagedList)
        lines.source = Rows(seen.lines)
        lines.reload()
        self.refresh_bindings()

    def on_paged_list_moved(self, event: PagedList.Moved) -> None:
        """Show a line whole."""
        row = event.row
        if isinstance(row, Compared):
            says, known = Text("名单", "list"), Text("案卷", "casebook")
            self.query_one("#whole", Plain).show(
                f"{row.what}  {row.verdict}\n{says}: {visible(row.says)}\n"
                f"{known}: {visible(row.known)}"
            )

    def action_answer(self, answer: Answer) -> None:
        """Ask once more, with room for a note."""
        seen = self._seen
        if seen is None or seen.item.status != "open":
            return
        item = seen.item
        what = (
            f"{visible(item.line.name)} {item.masked_id}\n"
            f"{visible(item.candidate_name)} {item.masked_candidate}\n\n{_WHAT[answer]}"
        )
        note = Question(id="note", label=Text("备注（可空）", "a note, or nothing"))
        self.ask(
            QuestionsScreen(_ACTS[answer], what, (note,)),
            lambda answers: self._resolve(item.item, answer, answers["note"]),
        )

    def _resolve(self, item: int, answer: Answer, note: str) -> None:
        actor = the_app(self).actor
        if actor is not None:
            self.look(
                lambda desk: resolve_item(desk.book, actor, item, answer, note),
                self._resolved,
                group="resolve",
            )

    def _resolved(self, done: Resolved) -> None:
        app, seen = the_app(self), self._seen
        left = [each for each in seen.waiting if each != done.item] if seen else []
        act = _ACTS[done.answer]
        app.say(
            Text(
                f"第{done.item}条：{act.zh}。还有 {len(left)} 条待核",
                f"Row {done.item}: {act.en.lower()}. {len(left)} left",
            )
        )
        if not left:
            self.action_back()
            return
        self._item = next((each for each in left if each > done.item), left[0])
        self._full_id = ""
        self.load()

    def action_person(self) -> None:
        """Open the person the row may speak of."""
        from jiuzhu_tui.screens.person import PersonScreen

        if self._seen is not None and self._seen.item.candidate:
            self.app.push_screen(PersonScreen(self._seen.item.candidate))

    def action_full_id(self) -> None:
        """Show the known person's full resident ID; that it was looked at is recorded."""
        actor, seen = the_app(self).actor, self._seen
        if actor is not None and seen is not None and seen.item.candidate:
            person = seen.item.candidate
            self.look(
                lambda desk: view_full_id(desk.book, actor, person), partial(self._reveal, seen)
            )

    def _reveal(self, seen: _Seen, full: str) -> None:
        if seen is self._seen:
            self._full_id = full
            self._show(seen)


def _row(item: QueueItem) -> Text:
    return Text(f"第{item.line.row}行", f"row {item.line.row}")


def _read(desk: Desk, item: int, named: str) -> _Seen:
    found = queue_items(desk.book, item=item)
    if not found:
        raise NoSuchItem(Text(f"待核队列中没有第{item}条", f"there is no row {item} in the queue"))
    held = found[0]
    person = person_of(desk.book, held.candidate) if held.candidate else None
    history = history_of(desk.book, held.candidate) if held.candidate else []
    names = category_names(desk, named)
    waiting = tuple(each.item for each in queue_items(desk.book))
    return _Seen(held, compared(held, person, history, names), waiting)
