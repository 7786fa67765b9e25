"""What a golden case that does not hold tells: expected beside found, and how that came about.

For people who never saw the program: sums and words as on a slip, the clause by its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from jiuzhu.explanation.build import explain
from jiuzhu.explanation.text import render
from jiuzhu_schemas.golden import GoldenCase, GoldenClaim, GoldenEnrolment
from jiuzhu_schemas.text import Language, Text
from jiuzhu_schemas.trace import TracedPerson
from jiuzhu_schemas.words import HANDOFF_LABELS, REASON_LABELS, STAGE_LABELS, VISIT_LABELS

if TYPE_CHECKING:
    from jiuzhu.loading.county import County

    from .golden import Difference

_EMPTY: Final = Text("空", "empty")
_IN_LINE: Final = 3
"""Differences that stand in the one line of a case."""
_FIELDS: Final[Mapping[str, Text]] = {
    "stage": Text("救助类型", "stage"),
    "identity": Text("所按身份", "identity"),
    "rate": Text("比例", "rate, percent"),
    "award": Text("救助金额", "award"),
    "tilt": Text("倾斜救助金额", "tilt"),
    "self_pay": Text("个人负担", "self-pay"),
    "charity": Text("转介", "handed on to"),
    "reason": Text("原因", "reason"),
    "clause": Text("依据条款", "clause"),
    "premium": Text("个人缴费标准", "premium"),
    "subsidy": Text("资助金额", "subsidy"),
    "own_payment": Text("个人自付", "own payment"),
    "department": Text("资助部门", "department"),
}
_LABELS: Final[Mapping[str, Mapping[str, Text]]] = {
    "stage": STAGE_LABELS,
    "reason": REASON_LABELS,
    "charity": HANDOFF_LABELS,
}


def failure(
    case: GoldenCase, county: County, differences: Sequence[Difference], unknown: Sequence[str]
) -> Text:
    """Say what is not as the case expects, and show the engine's way to what it found."""
    pages = (_Page(case, county, language) for language in _LANGUAGES)
    zh, en = ("\n".join(page.lines(differences, unknown)) for page in pages)
    return Text(zh, en)


def in_short(
    case: GoldenCase, county: County, differences: Sequence[Difference], unknown: Sequence[str]
) -> Text:
    """Say the same in one line: what was expected and what was found."""
    zh, en = (_Page(case, county, language).line(differences, unknown) for language in _LANGUAGES)
    return Text(zh, en)


_LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


