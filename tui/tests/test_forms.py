"""What fields take, what they say about it, and a trace as a page."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from textual.app import App, ComposeResult
from textual.widgets import OptionList

from jiuzhu_schemas.resident_id import check_character
from jiuzhu_schemas.text import Text
from jiuzhu_tui.forms import Suggestion
from jiuzhu_tui.forms.lookup import Lookup, best
from jiuzhu_tui.forms.reading import (
    day_reader,
    id_reader,
    looks_like_id,
    read_account,
    read_claims,
    read_day,
    read_diagnosis,
    read_month,
    read_text,
    read_yuan,
)
from jiuzhu_tui.screens.new_case_checks import contradictions
from jiuzhu_tui.trace.gauge import cap_gauge

_FIRST = "50023619900101001"
PERSON = _FIRST + check_character(_FIRST)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", ""), ("0", "0.00"), ("16000", "16000.00"), ("1,234.5", "1234.50"), ("12.", "12.00"),
        ("￥ 30000.01", "30000.01"), ("１２３．４５", "123.45"), ("88元", "88.00"),
    ],
)  # fmt: skip
def test_sums_are_taken_as_they_are_written(written: str, value: str) -> None:
    reading = read_yuan(written)
    assert reading.problem is None
    assert reading.value == value


@pytest.mark.parametrize("written", ["-1", "1.234", "12,34", "一百", "1e3", "."])
def test_what_is_no_sum_is_said_in_a_sentence(written: str) -> None:
    problem = read_yuan(written).problem
    assert problem is not None
    assert problem.zh != problem.en


@pytest.mark.parametrize(
    "written",
    ["2026-11-02", "20261102", "2026.11.2", "2026/11/02", "2026年11月2日", "２０２６1102"],
)
def test_days_are_taken_in_every_usual_spelling(written: str) -> None:
    assert read_day(written).value == "2026-11-02"


def test_a_day_that_is_not_written_out_or_never_was_or_is_to_come() -> None:
    for written, said in (
        ("2026-1", "未写完"), ("20261131", "没有这一天"), ("昨天", "应为日期"),
    ):  # fmt: skip
        problem = read_day(written).problem
        assert problem is not None
        assert said in problem.zh
    tomorrow = day_reader(lambda: date(2026, 11, 1))("2026-11-02")
    assert tomorrow.value == "2026-11-02"
    assert "晚于今天" in tomorrow.hint.zh


def test_an_id_is_checked_place_by_place_and_never_repeated() -> None:
    read = id_reader(lambda: date(2026, 11, 23))
    assert read(PERSON).value == PERSON
    assert "1990-01-01" in read(PERSON).hint.zh
    assert "36 岁" in read(PERSON).hint.zh
    wrong = PERSON[:17] + ("0" if PERSON[17] != "0" else "1")
    for written, said in (
        (PERSON[:15], "还差 3 位"), (PERSON + "1", "多了 1 位"), (wrong, "校验位"),
    ):  # fmt: skip
        problem = read(written).problem
        assert problem is not None
        assert said in problem.zh
        assert PERSON[:10] not in problem.zh
        assert PERSON[:10] not in problem.en
    assert PERSON not in repr(read(PERSON))
    assert looks_like_id("5002361990010100１X")
    assert not looks_like_id("csj")


def test_other_fields() -> None:
    assert read_month("2026年1月").value == "2026-01"
    assert read_month("2026-13").problem
    assert read_account("6222 0000 1111 2222").value == "6222000011112222"
    assert read_account("6222").problem
    assert read_account("6222x0000").problem
    assert read_claims("A1，A2 A3").value == "A1 A2 A3"
    assert read_claims("A1 A1").problem
    assert read_diagnosis("j18.9").value == "J18.9"
    assert read_diagnosis("肺炎").problem
    assert read_text("a\x1bb").problem
    for odd in ("fy", "J1", "M02100"):
        assert (read_diagnosis(odd).value, read_diagnosis(odd).tidy) == (odd, "")
        assert "不是 ICD-10 编码" in read_diagnosis(odd).hint.zh
    assert read_diagnosis("c34.9x").hint.zh == ""
    assert read_text("行" * 200).value
    assert "200" in str(read_text("行" * 201).problem)
    assert read_text(" 永乐镇 ").value == "永乐镇"


def test_suggestions_by_characters_pinyin_initials_and_code() -> None:
    lung = Suggestion("C34", "C34  肺癌", ("肺癌",))
    stomach = Suggestion("C16", "C16  胃癌", ("胃癌",))
    assert best("", [lung, stomach]) == [lung, stomach]
    for query in ("肺", "fa", "feiai", "c34"):
        assert best(query, [stomach, lung])[0] is lung
    assert best("zzz", [lung, stomach]) == []


def test_fields_that_contradict_each_other() -> None:
    fine = {
        "admitted_on": "2026-10-20", "discharged_on": "2026-10-20", "total_cost": "100.00",
        "in_scope_cost": "100.00", "basic_paid": "60.00", "critical_illness_paid": "40.00",
    }  # fmt: skip
    assert contradictions(fine) == {}
    assert set(contradictions(fine | {"discharged_on": "2026-10-19"})) == {"discharged_on"}
    assert set(contradictions(fine | {"in_scope_cost": "100.01"})) == {"in_scope_cost"}
    assert set(contradictions(fine | {"critical_illness_paid": "40.01"})) == {
        "critical_illness_paid"
    }
    assert contradictions({}) == {}


@pytest.mark.parametrize(
    ("before", "now", "cap", "shown"),
    [
        (0, 0, 100, "[..........]"),
        (50, 0, 100, "[#####.....]"),
        (50, 20, 100, "[#####++...]"),
        (0, 1, 10_000, "[+.........]"),
        (9_999, 0, 10_000, "[#########.]"),
        (9_998, 1, 10_000, "[########+.]"),
        (100, 0, 100, "[##########]"),
        (90, 10, 100, "[#########+]"),
        (0, 100, 100, "[++++++++++]"),
        (150, 0, 100, "[##########]"),
        (0, 0, 0, "[##########]"),
    ],
)
def test_a_gauge_of_a_cap(before: int, now: int, cap: int, shown: str) -> None:
    assert cap_gauge(before, now, cap, 12) == shown


class Looking(App[None]):
    """A field that asks; answers come when the test gives them."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.chosen: list[str] = []
        self.went_on = 0

    def compose(self) -> ComposeResult:
        yield Lookup("person", Text("人员", "Person"), read_text, asks=True)

    def on_lookup_asked(self, event: Lookup.Asked) -> None:
        self.asked.append(event.query)

    def on_lookup_chosen(self, event: Lookup.Chosen) -> None:
        self.chosen.append(event.suggestion.value)

    def on_entry_done(self) -> None:
        self.went_on += 1


