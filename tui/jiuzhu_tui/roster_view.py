"""A previewed list in words: its counts, and every row of each sort as a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

from attrs import field, frozen

from jiuzhu.casebook.roster import (
    Contradiction,
    HeldRow,
    Interval,
    PersonChange,
    Preview,
    WrongRow,
    wrong_rows,
)
from jiuzhu.casebook.roster.records import RosterLine
from jiuzhu.casebook.roster.words import COUNTS, KINDS, LISTS, REASONS, WHAT
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.foreign import visible

T = TypeVar("T")
R = TypeVar("R")
Names = Mapping[str, Text]
_DEATHS: Final = "deaths"
_TO_LOOK_AT: Final = (
    "cancelled", "contradictions", "held", "wrong_rows", "added", "changed", "reappearing",
    "kept_starts", "without_effect", "unchanged", "waiting", "repeats",
)  # fmt: skip
"""Sorts in the order in which they are to be looked at."""


@frozen
class Sort:
    """One sort of what a list does, and how many of it there are."""

    id: str
    count: int

    @property
    def label(self) -> Text:
        """What the sort is called."""
        if self.id == _DEATHS:
            return Text("死亡", "deaths")
        return COUNTS[self.id]


@frozen
class Shown:
    """A line of a list: whom it is about, what is said, and all of it for the pane below."""

    row: str
    masked_id: str
    name: str = field(repr=False)
    says: str = field(repr=False)
    whole: str = field(repr=False)


class Converted(Generic[T, R]):
    """Rows at hand that are put into words when they are shown."""

    def __init__(self, items: Sequence[T], convert: Callable[[T], R]) -> None:
        self._items = items
        self._convert = convert

    def count(self, desk: Desk) -> int:
        """Return how many there are."""
        return len(self._items)

    def page(self, desk: Desk, offset: int, limit: int) -> Sequence[R]:
        """Return some of them."""
        return [self._convert(each) for each in self._items[offset : offset + limit]]


def sorts(preview: Preview) -> list[Sort]:
    """Return what the list does, what needs a look first; sorts with nothing in them come last."""
    found = [Sort(each, preview.counts[each]) for each in _TO_LOOK_AT]
    deaths = sum("died" in each.what for each in preview.changes)
    if deaths:
        found.insert(0, Sort(_DEATHS, deaths))
    return sorted(found, key=lambda each: not each.count)


def rows_of(preview: Preview, sort: str, names: Names) -> Converted[Any, Shown]:
    """Return the rows of a sort."""
    if sort == "held":
        return Converted(preview.held, _held)
    if sort == "contradictions":
        return Converted(preview.contradictions, lambda each: _contradiction(each, names))
    if sort == "wrong_rows":
        return Converted(wrong_rows(preview.read), _wrong)
    if sort == "without_effect":
        return Converted(preview.without_effect, lambda each: _line(each, names))
    return Converted(
        [each for each in preview.changes if _belongs(each, sort)],
        lambda each: _change(each, names, preview.settled_after),
    )


def _belongs(change: PersonChange, sort: str) -> bool:
    if sort == _DEATHS:
        return "died" in change.what
    if sort == "reappearing":
        return change.reappears
    if sort == "kept_starts":
        return change.kept_start
    return change.outcome == sort


def said(intervals: Sequence[Interval], names: Names) -> str:
    """Say identities with their days in one line, safe to show."""
    return "；".join(
        f"{names.get(each.category, visible(each.category))} {each.first}~{each.last or ''}"
        for each in intervals
    )


def _change(change: PersonChange, names: Names, settled_after: Mapping[int, int]) -> Shown:
    what = [str(WHAT[each]) for each in change.what]
    if change.reappears:
        what.append(str(Text("重新出现", "reappears")))
    if change.kept_start:
        what.append(str(COUNTS["kept_starts"]))
    later = settled_after.get(change.person or 0)
    if later:
        what.append(str(Text(f"死后结算 {later} 笔", f"{later} claims settled after it")))
    before, after = said(change.before, names), said(change.after, names)
    died = change.update.get("died_on")
    lines = [
        f"{visible(change.name)}  {change.masked_id}  {COUNTS[change.outcome]}  {'、'.join(what)}"
    ]
    lines += [f"{Text('原', 'before')}: {before or '-'}", f"{Text('现', 'after')}: {after or '-'}"]
    if died:
        lines.append(f"{Text('死亡日期', 'died on')}: {died}")
    brief = "、".join(what) or after
    if change.outcome in ("added", "cancelled") and not died:
        brief = after or before
    return Shown("", change.masked_id, change.name, brief, "\n".join(lines))


def _held(held: HeldRow) -> Shown:
    line, why = held.line, str(REASONS[held.reason])
    shown = mask(line.person_id)
    whole = (
        f"{Text(f'第{line.row}行', f'row {line.row}')}  {visible(line.name)}  {shown}\n{why}\n"
        f"{Text('导入后进入待核队列，不影响其他人', 'goes into the queue; the others go in')}"
    )
    return Shown(str(line.row), shown, line.name, why, whole)


def _contradiction(each: Contradiction, names: Names) -> Shown:
    why = str(KINDS[each.kind])
    sides = "；".join(f"{names.get(one, one)} {by}".strip() for one, by in each.says)
    whole = (
        f"{visible(each.name)}  {each.masked_id}\n{why}: {visible(sides)}\n"
        f"{Text('只作提示，不阻止导入', 'shown only; the list may go in')}"
    )
    return Shown("", each.masked_id, each.name, f"{why}: {sides}", whole)


def _wrong(each: WrongRow) -> Shown:
    faults = [visible(f"{column}: {why}") for column, why in each.faults]
    row = Text(f"第{each.row}行", f"row {each.row}")
    whole = "\n".join([f"{row}  {visible(each.name)}  {visible(each.masked_id)}", *faults])
    return Shown(str(each.row), each.masked_id, each.name, "；".join(faults), whole)


def _line(line: RosterLine, names: Names) -> Shown:
    shown = mask(line.person_id)
    category = str(names.get(line.category, line.category))
    says = f"{category} {line.died_on}".strip()
    row = Text(f"第{line.row}行", f"row {line.row}")
    return Shown(
        str(line.row), shown, line.name, says, f"{row}  {visible(line.name)}  {shown}\n{says}"
    )


def heading(preview: Preview) -> Text:
    """Return whose list it is and how many are in force."""
    read, kind = preview.read, LISTS[preview.source.kind]
    department = visible(read.department)
    return Text(
        f"{department} {read.month} {kind.zh}：在册 {preview.in_force} 人，"
        f"变动自 {read.effective} 起",
        f"{department}, {read.month}, {kind.en}: {preview.in_force} people in force,"
        f" changes from {read.effective}",
    )


def verdict(preview: Preview) -> Iterator[Text]:
    """Yield whether the list may go in, and what to know before."""
    if preview.already is not None:
        yield Text(
            f"同一文件已在第{preview.already}批导入，不会再改动任何内容",
            f"the same file went in as batch {preview.already}; nothing would change",
        )
        return
    for each in preview.refusals:
        yield Text(f"！{each.zh}", f"! {each.en}")
    if preview.read.file.problem_count and not preview.source.skip_bad_rows:
        yield Text(
            "  此处：F8 写出退回部门的文件，F7 跳过有误的行再看",
            "  here: F8 writes the file to return, F7 looks again without the wrong rows",
        )
    if preview.too_many is not None:
        count = preview.cancelling
        yield Text(f"！{preview.too_many.zh}", f"! {preview.too_many.en}")
        yield Text(
            f"  此处：按 F9 后须亲手输入人数 {count}",
            f"  here: F9 asks you to type the number {count}",
        )
    if preview.waiting:
        yield Text(
            f"因有行被跳过，名单中缺席的 {preview.waiting} 人暂不取消",
            f"rows were left out: {preview.waiting} people not in the list stay for now",
        )
    if preview.read.unknown_columns:
        unknown = [visible(each) for each in preview.read.unknown_columns]
        zh, en = "、".join(unknown), ", ".join(unknown)
        yield Text(f"未识别、未读取的列：{zh}", f"columns not known and not read: {en}")
    if not preview.refusals and preview.too_many is None:
        yield Text("可以导入：按 F9", "it may go in: press F9")


def summary(counts: Mapping[str, int]) -> str:
    """Return counts in one sentence; what there is none of is left out."""
    found = [
        f"{COUNTS[each]} {count}" for each, count in counts.items() if count and each in COUNTS
    ]
    return "，".join(found) or str(Text("没有变动", "nothing changes"))
