"""A few fields to fill in before something is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import ClassVar

from attrs import frozen
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input

from jiuzhu_schemas.text import Text
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.base import Dialog

Check = Callable[[str], Text | None]
"""Returns why an answer is not taken, None if it is."""


def no_check(answer: str) -> Text | None:
    """Take any answer."""
    return None


def a_day(answer: str) -> Text | None:
    """Take a day such as 2026-11-23."""
    try:
        date.fromisoformat(answer)
    except ValueError:
        answer = ""
    if len(answer) == len("2026-11-23"):
        return None
    return Text("日期应写作 2026-11-23", "write the day as 2026-11-23")


def a_day_or_nothing(answer: str) -> Text | None:
    """Take a day, or nothing."""
    return a_day(answer) if answer else None


def something(answer: str) -> Text | None:
    """Take anything but nothing."""
    return None if answer else Text("必须填写", "must be filled in")


@frozen(kw_only=True)
class Question:
    """A field: what is asked, what stands in it at first, what is taken as an answer."""

    id: str
    label: Text
    value: str = ""
    check: Check = no_check


class QuestionsScreen(Dialog[Mapping[str, str]]):
    """Asks and answers with what was filled in, by the questions' ids. Only F9 takes it.

    ``act``: what will be done; ``what``: the whole of it. ``looks``: nothing is done, something is
    only shown; then Enter in the last field takes it too.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f9", "take", Text("确认办理", "Do it"), "questions.take"),
    ]
    HELP_TEXT = Text(
        "Enter 到下一项，F9 办理，Esc 返回而不办理。",
        "Enter goes to the next field, F9 does it, Esc goes back without doing it.",
    )
    DEFAULT_CSS = """
    QuestionsScreen Plain { width: 1fr; }
    QuestionsScreen #what { margin-bottom: 1; }
    """

    def __init__(
        self, act: Text, what: Text | str, questions: Sequence[Question], *, looks: bool = False
    ) -> None:
        super().__init__()
        self._act = act
        self._looks = looks
        self._what = what
        self._questions = tuple(questions)

    def compose(self) -> ComposeResult:
        """Lay out what will be done over the fields."""
        with VerticalScroll(classes="panel"):
            yield Plain(self._act)
            yield Plain(self._what, id="what")
            for each in self._questions:
                yield Plain(each.label)
                yield Input(each.value, id=f"answer-{each.id}")
            yield Plain(id="why")
            if self._looks:
                yield Plain(Text("Enter 查看    Esc 返回", "Enter: show it    Esc: back"))
            else:
                yield Plain(Text("F9 确认办理    Esc 返回", "F9: do it    Esc: back"))

    def on_mount(self) -> None:
        """Begin in the first field."""
        self.query(Input).first().focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the next field."""
        if self._looks and event.input is self.query(Input).last():
            self.action_take()
        else:
            self.focus_next(Input)

    def action_take(self) -> None:
        """Answer, if every field is as it should be."""
        answers = {}
        for each in self._questions:
            field = self.query_one(f"#answer-{each.id}", Input)
            answers[each.id] = field.value.strip()
            why = each.check(answers[each.id])
            if why is not None:
                self.query_one("#why", Plain).show(
                    Text(f"！{each.label.zh}：{why.zh}", f"! {each.label.en}: {why.en}")
                )
                field.focus()
                return
        self.dismiss(answers)
