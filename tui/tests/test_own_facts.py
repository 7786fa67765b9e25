"""A fact that a county's plugins declared is a field of the form, and is shown with the case."""

from __future__ import annotations

import asyncio
from datetime import date

import attrs
from textual.app import App, ComposeResult

from jiuzhu.casebook.cases import Case, kind_of
from jiuzhu.casebook.cases.kinds import CaseField
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.vocabulary import FactLabel
from jiuzhu_tui.case.facts import facts
from jiuzhu_tui.case.reading import SeenCase
from jiuzhu_tui.forms import Lookup
from jiuzhu_tui.screens.new_case_fields import Catalogue
from jiuzhu_tui.screens.new_case_form import CaseForm
from jiuzhu_tui.screens.new_case_keeper import texts_of

DOCTOR = CaseField(
    name="family_doctor",
    type="fact",
    label=Text("家庭医生签约", "Family doctor"),
    required=False,
    words=(
        FactLabel(value="signed", zh="已签约", en="signed"),
        FactLabel(value="unsigned", zh="未签约", en="not signed"),
    ),
)
FOUND = Catalogue({}, {}, (DOCTOR,))


class Form(App[None]):
    def compose(self) -> ComposeResult:
        yield CaseForm(lambda: date(2026, 11, 23))


def test_the_field_stands_once_in_a_manual_case_and_in_no_other() -> None:
    async def look() -> None:
        app = Form()
        async with app.run_test():
            form = app.query_one(CaseForm)
            await form.lay_out("manual")
            await form.fill(FOUND, "manual")
            await form.fill(FOUND, "manual")
            names = [each.key for each in form.entries()]
            assert names.count("family_doctor") == 1
            field = form.query_one("#entry-family_doctor", Lookup)
            field.show_value("signed")
            assert field.text == "已签约"
            assert form.read("manual", {}).texts["family_doctor"] == "signed"
            await form.lay_out("application")
            assert "family_doctor" not in [each.key for each in form.entries()]

    asyncio.run(look())


def test_leaving_an_empty_field_chooses_nothing_even_of_a_single_word() -> None:
    only = attrs.evolve(DOCTOR, words=DOCTOR.words[:1])

    async def look() -> None:
        app = Form()
        async with app.run_test() as pilot:
            form = app.query_one(CaseForm)
            await form.lay_out("manual")
            await form.fill(Catalogue({}, {}, (only,)), "manual")
            field = form.query_one("#entry-family_doctor", Lookup)
            field.go_here()
            await pilot.pause()
            assert field.is_open
            await pilot.press("tab")
            await pilot.pause()
            assert (field.text, field.value) == ("", "")
            field.go_here()
            await pilot.press("x", "tab")
            await pilot.pause()
            assert form.query_one("#entry-family_doctor", Lookup).value == ""
            field.go_here()
            field.text = ""
            await pilot.press("y", "q", "y")
            await pilot.press("tab")
            await pilot.pause()
            assert field.value == "signed"

    asyncio.run(look())


def a_case(content: dict[str, str]) -> Case:
    texts = ("invoice", "claim_id", "override_by", "override_reason", "outcome", "handoff",
             "accepted_by", "reviewed_by", "approved_by", "sent_by", "paid_by")  # fmt: skip
    return Case(
        case_id=1, number="YT2026-000001", kind="manual", county="yunti", state="draft", version=1,
        person=1, person_id="500236199001010012", name="测试甲", township="测试镇", content=content,
        documents={}, entry=None, award=0, tilt=0, made_by="赵经办",
        opened_at="2026-11-23 09:00:00", state_since="2026-11-23 09:00:00", due_on=None, steps=(),
        **dict.fromkeys(texts, ""),
    )  # fmt: skip


def test_a_case_keeps_and_shows_what_it_says() -> None:
    case = a_case({"visit": "inpatient", "family_doctor": "signed"})
    assert texts_of(case) == {"visit": "inpatient", "family_doctor": "signed"}
    kind = kind_of("manual")
    seen = SeenCase(
        case=case,
        kind=attrs.evolve(kind, fields=(*kind.fields, DOCTOR)),
        deadline=None,
        hospital="",
        entries=(),
        steps=(),
        trace=None,
        about=Text("", ""),
    )
    assert "家庭医生签约: 已签约" in facts(seen)
