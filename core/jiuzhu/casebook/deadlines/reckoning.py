"""Deadlines from the county's documents: the clock of a month, and what follows from an event."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from jiuzhu.loading.county import County
from jiuzhu.loading.deadlines import county_deadlines
from jiuzhu.policy.dates import in_force
from jiuzhu.policy.edition import Edition
from jiuzhu.policy.errors import NoPolicyError
from jiuzhu.policy.quoting import Quoting
from jiuzhu_schemas.deadlines import DeadlineRule, Due

from .records import Deadline
from .working_days import CountedDay, add_working_days, last_working_day

_MONTHS = 12


def monthly_clock(county: County, month: date) -> tuple[Deadline, ...]:
    """Return what is due in the month of a day, by date; yearly deadlines that fall in it too.

    A deadline counts if its document is in force on its date. Raises NoPolicyError for a month
    before the first document, PolicyError for deadline files that do not fit.
    """
    last = _of_month(month.year, month.month, None)
    county.policy.on(last)
    found: dict[str, Deadline] = {}
    for rule in county_deadlines(county):
        if rule.every and rule.due.month in (None, month.month):
            day = _of_month(month.year, month.month, rule.due.day)
            edition = _edition_on(county, day)
            if edition and _holds(rule, edition, day) and rule.id not in found:
                found[rule.id] = _deadline(county, edition, rule, CountedDay(day, certain=True))
    return tuple(sorted(found.values(), key=lambda each: each.date))


def monthly_deadline(county: County, rule_id: str, month: date) -> Deadline | None:
    """Return one deadline of the clock of a month by its id; None if the month has none such."""
    return next((each for each in monthly_clock(county, month) if each.id == rule_id), None)


def due_for(county: County, occasion: str, since: date) -> Deadline | None:
    """Return the deadline that follows from an occasion; None if no document sets one.

    ``since`` is the day of the occasion: the document in force on it decides. Raises
    PolicyError for deadline files that do not fit.
    """
    edition = _edition_on(county, since)
    if edition is None:
        return None
    for rule in county_deadlines(county):
        if rule.occasion == occasion and _holds(rule, edition, since):
            return _deadline(county, edition, rule, _day_of(rule.due, since), since)
    return None


def occasion_rules(county: County, day: date) -> tuple[DeadlineRule, ...]:
    """Return the rules in force on a day that follow from an occasion, one an occasion.

    Raises NoPolicyError for a day before the first document, PolicyError as above.
    """
    edition = county.policy.on(day)
    found: dict[str, DeadlineRule] = {}
    for rule in county_deadlines(county):
        if rule.occasion and _holds(rule, edition, day):
            found.setdefault(rule.occasion, rule)
    return tuple(found.values())


def overdue(deadline: Deadline, today: date) -> bool:
    """Tell whether the day of a deadline has passed: on the day itself it has not."""
    return today > deadline.date


def _edition_on(county: County, day: date) -> Edition | None:
    try:
        return county.policy.on(day)
    except NoPolicyError:
        return None


def _holds(rule: DeadlineRule, edition: Edition, day: date) -> bool:
    document = rule.clause.partition("#")[0]
    return in_force(rule, day) and any(each.id == document for each in edition.documents)


def _day_of(due: Due, since: date) -> CountedDay:
    if due.working_days is not None:
        return add_working_days(since, due.working_days)
    months = (since.year + due.years_later) * _MONTHS + since.month - 1 + due.months_later
    year, month = divmod(months, _MONTHS)
    return CountedDay(_of_month(year, due.month or month + 1, due.day), certain=True)


def _of_month(year: int, month: int, day: int | None) -> date:
    """Return a day of a month: its last one if none is given, or if it has not so many."""
    last = monthrange(year, month)[1]
    return date(year, month, min(day or last, last))


def _deadline(
    county: County, edition: Edition, rule: DeadlineRule, day: CountedDay, since: date | None = None
) -> Deadline:
    before = last_working_day(day.date)
    sooner = add_working_days(since, rule.due.sooner).date if since and rule.due.sooner else None
    return Deadline(
        id=rule.id,
        label=rule.label,
        who=rule.who,
        date=day.date,
        working_day_before=None if before.date == day.date else before.date,
        sooner=sooner,
        clause=rule.clause,
        source=Quoting(county.policy, edition).reference(rule.clause),
        certain=day.certain and before.certain,
    )
