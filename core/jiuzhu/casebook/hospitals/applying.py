"""Applies the register to a file of claims: level and region, and who is not designated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from jiuzhu.casebook.store import Casebook
from jiuzhu.exchange.hospital_codes import (
    UNSAID,
    HospitalRefusal,
    NamedHospitals,
    RegisterAnswer,
)
from jiuzhu.settlement.columns import Codes, day_date, day_number
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import HOSPITAL_LEVELS, LEVEL_LABELS, REGION_LABELS, REGIONS

from .reading import UNKNOWN, hospitals
from .records import Designation, Hospital, Suspension

_DESIGNATED = Text(
    "结算当日应是定点医疗机构", "expected a hospital that is designated on the settlement day"
)
_AS_REGISTERED = Text("应与定点医疗机构名册一致", "expected what the register of hospitals has")


@define(eq=False)
class _Answer:
    """Gathers level, region and refusals, hospital by hospital."""

    level: Codes
    region: Codes
    refusals: list[HospitalRefusal] = field(factory=list)

    def refuse(
        self, rows: NDArray[np.int64], column: str, code: str, texts: tuple[Text, Text]
    ) -> None:
        """Refuse rows for a reason; no rows, no refusal."""
        if len(rows):
            reason, expected = texts
            self.refusals.append(
                HospitalRefusal(
                    rows=rows, column=column, code=code, reason=reason, expected=expected
                )
            )


def apply_register(book: Casebook, named: NamedHospitals) -> RegisterAnswer:
    """Give level and region of every claim that names its hospital, as on its settlement day.

    Refused are claims at a hospital that the register does not have or that is not designated on
    that day, with the reason, and claims whose file says another level or region. Claims that
    name no hospital keep what their file says. Bind it to a casebook for `read_claims`:
    ``register=partial(apply_register, book)``.
    """
    answer = _Answer(_said_or_none(named.level), _said_or_none(named.region))
    register = hospitals(book, set(named.code.words))
    for word, rows in _by_hospital(named):
        if word in register:
            _apply(answer, register[word], named, rows)
        else:
            answer.refuse(rows, "hospital_code", "not_designated", (UNKNOWN, _DESIGNATED))
    return RegisterAnswer(level=answer.level, region=answer.region, refusals=tuple(answer.refusals))


def _apply(
    answer: _Answer, hospital: Hospital, named: NamedHospitals, rows: NDArray[np.int64]
) -> None:
    days = named.settled_on[rows]
    span = np.searchsorted(_turns(hospital), days, side="right")
    _, first, which = np.unique(span, return_index=True, return_inverse=True)
    states = [hospital.on(day_date(int(day))) for day in days[first]]
    level = np.array([HOSPITAL_LEVELS.index(each.level) for each in states], np.uint8)[which]
    answer.level[rows] = level
    answer.region[rows] = REGIONS.index(hospital.region)
    whys = list(dict.fromkeys(each.why for each in states if each.why))
    for why in whys:
        at = np.array([each.why == why for each in states], np.bool_)
        zh, en = f"“{hospital.name}”当日未定点：{why.zh}", f"“{hospital.name}”: {why.en}"
        texts = (Text(zh, en), _DESIGNATED)
        answer.refuse(rows[at[which]], "hospital_code", "not_designated", texts)
    good = np.array([each.designated for each in states], np.bool_)[which]
    _refuse_other_levels(answer, hospital, rows[good], level[good], named.level[rows[good]])
    _refuse_other_region(answer, hospital, rows[good], named.region[rows[good]])


def _by_hospital(named: NamedHospitals) -> Iterator[tuple[str, NDArray[np.int64]]]:
    """Yield every hospital that is named, with its rows in file order."""
    order = np.argsort(named.code.code, kind="stable")
    bounds = np.searchsorted(named.code.code[order], np.arange(len(named.code.words) + 1))
    rows: dict[str, list[NDArray[np.int64]]] = defaultdict(list)
    for word, (start, stop) in zip(named.code.words, pairwise(bounds.tolist()), strict=True):
        if word and stop > start:
            rows[word].append(order[start:stop])
    for word in sorted(rows):  # Two spellings of a code in the file are one hospital.
        yield word, np.sort(np.concatenate(rows[word]))


def _turns(hospital: Hospital) -> NDArray[np.int64]:
    """Return the days, as numbers, from which something else may hold of a hospital."""
    days = [day_number(each.since) for each in hospital.levels]
    intervals: tuple[Designation | Suspension, ...] = (
        *hospital.designations,
        *hospital.suspensions,
    )
    for interval in intervals:
        days.append(day_number(interval.since))
        if interval.until is not None:
            days.append(day_number(interval.until) + 1)
    return np.unique(np.array(days, np.int64))


def _refuse_other_levels(
    answer: _Answer, hospital: Hospital, rows: NDArray[np.int64], level: Codes, said: Codes
) -> None:
    for code in np.unique(level).tolist():
        label = LEVEL_LABELS[HOSPITAL_LEVELS[code]]
        wrong = (level == code) & (said != UNSAID) & (said != code)
        reason = Text(
            f"与名册不符：“{hospital.name}”当日为{label.zh}",
            f"contradicts the register: “{hospital.name}” has {label.en} on that day",
        )
        texts = (reason, _AS_REGISTERED)
        answer.refuse(rows[wrong], "hospital_level", "contradicts_register", texts)


def _refuse_other_region(
    answer: _Answer, hospital: Hospital, rows: NDArray[np.int64], said: Codes
) -> None:
    label = REGION_LABELS[hospital.region]
    wrong = (said != UNSAID) & (said != REGIONS.index(hospital.region))
    reason = Text(
        f"与名册不符：“{hospital.name}”属{label.zh}",
        f"contradicts the register: “{hospital.name}” is {label.en}",
    )
    answer.refuse(rows[wrong], "hospital_region", "contradicts_register", (reason, _AS_REGISTERED))


def _said_or_none(codes: Codes) -> Codes:
    """Return a copy in which UNSAID is 0: such a row is refused, or has its hospital's."""
    found: Codes = np.where(codes == UNSAID, 0, codes).astype(np.uint8)
    return found
