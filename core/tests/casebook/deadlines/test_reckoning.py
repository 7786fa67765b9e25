"""Deadlines of a county: its documents' rules, the baseline's behind them, and dates by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import jiuzhu_chongqing
import jiuzhu_fengjie
from jiuzhu.api import CountyManifest, Text, hookimpl
from jiuzhu.casebook.deadlines import (
    due_for,
    monthly_clock,
    monthly_deadline,
    occasion_rules,
    overdue,
)
from jiuzhu.loading.checking import check_counties
from jiuzhu.loading.county import County, load_county
from jiuzhu.loading.discovery import Discovery, Found
from jiuzhu.policy.errors import NoPolicyError, PolicyError

RULE = """
[[deadlines]]
id = "{id}"
clause = "{clause}"
label = {{ zh = "某事", en = "something" }}
who = {{ zh = "某局", en = "somebody" }}
{when}
"""
AFTER = 'occasion = "inpatient_filing"\nafter = { zh = "申报", en = "filed" }\n'


class Wushan:
    """A county over Fengjie's document, with deadlines of its own."""

    def __init__(self, file: Path) -> None:
        self.file = file

    @hookimpl
    def policy_documents(self) -> Sequence[Path]:
        return sorted((Path(jiuzhu_fengjie.__file__).parent / "policy").glob("*.toml"))

    @hookimpl
    def deadline_files(self) -> Sequence[Path]:
        return [self.file]


def county(folder: Path, *rules: str) -> County:
    file = folder / "deadlines.toml"
    file.write_text("".join(rules), "utf-8")
    manifest = CountyManifest(
        id="wushan", name=Text("巫山", "Wushan"), api=1, document="fj-2023-49",
        plugin=Wushan(file),
    )  # fmt: skip
    return load_county(manifest, [jiuzhu_chongqing.plugin])


def rule(when: str, name: str = "own", clause: str = "fj-2023-49#2.1.2") -> str:
    return RULE.format(id=name, clause=clause, when=when)


def monthly(day: str) -> str:
    return rule(f'every = "month"\ndue = {{ {day} }}')


def only(found: County, month: date) -> date:
    deadline = monthly_deadline(found, "own", month)
    assert deadline is not None
    return deadline.date


def test_the_county_wins_while_its_document_is_in_force(tmp_path: Path) -> None:
    own = rule(AFTER + "due = { working_days = 1 }", "inpatient_filing")
    loaded = county(tmp_path, own)
    since, before = date(2023, 6, 21), date(2023, 6, 20)  # A Wednesday; the 22nd to 24th are off.
    ours, theirs = (due_for(loaded, "inpatient_filing", each) for each in (since, before))
    assert ours is not None
    assert theirs is not None
    assert (ours.clause, ours.date) == ("fj-2023-49#2.1.2", date(2023, 6, 25))
    assert not ours.source.inherited
    assert (theirs.clause, theirs.date) == ("cq-2012-78#3", date(2023, 6, 26))
    assert [each.clause for each in occasion_rules(loaded, since)] == ["fj-2023-49#2.1.2"]
    assert [each.clause for each in occasion_rules(loaded, before)] == ["cq-2012-78#3"]


def test_a_rule_holds_from_and_to_its_own_days(tmp_path: Path) -> None:
    dated = 'every = "month"\nfrom = 2024-03-10\nto = 2024-04-09\ndue = { day = 10 }'
    loaded = county(tmp_path, rule(dated))
    found = [monthly_deadline(loaded, "own", date(2024, month, 1)) for month in (2, 3, 4)]
    assert [each is not None for each in found] == [False, True, False]


def test_month_ends_and_leap_days(tmp_path: Path) -> None:
    loaded = county(tmp_path, monthly(""))
    assert only(loaded, date(2024, 2, 1)) == date(2024, 2, 29)
    assert only(loaded, date(2025, 2, 14)) == date(2025, 2, 28)
    loaded = county(tmp_path, monthly("day = 31"))
    assert only(loaded, date(2026, 11, 30)) == date(2026, 11, 30)
    assert only(loaded, date(2026, 12, 1)) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("due", "since", "expected"),
    [
        ("months_later = -1", date(2024, 3, 31), date(2024, 2, 29)),
        ("months_later = -1", date(2026, 1, 15), date(2025, 12, 31)),
        ("months_later = 14, day = 5", date(2024, 11, 30), date(2026, 1, 5)),
        ("years_later = 1, month = 12, day = 31", date(2024, 2, 29), date(2025, 12, 31)),
        ("years_later = 1", date(2024, 2, 29), date(2025, 2, 28)),
    ],
)
def test_calendar_days_after_an_event(
    tmp_path: Path, due: str, since: date, expected: date
) -> None:
    loaded = county(tmp_path, rule(f'occasion = "e"\nafter = {{ zh = "事", en = "e" }}\n'
                                   f"due = {{ {due} }}"))  # fmt: skip
    found = due_for(loaded, "e", since)
    assert found is not None
    assert found.date == expected