def _rows(field: Lookup) -> list[str]:
    return [str(each.prompt) for each in field.query_one(OptionList).options]


@pytest.mark.parametrize(
    ("answer", "chosen", "goes_on"),
    [(["2"], ["2"], 1), (["2", "3"], [], 0), ([], [], 1)],
)
def test_enter_never_chooses_from_the_list_of_an_earlier_query(
    answer: list[str], chosen: list[str], goes_on: int
) -> None:
    async def look() -> None:
        app = Looking()
        async with app.run_test() as pilot:
            field = app.query_one(Lookup)
            await pilot.press("z")
            field.offer("z", [Suggestion("1", "张"), Suggestion("2", "赵")])
            await pilot.pause()
            assert field.is_open
            await pilot.press("h", "enter")
            await pilot.pause()
            assert app.asked == ["z", "zh"]
            assert (app.chosen, app.went_on) == ([], 0)
            field.offer("z", [Suggestion("1", "张")])  # It answers what was written before.
            field.offer("zh", [Suggestion(each, each) for each in answer])
            await pilot.pause()
            assert (app.chosen, app.went_on) == (chosen, goes_on)
            if len(answer) > 1:
                assert _rows(field) == ["> 2", "  3"]
                await pilot.press("down")
                assert _rows(field) == ["  2", "> 3"]
                await pilot.press("enter")
                await pilot.pause()
                assert app.chosen == ["3"]

    asyncio.run(look())


def test_enter_once_more_goes_on_without_the_answer() -> None:
    async def look() -> None:
        app = Looking()
        async with app.run_test() as pilot:
            await pilot.press("z", "enter", "enter")
            await pilot.pause()
            assert (app.chosen, app.went_on) == ([], 1)

    asyncio.run(look())
