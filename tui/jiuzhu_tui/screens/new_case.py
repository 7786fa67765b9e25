"""A new case: the form, saved as a draft while it is filled in, and the settlement beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, cast

from textual.binding import BindingType

from jiuzhu.casebook.cases import Case, CaseKind, kind_of
from jiuzhu_schemas.text import Text
from jiuzhu_tui.background import BETWEEN_KEYS
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.dialogs.confirm import ConfirmScreen
from jiuzhu_tui.forms import Lookup
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Line
from jiuzhu_tui.screens.new_case_fields import Catalogue, catalogue
from jiuzhu_tui.screens.new_case_keeper import Keeper, Kept, Settled, Written, texts_of
from jiuzhu_tui.screens.new_case_panes import FormScreen
from jiuzhu_tui.screens.new_case_words import outcome, standing, why_not_settled


class NewCaseScreen(FormScreen):
    """``number``: go on with a draft or a returned case; else a new one of ``kind``.

    ``person``: the opaque number of whom a new one is about, None: somebody is yet to be chosen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f8", "anyway", Text("不是重复，仍保存", "Save anyway"), "new_case.anyway"),
        bound("f9", "accept", Text("受理", "Accept"), "new_case.accept"),
    ]
    HELP_TEXT = Text(
        "人员可输身份证号、姓名、拼音首字母或末几位；医院、病种可输名称、拼音或编码，方向键选，"
        "Enter 定。离开一项即自动存为草稿，输错的内容不存。右边（窄屏按 F7）随填随算。"
        "疑似重复时不保存，核对后按 F8。材料用空格勾选，齐全后 F9 受理。",
        "A person by ID, name, pinyin initials or last digits; a hospital or disease by name,"
        " pinyin or code: arrows choose, Enter takes. Leaving a field saves the draft; what is"
        " wrong is not saved. The settlement stands beside (narrow: F7). A possible duplicate is"
        " saved only by F8. Space ticks documents; F9 accepts.",
    )

    def __init__(self, kind: str = "manual", number: str = "", person: int | None = None) -> None:
        super().__init__()
        self._begins_with = person
        self._kind: CaseKind = cast("CaseKind", kind)
        self._number = number
        self._keeper: Keeper | None = None
        self._has_catalogue = False
        self._case: Case | None = None
        self._base: dict[str, str] = {}
        """The fields as they stood in the case that was seen last."""
        self._last = Written(kind=self._kind)
        self._kept = Kept(case=None)
        self._settled = Settled()
        self._is_warned = False

    def heading(self) -> Text:
        """Return the screen's name."""
        label = kind_of(self._kind).label
        if self._number:
            return Text(f"{label.zh} {self._number}", f"{label.en} {self._number}")
        return Text(f"新建 {label.zh}", f"New: {label.en}")

    async def on_mount(self) -> None:
        """Lay out the fields and begin with the person."""
        await self._lay_out()
        if self._begins_with is None:
            self.query_one("#field-person").focus()
        else:
            self.form.person.begin_with(self._begins_with)

    def load(self) -> None:
        """Read what fields are looked up in, once; and the case, if it was changed meanwhile."""
        app = the_app(self)
        if app.actor is None:
            return
        if self._keeper is None or not self._keeper.works_by(app.county):
            self._keeper = Keeper(app.actor, app.county, self._number)
            self._has_catalogue = False
        keeper, county, today = self._keeper, app.county, app.clock().date()
        if not self._has_catalogue:
            self.look(lambda desk: catalogue(desk, county, today), self._fill, group="catalogue")
        self.look(keeper.read, self._show_read, group="read")

    def news(self, desk: Desk) -> Text | None:
        """Say who has taken the case where meanwhile; what is saved here never covers it."""
        keeper = self._keeper
        return keeper.news(desk) if keeper is not None else None

    def action_load(self) -> None:
        """Read everything anew; what was written and not saved stays in its fields."""
        self._has_catalogue = False
        self._kept = Kept(case=self._case)
        super().action_load()

    # --- fields ---

    async def _lay_out(self) -> None:
        """Make the fields of the kind."""
        await self.form.lay_out(self._kind)
        if self._kind != "manual":
            self.pane.show_text(
                Text("此类案件没有结算。", "Nothing is settled in a case of this kind.")
            )
        self.show_heading()

    def _fill(self, found: Catalogue) -> None:
        self._has_catalogue = True
        self.call_later(self._filled, found)

    async def _filled(self, found: Catalogue) -> None:
        await self.form.fill(found, self._kind)
        if self._case is not None:
            self._show_case(self._case, anew=True)
        self.changed()

    async def on_lookup_chosen(self, event: Lookup.Chosen) -> None:
        """Lay out the fields of another kind."""
        chosen = event.suggestion.value
        if event.lookup.key == "kind" and chosen != self._kind and self._case is None:
            self._kind = cast("CaseKind", chosen)
            await self._lay_out()
            self.changed()

    def on_screen_suspend(self) -> None:
        """Save before the screen is locked or covered."""
        self.save()

    async def on_unmount(self) -> None:
        """Save what is left, when the screen or the program is left."""
        keeper, written = self._keeper, self._last
        if keeper is not None and self._may_save and keeper.unsaved(written):
            app = the_app(self)
            kept = await app.desks.look.do(lambda desk: keeper.keep(desk, written))
            if kept.problem and app.is_running:
                app.say(kept.problem, warning=True)

    def changed(self) -> None:
        """Check the fields against each other, and ask for the settlement."""
        self._last = self.form.read(self._kind, self._base)
        self._ask_settlement()

    def _ask_settlement(self) -> None:
        keeper, written = self._keeper, self._last
        if keeper is not None and self._kind == "manual":
            self.look(
                lambda desk: keeper.settle(desk, written),
                self._show_settled,
                group="settle",
                pause=BETWEEN_KEYS,
            )

    # --- saving ---

    def action_anyway(self) -> None:
        """Ask whether what looks like a duplicate is to be saved."""
        warnings = self._kept.warnings or self._settled.warnings
        if warnings:
            self.ask(
                ConfirmScreen(
                    Text("不是重复，仍要保存", "no duplicate: save it all the same"),
                    "\n".join(str(each) for each in warnings),
                ),
                lambda _: self.save(anyway=True),
            )

    def save(self, *, anyway: bool = False) -> None:
        """Save what is new; ``anyway``: in spite of duplicate warnings."""
        keeper, written = self._keeper, self._last
        if keeper is not None and self._may_save and keeper.unsaved(written):
            self.look(lambda desk: keeper.keep(desk, written, anyway=anyway), self._show_kept)

    @property
    def _may_save(self) -> bool:
        """Whether the form shows the case as it is stored, so that what differs is new."""
        return not self._kept.conflict and (self._case is not None or not self._number)

    def action_accept(self) -> None:
        """Accept the case, if everything is there."""
        keeper, written = self._keeper, self._last
        if keeper is None or not self._may_save:
            return
        wrong = self.form.wrong()
        if wrong:
            wrong[0].go_here()
            the_app(self).say(Text("请先改正填错的项", "mend the wrong field first"), warning=True)
            return
        self.look(lambda desk: keeper.accept(desk, written), self._show_accepted)

    def _show_accepted(self, kept: Kept) -> None:
        case = kept.case
        if case is None:
            self.action_gap()
            the_app(self).say(Text("还没有可受理的内容", "there is nothing to accept yet"))
        elif case.state == "accepted":
            from jiuzhu_tui.screens.case import CaseScreen

            self._case = case
            the_app(self).say(Text(f"已受理 {case.number}", f"{case.number} accepted"))
            self.app.switch_screen(CaseScreen(case.number))
        else:
            self._show_kept(kept)

    def _show_kept(self, kept: Kept) -> None:
        self._kept = kept
        if kept.case is not None:
            self._show_case(kept.case)
        self._show_state()
        self._ask_settlement()

    def _show_read(self, case: Case | None) -> None:
        if case is None:
            return
        before, keeper = self._case, self._keeper
        own = before is None or keeper is None or keeper.is_own(before.version, case.version)
        if not own and not self._kept.conflict:
            the_app(self).say(
                Text("案件已有新的变动，已刷新", "the case was changed meanwhile; shown anew"),
                warning=True,
            )
        self._show_case(case, anew=before is None)
        self.changed()

    def _show_case(self, case: Case, *, anew: bool = False) -> None:
        """Show a case; a field that says something not yet saved keeps it."""
        if case.kind != self._kind:
            self._kind = case.kind
            self.call_later(self._relay, case)
            return
        self.form.show_case(case, self._base, anew=anew)
        self._base, self._case, self._number = texts_of(case), case, case.number
        self.show_heading()
        self._show_state()

    async def _relay(self, case: Case) -> None:
        """Lay out the fields of the case's own kind, then show it."""
        await self._lay_out()
        self._show_case(case, anew=True)
        self.changed()

    # --- what is said ---

    def _show_settled(self, settled: Settled) -> None:
        self._settled = settled
        pane = self.pane
        if settled.trace is not None:
            above = Text("试算，尚未入账", "What it would be; not recorded")
            pane.show_trace(settled.trace, above)
        else:
            pane.show_text(why_not_settled(settled))
        self.form.warn_of_claim(settled.taken)
        self._show_state()

    def _show_state(self) -> None:
        """Write the two lines: the case and whether it is saved, then what comes out."""
        is_saved = self._keeper is not None and not self._keeper.unsaved(self._last)
        wrong = len(self.form.wrong())
        state = standing(self._case, wrong=wrong, is_saved=is_saved)
        self.query_one("#state", Line).show(state)
        warned = bool(self._kept.warnings or self._settled.warnings)
        if warned != self._is_warned:
            self._is_warned = warned
            self.refresh_bindings()  # It draws the bar below anew: not at every key.
        self.query_one("#outcome", Line).show(outcome(self._kind, self._kept, self._settled))

    # --- moving ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to save anyway only where there is a warning."""
        if action == "anyway":
            return bool(self._kept.warnings or self._settled.warnings)
        return super().check_action(action, parameters)

    def kept_secrets(self) -> Iterable[str]:
        """Return what the case holds; of that, only secrets are not shown."""
        return self._case.content if self._case else ()

    def lost(self) -> Sequence[str]:
        """Return the fields that are wrong or cannot be saved, and why a save was refused."""
        keeper, form, problem = self._keeper, self.form, self._kept.problem
        if self._case is None and not self._number and not form.makes_draft(self._last):
            return form.written()
        refused = keeper is not None and (problem or not self._may_save)
        unsaved = keeper.unsaved_fields(self._last) if keeper is not None and refused else ()
        return [*form.not_taken(unsaved), *([problem] if problem else [])]
