"""A hospital with its whole history, and what holds of it on a day."""

from __future__ import annotations

from datetime import date
from typing import Literal

from attrs import frozen

from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import Region

Status = Literal["designated", "never", "not_yet", "ended", "suspended"]


@frozen(kw_only=True)
class LevelSince:
    """A level (0: none, 1 to 3) that holds from a day until the next one's."""

    hospital_level: int
    since: date
    level: int


@frozen(kw_only=True)
class Designation:
    """Days, both inclusive, for which a hospital is designated; ``why`` it ended."""

    designation: int
    since: date
    until: date | None
    why: str


@frozen(kw_only=True)
class Suspension:
    """Days, both inclusive, on which a designated hospital is suspended, and why."""

    suspension: int
    since: date
    until: date | None
    why: str


@frozen(kw_only=True)
class HospitalOnDay:
    """What holds of a hospital on a day. ``why`` says why it is not designated; None if it is."""

    code: str
    name: str
    region: Region
    level: int
    day: date
    status: Status
    why: Text | None

    @property
    def designated(self) -> bool:
        """Whether claims settled on the day may be relieved."""
        return self.status == "designated"


@frozen(kw_only=True)
class Hospital:
    """A hospital of the register; each history in order of its days."""

    hospital: int
    code: str
    name: str
    region: Region
    levels: tuple[LevelSince, ...]
    designations: tuple[Designation, ...]
    suspensions: tuple[Suspension, ...]

    def level_on(self, day: date) -> int:
        """Return the level on a day; before the first that is recorded, that first one."""
        found = self.levels[0].level
        for each in self.levels:
            if each.since <= day:
                found = each.level
        return found

    def on(self, day: date) -> HospitalOnDay:
        """Return what holds on a day."""
        status, why = self._status(day)
        return HospitalOnDay(
            code=self.code,
            name=self.name,
            region=self.region,
            level=self.level_on(day),
            day=day,
            status=status,
            why=why,
        )

    def _status(self, day: date) -> tuple[Status, Text | None]:
        begun = [each for each in self.designations if each.since <= day]
        if not begun:
            return self._not_begun()
        last = begun[-1]
        if last.until is not None and last.until < day:
            zh, en = (f"：{last.why}", f": {last.why}") if last.why else ("", "")
            return "ended", Text(
                f"定点到 {last.until} 为止{zh}", f"its designation ended on {last.until}{en}"
            )
        for each in self.suspensions:
            if covers(each, day):
                zh, en = (f"至 {each.until} ", f" to {each.until}") if each.until else ("起", "")
                return "suspended", Text(
                    f"{each.since} {zh}暂停：{each.why}",
                    f"it is suspended from {each.since}{en}: {each.why}",
                )
        return "designated", None

    def _not_begun(self) -> tuple[Status, Text | None]:
        if not self.designations:
            return "never", Text("从未定点", "it was never designated")
        first = self.designations[0].since
        return "not_yet", Text(f"{first} 起才定点", f"it is designated only from {first}")


def covers(interval: Designation | Suspension, day: date) -> bool:
    """Tell whether a day lies within the days of an interval."""
    return interval.since <= day and (interval.until is None or day <= interval.until)


def overlap(interval: Designation | Suspension, since: date, until: date | None) -> bool:
    """Tell whether an interval shares a day with the days given."""
    return interval.since <= (until or date.max) and since <= (interval.until or date.max)
