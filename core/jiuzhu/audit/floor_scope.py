"""The claims of an upper stage that the county's stage leaves out, as findings or as notes."""

from __future__ import annotations

from collections.abc import Iterator

from jiuzhu.policy.quoting import Quoting
from jiuzhu.policy.views import Reference
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import STAGE_LABELS

from . import wording
from .left_out import LeftOut, left_out
from .records import FloorFinding

EVERYONE = Text("全部对象", "everyone")
_NOT_ALL = Text("本县未全部列入", "not all taken in by the county")


def scope_findings(here: Quoting, above: Quoting) -> Iterator[FloorFinding]:
    """Yield what somebody would be relieved for by the upper documents alone."""
    lists: dict[tuple[str, str], None] = {}
    for each in left_out(here.edition, above.edition):
        if each.relieved and not each.lists:
            yield _entry(here, above, each)
        elif each.relieved:
            lists |= {(each.stage, name): None for name in sorted(each.lists)}
    for stage, name in lists:
        yield _list(here, above, stage, name)


def scope_notes(here: Quoting, above: Quoting) -> Iterator[Text]:
    """Yield what is left out of a stage without loss: the upper documents give nobody terms."""
    for each in left_out(here.edition, above.edition):
        if not each.relieved:
            when = wording.conditions(above.conditions(each.entry.tests))
            clause = wording.source(above.reference(each.entry.clause))
            label = STAGE_LABELS[each.stage]
            yield Text(
                f"{label.zh}：{clause.zh} 列入的情形（{when.zh}）本县未全部列入；"
                "上级文件对此未给标准，请人工核对",
                f"{label.en}: the county does not take in all of {when.en} ({clause.en}), for"
                " which the upper document gives no terms: compare by hand",
            )


def _entry(here: Quoting, above: Quoting, found: LeftOut) -> FloorFinding:
    source = above.reference(found.entry.clause)
    conditions = above.conditions(found.entry.tests)
    when = wording.conditions(conditions)
    mine = here.edition.stages[found.stage].entry
    return FloorFinding(
        id=f"floor:{found.stage}:entry:{source.clause}",
        stage=found.stage,
        stage_label=STAGE_LABELS[found.stage],
        category="",
        label=EVERYONE,
        conditions=conditions,
        figure="entry",
        county=_NOT_ALL,
        county_source=here.reference(mine[0].clause) if mine else source,
        upper=Text(f"列入：{when.zh}", f"takes in {when.en}"),
        upper_source=source,
    )


def _list(here: Quoting, above: Quoting, stage: str, name: str) -> FloorFinding:
    document, mine = here.edition.disease_lists[name]
    upper, listed = above.edition.disease_lists[name]
    known = here.policy.vocabulary.diseases
    lacking = [
        Text(known[each].zh, known[each].en) for each in listed.classes if each not in mine.classes
    ]
    zh, en = "、".join(each.zh for each in lacking), ", ".join(each.en for each in lacking)
    source: Reference = above.clause(upper, listed.clause)
    return FloorFinding(
        id=f"floor:{stage}:disease_list:{name}",
        stage=stage,
        stage_label=STAGE_LABELS[stage],
        category="",
        label=EVERYONE,
        conditions=(),
        figure="disease_list",
        county=Text(f"病种目录 {name} 未列 {zh}", f"the disease list {name} leaves out {en}"),
        county_source=here.clause(document, mine.clause),
        upper=Text(f"列入 {zh}", f"lists {en}"),
        upper_source=source,
    )
