"""What a page and a trace say where a plugin's code changed what the table gives."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date
from typing import Any

import attrs

from jiuzhu.api import API, CountyManifest, Denied, Terms, hookimpl
from jiuzhu.explanation.single import settle_one
from jiuzhu.explanation.text import render
from jiuzhu.loading.county import load_county
from jiuzhu.loading.discovery import discover
from jiuzhu.scaffold.package import find_baseline
from jiuzhu_schemas.converter import structure, unstructure
from jiuzhu_schemas.records import Identity
from jiuzhu_schemas.text import Language, Text
from jiuzhu_schemas.trace import Trace

from .samples import claim, person, trace


class Wrapper:
    """Four points more than the table, for dibao."""

    @hookimpl(wrapper=True)
    def inpatient(self, facts: Any, identity: str) -> Generator[None, Any, Any]:
        answer = yield
        if isinstance(answer, Terms) and identity == "dibao" and answer.rate is not None:
            return attrs.evolve(answer, rate=answer.rate + 400, clause="cq-2012-78#2.1.1")
        return answer


class Override:
    """Other terms altogether, or none."""

    def __init__(self, answer: Terms | Denied) -> None:
        self._answer = answer

    @hookimpl
    def inpatient(self, facts: Any, identity: str) -> Terms | Denied:
        return self._answer


def settled(plugin: object, *categories: str) -> Trace:
    manifest = CountyManifest(
        id="yunxi", name=Text("云溪县", "Yunxi"), api=API, document="cq-2012-78", plugin=plugin
    )
    county = load_county(manifest, find_baseline(discover(), None).plugins)
    who = person()
    held = [Identity(who.person_id, each, date(2012, 8, 1)) for each in categories]
    return settle_one(county, who, held, claim(person_id=who.person_id), {})


def flat(found: Trace, language: Language) -> str:
    """Return the page without the blanks and line breaks that its width brings."""
    return "".join(render(found, language).split())


def test_a_wrapper_stands_beside_the_tables_row() -> None:
    found = settled(Wrapper(), "dibao")
    assert found.table is not None
    assert found.table.terms is not None
    assert found.terms is not None
    assert (found.table.terms.rate, found.terms.rate) == (6000, 6400)
    assert found.table.plugins == ("yunxi",)
    assert "60%；yunxi的程序（" in flat(found, "zh")
    assert "）定为64%。" in flat(found, "zh")
    assert "thetablegives" in flat(found, "en")
    assert "makesit64%." in flat(found, "en")
    assert structure(unstructure(found), Trace) == found


def test_an_override_and_a_refusal_too() -> None:
    quota = Terms(quota=100_00, pool="inpatient", annual_cap=600_000, clause="cq-2012-78#2.1.1")
    found = settled(Override(quota), "dibao")
    assert found.table is not None
    assert found.table.terms is not None
    assert "定为定额100.00元，年度限额6000.00元。" in flat(found, "zh")
    denied = settled(Override(Denied(reason="not_covered", clause="cq-2012-78#2.1.1")), "dibao")
    assert denied.table is not None
    assert denied.table.terms is not None
    assert "定为该类身份不享受本项救助。" in flat(denied, "zh")


def test_tables_alone_say_nothing_of_code() -> None:
    assert trace("dibao").table is None
    assert trace("dibao", visit="outpatient", diagnosis="Z00.0").table is None
    assert settled(Wrapper(), "sanwu").table is None


class Pools:
    """dibao: the higher rate, of a small pool; sanwu: the lower one, without a cap."""

    @hookimpl
    def inpatient(self, facts: Any, identity: str) -> Terms:
        rate, cap = (7000, 50_000) if identity == "dibao" else (6000, None)
        return Terms(rate=rate, annual_cap=cap, pool="inpatient", clause="cq-2012-78#2.1.1")


def test_an_identity_that_would_have_given_more_is_shown() -> None:
    """10 000.00 × 70 % within a cap of 500.00; the other would give 6 000.00."""
    found = settled(Pools(), "dibao", "sanwu")
    assert (found.outcome.identity, found.outcome.award) == ("dibao", 50_000)
    (other,) = (each for each in found.alternatives if each.stage == "inpatient")
    assert (other.category, other.most, other.more, other.question) == ("sanwu", 600_000, True, "")
    page = flat(found, "zh")
    assert "若按普通住院（城市三无" in page
    assert "最多6000.00元，多于本次救助的500.00元。身份按比例取高" in page
    assert "（比例就高，相同时按优先次序" in page
    assert "thehighestratecounts" in flat(found, "en")


def test_an_identity_that_would_have_given_less_is_not() -> None:
    assert trace("dibao", "sanwu", at="chongqing").alternatives == ()


def test_a_rule_that_lay_idle_names_whose_it_is() -> None:
    page = flat(trace("dibao", "tekun"), "zh")
    for line in page.split("未适用")[1:]:
        assert "低保对象，" in line or "特困人员，" in line
    assert "低保对象，" not in flat(trace("dibao"), "zh").partition("未适用")[2][:60]
