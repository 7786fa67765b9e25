"""The register of open questions: what the text leaves open, how it is read, what rests on it."""

from __future__ import annotations

from typing import Final

from attrs import frozen
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from jiuzhu.policy import words
from jiuzhu.policy.views import QuestionView
from jiuzhu_schemas.text import Text
from jiuzhu_tui.lists import Column, PagedList, Rows
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.policy_cells import PolicyCell, SeenPolicy
from jiuzhu_tui.screens.work import WorkScreen


@frozen
class _Row:
    question: QuestionView
    resting: tuple[PolicyCell, ...]

    @property
    def state(self) -> str:
        """Whether it is read one way, or undecided."""
        taken = self.question.reading is not None
        return str(Text("有读法", "read") if taken else Text("未决!", "OPEN"))


_COLUMNS: Final = (
    Column[_Row](id="state", label=Text("状态", "state"), width=7, value=lambda r: r.state),
    Column[_Row](id="id", label=Text("编号", "id"), width=18, value=lambda r: r.question.id),
    Column[_Row](
        id="asks", label=Text("问题", "question"), width=24,
        value=lambda r: str(r.question.asks), grows=True,
    ),
    Column[_Row](
        id="cells", label=Text("涉及", "cells"), width=6, align="right",
        value=lambda r: str(len(r.resting) or ""),
    ),
    Column[_Row](
        id="source", label=Text("依据", "source"), width=30,
        value=lambda r: words.source(r.question.source), from_width=110,
    ),
)  # fmt: skip


class OpenQuestionsScreen(WorkScreen):
    """The questions of a policy; below, the reading taken and the cells that rest on it."""

    WATCHES = False
    HELP_TEXT = Text(
        "政策原文没有说清的事项、所取的读法和涉及的标准。“未决!”的，涉及它的结算会拒绝。",
        "What the text leaves open, the reading taken, and the cells that rest on it. Where it"
        " is OPEN, what rests on it is refused.",
    )
    DEFAULT_CSS = """
    OpenQuestionsScreen #whole { height: 10; border-top: solid $panel; padding: 0 1; }
    OpenQuestionsScreen Plain { width: 1fr; }
    """

    def __init__(self, seen: SeenPolicy) -> None:
        super().__init__()
        self._view = seen.view
        self._rows = [
            _Row(each, tuple(cell for cell in seen.cells if _rests(cell, each.id)))
            for each in seen.view.open_questions
        ]

    def heading(self) -> Text:
        """Return the county and how many there are."""
        count, name = len(self._rows), self._view.name
        return Text(f"{name.zh} 未决事项 {count} 项", f"{name.en}: {count} open questions")

    def body(self) -> ComposeResult:
        """Lay out the list over the whole of one."""
        yield PagedList(_COLUMNS, Rows(self._rows), id="questions")
        with VerticalScroll(id="whole"):
            yield Plain(id="question")

    def on_paged_list_moved(self, event: PagedList.Moved) -> None:
        """Show the whole of a question."""
        if isinstance(event.row, _Row):
            one = event.row.question
            lines = [
                f"{one.id}  {words.source(one.source)}",
                str(one.asks),
                f"{Text('读法', 'reading')}: {one.reading or words.UNDECIDED}",
            ]
            lines += [
                f"  {each.part}  {each.who}  {each.when}  {each.says}" for each in event.row.resting
            ]
            self.query_one("#question", Plain).show("\n".join(lines))


def _rests(cell: PolicyCell, question: str) -> bool:
    return cell.question == question and cell.who != question
