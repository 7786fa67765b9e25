"""One entry of the ledger, explained."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from jiuzhu.casebook.ledger import Entry, trace_of
from jiuzhu.explanation.text import render
from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.work import WorkScreen


class EntryScreen(WorkScreen):
    """The trace of an entry, as it was settled."""

    HELP_TEXT = Text(
        "这笔账目当时怎样算出：身份、条款、逐行计算、限额前后。Esc 返回。",
        "How this entry came about: identities, clauses, sums line by line, caps before and"
        " after. Esc goes back.",
    )
    DEFAULT_CSS = """
    EntryScreen #trace-pane { height: 1fr; padding: 0 1; }
    EntryScreen Plain { width: 1fr; }
    """

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._entry = entry

    def heading(self) -> Text:
        """Return the entry's number."""
        number = self._entry.entry
        return Text(f"第{number}笔账目", f"Entry {number}")

    def body(self) -> ComposeResult:
        """Lay out the text."""
        with VerticalScroll(id="trace-pane"):
            yield Plain(id="trace")

    def load(self) -> None:
        """Settle it again as it was, and explain it."""
        entry = self._entry

        def explain(desk: Desk) -> str:
            return render(trace_of(desk.book, desk.platform.county(entry.county), entry))

        self.look(explain, self.query_one("#trace", Plain).show, group="entry")
