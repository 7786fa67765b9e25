"""The fixed phrases of an explanation: what lines of arithmetic and outcomes are called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final

from jiuzhu_schemas.money import format_percent, format_yuan
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import LineStep, Trace
from jiuzhu_schemas.trace_rules import Citation, Condition, LapsedIdentity, Named, TracedTerms
from jiuzhu_schemas.words import REASON_LABELS

STEPS: Final[Mapping[LineStep, Text]] = MappingProxyType(
    {
        "base": Text("政策范围内自付", "left by insurance"),
        "relieved": Text("纳入救助的部分", "part that is relieved"),
        "due": Text("应救助", "relief due"),
        "stay_capped": Text("单次限额内", "within the cap a stay"),
        "available": Text("年度限额余额", "left of the annual cap"),
        "award": Text("救助金额", "relief"),
        "left": Text("救助后自付", "left after relief"),
        "tilt_relieved": Text("纳入倾斜的部分", "part for the tilt"),
        "tilt_due": Text("应倾斜救助", "tilt due"),
        "tilt_stay_capped": Text("单次限额内", "within the cap a stay"),
        "tilt_held": Text("不超过剩余自付", "no more than is left"),
        "tilt_available": Text("倾斜限额余额", "left of the tilt's cap"),
        "tilt": Text("倾斜救助金额", "tilt"),
        "self_pay": Text("个人负担", "to pay oneself"),
    }
)
LOWER: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "quota": Text("定额较低", "a lower quota"),
        "rate": Text("比例较低", "a lower rate"),
        "threshold": Text("起付线较高", "a higher threshold"),
        "cap": Text("年度限额较低", "a lower annual cap"),
    }
)
ROUNDED: Final = Text("四舍五入到分", "rounded half up to the fen")
_LESSER: Final = re.compile(r"min\((.+?), (.+)\)")
_GREATER: Final = re.compile(r"max\((.+), 0\)")


def yuan(fen: int) -> Text:
    """Return a sum as it is spoken of."""
    return Text(f"{format_yuan(fen)} 元", f"{format_yuan(fen)} yuan")


def formula(text: str) -> Text:
    """Put a line's formula into words where it takes the lesser of two sums."""
    zh = _LESSER.sub(r"\1 与 \2 中较小者", _GREATER.sub(r"\1，不足按 0", text))
    en = _LESSER.sub(r"the lesser of \1 and \2", _GREATER.sub(r"\1, at least 0", text))
    return Text(f"= {zh}", f"= {en}")


def reason(code: str) -> Text:
    """Return what a reason is called; its code if nothing names it."""
    return REASON_LABELS.get(code, Text(code, code))


def cited(citation: Citation) -> Text:
    """Name a clause: document number and place."""
    place = f"{citation.number} {citation.cite}".strip()
    return Text(place, place)


def placed(citation: Citation, trace: Trace) -> Text:
    """Name a clause by its place alone where it stands in the county's own document."""
    if citation.number == trace.edition.documents[0].number:
        return Text(citation.cite, citation.cite)
    return cited(citation)


def joined(parts: Iterable[Text], zh: str, en: str) -> Text:
    """Join texts with a separator of each language."""
    found = list(parts)
    return Text(zh.join(p.zh for p in found), en.join(p.en for p in found))


def names(named: Iterable[Named]) -> Text:
    """List what people call several codes."""
    return joined((each.label for each in named), "、", ", ")


def how_much(terms: TracedTerms) -> Text:
    """Say in a few words what terms give."""
    parts: list[Text] = []
    if terms.rate is not None:
        parts.append(Text(f"{format_percent(terms.rate)}%", f"{format_percent(terms.rate)}%"))
    if terms.bands:
        parts.append(joined((_band(b.above, b.rate) for b in terms.bands), "、", ", "))
    if terms.quota is not None:
        parts.append(_sum("定额", "quota ", terms.quota))
    if terms.threshold:
        zh, en = (
            ("超过", "of what exceeds ") if terms.threshold_mode == "deduct"
            else ("全额，须超过", "of all once above ")
        )  # fmt: skip
        after = "的部分" if terms.threshold_mode == "deduct" else ""
        parts.append(
            Text(
                f"{zh} {format_yuan(terms.threshold)} 元{after}",
                f"{en}{format_yuan(terms.threshold)}",
            )
        )
    if terms.stay_cap is not None:
        parts.append(_sum("每次限额", "cap a stay ", terms.stay_cap))
    if terms.annual_cap is None:
        parts.append(Text("不设年度限额", "no annual cap"))
    else:
        parts.append(_sum("年度限额", "annual cap ", terms.annual_cap))
    return joined(parts, "，", ", ")


def lapsed(each: LapsedIdentity) -> Text:
    """Say from when to when an identity is valid, and that the settlement date is not among it."""
    zh = f"{each.valid_from} 至 {each.valid_to}" if each.valid_to else f"{each.valid_from} 起"
    en = f"{each.valid_from} to {each.valid_to}" if each.valid_to else f"from {each.valid_from}"
    if each.reason == "ended":
        return Text(f"有效期 {zh}，结算日已失效", f"valid {en}: ended before the settlement date")
    return Text(f"有效期 {zh}，结算日尚未生效", f"valid {en}: not yet on the settlement date")


def unmet(conditions: Iterable[Condition], trace: Trace) -> Text:
    """Say which conditions failed: what they ask, and what was found."""
    return joined((_unmet(each, trace) for each in conditions), "；", "; ")


def _unmet(each: Condition, trace: Trace) -> Text:
    found = found_in(each, trace)
    return Text(
        f"{each.label.zh}须为“{each.expected.zh}”，实为“{found.zh}”",
        f"{each.label.en} must be “{each.expected.en}”, is “{found.en}”",
    )


def found_in(each: Condition, trace: Trace) -> Text:
    """Say what was found, with the claim's own figure where there is one."""
    own: Mapping[str, Callable[[], Text]] = {
        "in_scope": lambda: yuan(trace.claim.in_scope),
        "age": lambda: Text(f"{trace.claim.age}周岁", f"{trace.claim.age}"),
        "disease": lambda: _diagnosed(each.found, trace),
    }
    return own[each.fact]() if each.fact in own else each.found


def _diagnosed(found: Text, trace: Trace) -> Text:
    code = trace.claim.diagnosis
    return Text(f"{code}，{found.zh}", f"{code}, {found.en}")


def _sum(zh: str, en: str, fen: int) -> Text:
    return Text(f"{zh} {format_yuan(fen)} 元", f"{en}{format_yuan(fen)}")


def _band(above: int, rate: int) -> Text:
    share = format_percent(rate)
    return Text(
        f"{format_yuan(above)} 元以上部分 {share}%",
        f"{share}% of what exceeds {format_yuan(above)}",
    )
