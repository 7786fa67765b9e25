"""An uncertain row beside the person it may speak of, with every difference in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import field, frozen

from jiuzhu.casebook.roster import PersonRow, QueueItem, Recognised
from jiuzhu_schemas.resident_id import mask
from jiuzhu_schemas.text import Text

_SAME: Final = Text("相同", "same")
_DIFFERENT: Final = Text("不同！", "differs!")
_NOT_SAID: Final = Text("名单未写", "not in the list")
_NOT_KNOWN: Final = Text("案卷未记", "not known")
_ACTIONS: Final = {
    "add": Text("认定身份", "recognise"),
    "cancel": Text("取消身份", "cancel"),
    "died": Text("登记死亡", "record the death"),
}
_BIRTH: Final = range(7, 15)
"""Places of the birth date in a resident ID, counted from 1."""


@frozen
class Compared:
    """One thing: what the list says, what the casebook knows, and whether they differ."""

    what: str
    says: str = field(repr=False)
    known: str = field(repr=False)
    verdict: str


def compared(
    item: QueueItem,
    person: PersonRow | None,
    history: Sequence[Recognised],
    names: Mapping[str, Text],
) -> list[Compared]:
    """Return both sides, line by line; IDs masked. ``person`` None: nobody is there to compare."""
    return list(_lines(item, person, history, names))


def _lines(
    item: QueueItem,
    person: PersonRow | None,
    history: Sequence[Recognised],
    names: Mapping[str, Text],
) -> Iterator[Compared]:
    line = item.line
    known_name = person.name if person else ""
    yield _line(Text("姓名", "name"), line.name, known_name)
    known_id = person.person_id if person else ""
    yield Compared(
        str(Text("身份证号", "resident ID")),
        mask(line.person_id),
        mask(known_id) if known_id else "",
        str(id_difference(line.person_id, known_id)) if known_id else str(_NOT_KNOWN),
    )
    yield _line(Text("乡镇", "township"), line.township, person.township if person else "")
    yield _line(Text("村居", "village"), line.village, person.village if person else "")
    care = "" if line.home_care is None else str(_yes(line.home_care))
    yield _line(
        Text("院外维持治疗", "home care"), care, str(_yes(person.home_care)) if person else ""
    )
    died = person.died_on.isoformat() if person and person.died_on else ""
    yield _line(Text("死亡日期", "died on"), line.died_on, died)
    held = "；".join(
        f"{names.get(each.category, each.category)}（{each.department}）"
        f" {each.valid_from}~{each.valid_to or ''}"
        for each in history
    )
    days = f" {line.valid_from}~{line.valid_to}" if line.valid_from or line.valid_to else ""
    says = f"{names.get(line.category, line.category)}{days}" if line.category else ""
    yield Compared(str(Text("身份", "identities")), says, held, _held(line.category, history))
    yield Compared(str(Text("这一行要做的", "the row would")), str(_ACTIONS[line.action]), "", "")


def _held(category: str, history: Sequence[Recognised]) -> str:
    if not category:
        return str(_NOT_SAID)
    if not history:
        return str(_NOT_KNOWN)
    return str(_SAME if any(each.category == category for each in history) else _DIFFERENT)


def _line(what: Text, says: str, known: str) -> Compared:
    if not says:
        verdict = _NOT_SAID if known else Text("", "")
    elif not known:
        verdict = _NOT_KNOWN
    else:
        verdict = _SAME if says == known else _DIFFERENT
    return Compared(str(what), says, known, str(verdict))


def _yes(value: bool) -> Text:
    return Text("是", "yes") if value else Text("否", "no")


def id_difference(one: str, other: str) -> Text:
    """Return in which places two IDs differ, without saying what stands there.

    >>> str(id_difference("500236197001010016", "500236197001010024"))
    '第17、18位不同！出生日期相同'
    """
    if one == other:
        return _SAME
    if len(one) != len(other):
        return Text(
            f"位数不同！{len(one)} 位与 {len(other)} 位",
            f"differs! {len(one)} places and {len(other)}",
        )
    places = [place for place, (a, b) in enumerate(zip(one, other, strict=True), 1) if a != b]
    zh, en = "、".join(map(str, places)), ", ".join(map(str, places))
    birth = (
        Text("出生日期不同", "so does the birth date")
        if any(place in _BIRTH for place in places)
        else Text("出生日期相同", "not in the birth date")
    )
    return Text(f"第{zh}位不同！{birth.zh}", f"differs in place {en}! {birth.en}")
