"""One field: its name, the text, and under it what is wrong with it or good to know."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from jiuzhu_schemas.text import Text
from jiuzhu_tui.commands import NOTHING
from jiuzhu_tui.guarded import Guarded
from jiuzhu_tui.plain import Line

from .reading import Reader, Reading, read_text
from .writing_line import WritingLine


class Entry(Guarded, Vertical):
    """Two rows, whatever stands in it. ``read`` says what may; ``required`` is marked by a star.

    ``value`` is what was read, ``problem`` why it counts for nothing: that may also be something
    the form found, such as two fields that contradict each other (`contradict`).
    """

    DEFAULT_CSS = """
    Entry { height: 2; width: 1fr; }
    Entry > .row { height: 1; }
    Entry .label { width: 18; padding-right: 1; }
    Entry Input { width: 1fr; background: $panel; }
    Entry > .under { padding-left: 18; color: $text-muted; }
    Entry.-wrong > .under { color: $text-error; }
    """
    MARKS: ClassVar[tuple[str, str]] = ("  ", "> ")

    class Changed(Message):
        """Something else stands in the field. Sent at every key."""

        def __init__(self, entry: Entry) -> None:
            self.entry = entry
            super().__init__()

    class Left(Message):
        """One has left the field."""

        def __init__(self, entry: Entry) -> None:
            self.entry = entry
            super().__init__()

    class Done(Message):
        """Enter: on to the next field."""

        def __init__(self, entry: Entry) -> None:
            self.entry = entry
            super().__init__()

    def __init__(
        self,
        key: str,
        label: Text,
        read: Reader = read_text,
        *,
        required: bool = False,
        placeholder: Text = NOTHING,
        value: str = "",
        secret: bool = False,
    ) -> None:
        super().__init__(id=f"entry-{key}")
        self.key = key
        self.label = label
        self.required = required
        self.secret = secret
        self._read = read
        self._other: Text | None = None
        self._warning: Text | None = None
        self._said = ""
        self.reading: Reading = read(value)
        self._input = WritingLine(
            value,
            placeholder=str(placeholder),
            compact=True,
            select_on_focus=False,
            id=f"field-{key}",
        )
        self._label = Line(classes="label")
        self._under = Line(classes="under")

    def compose(self) -> ComposeResult:
        """Lay out the two rows."""
        with Horizontal(classes="row"):
            yield self._label
            yield self._input
        yield self._under

    def on_mount(self) -> None:
        """Show the name and what is to be said."""
        self._mark(False)
        self._say()

    @property
    def is_here(self) -> bool:
        """Whether one writes in it."""
        return self._input.has_focus

    def go_here(self) -> None:
        """Begin to write in it."""
        self.screen.set_focus(self._input)  # At once: what follows may go on from here.

    @property
    def value(self) -> str:
        """What was read, as the casebook takes it; empty if nothing, or something wrong."""
        return "" if self.problem else self.reading.value

    @property
    def problem(self) -> Text | None:
        """Why what is written counts for nothing."""
        return self.reading.problem or self._other

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._input.value

    @text.setter
    def text(self, text: str) -> None:
        if text != self._input.value:
            self._input.value = text
            self._input.cursor_position = len(text)
            self.reading = self._read(text)  # Textual tells of the change only later.
            self._say()

    def hint_at(self, placeholder: str) -> None:
        """Show something in the empty field."""
        self._input.placeholder = placeholder

    def contradict(self, problem: Text | None) -> None:
        """Say, or no longer say, that the field does not fit to another one."""
        if problem != self._other:
            self._other = problem
            self._say()

    def warn(self, warning: Text | None) -> None:
        """Say, or no longer say, something against the value, which counts all the same."""
        if warning != self._warning:
            self._warning = warning
            self._say()

    def show_value(self, value: str) -> None:
        """Put a value in."""
        self.text = value

    def read_again(self) -> None:
        """Read the same text anew, as when what it is looked up in has come."""
        self.reading = self._read(self.text)
        self._say()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Read what is written now."""
        event.stop()
        self.typed(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on."""
        event.stop()
        self.entered()

    def on_descendant_focus(self) -> None:
        """Mark where one is."""
        self.came()

    def on_descendant_blur(self) -> None:
        """Tell that one is elsewhere."""
        self.went()

    # Textual calls the handlers of every class: what a subclass does otherwise stands here.

    def typed(self, text: str) -> None:
        """Read what is written now."""
        self.reading = self._read(text)
        self._say()
        self.post_message(self.Changed(self))

    def entered(self) -> None:
        """Go on to the next field."""
        self.post_message(self.Done(self))

    def came(self) -> None:
        """Mark where one is, not by colour alone."""
        self._mark(True)

    def went(self) -> None:
        """Show the value in its usual form."""
        self._mark(False)
        if not self.reading.problem and self.reading.tidy:
            self.text = self.reading.tidy
        self.post_message(self.Left(self))

    def _mark(self, here: bool) -> None:
        star = "*" if self.required else ""
        self._label.show(f"{self.MARKS[here]}{self.label}{star}")

    def _say(self) -> None:
        problem = self.problem or self._warning
        said = f"! {problem}" if problem else str(self.reading.hint)
        if said != self._said:
            self._said = said
            self.set_class(problem is not None, "-wrong")
            self._under.show(said)
