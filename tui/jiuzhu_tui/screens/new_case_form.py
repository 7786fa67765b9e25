"""The form of a new case: its fields by kind, what they say together, and the hospital's level."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll

from jiuzhu.casebook.cases import CASE_KINDS, Case, CaseKind, kind_of
from jiuzhu.casebook.cases.own_facts import SETTLED
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text
from jiuzhu_tui.forms import Entry, Lookup, Suggestion, Ticks
from jiuzhu_tui.keys import bound
from jiuzhu_tui.screens.new_case_checks import contradictions
from jiuzhu_tui.screens.new_case_fields import (
    Catalogue,
    entries,
    entry_of,
    on_day,
    words_of,
)
from jiuzhu_tui.screens.new_case_keeper import Written, texts_of
from jiuzhu_tui.screens.new_case_person import PersonFields

_OF_HOSPITAL: Final = ("hospital_level", "hospital_region")


class CaseForm(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The fields one under the other; the arrows go from one to the next.

    ``today``: the day it is. It tells nobody what changed: its fields do.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("down", "app.focus_next", Text("下一项", "Next field"), "form.down", show=False),
        bound("up", "app.focus_previous", Text("上一项", "Field before"), "form.up", show=False),
        bound("pageup", "page_up", Text("上一页", "Page up"), "form.page_up", show=False),
        bound("pagedown", "page_down", Text("下一页", "Page down"), "form.page_down", show=False),
    ]
    DEFAULT_CSS = """
    CaseForm { width: 62; height: 100%; scrollbar-size-vertical: 1; }
    CaseForm > #fields { height: auto; }
    """

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._catalogue: Catalogue | None = None

    def compose(self) -> ComposeResult:
        """Lay out the kind and the person over the fields of the kind."""
        yield Lookup("kind", Text("类型", "Kind"), required=True, opens=True)
        yield PersonFields()
        yield Vertical(id="fields")

    async def lay_out(self, kind_id: CaseKind) -> None:
        """Make the fields of a kind, empty."""
        kind = kind_of(kind_id)
        fields = self.query_one("#fields")
        await fields.remove_children()
        boxes = [(each.id, each.label) for each in kind.documents]
        await fields.mount(
            *entries(kind, self._today),
            Ticks(Text("材料（空格勾选）", "Documents (space ticks)"), boxes, id="documents"),
        )
        self.person.display = kind.personal
        self._lookup("kind").show_value(kind_id)
        if self._catalogue is not None:
            await self.fill(self._catalogue, kind_id)

    async def fill(self, found: Catalogue, kind_id: CaseKind) -> None:
        """Give the fields what they are looked up in, after adding the county's own ones."""
        self._catalogue = found
        facts = found.facts if kind_id == SETTLED else ()
        here = {each.key for each in self.entries()}
        new = [entry_of(each, self._today) for each in facts if each.name not in here]
        if new:
            await self.query_one("#fields").mount(*new, before="#documents")
        for each in self.entries():
            if isinstance(each, Lookup) and each.key in found.suggestions:
                each.fill(found.suggestions[each.key])
        for name, words in words_of((*kind_of(kind_id).fields, *facts)):
            self._lookup(name).fill(words)
        labels = [(each, kind_of(each).label) for each in CASE_KINDS]
        kinds = self._lookup("kind")
        kinds.fill([Suggestion(word, str(label), tuple(label)) for word, label in labels])
        kinds.show_value(kind_id)

    @property
    def person(self) -> PersonFields:
        """Whom the case is about."""
        return self.query_one(PersonFields)

    @property
    def ticks(self) -> Ticks:
        """The documents."""
        return self.query_one(Ticks)

    def entries(self) -> list[Entry]:
        """Return the fields of the kind."""
        return list(self.query_one("#fields").query_children(Entry))

    def wrong(self) -> list[Entry]:
        """Return the fields whose content is not taken."""
        return [each for each in self.entries() if each.problem]

    def not_taken(self, unsaved: Collection[str]) -> list[str]:
        """Return the names of the fields that are wrong, or of these, which are not saved."""
        return [str(each.label) for each in self.entries() if each.problem or each.key in unsaved]

    def written(self) -> list[str]:
        """Return the names of all in which somebody has written; a person alone is soon chosen."""
        person, entries = self.person, self.entries()
        found = [each for each in entries if each.text.strip() and not each.disabled]
        said = [str(each.label) for each in found]
        if self.ticks.ticked:
            said.append(str(Text("材料", "Documents")))
        if person.display and (said or not person.is_known):
            said = [*(str(each.label) for each in person.written()), *said]
        return said

    def makes_draft(self, written: Written) -> bool:
        """Tell whether what is written is enough to be saved when one leaves."""
        person = self.person
        if person.display and not written.person_id:
            return False
        said = any(written.texts.values()) or bool(written.ticked)
        named = bool(written.name and written.township)
        return said and (not person.display or person.is_known or named)

    def read(self, kind_id: CaseKind, base: Mapping[str, str]) -> Written:
        """Check the fields against each other and return what they say."""
        fields = {each.key: each for each in self.entries()}
        wrong = contradictions({key: each.reading.value for key, each in fields.items()})
        for key, each in fields.items():
            each.contradict(wrong.get(key))
        self._apply_hospital(fields)
        person = self.person
        return Written(
            kind=kind_id,
            person_id=person.person_id,
            name=person.called,
            township=person.township,
            texts={
                key: each.value
                for key, each in fields.items()
                if not each.problem and not each.disabled
            },
            base=base,
            ticked=self.ticks.ticked,
        )

    def show_case(self, case: Case, base: Mapping[str, str], *, anew: bool) -> None:
        """Show a case as it is stored; a field that says something not yet saved keeps it.

        ``base``: the fields as they were last shown; ``anew``: whatever they say.
        """
        stored = texts_of(case)
        for each in self.entries():
            before, now = base.get(each.key, ""), stored.get(each.key, "")
            untouched = not each.text or (not each.problem and each.value == before)
            if each.secret:
                each.hint_at(mask(str(case.content.get(each.key, ""))))
            elif (anew or before != now) and untouched:
                each.show_value(now)
        if anew:
            handed = {name for name, each in case.documents.items() if not each.waived_by}
            self.ticks.tick(handed, set(case.documents) - handed)
        if anew or (not self.person.disabled and kind_of(case.kind).personal):
            self.person.hold(case)
        self._lookup("kind").disabled = True

    def warn_of_claim(self, taken: Text | None) -> None:
        """Say that the claim's id is another one's."""
        for each in self.query("#entry-claim_id").results(Entry):
            each.warn(taken)

    def go_to_gap(self, stored: Iterable[str]) -> None:
        """Go to the next field that is wrong, or needed and empty; ``stored``: secrets kept."""
        every = [each for each in self.query(Entry) if not each.disabled and each.display]
        at = next((place for place, each in enumerate(every) if each.is_here), -1)
        known = set(stored)
        for place in (*range(at + 1, len(every)), *range(at + 1)):
            each = every[place]
            is_kept = each.secret and each.key in known
            if each.problem or (each.required and not each.text and not is_kept):
                each.go_here()
                return
        self.ticks.go_here()

    def _lookup(self, key: str) -> Lookup:
        return self.query_one(f"#entry-{key}", Lookup)

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
        day = date.fromisoformat(written) if written else self._today()
        state = found.on(day)
        self._lookup("hospital_level").show_value(str(state.level))
        self._lookup("hospital_region").show_value(state.region)
        fields["hospital"].warn(None if state.designated else on_day(found, day))
