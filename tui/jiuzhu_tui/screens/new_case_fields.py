"""The fields of the form for a new case, made from what its kind asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from attrs import frozen

from jiuzhu.casebook.cases import Kind, content, kind_in, kind_of
from jiuzhu.casebook.cases.kinds import CaseField
from jiuzhu.casebook.cases.own_facts import SETTLED
from jiuzhu.casebook.hospitals import Hospital, hospitals
from jiuzhu.policy.vocabulary import Vocabulary
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import LEVEL_LABELS, REGION_LABELS
from jiuzhu_tui.counties import office_county
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.forms import Entry, Lookup, Reader, Suggestion
from jiuzhu_tui.forms.reading import (
    day_reader,
    read_account,
    read_claims,
    read_diagnosis,
    read_month,
    read_text,
    read_yuan,
)
from jiuzhu_tui.pinyin import search_key

_LAST: Final = ("claim_id",)
"""Fields that stand at the end: hardly anybody fills them in."""
_FREE: Final[Mapping[str, Reader]] = MappingProxyType({"diagnosis": read_diagnosis})
_LOOKED_UP: Final = frozenset({"hospital", "diagnosis", "disease"})
_PLACEHOLDERS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "day": Text("年-月-日，如 2026-11-02", "such as 2026-11-02"),
        "month": Text("年-月，如 2026-11", "such as 2026-11"),
        "yuan": Text("元", "yuan"),
        "hospital": Text("名称、拼音或编码", "name, pinyin or code"),
        "diagnosis": Text("病种名称、拼音或编码", "disease, pinyin or code"),
        "disease": Text("病种名称、拼音或编码", "disease, pinyin or code"),
        "claims": Text("以空格隔开", "with blanks between"),
    }
)


@frozen
class Catalogue:
    """What fields are looked up in: the register of hospitals, the county's diseases."""

    hospitals: Mapping[str, Hospital]
    suggestions: Mapping[str, Sequence[Suggestion]]
    """By the names of fields."""
    facts: tuple[CaseField, ...] = ()
    """The fields of a manual case that the county's plugins declared."""


def entries(kind: Kind, today: Callable[[], date]) -> Iterator[Entry]:
    """Yield the fields of a kind, empty."""
    for each in sorted(kind.fields, key=lambda field: field.name in _LAST):
        yield entry_of(each, today)


def entry_of(field: CaseField, today: Callable[[], date]) -> Entry:
    """Return one field, empty."""
    name, kind = field.name, field.type
    hint = _PLACEHOLDERS.get(name) or _PLACEHOLDERS.get(kind) or Text("", "")
    if content.words_of(field):
        none = Text("请选择", "choose")
        if name == "therapy" or kind == "fact":
            none = Text("无", "none")
        return Lookup(
            name, field.label, required=field.required, placeholder=none, opens=True
        )  # fmt: skip
    if name in _LOOKED_UP:
        free = None if name == "disease" else _FREE.get(name, read_text)
        return Lookup(name, field.label, free, required=field.required, placeholder=hint)
    readers: Mapping[str, Reader] = {
        "day": day_reader(today) if name != "valid_to" else day_reader(lambda: date.max),
        "month": read_month,
        "yuan": read_yuan,
        "account": read_account,
        "claims": read_claims,
    }
    return Entry(
        name, field.label, readers.get(kind, read_text), required=field.required,
        placeholder=hint, secret=field.secret,
    )  # fmt: skip


def words_of(fields: Iterable[CaseField]) -> Iterator[tuple[str, list[Suggestion]]]:
    """Yield the fields that take one of a few words, with the words."""
    for each in fields:
        labels = content.words_of(each)
        if labels:
            yield (
                each.name,
                [
                    Suggestion(word, str(label), (label.zh, label.en))
                    for word, label in labels.items()
                ],
            )


def catalogue(desk: Desk, county: str, today: date) -> Catalogue:
    """Read what fields are looked up in; the pinyin is worked out here, not while one types."""
    register = hospitals(desk.book)
    office = office_county(desk.platform, county)
    vocabulary = office.policy.vocabulary
    own = {each.name for each in kind_of(SETTLED).fields}
    facts = tuple(each for each in kind_in(office, SETTLED).fields if each.name not in own)
    suggestions = {
        "hospital": [_hospital(each, today) for each in register.values()],
        "diagnosis": list(_diagnoses(vocabulary)),
        "disease": list(_diseases(vocabulary)),
    }
    for found in suggestions.values():
        for each in found:
            for word in each.words:
                search_key(word)
    return Catalogue(register, suggestions, facts)


def on_day(hospital: Hospital, day: date) -> Text:
    """Say what holds of a hospital on a day, and whether it is designated."""
    found = hospital.on(day)
    level, region = LEVEL_LABELS[found.level], REGION_LABELS[found.region]
    if found.why is None:
        return Text(
            f"{found.name}  {level.zh}  {region.zh}", f"{found.name}  {level.en}  {region.en}"
        )
    return Text(
        f"{found.name} {day} 不是定点医疗机构：{found.why.zh}",
        f"{found.name} is not designated on {day}: {found.why.en}",
    )


def _hospital(each: Hospital, today: date) -> Suggestion:
    label = on_day(each, today)
    return Suggestion(each.code, f"{each.code}  {label}", (each.name,), label)


def _diagnoses(vocabulary: Vocabulary) -> Iterator[Suggestion]:
    for disease in vocabulary.diseases.values():
        for code in disease.codes:
            hint = Text(f"病种：{disease.zh}", f"disease: {disease.en}")
            yield Suggestion(
                code.code, f"{code.code}  {Text(disease.zh, disease.en)}",
                (disease.zh, disease.en), hint,
            )  # fmt: skip


def _diseases(vocabulary: Vocabulary) -> Iterator[Suggestion]:
    for disease in vocabulary.diseases.values():
        codes = tuple(code.code for code in disease.codes)
        hint = Text("编码 " + " ".join(codes), "codes " + " ".join(codes))
        yield Suggestion(disease.zh, disease.zh, (disease.zh, disease.en, disease.id, *codes), hint)
