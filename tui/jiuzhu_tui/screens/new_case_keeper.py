"""Keeps a form as a draft in the casebook while it is filled in, and settles it.

All of it runs in the thread that looks things up, where one thing follows the other: each save
knows the version that the save before it made. Nothing of a case is kept outside the casebook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
from attrs import field, frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import (
    Case,
    CaseKind,
    Draft,
    accept_case,
    edit_case,
    kind_in,
    kind_of,
    open_case,
    see_case,
    tick_documents,
    warnings_of,
)
from jiuzhu.casebook.cases.claims import claim_of
from jiuzhu.casebook.cases.content import with_changes
from jiuzhu.casebook.cases.duplicates import refuse_taken
from jiuzhu.casebook.cases.errors import ClaimTaken, Duplicate
from jiuzhu.casebook.errors import RowConflict
from jiuzhu.casebook.ledger import preview_claim
from jiuzhu.casebook.roster import find_person
from jiuzhu.loading.county import County
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import Trace
from jiuzhu_tui.case.reading import changed_by
from jiuzhu_tui.counties import office_county
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.screens.new_case_checks import missing_of


@frozen(kw_only=True)
class Written:
    """What stands in the form, as far as it can be read. Fields that are wrong are left out."""

    kind: CaseKind
    person_id: str = field(default="", repr=False)
    name: str = field(default="", repr=False)
    township: str = ""
    texts: Mapping[str, str] = field(factory=dict, repr=False)
    base: Mapping[str, str] = field(factory=dict, repr=False)
    """The fields as the form was last told they are stored: what differs was written here."""
    ticked: frozenset[str] = frozenset()


@frozen(kw_only=True)
class Kept:
    """What became of a save: the case as it stands (None: there is not enough for a draft yet)."""

    case: Case | None
    warnings: tuple[Text, ...] = ()
    """What it may double; nothing was saved then."""
    problem: str = ""
    """Why nothing was saved."""
    conflict: bool = False
    """Somebody else has changed the case."""


@frozen(kw_only=True)
class Settled:
    """What the case would be given, or what that takes."""

    trace: Trace | None = None
    missing: tuple[Text, ...] = ()
    problem: str = ""
    warnings: tuple[Text, ...] = ()
    """What the case may double, besides what was saved in spite of it."""
    taken: Text | None = None
    """The claim id is another one's."""


def texts_of(case: Case) -> dict[str, str]:
    """Return a case's fields as a clerk writes them; secret ones are left out."""
    fields = kind_of(case.kind).fields
    known = {each.name for each in fields}
    # The others are facts that plugins declared: words.
    found = {name: str(value) for name, value in case.content.items() if name not in known}
    for each in fields:
        if each.name in case.content and not each.secret:
            value: Any = case.content[each.name]
            if each.type == "yuan":
                value = format_yuan(value)
            found[each.name] = " ".join(value) if each.type == "claims" else str(value)
    return found


