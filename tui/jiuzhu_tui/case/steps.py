"""Asks about a step of a case, takes it, and says what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import STATE_LABELS, STEP_LABELS, Case, Step, kind_of, missing_documents
from jiuzhu.casebook.cases.errors import Duplicate
from jiuzhu.casebook.cases.moves import EXPLAINED
from jiuzhu.casebook.errors import RowConflict
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text
from jiuzhu_tui.background import Progress, long_work
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.dialogs.choice import Choice, ChoiceScreen
from jiuzhu_tui.dialogs.confirm import ConfirmScreen
from jiuzhu_tui.dialogs.documents import DocumentsScreen, Ticked
from jiuzhu_tui.dialogs.questions import Question, QuestionsScreen, no_check, something
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.screens.base import Common

from .asking import Asked, ask_about
from .reading import SeenCase
from .taking import Answer, take_step

ABOUT: Final[Mapping[str, Text]] = {
    "approve": Text("同意给付并记账", "give it, and record it in the ledger"),
    "review": Text("核对无误，报主管审批", "it is right; on to the approval"),
    "accept": Text("内容和材料齐全，开始办理", "content and documents are there"),
    "edit": Text("补填或修改内容", "fill in or change the content"),
    "document": Text("勾选已收到的材料", "tick the documents that came in"),
    "waive": Text("免除一项材料，写明理由", "let it go without a document"),
    "return": Text("退给经办人补正，写明缺什么", "back to its maker, saying what is missing"),
    "refuse": Text("不予受助，写明理由", "no relief for good, with the reason"),
    "withdraw": Text("申请人不再需要，或误建", "no longer wanted, or a mistake"),
    "override": Text("未转诊的费用视同已转诊", "settle an unreferred claim as if referred"),
    "reverse": Text("收回已审批或已支付的救助", "take back what was approved or paid"),
}


class Steps:
    """The steps of one case on its screen. ``reload`` reads the case anew."""

    def __init__(self, screen: Common[object], reload: Callable[[], None]) -> None:
        self._screen = screen
        self._reload = reload

    def begin(self, actor: Actor, seen: SeenCase, step: Step) -> None:
        """Ask what the step needs, and take it if the operator agrees."""
        case = seen.case
        if step == "edit":
            from jiuzhu_tui.screens.new_case import NewCaseScreen

            self._screen.app.push_screen(NewCaseScreen(number=case.number))
        elif step == "document":

            def ticked(answer: Ticked) -> None:
                found = Answer(here=answer.here, missing=answer.missing)
                self._take(actor, Asked(step, case, ""), found)

            self._screen.ask(DocumentsScreen(case), ticked)
        elif step == "waive":
            self._screen.ask(
                ChoiceScreen(STEP_LABELS[step], _lacking(case)),
                lambda document: self._prepare(actor, case, step, (document,)),
            )
        else:
            self._prepare(actor, case, step)

    def _prepare(self, actor: Actor, case: Case, step: Step, missing: tuple[str, ...] = ()) -> None:
        """Work the question out in the background, then ask it."""

        def work(desk: Desk) -> Asked | JiuzhuError:
            try:
                return ask_about(desk, actor, case, step)
            except JiuzhuError as error:
                return error

        def then(asked: Asked | JiuzhuError) -> None:
            if isinstance(asked, JiuzhuError):
                self._refused(asked)
            else:
                self._ask(actor, asked, missing)

        self._screen.look(work, then, group="step")

    def _ask(self, actor: Actor, asked: Asked, missing: tuple[str, ...]) -> None:
        needed = asked.step in EXPLAINED
        question = Question(
            id="note",
            label=Text("理由（必填）", "the reason (needed)") if needed else Text("说明", "note"),
            check=something if needed else no_check,
        )
        self._screen.ask(
            QuestionsScreen(STEP_LABELS[asked.step], asked.what, [question]),
            lambda answers: self._take(actor, asked, Answer(note=answers["note"], missing=missing)),
        )

    def _take(self, actor: Actor, asked: Asked, answer: Answer) -> None:
        """Take the step where waiting for other writers does not stop the screen."""

        def work(desk: Desk, progress: Progress) -> Case | JiuzhuError:
            progress.step(0)
            try:
                return take_step(desk, actor, asked, answer)
            except JiuzhuError as error:
                return error

        def then(outcome: Case | JiuzhuError) -> None:
            if isinstance(outcome, Duplicate) and not answer.anyway:
                self._ask_anyway(actor, asked, answer, outcome)
            elif isinstance(outcome, JiuzhuError):
                self._refused(outcome)
            else:
                self._done(outcome, asked.step)

        long_work(self._screen, STEP_LABELS[asked.step], work, then)

    def _ask_anyway(self, actor: Actor, asked: Asked, answer: Answer, why: Duplicate) -> None:
        lines = "\n".join(str(each) for each in why.warnings)
        what = Text(f"疑似重复：\n{lines}", f"May be a duplicate:\n{lines}")
        anyway = Answer(note=answer.note, anyway=True, here=answer.here, missing=answer.missing)
        self._screen.ask(
            ConfirmScreen(Text("不是重复，仍然办理", "No duplicate: do it all the same"), what),
            lambda agreed: self._take(actor, asked, anyway) if agreed else None,
        )

    def _done(self, case: Case, step: Step) -> None:
        did, state = STEP_LABELS[step], STATE_LABELS[case.state]
        the_app(self._screen).say(
            Text(f"已{did.zh}：{case.number} {state.zh}", f"{did.en}: {case.number} is {state.en}")
        )
        self._reload()

    def _refused(self, error: JiuzhuError) -> None:
        """Say why nothing was written; if somebody else was quicker, show what they did."""
        the_app(self._screen).report(error)
        if isinstance(error, RowConflict):
            self._reload()


def choices(seen: SeenCase) -> list[Choice]:
    """Return the steps that the operator can take, for a menu: what brings it on comes first."""
    order = list(ABOUT)
    steps = sorted(seen.steps, key=order.index)
    return [Choice(each, STEP_LABELS[each], ABOUT[each]) for each in steps]


def _lacking(case: Case) -> list[Choice]:
    kind = kind_of(case.kind)
    return [Choice(each, kind.document(each).label) for each in missing_documents(case)]
