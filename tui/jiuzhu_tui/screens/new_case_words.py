"""What is said above the form of a new case: where it stands, and what would come out."""

from __future__ import annotations

from jiuzhu.casebook.cases import STATE_LABELS, Case
from jiuzhu.explanation.headline import headline
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text
from jiuzhu_tui.foreign import visible
from jiuzhu_tui.screens.new_case_keeper import Kept, Settled


def standing(case: Case | None, *, wrong: int, is_saved: bool) -> Text:
    """Say whom the case is about and whether all is saved; ``wrong``: fields that are not."""
    zh, en = (f"  {wrong} 项有误，未存", f"  {wrong} wrong, not saved") if wrong else ("", "")
    if case is None:
        return Text(
            f"选定人员并填写后自动存为草稿{zh}", f"Saved as a draft once it says something{en}"
        )
    who = f"{case.number}  {visible(case.name)}  {mask(case.person_id)}".rstrip()
    state = STATE_LABELS[case.state]
    kept = Text("已保存", "saved") if is_saved else Text("有未存内容", "not all is saved")
    return Text(f"{who}  {state.zh}  {kept.zh}{zh}", f"{who}  {state.en}  {kept.en}{en}")


def outcome(kind: str, kept: Kept, settled: Settled) -> Text:
    """Say what matters most: a duplicate, why nothing was saved, what would be given."""
    warnings = kept.warnings or settled.warnings
    if warnings:
        said = "；".join(str(each) for each in warnings)
        return Text(f"！疑似重复：{said}。F8", f"! may be a duplicate: {said}. F8")
    if kept.problem:
        return Text(f"！未保存：{kept.problem}", f"! not saved: {kept.problem}")
    if kind != "manual":
        return Text("", "")
    if settled.trace is not None:
        head = headline(settled.trace)
        return Text(f"试算：{head.zh}", f"Would be: {head.en}")
    return why_not_settled(settled)


def why_not_settled(settled: Settled) -> Text:
    """Say what the settlement lacks, or what is wrong with it."""
    if settled.problem:
        return Text(f"尚不能试算：{settled.problem}", f"Cannot be settled yet: {settled.problem}")
    missing = settled.missing
    if not missing:
        return Text("", "")
    zh, en = "、".join(each.zh for each in missing), ", ".join(each.en for each in missing)
    return Text(f"试算还缺：{zh}", f"To settle it lacks: {en}")
