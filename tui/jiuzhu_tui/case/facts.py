"""What a case says, line by line: its facts, content, documents, ledger entries and steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from jiuzhu.casebook.cases import (
    STATE_LABELS,
    STEP_LABELS,
    Case,
    kind_of,
    missing_documents,
    missing_fields,
    remarks_on,
)
from jiuzhu.casebook.cases.content import shown
from jiuzhu.casebook.cases.records import TakenStep
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text
from jiuzhu_tui.foreign import visible

from .reading import SeenCase

ENTRY_LABELS: Final = {
    "settle": Text("结算", "settled"),
    "reverse": Text("冲正", "reversed"),
    "adjust": Text("调整", "adjusted"),
}


_AT_ONE_SITTING: Final = timedelta(minutes=10)
"""Edits no further apart are one piece of work."""


def facts(seen: SeenCase, full_id: str = "") -> str:
    """Return the lines; the resident ID is masked unless the full one is given."""
    parts = (_head(seen, full_id), _content(seen), _documents(seen.case), _ledger(seen),
             _steps(seen))  # fmt: skip
    return "\n".join(line for part in parts for line in part)


def _head(seen: SeenCase, full_id: str) -> Iterator[str]:
    case = seen.case
    yield f"{kind_of(case.kind).label}  {STATE_LABELS[case.state]}"
    yield f"{Text('姓名', 'name')}: {visible(case.name)}"
    yield f"{Text('身份证号', 'resident ID')}: {full_id or mask(case.person_id)}"
    yield f"{Text('乡镇', 'township')}: {visible(case.township)}"
    if seen.deadline and case.due_on:
        yield f"{Text('期限', 'due')}: {case.due_on}  {seen.deadline.label}"
    yield from _given(case)
    yield from to_look_at(case)
    for label, value in (
        (Text("特批", "override"), f"{case.override_by} {case.override_reason}".strip()),
        (Text("理由", "reason"), case.outcome),
        (Text("移交", "handed to"), case.handoff),
    ):
        if value:
            yield f"{label}: {visible(value)}"


def _given(case: Case) -> Iterator[str]:
    """Yield what the case is given; of a reversed one what it was, and that nothing stands."""
    if not (case.award or case.tilt):
        return
    award, tilt = format_yuan(case.award), format_yuan(case.tilt)
    if case.state == "reversed":
        was, none = format_yuan(case.award + case.tilt), format_yuan(0)
        yield str(Text(f"已冲正：原 {was}，现 {none}", f"reversed: was {was}, now {none}"))
    else:
        yield str(Text(f"救助 {award}  倾斜 {tilt}", f"relief {award}  tilt {tilt}"))


def to_look_at(case: Case) -> Iterator[str]:
    """Yield what a decider should know: another holder, warnings that were overridden."""
    for each in remarks_on(case):
        yield str(Text(f"！{each.zh}", f"! {each.en}"))
    for step in case.steps:
        for said in step.detail.get("despite", ()):
            why = Text("疑似重复，仍办理", "maybe a duplicate, done all the same")
            yield f"{Text('！', '! ')}{why}: {visible(said)}  {visible(step.operator)}"


def _content(seen: SeenCase) -> Iterator[str]:
    case, kind = seen.case, seen.kind
    yield from ("", str(Text("申请内容", "What it says")))
    for each in kind.fields:
        if each.name in case.content:
            named = f"  {visible(seen.hospital)}" if each.name == "hospital" else ""
            value = visible(shown(each, case.content[each.name]))
            yield f"  {each.label}: {value}{named}".rstrip()
    missing = "、".join(str(each.label) for each in missing_fields(kind, case.content))
    if missing:
        yield f"  {Text('尚缺', 'missing')}: {missing}"


def _documents(case: Case) -> Iterator[str]:
    yield from ("", str(Text("材料", "Documents")))
    for each in kind_of(case.kind).documents:
        given = case.documents.get(each.id)
        sign = "[ ]" if given is None else "[-]" if given.waived_by else "[x]"
        note = f"  {given.waived_by}: {visible(given.note)}" if given and given.waived_by else ""
        yield f"  {sign} {each.label}{note}"
    if missing_documents(case) and case.state in ("draft", "returned"):
        how = Text("缺的：F9 登记材料；主管可 F9 豁免材料", "missing: F9 notes or waives them")
        yield f"  {how}"


def _ledger(seen: SeenCase) -> Iterator[str]:
    """Yield the claim's entries, and what stands now if that is not what the case was given."""
    if not seen.entries:
        return
    yield from ("", str(Text("记账经过（元）", "In the ledger (yuan)")))
    for each in seen.entries:
        change = f"{'+' if each.change > 0 else ''}{format_yuan(each.change)}"
        yield f"  {each.at}  {ENTRY_LABELS[each.kind]}  {change}  {visible(each.actor)}"
        if each.kind != "settle" and each.note:
            yield f"    {visible(each.note)}"
    case, last = seen.case, seen.entries[-1]
    if (last.award, last.tilt) != (case.award, case.tilt):
        award, tilt = format_yuan(last.award), format_yuan(last.tilt)
        yield f"  {Text(f'现为：救助 {award}  倾斜 {tilt}', f'now: relief {award}  tilt {tilt}')}"


def _steps(seen: SeenCase) -> Iterator[str]:
    """Yield the steps; edits of one operator within minutes, as saved by itself, are one line."""
    yield from ("", str(Text("办理经过", "What was done")))
    shown = _together(seen.case.steps)
    for last, fields in shown:
        note = f"  {visible(last.note)}" if last.note else ""
        yield f"  {last.at}  {STEP_LABELS[last.step]}  {visible(last.operator)}{note}"
        labels = [str(each.label) for each in seen.kind.fields if each.name in fields]
        if labels:
            yield f"    {'、'.join(labels)}"


def _together(steps: Iterable[TakenStep]) -> list[tuple[TakenStep, set[str]]]:
    """Return steps with the fields they changed, a run of an operator's edits as its last."""
    found: list[tuple[TakenStep, set[str]]] = []
    for each in steps:
        fields = set(each.detail.get("fields", ())) if each.step == "edit" else set()
        if found and _goes_on(found[-1][0], each):
            fields |= found.pop()[1]
        found.append((each, fields))
    return found


def _goes_on(before: TakenStep, step: TakenStep) -> bool:
    if (before.step, before.operator, before.note) != (step.step, step.operator, step.note):
        return False
    gap = datetime.fromisoformat(step.at) - datetime.fromisoformat(before.at)
    return step.step == "edit" and gap <= _AT_ONE_SITTING
