"""Whom a new case is about: found by ID, name, pinyin initials or the last digits of the ID."""

from __future__ import annotations

from typing import Final

from attrs import field, frozen
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import Case
from jiuzhu.casebook.roster import find_person, people_found, see_person
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text
from jiuzhu_tui import background
from jiuzhu_tui.category_names import category_names
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.forms import Entry, Lookup, Reading, Suggestion
from jiuzhu_tui.forms.reading import id_reader, looks_like_id
from jiuzhu_tui.guarded import Guarded
from jiuzhu_tui.hosting import the_app

_LISTED: Final = 20
_CHOOSE: Final = Text(
    "请从列表中选，或输入 18 位身份证号", "choose from the list, or give the 18 places of the ID"
)
_FEWEST: Final = 2
"""Digits or letters from which people are looked for; a single hanzi is enough."""


@frozen
class _Person:
    """Somebody the casebook knows."""

    person_id: str = field(repr=False)
    name: str = field(repr=False)
    township: str


class PersonFields(Guarded, Vertical):
    """Three fields. Somebody the casebook knows brings their name and township along."""

    DEFAULT_CSS = "PersonFields { height: auto; }"

    class Changed(Message):
        """It is about somebody else now, or they are called otherwise."""

    def __init__(self) -> None:
        super().__init__(id="person-fields")
        self._known: _Person | None = None
        self._is_awaited = False
        """Somebody was chosen, and is being read: then one goes on to the next field."""
        self._person = Lookup(
            "person",
            Text("人员", "Person"),
            self._read_id,
            required=True,
            asks=True,
            placeholder=Text(
                "身份证号、姓名、拼音首字母或末几位", "ID, name, pinyin initials or last digits"
            ),
        )
        self._called = Entry("name", Text("姓名", "Name"))
        self._township = Entry("township", Text("乡镇", "Township"))

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        yield self._person
        yield self._called
        yield self._township

    @property
    def person_id(self) -> str:
        """The full resident ID, empty while it is not known or wrong."""
        return self._person.value

    @property
    def called(self) -> str:
        """The name, empty for somebody the casebook knows by the ID alone."""
        return self._called.value

    @property
    def township(self) -> str:
        """Where they live."""
        return self._township.value

    @property
    def is_known(self) -> bool:
        """Whether the casebook knows whom it is about."""
        return self._known is not None

    def written(self) -> list[Entry]:
        """Return the fields in which somebody has written."""
        return [each for each in (self._person, self._called, self._township) if each.text.strip()]

    def begin_with(self, number: int) -> None:
        """Take somebody by their opaque number, and go on behind them."""
        actor = the_app(self).actor
        if actor is not None:
            self._person.go_here()
            self._is_awaited = True
            background.look(self, lambda desk: _read(desk, actor, number), self._take)

    @property
    def problem(self) -> bool:
        """Whether what is written finds nobody yet."""
        return bool(self._person.text) and not self._person.value

    def hold(self, case: Case) -> None:
        """Show whom an open case is about; that cannot be changed any more."""
        self._take(_Person(case.person_id, case.name, case.township))
        self.disabled = True

    def on_lookup_asked(self, event: Lookup.Asked) -> None:
        """Look for people."""
        event.stop()
        app, query = the_app(self), event.query
        if app.actor is None or (query.isascii() and len(query) < _FEWEST):
            event.lookup.offer(query, ())
            return
        actor, today, county = app.actor, app.clock().date(), app.county

        def find(desk: Desk) -> list[Suggestion]:
            names = category_names(desk, county)
            return [
                Suggestion(
                    str(each.person),
                    "  ".join(
                        [
                            visible(each.name), each.masked_id, visible(each.township),
                            "、".join(str(names.get(held, held)) for held in each.categories),
                        ]
                    ).strip(),
                )
                for each in people_found(desk.book, actor, today, query, limit=_LISTED)
            ]  # fmt: skip

        def show(found: list[Suggestion]) -> None:
            event.lookup.offer(query, found)

        background.look(self, find, show, group="people")

    def on_lookup_chosen(self, event: Lookup.Chosen) -> None:
        """Take somebody from the list."""
        event.stop()
        self.begin_with(int(event.suggestion.value))

    def on_entry_done(self, event: Entry.Done) -> None:
        """Wait for who was chosen before one goes on."""
        if event.entry is self._person and self._is_awaited:
            event.stop()

    def on_entry_changed(self, event: Entry.Changed) -> None:
        """Forget whom it was about when something else is written; look an ID up."""
        event.stop()
        if event.entry is self._person:
            written = self._person.value
            if self._known is not None and written != self._known.person_id:
                self._forget()
            if self._known is None and written and looks_like_id(self._person.text):
                actor = the_app(self).actor
                if actor is not None:
                    background.look(
                        self, lambda desk: _by_id(desk, actor, written), self._found, group="id"
                    )
        self.post_message(self.Changed())

    def _found(self, person: _Person | None) -> None:
        if person is not None and person.person_id == self._person.value:
            self._take(person)
            return
        if person is None and self._person.value:
            unknown = Text("案卷库没有此人，请填写", "not known: fill it in")
            for each in (self._called, self._township):
                each.hint_at(str(unknown))

    def _take(self, person: _Person) -> None:
        self._known = person
        masked = mask(person.person_id)
        shown = f"{visible(person.name)}  {masked}".strip()
        self._called.text, self._township.text = person.name, person.township
        hint = self._read_id(person.person_id).hint
        goes_on = self._is_awaited or self._called.is_here or self._township.is_here
        if goes_on:
            self._person.go_here()
        self._is_awaited = False
        self._called.disabled = True
        self._township.disabled = bool(person.township)
        self._person.take(Suggestion(person.person_id, shown, hint=hint))
        if goes_on:
            self.screen.focus_next()
        self.post_message(self.Changed())

    def _read_id(self, text: str) -> Reading:
        if text.strip() and not looks_like_id(text):
            return Reading(problem=_CHOOSE)
        return id_reader(lambda: the_app(self).clock().date())(text)

    def _forget(self) -> None:
        self._known = None
        for each in (self._called, self._township):
            each.disabled = False
            each.text = ""


def _read(desk: Desk, actor: Actor, number: int) -> _Person:
    found = see_person(desk.book, actor, number)
    return _Person(found.person_id, found.name, found.township)


def _by_id(desk: Desk, actor: Actor, person_id: str) -> _Person | None:
    number = find_person(desk.book, person_id)
    return None if number is None else _read(desk, actor, number)
