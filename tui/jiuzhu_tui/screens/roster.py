"""The roster: what waits of it, what went back to departments, which lists went in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from attrs import field, frozen
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from jiuzhu.casebook.operators import ACTS
from jiuzhu.casebook.roster import (
    Batch,
    QueueItem,
    ReturnedRow,
    batches,
    queue_items,
    returned_rows,
)
from jiuzhu.casebook.roster.words import COUNTS, LISTS, REASONS
from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.dialogs.reading import ReadingScreen
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.plain import Line
from jiuzhu_tui.roster_view import summary
from jiuzhu_tui.screens.work import WorkScreen


@frozen
class _Returned:
    """The wrong rows of one file that are still missing."""

    department: str
    kind: str
    month: str
    file_name: str
    unsent: int
    sent: int
    at: str


@frozen
class _Seen:
    """What the screen shows."""

    queue: list[QueueItem] = field(repr=False)
    returned: list[_Returned]
    batches: list[Batch]


def _list_name(kind: str) -> str:
    return str(LISTS[kind]) if kind in LISTS else kind


_QUEUE: Final = (
    Column[QueueItem](
        id="item", label=Text("号", "no."), width=4, align="right", value=lambda r: str(r.item)
    ),
    Column[QueueItem](
        id="department", label=Text("部门", "sent by"), width=10, value=lambda r: r.department
    ),
    Column[QueueItem](
        id="says",
        label=Text("名单所写", "the list says"),
        width=10,
        value=lambda r: r.line.name,
        grows=True,
    ),
    Column[QueueItem](
        id="may_be",
        label=Text("可能是", "may be"),
        width=10,
        value=lambda r: r.candidate_name,
        grows=True,
    ),
    Column[QueueItem](
        id="reason",
        label=Text("原因", "why"),
        width=28,
        value=lambda r: str(REASONS[r.reason]),
        grows=True,
    ),
    Column[QueueItem](
        id="month",
        label=Text("月份", "month"),
        width=8,
        value=lambda r: r.month,
        from_width=90,
    ),
)
_RETURNED: Final = (
    Column[_Returned](
        id="department", label=Text("部门", "sent by"), width=10, value=lambda r: r.department
    ),
    Column[_Returned](id="month", label=Text("月份", "month"), width=8, value=lambda r: r.month),
    Column[_Returned](
        id="kind",
        label=Text("名单", "list"),
        width=10,
        value=lambda r: _list_name(r.kind),
        from_width=90,
    ),
    Column[_Returned](
        id="file", label=Text("文件", "file"), width=14, value=lambda r: r.file_name, grows=True
    ),
    Column[_Returned](
        id="unsent",
        label=Text("未退回", "not sent"),
        width=8,
        align="right",
        value=lambda r: str(r.unsent),
    ),
    Column[_Returned](
        id="sent",
        label=Text("已退未回", "sent, not back"),
        width=9,
        align="right",
        value=lambda r: str(r.sent),
    ),
    Column[_Returned](
        id="at", label=Text("登记时间", "since"), width=16, value=lambda r: r.at[:16]
    ),
)
_BATCHES: Final = (
    Column[Batch](
        id="batch",
        label=Text("批次", "batch"),
        width=4,
        align="right",
        value=lambda r: str(r.batch),
    ),
    Column[Batch](id="at", label=Text("时间", "time"), width=16, value=lambda r: r.at[:16]),
    Column[Batch](
        id="department", label=Text("部门", "sent by"), width=10, value=lambda r: r.department
    ),
    Column[Batch](id="month", label=Text("月份", "month"), width=8, value=lambda r: r.month),
    Column[Batch](
        id="kind", label=Text("名单", "list"), width=8, value=lambda r: _list_name(r.kind)
    ),
    Column[Batch](
        id="counts",
        label=Text("结果", "what came of it"),
        width=18,
        value=lambda r: summary(r.counts),
        grows=True,
    ),
    Column[Batch](
        id="actor",
        label=Text("经办人", "by"),
        width=10,
        value=lambda r: r.actor,
        from_width=100,
    ),
    Column[Batch](
        id="file",
        label=Text("文件", "file"),
        width=24,
        value=lambda r: r.file_name,
        from_width=140,
        grows=True,
    ),
)


class RosterScreen(WorkScreen):
    """Three lists: uncertain rows, wrong rows that are out, batches."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f7", "import", Text("导入名单", "Import"), "roster.import"),
    ]
    HELP_TEXT = Text(
        "F7 导入部门名单。上：无法确定是谁的行，Enter 逐条核对。中：有误而尚未更正返回的行。"
        "下：历次导入。Tab 换到下一个列表。",
        "F7 imports a list. Top: rows of which it is uncertain whom they speak of; Enter looks at"
        " one. Middle: wrong rows that did not come back yet. Below: what went in. Tab changes"
        " the list.",
    )
    DEFAULT_CSS = """
    RosterScreen Vertical { height: 1fr; }
    RosterScreen .title { text-style: bold; padding: 0 1; }
    """

    def heading(self) -> Text:
        """Return the screen's name."""
        return Text("花名册", "Roster")

    def body(self) -> ComposeResult:
        """Lay out the three lists."""
        lists: tuple[PagedList[Any], ...] = (
            PagedList(_QUEUE, id="queue"),
            PagedList(_RETURNED, id="returned"),
            PagedList(_BATCHES, id="batches"),
        )
        for each in lists:
            with Vertical():
                yield Line(id=f"{each.id}-title", classes="title")
                yield each

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the import to those who may."""
        if action == "import":
            actor = the_app(self).actor
            return actor is not None and actor.role in ACTS["roster.preview"]
        return super().check_action(action, parameters)

    def load(self) -> None:
        """Read the three lists."""
        self.look(_read, self._show, group="roster")

    def _show(self, seen: _Seen) -> None:
        missing = sum(each.unsent + each.sent for each in seen.returned)
        titles = {
            "queue": Text(
                f"待核 {len(seen.queue)} 条：无法确定是谁    Enter 核对",
                f"{len(seen.queue)} rows with an uncertain person    Enter: look at one",
            ),
            "returned": Text(
                f"有误未更正 {missing} 行    Enter 查看",
                f"{missing} wrong rows not back yet    Enter: look",
            ),
            "batches": Text(
                f"历次 {len(seen.batches)} 批    F7 导入名单",
                f"{len(seen.batches)} batches    F7: import a list",
            ),
        }
        found: dict[str, Sequence[object]] = {
            "queue": seen.queue, "returned": seen.returned, "batches": seen.batches,
        }  # fmt: skip
        for name, rows in found.items():
            self.query_one(f"#{name}-title", Line).show(titles[name])
            each: PagedList[object] = self.query_one(f"#{name}", PagedList)
            each.source = Rows(rows)
            each.reload()

    def on_paged_list_opened(self, event: PagedList.Opened) -> None:
        """Open a row of a list."""
        from jiuzhu_tui.screens.roster_queue import QueueScreen
        from jiuzhu_tui.screens.roster_returned import ReturnedScreen

        row = event.row
        if isinstance(row, QueueItem):
            self.app.push_screen(QueueScreen(row.item))
        elif isinstance(row, _Returned):
            self.app.push_screen(ReturnedScreen(row.department))
        elif isinstance(row, Batch):
            title = Text(f"第{row.batch}批", f"Batch {row.batch}")
            self.app.push_screen(ReadingScreen(title, "\n".join(_told(row))))

    def action_import(self) -> None:
        """Choose a list to import."""
        from jiuzhu_tui.screens.roster_import import ImportScreen

        self.app.push_screen(ImportScreen())


def _told(batch: Batch) -> list[str]:
    """Return the whole of a batch, line by line."""
    lines = [
        f"{batch.at}  {visible(batch.actor)}",
        f"{visible(batch.department)}  {batch.month}  {_list_name(batch.kind)}",
    ]
    if batch.file_name:
        lines += [visible(batch.file_name), f"SHA-256 {batch.file_hash[:16]}..."]
    lines += [
        f"  {COUNTS[each]}: {count}" for each, count in batch.counts.items() if each in COUNTS
    ]
    return lines


def _read(desk: Desk) -> _Seen:
    return _Seen(queue_items(desk.book), _by_file(returned_rows(desk.book)), batches(desk.book))


def _by_file(rows: Sequence[ReturnedRow]) -> list[_Returned]:
    found: dict[tuple[str, str, str, str], list[ReturnedRow]] = {}
    for row in rows:
        key = (row.department, row.kind, row.month, row.file_name)
        found.setdefault(key, []).append(row)
    return [
        _Returned(
            *key,
            sum(each.status == "open" for each in group),
            sum(each.status == "returned" for each in group),
            max(each.at for each in group),
        )
        for key, group in found.items()
    ]
