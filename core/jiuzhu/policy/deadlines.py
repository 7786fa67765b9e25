"""The deadlines that documents set, gathered from their files and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from jiuzhu_schemas.deadlines import DeadlineFile, DeadlineRule, Due
from jiuzhu_schemas.text import Text

from .errors import Fault, PolicyError
from .files import Source, read_file
from .nearest import unknown
from .policy import LoadedDocument


def read_deadlines(
    files: Iterable[Path], documents: Mapping[str, LoadedDocument]
) -> tuple[DeadlineRule, ...]:
    """Read deadline files, those of the later file first: where both hold, the first counts.

    ``documents`` are all that are installed, by id. Raises PolicyError for a rule without a known
    clause, one id twice in a file, one occasion under two ids, or a date that cannot be.
    """
    found: list[DeadlineRule] = []
    occasions: dict[str, str] = {}
    for file in files:
        content, source = read_file(file, DeadlineFile)
        faults: list[Fault] = []
        seen: set[str] = set()
        for place, rule in enumerate(content.deadlines):
            path = f"deadlines[{place}]"
            faults += _wrong(path, rule, source, documents)
            if rule.id in seen:
                faults.append(source.fault(f"{path}.id", _repeated(rule.id)))
            seen.add(rule.id)
            if rule.occasion and occasions.setdefault(rule.occasion, rule.id) != rule.id:
                faults.append(source.fault(f"{path}.occasion", _repeated(rule.occasion)))
        if faults:
            raise PolicyError(file, faults)
        found[:0] = content.deadlines
    return tuple(found)


def _wrong(
    path: str, rule: DeadlineRule, source: Source, documents: Mapping[str, LoadedDocument]
) -> Iterator[Fault]:
    document, _, clause = rule.clause.partition("#")
    if document not in documents:
        text = Text(f"没有政策文件“{document}”", f"there is no policy document “{document}”")
        yield source.fault(f"{path}.clause", unknown(text, document, documents))
    else:
        clauses = [each.id for each in documents[document].document.clauses]
        if clause not in clauses:
            text = Text(f"没有条款“{clause}”", f"there is no clause “{clause}”")
            yield source.fault(f"{path}.clause", unknown(text, clause, clauses))
    if (rule.every is None) == (not rule.occasion):
        yield source.fault(
            path, Text("every、occasion 应恰有一项", "needs exactly one of every and occasion")
        )
    if bool(rule.occasion) != (rule.after is not None):
        yield source.fault(
            f"{path}.after",
            Text("after（事由的说法）与 occasion 同用", "after, in words, goes with occasion"),
        )
    for text in _wrong_due(rule, rule.due):
        yield source.fault(f"{path}.due", text)


def _wrong_due(rule: DeadlineRule, due: Due) -> Iterator[Text]:
    if due.working_days is not None:
        yield from _wrong_working_days(rule, due, due.working_days)
        return
    if due.sooner is not None:
        yield Text("sooner 只与 working_days 同用", "sooner goes with working_days only")
    if due.day is not None and not 1 <= due.day <= 31:
        yield Text(f"没有 {due.day} 日", f"there is no day {due.day}")
    if due.month is not None and not 1 <= due.month <= 12:
        yield Text(f"没有 {due.month} 月", f"there is no month {due.month}")
    if rule.every == "month" and (due.month or due.months_later or due.years_later):
        yield Text("每月的期限只写 day", "a deadline of every month has a day only")
    if rule.every == "year" and due.month is None:
        yield Text("每年的期限须写 month", "a deadline of every year needs a month")


def _wrong_working_days(rule: DeadlineRule, due: Due, working_days: int) -> Iterator[Text]:
    if not rule.occasion:
        yield Text("working_days 须有 occasion", "working_days needs an occasion")
    if working_days < 1 or (due.sooner is not None and not 1 <= due.sooner < working_days):
        yield Text(
            "应为 1 ≤ sooner < working_days", "expected 1 ≤ sooner < working_days, each at least 1"
        )
    if due != Due(working_days=working_days, sooner=due.sooner):
        yield Text("working_days 不与日、月同用", "working_days goes without days and months")


def _repeated(what: str) -> Text:
    return Text(f"“{what}”重复", f"“{what}” appears twice")
