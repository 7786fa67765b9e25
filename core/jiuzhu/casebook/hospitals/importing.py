"""Imports a register file: first a preview of what each row would change, then all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from attrs import field, frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.audit import AuditLine
from jiuzhu.casebook.errors import RowConflict
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.store import Casebook
from jiuzhu.exchange.hospitals import HospitalRow, HospitalsFile
from jiuzhu.exchange.problems import RowProblem
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import LEVEL_LABELS, REGION_LABELS

from .changes import ACT, insert_designation, insert_hospital, overlaps, write_level
from .errors import ImportRefused
from .reading import hospitals
from .records import Designation, Hospital, overlap
from .writing import Writer

Kind = Literal["added", "changed", "unchanged"]


@frozen(kw_only=True)
class PlannedRow:
    """What a row of the file would do to the register; ``changes`` in words, empty if nothing."""

    row: HospitalRow
    kind: Kind
    changes: tuple[Text, ...]


@frozen(kw_only=True)
class ImportPreview:
    """What an import would do. Nothing can be recorded while there are ``problems``."""

    file: str
    levels_since: date
    """From when a level holds that differs from the one recorded."""
    rows: tuple[PlannedRow, ...]
    problems: tuple[RowProblem, ...]
    problem_count: int

    def count(self, kind: Kind) -> int:
        """Return how many rows are of a kind."""
        return sum(each.kind == kind for each in self.rows)


@frozen
class _Plan:
    """A row beside what the register has of that hospital."""

    row: HospitalRow
    found: Hospital | None
    level_differs: bool
    designated_anew: bool
    ended: Designation | None
    """The open designation that the row ends."""
    refusals: tuple[tuple[str, Text, Text], ...] = field(default=())
    """Column, reason and what was expected."""


def preview_import(
    book: Casebook, file: HospitalsFile, levels_since: date | None = None
) -> ImportPreview:
    """Return what a register file would change, and what is wrong with it; records nothing.

    ``levels_since``: the day from which levels hold that differ; today if not given.
    """
    since = levels_since or book.clock().date()
    plans = _plans(book, file.rows, since)
    problems = [_problem(file, plan, refusal) for plan in plans for refusal in plan.refusals]
    return ImportPreview(
        file=file.file,
        levels_since=since,
        rows=tuple(_planned(plan, since) for plan in plans if not plan.refusals),
        problems=(*file.problems, *problems),
        problem_count=file.problem_count + len(problems),
    )


def import_hospitals(book: Casebook, actor: Actor, preview: ImportPreview) -> ImportPreview:
    """Record what a preview shows: all of it in one transaction, or nothing.

    A file that changes nothing leaves no trace. Raises NotAllowed, ImportRefused if the preview
    has problems, RowConflict if the register has changed since the preview was made.
    """
    require(book, actor, ACT)
    if preview.problem_count:
        raise ImportRefused(
            Text(
                f"共 {preview.problem_count} 处有误，没有写入任何内容，请更正后重新导入",
                f"{preview.problem_count} faults; nothing was recorded: mend them, import again",
            ),
            preview.file,
        )
    if preview.count("unchanged") == len(preview.rows):
        return preview
    since = preview.levels_since
    with book.gate() as gate:
        plans = _plans(book, tuple(each.row for each in preview.rows), since)
        if tuple(_planned(each, since) for each in plans) != preview.rows:
            raise RowConflict(
                Text(
                    "预览之后名册已被他人改动，请重新预览；没有写入任何内容",
                    "the register was changed since the preview; look again. Nothing was written",
                ),
                preview.file,
            )
        writer = Writer(gate, book, actor)
        counts = {"added": preview.count("added"), "changed": preview.count("changed")}
        writer.note(AuditLine(action="hospital.import", detail=counts))
        for plan in plans:
            _carry_out(writer, plan, since)
        writer.close()
    return preview


def _plans(book: Casebook, rows: tuple[HospitalRow, ...], levels_since: date) -> list[_Plan]:
    register = hospitals(book, {row.code for row in rows})
    return [_plan(row, register, levels_since) for row in rows]


def _plan(row: HospitalRow, register: Mapping[str, Hospital], levels_since: date) -> _Plan:
    found = register.get(row.code)
    if found is None:
        return _Plan(row, None, False, True, None)
    same = next((each for each in found.designations if each.since == row.since), None)
    refusals = tuple(_contradictions(row, found, same))
    ended = same if same and same.until is None and row.until else None
    differs = found.level_on(levels_since) != row.level
    return _Plan(row, found, differs, same is None, ended, refusals)


def _contradictions(
    row: HospitalRow, found: Hospital, same: Designation | None
) -> Iterator[tuple[str, Text, Text]]:
    if same is None:
        for each in found.designations:
            if overlap(each, row.since, row.until):
                expected = Text(
                    "请与已登记的定点日期核对", "compare with the days that are recorded"
                )
                yield "since", overlaps(each), expected
    elif same.until is not None and same.until != row.until:
        yield (
            "until",
            Text(f"已登记的定点止日是 {same.until}", f"{same.until} is recorded as the last day"),
            Text(
                "已登记的止日不因导入而改变；恢复定点请另起一段",
                "an end that is recorded is not changed by an import; designate anew instead",
            ),
        )


def _planned(plan: _Plan, levels_since: date) -> PlannedRow:
    if plan.found is None:
        return PlannedRow(row=plan.row, kind="added", changes=())
    changes = tuple(_changes(plan, plan.found, levels_since))
    return PlannedRow(row=plan.row, kind="changed" if changes else "unchanged", changes=changes)


def _changes(plan: _Plan, found: Hospital, levels_since: date) -> Iterator[Text]:
    row = plan.row
    if row.name != found.name:
        yield Text(f"名称：{found.name} → {row.name}", f"name: {found.name} → {row.name}")
    if row.region != found.region:
        old, new = REGION_LABELS[found.region], REGION_LABELS[row.region]
        yield Text(f"区域：{old.zh} → {new.zh}", f"region: {old.en} → {new.en}")
    if plan.level_differs:
        old, new = LEVEL_LABELS[found.level_on(levels_since)], LEVEL_LABELS[row.level]
        yield Text(
            f"等级：{old.zh} → {new.zh}，自 {levels_since} 起",
            f"level: {old.en} → {new.en}, from {levels_since}",
        )
    if plan.designated_anew:
        zh, en = (f"至 {row.until}", f" to {row.until}") if row.until else ("起", "")
        yield Text(f"定点：{row.since} {zh}", f"designated from {row.since}{en}")
    if plan.ended:
        yield Text(f"定点止：{row.until}", f"designated until {row.until}")


def _carry_out(writer: Writer, plan: _Plan, levels_since: date) -> None:
    row, found = plan.row, plan.found
    if found is None:
        number = insert_hospital(writer, (row.code, row.name, row.level, row.region), row.since)
    else:
        number = found.hospital
        differing = {
            name: (old, new)
            for name, old, new in (
                ("name", found.name, row.name),
                ("region", found.region, row.region),
            )
            if old != new
        }
        if differing:
            writer.change("hospital.correct", row.code, "hospitals", number, differing)
        if plan.level_differs:
            write_level(writer, found, row.level, levels_since)
    if plan.designated_anew:
        insert_designation(writer, row.code, number, row.since, row.until)
    if plan.ended:
        key = plan.ended.designation
        writer.change("hospital.end", row.code, "designations", key, {"until": (None, row.until)})


def _problem(file: HospitalsFile, plan: _Plan, refusal: tuple[str, Text, Text]) -> RowProblem:
    column, reason, expected = refusal
    value = plan.row.since if column == "since" else plan.row.until
    return RowProblem(
        file=file.file,
        row=plan.row.row,
        column=file.headers.get(column, column),
        value=str(value or ""),
        code="contradicts_register",
        reason=reason,
        expected=expected,
    )
