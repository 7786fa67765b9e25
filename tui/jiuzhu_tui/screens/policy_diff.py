"""What differs between two policies: added, removed, changed, both clauses side by side."""

from __future__ import annotations

from datetime import date
from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from jiuzhu.audit.records import Change, PolicyDiff, Side
from jiuzhu.policy import words
from jiuzhu.policy.views import Reference
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.plain import Line, Plain
from jiuzhu_tui.screens.work import WorkScreen

_KINDS: Final = {
    "added": Text("+ 增加", "+ added"),
    "removed": Text("- 取消", "- removed"),
    "changed": Text("* 变更", "* changed"),
}


def _labels(change: Change) -> str:
    return str(Text("、", ", ")).join(str(each) for each in change.labels)


_COLUMNS: Final = (
    Column[Change](
        id="kind", label=Text("变化", "change"), width=9, value=lambda r: str(_KINDS[r.kind])
    ),
    Column[Change](
        id="part", label=Text("项目", "part"), width=12, value=lambda r: str(r.part_label)
    ),
    Column[Change](
        id="who", label=Text("类别", "category"), width=14, value=_labels, grows=True
    ),
    Column[Change](
        id="when", label=Text("情形", "when"), width=12, value=lambda r: str(r.conditions),
        grows=True, from_width=110,
    ),
    Column[Change](
        id="before", label=Text("前", "before"), width=18,
        value=lambda r: _first(r.before), grows=True,
    ),
    Column[Change](
        id="after", label=Text("后", "after"), width=18,
        value=lambda r: _first(r.after), grows=True,
    ),
)  # fmt: skip


class PolicyDiffScreen(WorkScreen):
    """Two sides, each a county's id and a day; the list is of what is not the same."""

    WATCHES = False
    HELP_TEXT = Text(
        "逐项列出两个县、或一个县两个日期的不同；下方是光标所在一项的全文和两边的条款。",
        "Everything in which two counties, or two days of one, differ; below, the whole of the"
        " one under the cursor with both clauses.",
    )
    DEFAULT_CSS = """
    PolicyDiffScreen #whole { height: 9; border-top: solid $panel; padding: 0 1; }
    PolicyDiffScreen Plain { width: 1fr; }
    PolicyDiffScreen #title { padding: 0 1; }
    """

    def __init__(self, before: tuple[str, date], after: tuple[str, date]) -> None:
        super().__init__()
        self._before = before
        self._after = after

    def heading(self) -> Text:
        """Return what is compared."""
        one, other = (f"{county} {day}" for county, day in (self._before, self._after))
        return Text(f"比较 {one} 与 {other}", f"{one} against {other}")

    def body(self) -> ComposeResult:
        """Lay out the sum over the changes over the one under the cursor."""
        yield Line(id="title")
        yield PagedList(_COLUMNS, id="changes")
        with VerticalScroll(id="whole"):
            yield Plain(id="change")

    def load(self) -> None:
        """Compare."""
        before, after = self._before, self._after

        def work(desk: Desk) -> PolicyDiff | JiuzhuError:
            from jiuzhu.audit import diff_policies

            try:
                one, other = (desk.platform.county(each[0]) for each in (before, after))
                return diff_policies(one, before[1], other, after[1])
            except JiuzhuError as error:
                return error

        self.look(work, self._show, group="diff")

    def _show(self, found: PolicyDiff | JiuzhuError) -> None:
        if isinstance(found, JiuzhuError):
            self.query_one("#change", Plain).show(str(found))
            return
        count = len(found.changes)
        sides = f"{_side(found.before)} / {_side(found.after)}"
        self.query_one("#title", Line).show(
            Text(
                f"{count} 处不同，{found.same} 格相同  {sides}",
                f"{count} differences, {found.same} cells alike  {sides}",
            )
        )
        changes: PagedList[Change] = self.query_one(PagedList)
        changes.source = Rows(found.changes)
        changes.reload()
        if not found.changes:
            self.query_one("#change", Plain).show(Text("没有不同", "no difference"))

    def on_paged_list_moved(self, event: PagedList.Moved) -> None:
        """Show the whole of a change."""
        if isinstance(event.row, Change):
            row = event.row
            lines = [
                f"{_KINDS[row.kind]}  {row.part_label}  {_labels(row)}",
                str(row.conditions),
                f"{Text('前', 'before')}: {_said(row.before, row.before_source)}",
                f"{Text('后', 'after')}: {_said(row.after, row.after_source)}",
            ]
            self.query_one("#change", Plain).show("\n".join(lines))


def _side(side: Side) -> str:
    return f"{side.name} {side.on} {'、'.join(side.documents)}"


def _first(said: Text) -> str:
    return str(said).split("\n")[0]


def _said(said: Text, source: Reference | None) -> str:
    cite = f"  ({words.source(source)})" if source else ""
    return f"{said}{cite}"
