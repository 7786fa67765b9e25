"""A field with a list of what fits: found by its characters, by pinyin, or by its code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from attrs import frozen
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from jiuzhu_schemas.text import Text
from jiuzhu_tui.commands import NOTHING
from jiuzhu_tui.keys import bound
from jiuzhu_tui.pinyin import score, search_key
from jiuzhu_tui.plain import safe

from .entry import Entry
from .reading import NOTHING_WRITTEN, Reader, Reading

CHOOSE: Final = Text("请从列表中选", "choose from the list")
_MARKED: Final = "> "
_UNMARKED: Final = "  "
_MOST: Final = 30
"""Suggestions that are listed at most."""


@frozen
class Suggestion:
    """Something that a field may hold: its ``value``, how it is listed, by what it is found."""

    value: str
    shown: str
    words: tuple[str, ...] = ()
    hint: Text = NOTHING

    def fits(self, query: str) -> float:
        """Return how well a query fits: 0 not at all, 1 wholly."""
        wanted = query.strip().casefold()
        if self.value.casefold() == wanted:
            return 1.0
        if wanted and self.value.casefold().startswith(wanted):
            return 0.95
        return max((score(query, search_key(word)) for word in self.words), default=0.0)


def best(query: str, suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """Return those that a query finds, the best first; all of them if there is no query."""
    if not query.strip():
        return list(suggestions[:_MOST])
    rated = [(each.fits(query), each) for each in suggestions]
    found = sorted((pair for pair in rated if pair[0] > 0), key=lambda pair: -pair[0])
    return [each for _, each in found[:_MOST]]


class Lookup(Entry):
    """Lists what fits while one types; down and Enter choose, Esc closes the list.

    ``read``: what may be written without choosing; None: only what is listed. ``asks``: the
    suggestions come from elsewhere, in answer to the message `Asked`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("down", "move(1)", Text("列表下一项", "Down the list"), "lookup.down", show=False),
        bound("up", "move(-1)", Text("列表上一项", "Up the list"), "lookup.up", show=False),
        bound("escape", "close", Text("收起列表", "Close the list"), "lookup.close", show=False),
    ]
    DEFAULT_CSS = """
    Lookup > OptionList {
        overlay: screen; constrain: none inside; display: none; margin: 0 0 1 18;
        height: auto; max-height: 8; width: 1fr; border: none; background: $panel;
    }
    Lookup.-open > OptionList { display: block; }
    """

    class Asked(Message):
        """Somebody looks for something; answer with `Lookup.offer`."""

        def __init__(self, lookup: Lookup, query: str) -> None:
            self.lookup = lookup
            self.query = query
            super().__init__()

    class Chosen(Message):
        """Something was chosen from the list."""

        def __init__(self, lookup: Lookup, suggestion: Suggestion) -> None:
            self.lookup = lookup
            self.suggestion = suggestion
            super().__init__()

    def __init__(
        self,
        key: str,
        label: Text,
        read: Reader | None = None,
        *,
        required: bool = False,
        placeholder: Text = NOTHING,
        value: str = "",
        asks: bool = False,
        opens: bool = False,
    ) -> None:
        self._known: dict[str, Suggestion] = {}
        self._all: Sequence[Suggestion] = ()
        self._listed: list[Suggestion] = []
        self._free = read
        self._asks = asks
        self._opens = opens
        self._quiet = ""
        self._answered = ""
        """The query that the list answers, of one that asks."""
        self._entered_early = False
        self._marked: int | None = None
        """The row of the list that bears the mark."""
        super().__init__(
            key, label, self._looked_up, required=required, placeholder=placeholder, value=value
        )
        self._list = OptionList(compact=True, markup=False)
        self._list.can_focus = False

    def compose(self) -> ComposeResult:
        """Lay out the field with the list that opens under it."""
        yield from super().compose()
        yield self._list

    @property
    def is_open(self) -> bool:
        """Whether the list is seen."""
        return self.has_class("-open")

    def fill(self, suggestions: Sequence[Suggestion]) -> None:
        """Take what the field may hold."""
        self._all = suggestions
        self._known = {each.value: each for each in suggestions}
        for each in suggestions:
            self._known.setdefault(each.shown, each)
        self.read_again()

    def offer(self, query: str, found: Sequence[Suggestion]) -> None:
        """Take the answer to `Asked`; one that comes too late is dropped.

        Where Enter was pressed before it came, the only one that fits is taken; of several,
        somebody has to choose; where nothing fits, one goes on.
        """
        if query != self.text.strip() or not self.is_here:
            return
        self._answered = query
        self._show_list(list(found))
        early, self._entered_early = self._entered_early, False
        if early and len(found) <= 1:
            self.entered()

    def show_value(self, value: str) -> None:
        """Put a value in, without opening the list."""
        known = self._known.get(value)
        self._quiet = known.shown if known and self._free is None else value
        self.text = self._quiet

    def take(self, suggestion: Suggestion) -> None:
        """Hold something found elsewhere: it shows as it is listed and counts as its value."""
        self._known[suggestion.shown] = suggestion
        self._close()
        self._quiet = suggestion.shown
        self.text = suggestion.shown
        self.read_again()

    def choose(self, suggestion: Suggestion) -> None:
        """Take a suggestion."""
        self._known[suggestion.value] = suggestion
        self._close()
        if not self._asks:
            self.show_value(suggestion.value)
            super().typed(self.text)  # At once, so that the form knows before one goes on.
        self.post_message(self.Chosen(self, suggestion))

    def typed(self, text: str) -> None:
        """Look for what is written now."""
        super().typed(text)
        self._entered_early = False
        if text == self._quiet or not self.is_here:
            self._close()
            return
        self._quiet = ""
        if self._asks:
            self.post_message(self.Asked(self, text.strip()))
        else:
            self._show_list(best(text, self._all) if text.strip() else [])

    def entered(self) -> None:
        """Choose what is marked in the list, or go on.

        A list that still answers an earlier query is not chosen from: it is somebody else's. The
        answer is waited for; Enter once more goes on without it.
        """
        if self._awaits_answer():
            if self._entered_early:
                self._close()
                super().entered()
            self._entered_early = not self._entered_early
            return
        at = self._list.highlighted
        if self.is_open and at is not None:
            self.choose(self._listed[at])
        super().entered()

    def came(self) -> None:
        """Show at once what a short list has; nothing of it is marked yet."""
        super().came()
        if self._opens and not self.text:
            self._show_list(best("", self._all), marked=False)

    def went(self) -> None:
        """Take the only thing that fits what was written; nothing is guessed of an empty field."""
        alone = self.is_open and len(self._listed) == 1 and bool(self.text.strip())
        if alone and self._free is None and not self._asks:
            self.choose(self._listed[0])
        self._close()
        super().went()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose what the mouse points at."""
        event.stop()
        self.choose(self._listed[event.option_index])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The arrows are the list's while it is open; else they go from field to field."""
        if action == "close":
            return self.is_open
        if action == "move":
            return self.is_open or (parameters[0] == 1 and self._opens and not self.text)
        return True

    def action_move(self, rows: int) -> None:
        """Go up or down the list."""
        if not self.is_open:
            self._show_list(best("", self._all))
            return
        at, count = self._list.highlighted, len(self._listed)
        self._mark_row((0 if rows > 0 else count - 1) if at is None else (at + rows) % count)

    def action_close(self) -> None:
        """Close the list."""
        self._close()

    def _awaits_answer(self) -> bool:
        written = self.text.strip()
        return bool(self._asks and written and self.text != self._quiet
                    and written != self._answered)  # fmt: skip

    def _show_list(self, found: list[Suggestion], *, marked: bool = True) -> None:
        shown = [each.shown for each in found]
        if shown != [each.shown for each in self._listed]:  # It has the screen laid out anew.
            self._list.set_options([Option(safe(f"{_UNMARKED}{each}")) for each in shown])
            self._marked = None
            self._listed = found
        self._mark_row(0 if found and marked else None)
        self.set_class(bool(found), "-open")

    def _mark_row(self, at: int | None) -> None:
        """Mark what Enter takes, not by colour alone; None: it takes nothing."""
        for row, sign in ((self._marked, _UNMARKED), (at, _MARKED)):
            if row is not None and self._marked != at:
                prompt = safe(f"{sign}{self._listed[row].shown}")
                self._list.replace_option_prompt_at_index(row, prompt)
        self._marked = self._list.highlighted = at

    def _close(self) -> None:
        self._listed, self._marked = [], None
        self.remove_class("-open")

    def _looked_up(self, text: str) -> Reading:
        written = text.strip()
        if not written:
            return NOTHING_WRITTEN
        known = self._known.get(written)
        if known is not None:
            tidy = "" if self._asks else known.value if self._free else known.shown
            return Reading(value=known.value, hint=known.hint, tidy=tidy)
        if self._free is not None:
            return self._free(text)
        return Reading(problem=CHOOSE)