class Keeper:
    """One form's case, for as long as the form is open."""

    def __init__(self, actor: Actor, county: str, number: str = "") -> None:
        self._actor = actor
        self._county = county
        self._number = number
        self.case: Case | None = None
        self._saved: dict[str, str] = {}
        self._ticked: frozenset[str] = frozenset()
        self._own: set[int] = set()
        """The versions of the case that were made here."""

    def is_own(self, before: int, now: int) -> bool:
        """Tell whether all that became of a case from one version to a later was done here."""
        return set(range(before + 1, now + 1)) <= self._own

    def works_by(self, county: str) -> bool:
        """Tell whether a new case would be opened in a county; an open one keeps its own."""
        return self.case is not None or self._county == county

    def read(self, desk: Desk) -> Case | None:
        """Read the case as it stands now. Raises NoSuchCase, NotAllowed."""
        if self._number:
            self._take(see_case(desk.book, self._actor, self._number))
        return self.case

    def news(self, desk: Desk) -> Text | None:
        """Say who has changed the case since it was read or saved here; None: nobody."""
        if self.case is None:
            return None
        case = see_case(desk.book, self._actor, self.case.number)
        return None if case.version == self.case.version else changed_by(case)

    def keep(self, desk: Desk, written: Written, *, anyway: bool = False) -> Kept:
        """Save what is new. ``anyway``: in spite of duplicate warnings."""
        try:
            self._keep(desk, written, anyway)
        except Duplicate as error:
            return Kept(case=self.case, warnings=error.warnings, problem=str(error))
        except JiuzhuError as error:
            conflict = isinstance(error, RowConflict)
            return Kept(case=self.case, problem=str(error), conflict=conflict)
        return Kept(case=self.case)

    def accept(self, desk: Desk, written: Written, *, anyway: bool = False) -> Kept:
        """Save, then accept. Raises what acceptance raises, but for duplicate warnings."""
        kept = self.keep(desk, written, anyway=anyway)
        if kept.problem or kept.case is None:
            return kept
        try:
            accepted = accept_case(
                desk.book, self._county_of(desk), self._actor, kept.case.seen, anyway=anyway
            )
        except Duplicate as error:
            return Kept(case=kept.case, warnings=error.warnings, problem=str(error))
        self._take(accepted, own=True)
        return Kept(case=accepted)

    def unsaved(self, written: Written) -> bool:
        """Tell whether there is something that a save would write."""
        changes = self._changes(written)
        if self.case is None:
            return self._enough(written)
        return bool(changes) or written.ticked != self._ticked

    def unsaved_fields(self, written: Written) -> Sequence[str]:
        """Return the names of the fields that a save would write."""
        return [name for name, text in self._changes(written).items() if text]

    def settle(self, desk: Desk, written: Written) -> Settled:
        """Return what the claim would be given now; nothing is recorded."""
        case = self.case
        if case is None:
            return Settled(missing=_missing_before(written))
        if case.kind != "manual":
            return Settled()
        try:
            kind = kind_in(self._county_of(desk), case.kind)
            content = with_changes(kind, case.content, self._changes(written))
            case = attrs.evolve(case, content=content)
            known = {said for step in case.steps for said in step.detail.get("despite", ())}
            found = warnings_of(desk.book, case.person, case.number, content)
            warnings = tuple(each for each in found if each.zh not in known)
            taken = _taken(desk, case)
            missing = missing_of(case.kind, case.content)
            if missing:
                return Settled(missing=missing, warnings=warnings, taken=taken)
            county = self._county_of(desk)
            trace = preview_claim(desk.book, county, claim_of(desk.book, county, case))
        except JiuzhuError as error:
            return Settled(problem=str(error))
        return Settled(trace=trace, warnings=warnings, taken=taken)

    def _keep(self, desk: Desk, written: Written, anyway: bool) -> None:
        if self.case is None:
            if not self._enough(written):
                return
            named = written.name and written.township
            if not named and self._is_stranger(desk, written):
                return  # A draft keeps both as they are when it is opened.
            self._take(self._open(desk, written, anyway), own=True)
            return
        changes = self._changes(written)
        book, seen = desk.book, self.case.seen
        if changes:
            county = self._county_of(desk)
            edited = edit_case(book, county, self._actor, seen, changes, anyway=anyway)
            self._take(edited, own=True)
            self._saved |= changes
        here, gone = written.ticked - self._ticked, self._ticked - written.ticked
        if here or gone:
            seen = self.case.seen
            ticked = tick_documents(book, self._actor, seen, sorted(here), missing=sorted(gone))
            self._take(ticked, own=True)

    def _open(self, desk: Desk, written: Written, anyway: bool) -> Case:
        draft = Draft(
            kind=written.kind,
            person_id=written.person_id,
            name=written.name,
            township=written.township,
            fields={name: text for name, text in written.texts.items() if text},
            documents=tuple(sorted(written.ticked)),
        )
        county = self._county_of(desk)
        opened = open_case(desk.book, county, self._actor, draft, anyway=anyway)
        self._number = opened.number
        self._saved |= written.texts
        return opened

    def _take(self, case: Case, *, own: bool = False) -> None:
        """Remember a case as it stands; what was saved of secret fields stays known.

        ``own``: it was changed here.
        """
        if own:
            before = self.case.version if self.case is not None else 0
            self._own.update(range(before + 1, case.version + 1))
        self._number, self.case = case.number, case
        stored = texts_of(case)
        secret = {each.name for each in kind_of(case.kind).fields if each.secret}
        kept = {name: text for name, text in self._saved.items() if name in secret}
        self._saved = stored | kept
        waived = {name for name, each in case.documents.items() if each.waived_by}
        self._ticked = frozenset(case.documents) - waived

    def _changes(self, written: Written) -> dict[str, str]:
        """Return what was written here and is not stored; never what somebody else changed."""
        return {
            name: text
            for name, text in written.texts.items()
            if text != written.base.get(name, "") and text != self._saved.get(name, "")
        }

    def _enough(self, written: Written) -> bool:
        """Tell whether a draft can be opened: who it is about, and something besides."""
        said = any(written.texts.values()) or bool(written.ticked)
        return said and (bool(written.person_id) or not kind_of(written.kind).personal)

    def _is_stranger(self, desk: Desk, written: Written) -> bool:
        """Tell whether the casebook does not know whom the case is about."""
        personal = kind_of(written.kind).personal
        return personal and find_person(desk.book, written.person_id) is None

    def _county_of(self, desk: Desk) -> County:
        if self.case is not None:
            return desk.platform.county(self.case.county)
        return office_county(desk.platform, self._county)


def _missing_before(written: Written) -> tuple[Text, ...]:
    """Return what the settlement needs while there is no case yet: first of all, whose it is."""
    if not written.person_id:
        return (Text("人员", "the person"),)
    return missing_of(written.kind, [name for name, text in written.texts.items() if text])


def _taken(desk: Desk, case: Case) -> Text | None:
    if "claim_id" not in case.content:
        return None
    try:
        refuse_taken(desk.book, case.content["claim_id"], case.number)
    except ClaimTaken as error:
        return error.message
    return None
