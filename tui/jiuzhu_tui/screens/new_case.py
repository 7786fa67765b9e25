"""A new case: the form, saved as a draft while it is filled in, and the settlement beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar, Final, cast

from textual.app import ComposeResult
from textual.binding import ActiveBinding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll

from jiuzhu.casebook.cases import CASE_KINDS, STATE_LABELS, Case, CaseKind, kind_of
from jiuzhu.explanation.headline import headline
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text
from jiuzhu_tui.dialogs.confirm import ConfirmScreen
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.forms import Entry, Lookup, Suggestion, Ticks
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Line
from jiuzhu_tui.screens.new_case_checks import contradictions
from jiuzhu_tui.screens.new_case_fields import Catalogue, catalogue, entries, on_day, words_of
from jiuzhu_tui.screens.new_case_keeper import Keeper, Kept, Settled, Written, texts_of
from jiuzhu_tui.screens.new_case_person import PersonFields
from jiuzhu_tui.screens.work import WorkScreen
from jiuzhu_tui.trace import TracePane

_OF_HOSPITAL: Final = ("hospital_level", "hospital_region")


class Fields(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The fields one under the other; the arrows go from one to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("down", "app.focus_next", Text("下一项", "Next field"), "form.down", show=False),
        bound("up", "app.focus_previous", Text("上一项", "Field before"), "form.up", show=False),
        bound("pageup", "page_up", Text("上一页", "Page up"), "form.page_up", show=False),
        bound("pagedown", "page_down", Text("下一页", "Page down"), "form.page_down", show=False),
    ]


class NewCaseScreen(WorkScreen):
    """``number``: go on with a draft or a returned case; else a new one of ``kind``."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f3", "gap", Text("下一处缺漏", "Next gap"), "new_case.gap"),
        bound("f7", "reasons", Text("依据", "Reasons"), "new_case.reasons"),
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
    DEFAULT_CSS = """
    NewCaseScreen #state, NewCaseScreen #outcome { padding: 0 1; }
    NewCaseScreen #outcome { background: $panel; }
    NewCaseScreen #panes { height: 1fr; }
    NewCaseScreen Fields { width: 62; height: 100%; scrollbar-size-vertical: 1; }
    NewCaseScreen #fields { height: auto; }
    NewCaseScreen TracePane { border-left: solid $panel; }
    NewCaseScreen.-very-wide Fields { width: 80; }
    NewCaseScreen.-narrow Fields { width: 100%; }
    NewCaseScreen.-narrow TracePane { display: none; border-left: none; }
    NewCaseScreen.-narrow.-reasons TracePane { display: block; }
    NewCaseScreen.-narrow.-reasons Fields { display: none; }
    """

    def __init__(self, kind: str = "manual", number: str = "") -> None:
        super().__init__()
        self._kind: CaseKind = cast("CaseKind", kind)
        self._number = number
        self._keeper: Keeper | None = None
        self._catalogue: Catalogue | None = None
        self._case: Case | None = None
        self._base: dict[str, str] = {}
        """The fields as they stood in the case that was seen last."""
        self._last = Written(kind=self._kind)
        self._kept = Kept(case=None)
        self._settled = Settled()
        self._is_warned = False

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings, the form's own first: in 80 columns the bar below has no room for all."""
        found = super().active_bindings

        def place(key: str) -> bool:
            return not (found[key].binding.id or "").startswith("new_case.")

        return {key: found[key] for key in sorted(found, key=place)}

    def heading(self) -> Text:
        """Return the screen's name."""
        label = kind_of(self._kind).label
        if self._number:
            return Text(f"{label.zh} {self._number}", f"{label.en} {self._number}")
        return Text(f"新建 {label.zh}", f"New: {label.en}")

    def body(self) -> ComposeResult:
        """Lay out two lines about the case over the form and the settlement."""
        yield Line(id="state")
        yield Line(id="outcome")
        with Horizontal(id="panes"):
            with Fields():
                yield Lookup("kind", Text("类型", "Kind"), required=True, opens=True)
                yield PersonFields()
                yield Vertical(id="fields")
            yield TracePane()

    async def on_mount(self) -> None:
        """Lay out the fields and begin with the person."""
        await self._lay_out()
        self.query_one("#field-person").focus()

    def load(self) -> None:
        """Read what fields are looked up in, once; and the case, if it was changed meanwhile."""
        app = the_app(self)
        if app.actor is None:
            return
        if self._keeper is None:
            self._keeper = Keeper(app.actor, app.county, self._number)
        keeper, county, today = self._keeper, app.county, app.clock().date()
        if self._catalogue is None:
            self.look(lambda desk: catalogue(desk, county, today), self._fill, group="catalogue")
        self.look(keeper.read, self._show_read, group="read")

    def action_load(self) -> None:
        """Read everything anew; what was written and not saved stays in its fields."""
        self._catalogue = None
        self._kept = Kept(case=self._case)
        self.load()

    # --- fields ---

    async def _lay_out(self) -> None:
        """Make the fields of the kind."""
        kind, clock = kind_of(self._kind), the_app(self).clock
        fields = self.query_one("#fields")
        await fields.remove_children()
        boxes = [(each.id, each.label) for each in kind.documents]
        await fields.mount(
            *entries(kind, lambda: clock().date()),
            Ticks(Text("材料（空格勾选）", "Documents (space ticks)"), boxes, id="documents"),
        )
        self.query_one(PersonFields).display = kind.personal
        kinds = self._lookup("kind")
        kinds.show_value(self._kind)
        if self._catalogue is not None:
            self._fill(self._catalogue)
        if self._kind != "manual":
            self.query_one(TracePane).show_text(
                Text("此类案件没有结算。", "Nothing is settled in a case of this kind.")
            )
        self.show_heading()

    def _fill(self, found: Catalogue) -> None:
        """Give the fields what they are looked up in."""
        self._catalogue = found
        for each in self._entries():
            if isinstance(each, Lookup) and each.key in found.suggestions:
                each.fill(found.suggestions[each.key])
        for name, words in words_of(kind_of(self._kind)):
            self._lookup(name).fill(words)
        labels = [(each, kind_of(each).label) for each in CASE_KINDS]
        kinds = self._lookup("kind")
        kinds.fill([Suggestion(word, str(label), tuple(label)) for word, label in labels])
        kinds.show_value(self._kind)
        if self._case is not None:
            self._show_case(self._case, anew=True)
        self._changed()

    def _entries(self) -> list[Entry]:
        return list(self.query_one("#fields").query_children(Entry))

    def _lookup(self, key: str) -> Lookup:
        return self.query_one(f"#entry-{key}", Lookup)

    async def on_lookup_chosen(self, event: Lookup.Chosen) -> None:
        """Lay out the fields of another kind."""
        chosen = event.suggestion.value
        if event.lookup.key == "kind" and chosen != self._kind and self._case is None:
            self._kind = cast("CaseKind", chosen)
            await self._lay_out()

    def on_entry_changed(self) -> None:
        """Check the fields together, and settle anew."""
        self._changed()

    def on_person_fields_changed(self) -> None:
        """Settle anew."""
        self._changed()

    def on_ticks_changed(self) -> None:
        """Note what was ticked."""
        self._changed()

    def on_entry_left(self) -> None:
        """Save."""
        self._save()

    def on_ticks_left(self) -> None:
        """Save."""
        self._save()

    def on_entry_done(self) -> None:
        """Go on to the next field."""
        self.focus_next()

    def on_screen_suspend(self) -> None:
        """Save before the screen is locked or covered."""
        self._save()

    async def on_unmount(self) -> None:
        """Save what is left, when the screen or the program is left."""
        keeper, written = self._keeper, self._last
        if keeper is not None and self._may_save and keeper.unsaved(written):
            app = the_app(self)
            kept = await app.desks.look.do(lambda desk: keeper.keep(desk, written))
            if kept.problem and app.is_running:
                app.say(kept.problem, warning=True)

    def _changed(self) -> None:
        """Check the fields against each other, and ask for the settlement."""
        fields = {each.key: each for each in self._entries()}
        wrong = contradictions({key: each.reading.value for key, each in fields.items()})
        for key, each in fields.items():
            each.contradict(wrong.get(key))
        self._apply_hospital(fields)
        self._last = self._written(fields)
        self._ask_settlement()

    def _ask_settlement(self) -> None:
        keeper, written = self._keeper, self._last
        if keeper is None:
            return
        if self._kind == "manual":
            self.look(lambda desk: keeper.settle(desk, written), self._show_settled, group="settle")

    def _written(self, fields: dict[str, Entry]) -> Written:
        person = self.query_one(PersonFields)
        return Written(
            kind=self._kind,
            person_id=person.person_id,
            name=person.called,
            township=person.township,
            texts={
                key: each.value
                for key, each in fields.items()
                if not each.problem and not each.disabled
            },
            base=self._base,
            ticked=self.query_one(Ticks).ticked,
        )

    def _apply_hospital(self, fields: dict[str, Entry]) -> None:
        """Fill in level and region of a registered hospital, and say if it is not designated."""
        if self._catalogue is None or not {"hospital", *_OF_HOSPITAL} <= set(fields):
            return
        found = self._catalogue.hospitals.get(fields["hospital"].reading.value)
        for name in _OF_HOSPITAL:
            fields[name].disabled = found is not None
        if found is None:
            return
        written = fields["discharged_on"].value or fields["settled_on"].value
        day = date.fromisoformat(written) if written else the_app(self).clock().date()
        state = found.on(day)
        self._lookup("hospital_level").show_value(str(state.level))
        self._lookup("hospital_region").show_value(state.region)
        fields["hospital"].warn(None if state.designated else on_day(found, day))

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
                lambda _: self._save(anyway=True),
            )

    def _save(self, *, anyway: bool = False) -> None:
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
        wrong = [each for each in self._entries() if each.problem]
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
        before = self._case
        if before is not None and before.version != case.version and not self._kept.conflict:
            the_app(self).say(
                Text("案件已有新的变动，已刷新", "the case was changed meanwhile; shown anew"),
                warning=True,
            )
        self._show_case(case, anew=before is None)
        self._changed()

    def _show_case(self, case: Case, *, anew: bool = False) -> None:
        """Show a case; a field that says something not yet saved keeps it."""
        if case.kind != self._kind:
            self._kind = case.kind
            self.call_later(self._relay, case)
            return
        stored = texts_of(case)
        for each in self._entries():
            base, now = self._base.get(each.key, ""), stored.get(each.key, "")
            untouched = not each.text or (not each.problem and each.value == base)
            if each.secret:
                each.hint_at(mask(str(case.content.get(each.key, ""))))
            elif (anew or base != now) and untouched:
                each.show_value(now)
        if anew:
            self.query_one(PersonFields).hold(case)
            handed = {name for name, each in case.documents.items() if not each.waived_by}
            waived = set(case.documents) - handed
            self.query_one(Ticks).tick(handed, waived)
        self._base, self._case, self._number = stored, case, case.number
        if not self.query_one(PersonFields).disabled and kind_of(case.kind).personal:
            self.query_one(PersonFields).hold(case)
        self._lookup("kind").disabled = True
        self.show_heading()
        self._show_state()

    async def _relay(self, case: Case) -> None:
        """Lay out the fields of the case's own kind, then show it."""
        await self._lay_out()
        self._show_case(case, anew=True)
        self._changed()

    # --- what is said ---

    def _show_settled(self, settled: Settled) -> None:
        self._settled = settled
        pane = self.query_one(TracePane)
        if settled.trace is not None:
            above = Text("试算，尚未入账", "What it would be; not recorded")
            pane.show_trace(settled.trace, above)
        else:
            pane.show_text(_why_not(settled))
        claim = self.query("#entry-claim_id").results(Entry)
        for each in claim:
            each.warn(settled.taken)
        self._show_state()

    def _show_state(self) -> None:
        """Write the two lines: the case and whether it is saved, then what comes out."""
        self.query_one("#state", Line).show(self._state())
        warnings = self._kept.warnings or self._settled.warnings
        if bool(warnings) != self._is_warned:
            self._is_warned = bool(warnings)
            self.refresh_bindings()  # It draws the bar below anew: not at every key.
        if warnings:
            said = "；".join(str(each) for each in warnings)
            line = Text(f"！疑似重复：{said}。F8", f"! may be a duplicate: {said}. F8")
        elif self._kept.problem:
            line = Text(f"！未保存：{self._kept.problem}", f"! not saved: {self._kept.problem}")
        elif self._kind != "manual":
            line = Text("", "")
        elif self._settled.trace is not None:
            head = headline(self._settled.trace)
            line = Text(f"试算：{head.zh}", f"Would be: {head.en}")
        else:
            line = _why_not(self._settled)
        self.query_one("#outcome", Line).show(line)

    def _state(self) -> Text:
        case = self._case
        wrong = sum(bool(each.problem) for each in self._entries())
        zh, en = (f"  {wrong} 项有误，未存", f"  {wrong} wrong, not saved") if wrong else ("", "")
        if case is None:
            return Text(
                f"选定人员并填写后自动存为草稿{zh}", f"Saved as a draft once it says something{en}"
            )
        who = f"{case.number}  {visible(case.name)}  {mask(case.person_id)}".rstrip()
        state = STATE_LABELS[case.state]
        saved = self._keeper is not None and not self._keeper.unsaved(self._last)
        kept = Text("已保存", "saved") if saved else Text("有未存内容", "not all is saved")
        return Text(f"{who}  {state.zh}  {kept.zh}{zh}", f"{who}  {state.en}  {kept.en}{en}")

    # --- moving ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to save anyway only where there is a warning."""
        if action == "anyway":
            return bool(self._kept.warnings or self._settled.warnings)
        return super().check_action(action, parameters)

    def action_gap(self) -> None:
        """Go to the next field that is wrong, or needed and empty."""
        every = [each for each in self.query(Entry) if not each.disabled and each.display]
        at = next((place for place, each in enumerate(every) if each.is_here), -1)
        for place in (*range(at + 1, len(every)), *range(at + 1)):
            each = every[place]
            stored = self._case is not None and each.secret and each.key in self._case.content
            if each.problem or (each.required and not each.text and not stored):
                each.go_here()
                return
        self.query_one(Ticks).go_here()

    def action_reasons(self) -> None:
        """Go to the settlement, or back to the form."""
        pane = self.query_one(TracePane)
        if self.has_class("-reasons") or pane.has_focus:
            self.remove_class("-reasons")
            self.action_gap()
        else:
            self.add_class("-reasons")
            pane.focus()

    def action_back(self) -> None:
        """Leave; asks if something would be lost."""
        self._leave(super().action_back)

    def action_go(self, place: str) -> None:
        """Go to a place; asks if something would be lost."""
        parent = super().action_go
        self._leave(lambda: parent(place))

    def _leave(self, leave: Callable[[], None]) -> None:
        lost = [str(each.label) for each in self._entries() if each.problem]
        if self._kept.problem:
            lost.append(self._kept.problem)
        if not lost:
            leave()
            return
        what = "\n".join(lost)
        self.ask(
            ConfirmScreen(
                Text("离开，以下内容没有保存", "leave; this is not saved"),
                what,
            ),
            lambda _: leave(),
        )


def _why_not(settled: Settled) -> Text:
    if settled.problem:
        return Text(f"尚不能试算：{settled.problem}", f"Cannot be settled yet: {settled.problem}")
    missing = settled.missing
    if not missing:
        return Text("", "")
    zh, en = "、".join(each.zh for each in missing), ", ".join(each.en for each in missing)
    return Text(f"试算还缺：{zh}", f"To settle it lacks: {en}")