def test_an_unknown_event_and_a_day_before_the_law_have_no_deadline(tmp_path: Path) -> None:
    loaded = county(tmp_path, monthly("day = 10"))
    assert due_for(loaded, "nothing", date(2026, 1, 1)) is None
    assert due_for(loaded, "inpatient_filing", date(2012, 7, 23)) is None
    assert due_for(loaded, "inpatient_filing", date(2012, 7, 24)) is not None
    with pytest.raises(NoPolicyError):
        monthly_clock(loaded, date(2012, 6, 1))


def test_overdue_from_the_day_after(tmp_path: Path) -> None:
    loaded = county(tmp_path, monthly("day = 10"))
    (found,) = monthly_clock(loaded, date(2026, 11, 1))
    assert not overdue(found, date(2026, 11, 9))
    assert not overdue(found, date(2026, 11, 10))
    assert overdue(found, date(2026, 11, 11))


@pytest.mark.parametrize(
    ("text", "path", "line", "words"),
    [
        (rule("due = { day = 1 }"), "deadlines[0]", 2, "every"),
        (rule(f'every = "month"\n{AFTER}due = {{ day = 1 }}'), "deadlines[0]", 2, "every"),
        (rule('occasion = "e"\ndue = { day = 1 }'), "deadlines[0].after", 2, "occasion"),
        (rule('every = "month"\ndue = { day = 32 }'), "deadlines[0].due", 8, "32"),
        (rule('every = "year"\ndue = { month = 13 }'), "deadlines[0].due", 8, "13"),
        (rule('every = "year"\ndue = { day = 1 }'), "deadlines[0].due", 8, "month"),
        (rule('every = "month"\ndue = { month = 1 }'), "deadlines[0].due", 8, "day"),
        (rule('every = "month"\ndue = { working_days = 2 }'), "deadlines[0].due", 8, "occasion"),
        (rule(AFTER + "due = { working_days = 0 }"), "deadlines[0].due", 9, "working_days"),
        (rule(AFTER + "due = { working_days = 2, sooner = 2 }"), "deadlines[0].due", 9, "sooner"),
        (rule(AFTER + "due = { working_days = 2, day = 1 }"), "deadlines[0].due", 9, "days"),
        (rule(AFTER + "due = { sooner = 2 }"), "deadlines[0].due", 9, "sooner"),
        (rule(AFTER + "due = { working_days = 2.0 }"), "deadlines[0].due.working_days", 9, "2.0"),
        (rule('every = "month"\ndue = { day = 1 }', clause="fj-2023-49#9"),
         "deadlines[0].clause", 4, "9"),
        (rule('every = "month"\ndue = { day = 1 }', clause="fj-2099-1#1"),
         "deadlines[0].clause", 4, "fj-2099-1"),
        (monthly("day = 1") * 2, "deadlines[1].id", 11, "own"),
        (rule(AFTER + "due = { working_days = 2 }"), "deadlines[0].occasion", 7, "inpatient"),
    ],
)  # fmt: skip
def test_a_wrong_rule_is_named_with_its_line(
    tmp_path: Path, text: str, path: str, line: int, words: str
) -> None:
    loaded = county(tmp_path, text)  # Settling goes on: it needs no deadlines.
    with pytest.raises(PolicyError) as refused:
        monthly_clock(loaded, date(2026, 11, 1))
    fault = refused.value.faults[0]
    assert refused.value.file == tmp_path / "deadlines.toml"
    assert (fault.path, fault.line) == (path, line)
    assert words in fault.text.en


def test_policy_check_names_a_wrong_rule_and_settling_goes_on(tmp_path: Path) -> None:
    loaded = county(tmp_path, rule('every = "month"\ndue = { day = 32 }'))
    point = EntryPoint("wushan", "wushan:it", "tests")
    baseline = EntryPoint("chongqing", "chongqing:it", "tests")
    installed = Discovery(
        plugins=(Found(jiuzhu_chongqing.plugin, baseline),),
        counties=(Found(loaded.manifest, point),),
        broken=(),
    )
    findings = check_counties(installed, "wushan", date(2026, 1, 1))
    (fault,) = [each for each in findings if each.severity == "fault"]
    assert (fault.file, fault.line) == (str(tmp_path / "deadlines.toml"), 8)
    assert fault.path == "deadlines[0].due"
