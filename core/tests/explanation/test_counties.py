"""Counties of another make: rules in code, one identity for all stages, no clauses loaded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import jiuzhu_chongqing
import jiuzhu_fengjie
from jiuzhu.api import CountyManifest, Facts, Terms, Text, hookimpl
from jiuzhu.explanation.single import settle_one
from jiuzhu.explanation.text import render
from jiuzhu.loading.county import County, load_county
from jiuzhu_schemas.records import Identity
from jiuzhu_schemas.trace import Trace

from .samples import claim, person


class Generous(jiuzhu_fengjie.Fengjie):
    """Gives everyone 90 % of a stay, by a clause that stands in no loaded document."""

    @hookimpl
    def inpatient(self, facts: Facts, identity: str) -> Terms | None:
        if facts.visit != "inpatient" or identity != "dibao":
            return None
        return Terms(rate=9000, pool="inpatient", annual_cap=None, clause="ws-2024-1#3.2")


class OneIdentity:
    """Fengjie's document with one identity for all stages."""

    def __init__(self, folder: Path) -> None:
        own = Path(jiuzhu_fengjie.__file__).parent / "policy" / "fj-2023-49.toml"
        text = own.read_text(encoding="utf-8")
        assert '"per_stage"' in text
        self.file = folder / "single.toml"
        self.file.write_text(text.replace('"per_stage"', '"single"'), encoding="utf-8")

    @hookimpl
    def policy_documents(self) -> Sequence[Path]:
        return [self.file]


def build(plugin: object) -> County:
    manifest = CountyManifest(
        id="wushan", name=Text("巫山县", "Wushan County"), api=1, document="fj-2023-49",
        plugin=plugin,
    )  # fmt: skip
    return load_county(manifest, [jiuzhu_chongqing.plugin])


def settled(county: County, *categories: str) -> Trace:
    held = [Identity(person().person_id, each, date(2020, 1, 1)) for each in categories]
    return settle_one(county, person(), held, claim(), {})


def test_terms_from_a_plugins_code_are_said_to_be() -> None:
    found = settled(build(Generous()), "dibao", "youfu")
    assert found.terms is not None
    assert (found.terms.row, found.terms.clause.cite, found.terms.clause.number) == (
        "",
        "ws-2024-1#3.2",
        "",
    )
    assert found.outcome.award == 900_000
    assert found.balances[0].cap is None
    assert found.receipt.plugins[0].name == "wushan"
    assert "inpatient" in found.receipt.plugins[0].stages
    text = render(found, "zh")
    assert "ws-2024-1#3.2（由县里的专门规则给出）：90%，不设年度限额" in text
    assert "不设限额，此前已用 0.00，本次 9000.00" in text


def test_one_identity_for_all_stages(tmp_path: Path) -> None:
    found = settled(build(OneIdentity(tmp_path)), "dibao", "tekun")
    assert [(each.category, each.offer.outcome) for each in found.identities] == [
        ("tekun", "won"),
        ("dibao", "single_rule"),
    ]
    text = render(found, "zh")
    assert "身份（按优先次序只取一个" in text
    assert "未采用：只取优先次序在前的身份" in text