class _Page:
    """Writes a failure in one language."""

    def __init__(self, case: GoldenCase, county: County, language: Language) -> None:
        self._case = case
        self._county = county
        self._language = language
        categories = county.policy.vocabulary.categories
        self._labels = {
            **_LABELS,
            "identity": {name: each.label for name, each in categories.items()},
            "clause": dict(_cites(county)),
        }

    def lines(self, differences: Sequence[Difference], unknown: Sequence[str]) -> Iterator[str]:
        """Yield the lines."""
        case = self._case
        yield self._say(Text(f"算例“{case.id}”：{case.title}", f"Case “{case.id}”: {case.title}"))
        yield self._say(Text(f"手工算式：{case.why}", f"worked by hand, why: {case.why}"))
        for clause in unknown:
            yield self._say(
                Text(
                    f"clauses 中的“{clause}”不在已载入的文件里，请核对条款编号",
                    f"“{clause}” of clauses is in no document that is loaded: see its number",
                )
            )
        if not case.confirmed:
            yield self._say(
                Text(
                    "尚未确认：请对照本县文件手工算一遍，改好 expect，再删去 confirmed = false",
                    "not confirmed: work it by hand from the county's document, mend expect, then"
                    " delete confirmed = false",
                )
            )
        for place, settled in self._looked_at(differences):
            yield ""
            yield self._say(_headline(place, settled))
            yield from self._compared(each for each in differences if each.place == place)
            yield from self._way(place)

    def line(self, differences: Sequence[Difference], unknown: Sequence[str]) -> str:
        """Return the one line."""
        told = [each.strip() for each in self._compared(differences[:_IN_LINE])]
        if len(differences) > _IN_LINE:
            more = len(differences) - _IN_LINE
            told.append(self._say(Text(f"另有 {more} 项", f"{more} more")))
        if unknown:
            clauses = ", ".join(unknown)
            told.append(self._say(Text(f"没有条款 {clauses}", f"there is no clause {clauses}")))
        if not told:
            told.append(self._say(Text("尚未确认", "not confirmed")))
        return self._say(Text("；", "; ")).join(told)

    def _looked_at(
        self, differences: Sequence[Difference]
    ) -> Iterator[tuple[str, GoldenClaim | GoldenEnrolment]]:
        """Yield what differs; of a case that is only unconfirmed, everything."""
        wrong = {each.place for each in differences}
        parts: dict[str, Sequence[GoldenClaim | GoldenEnrolment]] = {
            "claims": self._case.claims,
            "enrolments": self._case.enrolments,
        }
        for name, settled in parts.items():
            for number, each in enumerate(settled):
                place = f"{name}[{number}]"
                if place in wrong or not (wrong or self._case.confirmed):
                    yield place, each

    def _compared(self, differences: Iterable[Difference]) -> Iterator[str]:
        for each in differences:
            name = _FIELDS[each.field]
            expected, found = self._value(each, each.expected), self._value(each, each.found)
            yield "  " + self._say(
                Text(
                    f"{name.zh}（{each.place}.{each.field}）应为 {expected}，实为 {found}",
                    f"{name.en} ({each.place}.{each.field}) expected {expected}, found {found}",
                )
            )

    def _value(self, difference: Difference, value: str) -> str:
        if not value:
            return self._say(_EMPTY)
        said = self._in_words(difference.field, value)
        if said == value:
            return value
        return f"{value}（{said}）" if self._language == "zh" else f"{value} ({said})"

    def _in_words(self, field: str, value: str) -> str:
        """Return what a code means; a clause's number and place, of several one after another."""
        labels = self._labels.get(field, {})
        if not any(each in labels for each in value.split(";")):
            return value
        joint = self._say(Text("；", "; "))
        return joint.join(
            self._say(labels[each]) if each in labels else each for each in value.split(";")
        )

    def _way(self, place: str) -> Iterator[str]:
        """Yield how the engine came to what it found."""
        if place.startswith("enrolments"):
            yield from self._subsidised(place)
            return
        from .golden import identities_of, people_of, settle_case

        settlement = settle_case(self._case, self._county)
        number = int(place.partition("[")[2].rstrip("]"))
        trace = explain(
            self._county,
            settlement,
            people_of(self._case),
            identities_of(self._case),
            number,
            TracedPerson(person_id="", name=""),
            f"{self._case.id} {place}",
        )
        yield "  " + self._say(Text("系统是这样算的：", "How it was settled:"))
        yield from (f"    {line}".rstrip() for line in render(trace, self._language).splitlines())

    def _subsidised(self, place: str) -> Iterator[str]:
        from .golden import subsidies_of

        number = int(place.partition("[")[2].rstrip("]"))
        found = subsidies_of(self._case, self._county)[number]
        yield "  " + self._say(Text("系统是这样算的：", "How it was worked out:"))
        for name, value in found.items():
            field = self._say(_FIELDS[name])
            if value:
                yield f"    {field}{self._say(Text('：', ': '))}{self._in_words(name, value)}"

    def _say(self, text: Text) -> str:
        return text.in_language(self._language)


def _cites(county: County) -> Iterator[tuple[str, Text]]:
    """Yield each clause by its name in files, and where it stands on paper."""
    for each in county.policy.documents:
        document = each.document
        for clause in document.clauses:
            place = f"{document.number} {clause.cite}"
            yield f"{document.id}#{clause.id}", Text(place, place)


def _headline(place: str, settled: GoldenClaim | GoldenEnrolment) -> Text:
    number = int(place.partition("[")[2].rstrip("]")) + 1
    if isinstance(settled, GoldenEnrolment):
        year = settled.year
        return Text(
            f"第{number}笔参保（{year}年，{settled.paid_on} 缴费）：",
            f"Enrolment {number} ({year}, paid on {settled.paid_on}):",
        )
    visit = VISIT_LABELS[settled.visit]
    return Text(
        f"第{number}笔费用（{settled.settled_on} {visit.zh}）：",
        f"Claim {number} ({settled.settled_on}, {visit.en}):",
    )
