"""What a hook was asked about, in a few words: identity and kind of claim, nothing personal.

A fault of a rule often shows for one kind of claim alone; its author has to know which.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from jiuzhu_schemas import words
from jiuzhu_schemas.facts import EnrolmentFacts, Facts
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.text import Text

_LABELS: Final[Mapping[str, Mapping[Any, Text]]] = {
    "visit": words.VISIT_LABELS,
    "therapy": words.THERAPY_LABELS,
    "hospital_level": words.LEVEL_LABELS,
    "hospital_region": words.REGION_LABELS,
    "referral": words.REFERRAL_LABELS,
    "insurance": words.INSURANCE_LABELS,
}
_ALWAYS: Final = ("visit", "hospital_level", "tier", "insurance")
_SET_APART: Final = ("edition", "identities", "declared")


def asked_about(facts: Facts | EnrolmentFacts, arguments: Mapping[str, object]) -> Text:
    """Say what a hook was asked about: its arguments, and facts that are not the usual ones."""
    held = "+".join(sorted(_value(facts, "identities"))) or "-"
    identity = arguments.get("identity")
    first = Text(f"{identity}（{held}）", f"{identity} ({held})") if identity else Text(held, held)
    parts = [first]
    if "stage" in arguments:
        stage = words.STAGE_LABELS.get(str(arguments["stage"]), Text("无", "none"))
        parts.append(Text(f"救助类型{stage.zh}", f"stage {stage.en}"))
    kind = Facts if isinstance(facts, Facts) else EnrolmentFacts
    known = [each for each in attrs.fields(kind) if each.name not in _SET_APART]
    unusual = [
        each.name
        for each in known
        if each.name not in _ALWAYS and _value(facts, each.name) != each.default
    ]
    always = [each.name for each in known if each.name in _ALWAYS]
    parts += [_worded(name, _value(facts, name)) for name in (*always, *unusual)]
    if isinstance(facts, Facts):
        declared: Mapping[str, str] = _value(facts, "declared")
        parts += [Text(f"{k}={v}", f"{k}={v}") for k, v in sorted(declared.items()) if v]
    return Text("，".join(each.zh for each in parts), ", ".join(each.en for each in parts))


def _value(facts: object, name: str) -> Any:
    """Return a fact without leaving a note that it was read."""
    return object.__getattribute__(facts, name)


def _worded(name: str, value: Any) -> Text:
    if name in _LABELS:
        return _LABELS[name].get(value, Text(f"{value}", f"{value}"))
    if name == "disease_lists":
        listed = "+".join(sorted(value))
        return Text(f"病种 {listed}", f"disease {listed}")
    if name == "in_scope":
        return Text(f"费用 {format_yuan(value)} 元起", f"cost from {format_yuan(value)}")
    if name == "age":
        return Text(f"{value}周岁起", f"age from {value}")
    if name == "tier":
        return Text(f"{value}档", f"tier {value}")
    return Text(f"{name}={value}", f"{name}={value}")
