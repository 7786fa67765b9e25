"""A form beside its settlement: the panes, moving between them, and leaving."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from jiuzhu_schemas.text import Text
from jiuzhu_tui.dialogs.confirm import ConfirmScreen
from jiuzhu_tui.hosting import the_app
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Line
from jiuzhu_tui.screens.new_case_form import CaseForm
from jiuzhu_tui.screens.work import WorkScreen
from jiuzhu_tui.trace import TracePane


class FormScreen(WorkScreen):
    """Override `lost`, `kept_secrets`, `changed`, `save`; `form` and `pane` are the two panes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f3", "gap", Text("下一处缺漏", "Next gap"), "new_case.gap"),
        bound("f7", "reasons", Text("依据", "Reasons"), "new_case.reasons"),
    ]
    DEFAULT_CSS = """
    FormScreen #state, FormScreen #outcome { padding: 0 1; }
    FormScreen #outcome { background: $panel; }
    FormScreen #panes { height: 1fr; }
    FormScreen TracePane { border-left: solid $panel; }
    FormScreen.-very-wide CaseForm { width: 80; }
    FormScreen.-narrow CaseForm { width: 100%; }
    FormScreen.-narrow TracePane { display: none; border-left: none; }
    FormScreen.-narrow.-reasons TracePane { display: block; }
    FormScreen.-narrow.-reasons CaseForm { display: none; }
    """

    def lost(self) -> Sequence[str]:
        """Return what would be lost by leaving now."""
        raise NotImplementedError

    def kept_secrets(self) -> Iterable[str]:
        """Return the fields that hold something which is not shown."""
        raise NotImplementedError

    def changed(self) -> None:
        """Take note that something else stands in the form."""
        raise NotImplementedError

    def save(self) -> None:
        """Save what is new."""
        raise NotImplementedError

    def on_entry_changed(self) -> None:
        """Check the fields together, and settle anew."""
        self.changed()

    def on_person_fields_changed(self) -> None:
        """Settle anew."""
        self.changed()

    def on_ticks_changed(self) -> None:
        """Note what was ticked."""
        self.changed()

    def on_entry_left(self) -> None:
        """Save."""
        self.save()

    def on_ticks_left(self) -> None:
        """Save."""
        self.save()

    def on_entry_done(self) -> None:
        """Go on to the next field."""
        self.focus_next()

    def body(self) -> ComposeResult:
        """Lay out two lines about the case over the form and the settlement."""
        yield Line(id="state")
        yield Line(id="outcome")
        with Horizontal(id="panes"):
            yield CaseForm(lambda: the_app(self).clock().date())
            yield TracePane()

    @property
    def form(self) -> CaseForm:
        """The fields."""
        return self.query_one(CaseForm)

    @property
    def pane(self) -> TracePane:
        """The settlement."""
        return self.query_one(TracePane)

    def action_gap(self) -> None:
        """Go to the next field that is wrong, or needed and empty, in the form and in sight."""
        self.remove_class("-reasons")
        self.form.go_to_gap(self.kept_secrets())

    def action_reasons(self) -> None:
        """Go to the settlement, or back to the form."""
        if self.has_class("-reasons") or self.pane.has_focus:
            self.action_gap()
        else:
            self.add_class("-reasons")
            self.pane.focus()

    def action_back(self) -> None:
        """Leave; asks if something would be lost."""
        self._leave(super().action_back)

    def action_go(self, place: str) -> None:
        """Go to a place; asks if something would be lost."""
        parent = super().action_go
        self._leave(lambda: parent(place))

    def _leave(self, leave: Callable[[], None]) -> None:
        lost = self.lost()
        if not lost:
            leave()
            return
        act = Text("离开，以下内容没有保存", "leave; this is not saved")
        self.ask(ConfirmScreen(act, "\n".join(lost), leaves=True), lambda _: leave())
