"""One case: what it says, what it is given and why, and the steps one can take with it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll

from jiuzhu.casebook.cases import STEP_LABELS, Step
from jiuzhu.casebook.operators import view_full_id
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace_rules import Citation
from jiuzhu_tui.case.facts import facts
from jiuzhu_tui.case.reading import SeenCase, news_of, read_case
from jiuzhu_tui.case.steps import ABOUT, Steps, choices
from jiuzhu_tui.commands import Command
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.dialogs.choice import Choice, ChoiceScreen
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Plain
from jiuzhu_tui.screens.work import WorkScreen
from jiuzhu_tui.trace import TracePane


class CaseScreen(WorkScreen):
    """A case, its steps and the trace beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound(
            "f9",
            "steps",
            Text("办理", "Act"),
            "case.steps",
            more=Text("受理、审核、审批、退回、冲正等", "accept, review, approve, return, reverse"),
        ),
        bound(
            "f7",
            "clauses",
            Text("条款", "Clauses"),
            "case.clauses",
            more=Text("打开依据条款所在的政策表", "opens the policy table a clause stands in"),
        ),
        bound("ctrl+s", "slip", Text("结算单", "Slip"), "case.slip"),
        bound(
            "f8",
            "full_id",
            Text("完整号码", "Full ID"),
            "case.full_id",
            more=Text("查看完整身份证号，会留痕", "shows the full resident ID; it is recorded"),
        ),
    ]
    HELP_TEXT = Text(
        "左边是案件内容、材料、记账和办理经过，右边是结算依据。F9 办理：只列出本人现在可办的事项，"
        "办理前先说明后果。F7 从条款到政策表。Ctrl+S 结算单。F8 查看完整身份证号（留痕），"
        "离开本页即隐藏。",
        "Left: the case, its documents, ledger entries and steps. Right: the settlement and why."
        " F9 lists what you can do now and says what will happen before it does. F7 goes from a"
        " clause to the policy. Ctrl+S shows the slip. F8 shows the full resident ID, which is"
        " recorded; it is hidden again on leaving.",
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
        self._seen: SeenCase | None = None
        self._full_id = ""
        self._steps = Steps(self, self._load_own)
        self._own = False

    def heading(self) -> Text:
        """Return the case's number."""
        return Text(f"案件 {self._number}", f"Case {self._number}")

    def body(self) -> ComposeResult:
        """Lay out the two panes."""
        with Horizontal(id="panes"):
            with VerticalScroll(id="left"):
                yield Plain(id="facts")
            yield TracePane(id="right")

    def load(self) -> None:
        """Read the case."""
        actor, number = the_app(self).actor, self._number
        if actor is not None:
            self.look(lambda desk: read_case(desk, actor, number), self._show, group="case")

    def news(self, desk: Desk) -> Text | None:
        """Say who has taken the case where meanwhile."""
        return news_of(desk, the_app(self).actor, self._seen)

    def commands(self) -> Iterable[Command]:
        """Yield the steps that can be taken, each by its name."""
        for step in self._seen.steps if self._seen else ():
            more = ABOUT.get(step, Text("", ""))
            yield Command(STEP_LABELS[step], partial(self._begin, step), more, "F9")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what does not apply to the case as it is."""
        seen = self._seen
        if action == "steps":
            return bool(seen and seen.steps)
        if action == "clauses":
            return bool(seen and seen.trace)
        if action == "slip":
            return bool(seen and seen.entries)
        if action == "full_id":
            return bool(seen and seen.case.person is not None)
        return super().check_action(action, parameters)

    def on_screen_suspend(self) -> None:
        """Hide the full resident ID again when another screen covers this one."""
        self._full_id = ""
        self._write()

    def action_steps(self) -> None:
        """Offer what the operator can do."""
        if self._seen is not None:
            title = Text(f"办理 {self._number}", f"What to do with {self._number}")
            menu = ChoiceScreen(title, choices(self._seen))
            self.ask(menu, lambda step: self._begin(cast("Step", step)))

    def action_clauses(self) -> None:
        """Choose a clause and go to the policy table it stands in."""
        cited = {each.ref: each for each in self.query_one(TracePane).citations()}
        choices = [
            Choice(each.ref, each.cite, f"{each.number}  {each.says}".strip())
            for each in cited.values()
        ]
        title = Text("打开哪一条款所在的政策表", "To the policy of which clause")
        self.ask(ChoiceScreen(title, choices), lambda ref: self._open_policy(cited[ref]))

    def action_slip(self) -> None:
        """Show the slip."""
        from jiuzhu_tui.screens.slip import SlipScreen

        if self._seen is not None:
            self.app.push_screen(SlipScreen(self._number))

    def action_full_id(self) -> None:
        """Show the full resident ID; that it was looked at is recorded."""
        actor, seen = the_app(self).actor, self._seen
        if actor is None or seen is None or seen.case.person is None:
            return
        person = seen.case.person

        def show(full: str) -> None:
            if self.is_current:
                self._full_id = full
                self._write()

        self.look(lambda desk: view_full_id(desk.book, actor, person), show)

    def _begin(self, step: Step) -> None:
        actor = the_app(self).actor
        if actor is not None and self._seen is not None:
            self._steps.begin(actor, self._seen, step)

    def _open_policy(self, clause: Citation) -> None:
        from jiuzhu_tui.screens.policy import PolicyScreen

        seen = self._seen
        if seen is not None and seen.trace is not None:
            county, day = seen.case.county, seen.trace.claim.settled_on
            self.app.push_screen(PolicyScreen(at_clause=clause.ref, county=county, on=day))

    def _load_own(self) -> None:
        """Read the case after a step that was taken here: it is no news that it changed."""
        self._own = True
        self.load()

    def _show(self, seen: SeenCase) -> None:
        before, own, self._own = self._seen, self._own, False
        if before is not None and before.case.version != seen.case.version and not own:
            the_app(self).say(
                Text("案件已有新的变动，已刷新", "the case was changed meanwhile; shown anew"),
                warning=True,
            )
        self._seen = seen
        self._write()
        pane = self.query_one(TracePane)
        if seen.trace is None:
            pane.show_text(seen.about)
        else:
            pane.show_trace(seen.trace, seen.about)
        self.refresh_bindings()

    def _write(self) -> None:
        if self._seen is not None:
            self.query_one("#facts", Plain).show(facts(self._seen, self._full_id))
