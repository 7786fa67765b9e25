"""Ticking off the documents of a case."""

from __future__ import annotations

from typing import ClassVar

from attrs import frozen
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from jiuzhu.casebook.cases import Case, kind_of
from jiuzhu_schemas.text import Text
from jiuzhu_tui.dialogs.box import Box
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.base import Dialog


@frozen
class Ticked:
    """What changes: documents that came in, and those that are missing after all."""

    here: tuple[str, ...]
    missing: tuple[str, ...]


class DocumentsScreen(Dialog[Ticked]):
    """Shows a box a document; waived ones stay as they are. Answers with what changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f9", "take", Text("登记", "Note them"), "documents.take"),
    ]
    HELP_TEXT = Text("空格勾选已收到的材料，F9 登记。", "Space ticks what came in, F9 notes it.")

    def __init__(self, case: Case) -> None:
        super().__init__()
        self._case = case
        self._documents = [
            each for each in kind_of(case.kind).documents if not self._is_waived(each.id)
        ]

    def compose(self) -> ComposeResult:
        """Lay out one box a document."""
        with VerticalScroll(classes="panel"):
            yield Plain(
                Text(f"{self._case.number} 已收到的材料", f"Documents of {self._case.number}")
            )
            for each in self._documents:
                here = each.id in self._case.documents
                yield Box(each.label, here, id=f"document-{each.id}")
            yield Plain(
                Text(
                    "空格 勾选    F9 登记    Esc 返回\n缺的可由主管豁免：案件画面 F9，豁免材料",
                    "Space: tick   F9: note   Esc: back\nA supervisor waives one: F9 in the case",
                )
            )

    def action_take(self) -> None:
        """Answer with what is another than before; leave if nothing is."""
        now = {
            each.id: self.query_one(f"#document-{each.id}", Box).value for each in self._documents
        }
        held = self._case.documents
        here = tuple(name for name, ticked in now.items() if ticked and name not in held)
        missing = tuple(name for name, ticked in now.items() if not ticked and name in held)
        self.dismiss(Ticked(here, missing) if here or missing else None)

    def _is_waived(self, document: str) -> bool:
        held = self._case.documents.get(document)
        return held is not None and bool(held.waived_by)
