"""Each example is installed as its author would, and does what its docstring says, to the fen."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiuzhu import Platform
from jiuzhu.cli.main import call
from jiuzhu.loading.deadlines import county_deadlines
from jiuzhu_schemas.resident_id import check_character

from .installing import NAMES, install

PERSON = "50023619750315101" + check_character("50023619750315101")
OTHER = "50023619800101102" + check_character("50023619800101102")
CLAIM = {
    "claim_id": "C-1", "person_id": PERSON, "visit": "inpatient", "therapy": "",
    "settled_on": "2025-03-05", "hospital_level": "2", "hospital_region": "county",
    "referral": "not_needed", "diagnosis": "J18.9", "total_cost": "5000.00",
    "in_scope_cost": "5000.00", "basic_paid": "0", "critical_illness_paid": "0",
}  # fmt: skip


def write(file: Path, rows: Sequence[dict[str, str]]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as opened:
        table = csv.DictWriter(opened, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    return file


class Office:
    """A folder with files of two people; settles claims by the command line."""

    def __init__(self, folder: Path, categories: Sequence[str]) -> None:
        self.folder = folder
        people = [
            {"person_id": PERSON, "name": "测试甲", "home_care": "0"},
            {"person_id": OTHER, "name": "测试乙", "home_care": "0"},
        ]
        held = [
            {"person_id": each, "category": category, "valid_from": "2012-01-01", "valid_to": ""}
            for each in (PERSON, OTHER)
            for category in categories
        ]
        self.people = write(folder / "people.csv", people)
        self.identities = write(folder / "identities.csv", held)

    def run(self, command: str, county: str, given: Path, *further: str) -> int:
        return call(
            [command, str(given), "--people", str(self.people), "--identities",
             str(self.identities), "--county", county, "--output", str(self.output), *further]
        )  # fmt: skip

    @property
    def output(self) -> Path:
        return self.folder / "out.csv"

    def answers(self) -> list[dict[str, str]]:
        with self.output.open(encoding="utf-8-sig", newline="") as opened:
            return list(csv.DictReader(opened))

    def settle(self, county: str, *claims: dict[str, str]) -> list[dict[str, str]]:
        rows = [CLAIM | {"claim_id": f"C-{at}"} | each for at, each in enumerate(claims, 1)]
        assert self.run("settle", county, write(self.folder / "claims.csv", rows)) == 0
        return self.answers()


@pytest.fixture
def office(tmp_path: Path) -> Callable[..., Office]:
    return lambda *categories: Office(tmp_path, categories or ("dibao",))


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    return lambda *names: install(monkeypatch, names)


def only(awards: Sequence[dict[str, str]], *columns: str) -> list[tuple[str, ...]]:
    return [tuple(each[column] for column in columns) for each in awards]


Use = Callable[..., None]
Offices = Callable[..., Office]


def test_overriding_a_stage(use: Use, office: Offices) -> None:
    use("override_stage")
    awards = office("dibao", "severe_disability").settle(
        "wushan",
        {},  # 85 % of 5 000
        {"hospital_region": "city"},  # The table: 75 % of 5 000
        {"settled_on": "2024-01-31"},  # Before the document: the baseline's 60 %
        {"settled_on": "2024-02-01"},
    )
    assert only(awards, "award", "rate", "clause") == [
        ("4250.00", "85", "ws-2024-1#4"),
        ("3750.00", "75", "ws-2024-1#3"),
        ("3000.00", "60", "cq-2012-78#2.2.2"),
        ("4250.00", "85", "ws-2024-1#4"),
    ]


def test_overriding_a_stage_needs_both_categories(use: Use, office: Offices) -> None:
    use("override_stage")
    assert only(office("dibao").settle("wushan", {}), "award", "clause") == [
        ("3750.00", "ws-2024-1#3")
    ]


def test_the_cap_holds_for_an_overridden_stage_too(use: Use, office: Offices) -> None:
    use("override_stage")
    costly = {"total_cost": "9000.00", "in_scope_cost": "9000.00"}  # 85 %: 7 650.00
    awards = office("dibao", "severe_disability").settle("wushan", costly, costly)
    assert only(awards, "award") == [("7650.00",), ("2350.00",)]


def test_wrapping_a_stage(use: Use, office: Offices) -> None:
    use("wrap_stage")
    awards = office("dibao").settle(
        "chongqing",
        {"in_scope_cost": "5000.01", "total_cost": "6000.00"},  # 60 %: 3 000.01, cut
        {"in_scope_cost": "4999.99", "settled_on": "2025-03-06"},  # 60 %: 2 999.99
        {"settled_on": "2026-01-05"},
    )
    assert only(awards, "award", "clause") == [
        ("3000.00", "office-2026-5#1"),
        ("2999.99", "office-2026-5#1"),
        ("3000.00", "office-2026-5#1"),
    ]


def test_wrapping_leaves_denials(use: Use, office: Offices) -> None:
    use("wrap_stage")
    (award,) = office("student").settle("chongqing", {})
    assert (award["award"], award["reason"], award["clause"]) == (
        "0.00", "not_covered", "cq-2012-78#2.students"
    )  # fmt: skip


BIG = {"total_cost": "40000.00", "in_scope_cost": "40000.00"}


@pytest.mark.parametrize(
    ("hook", "categories", "claim", "expected"),
    [
        ("eligibility", ("student",), {"hospital_region": "outside"},
         {"award": "0.00", "reason": "not_covered", "clause": "wx-2025-1#1"}),
        # 75 % of 5 000.00; the baseline would give 70 %
        ("major_disease", ("dibao",), {"diagnosis": "C34.9", "hospital_level": "3"},
         {"stage": "major_disease", "award": "3750.00", "clause": "wx-2025-1#1"}),
        # 60 % of 20 000.00 + 80 % of 20 000.00
        ("large_expense", ("dibao",), BIG,
         {"stage": "large_expense", "award": "28000.00", "clause": "wx-2025-1#1"}),
        ("outpatient", ("dibao",), {"visit": "outpatient", "therapy": "dialysis"},
         {"stage": "outpatient", "award": "200.00", "clause": "wx-2025-1#1"}),
        ("inpatient", ("dibao",), {"hospital_level": "0"},
         {"stage": "none", "award": "0.00", "reason": "not_covered", "clause": "wx-2025-1#1"}),
        # 60 % of 9 000.00 = 5 400.00; left 3 600.00; half of what is above 3 000.00
        ("tilt", ("dibao",), {"total_cost": "9000.00", "in_scope_cost": "9000.00"},
         {"stage": "inpatient", "award": "5400.00", "tilt": "300.00", "self_pay": "3300.00"}),
        # 28 000.00 of 40 000.00: 12 000.00 are left, more than 10 000.00
        ("charity_handoff", ("dibao",), BIG, {"self_pay": "12000.00", "charity": "charity"}),
    ],
)  # fmt: skip
def test_every_stage(
    use: Use,
    office: Offices,
    hook: str,
    categories: tuple[str, ...],
    claim: dict[str, str],
    expected: dict[str, str],
) -> None:
    use("every_stage")
    (award,) = office(*categories).settle("wuxi", claim)
    assert {name: award[name] for name in expected} == expected
    (by_table,) = office(*categories).settle("chongqing", claim)
    assert {name: by_table[name] for name in expected} != expected


def test_every_stage_leaves_the_years_before_to_the_baseline(use: Use, office: Offices) -> None:
    use("every_stage")
    before = {"settled_on": "2024-12-31"}
    claims = [before | {"hospital_level": "0"}, before | BIG]
    assert office().settle("wuxi", *claims) == office().settle("chongqing", *claims)


def test_the_subsidy(use: Use, office: Offices) -> None:
    use("every_stage")
    desk = office()
    rows = [{"person_id": PERSON, "year": "2026", "tier": "2", "paid_on": "2025-11-03",
             "insurance": "resident"}]  # fmt: skip
    assert desk.run("subsidy", "wuxi", write(desk.folder / "enrolments.csv", rows)) == 0
    # 90 % of the first tier's 400.00, though the second's 775.00 is paid
    assert only(desk.answers(), "premium", "subsidy", "own_payment", "clause") == [
        ("775.00", "360.00", "415.00", "wx-2025-1#1")
    ]


def test_a_fact_of_its_own(use: Use, office: Offices) -> None:
    use("own_fact")
    visit = {"visit": "outpatient", "in_scope_cost": "100.00"}
    awards = office("dibao").settle(
        "chongqing",
        visit | {"family_doctor": "signed"},  # 65 % of 100.00
        visit | {"family_doctor": "", "settled_on": "2026-03-05"},  # 60 %
    )
    assert only(awards, "award", "clause") == [
        ("65.00", "office-2026-6#2"),
        ("60.00", "cq-2012-78#2.2.1"),
    ]


def test_a_fact_takes_its_first_word_where_the_column_is_missing(use: Use, office: Offices) -> None:
    use("own_fact")
    (award,) = office("dibao").settle("chongqing", {"visit": "outpatient", "in_scope_cost": "9"})
    assert award["award"] == "5.40"


def test_an_unknown_word_of_a_fact_is_refused(
    use: Use, office: Offices, capsys: pytest.CaptureFixture[str]
) -> None:
    use("own_fact")
    desk = office()
    file = write(desk.folder / "claims.csv", [CLAIM | {"family_doctor": "maybe"}])
    assert desk.run("settle", "chongqing", file) == 2
    assert "family_doctor" in capsys.readouterr().err
    assert not desk.output.exists()


def test_data_of_its_own(use: Use, office: Offices) -> None:
    use("own_data")
    desk = office("移民")
    rows = [
        CLAIM | {"claim_id": f"C-{code}", "diagnosis": code, "visit": "住院治疗"}
        for code in ("J62.8", "D02.2", "J18.9")
    ]
    rows = [{"主病编码" if k == "diagnosis" else k: v for k, v in row.items()} for row in rows]
    assert desk.run("settle", "wulong", write(desk.folder / "claims.csv", rows)) == 0
    assert only(desk.answers(), "stage", "identity", "award", "clause") == [
        ("major_disease", "resettled", "3250.00", "wl-2024-8#2"),  # 65 % of 5 000.00
        ("major_disease", "resettled", "3250.00", "wl-2024-8#2"),
        ("none", "", "0.00", "cq-2012-78#2.2.2"),
    ]


def test_a_premium_and_deadlines_of_its_own(use: Use, office: Offices) -> None:
    use("own_data")
    desk = office("dibao")
    rows = [{"person_id": PERSON, "year": "2027", "tier": "1", "paid_on": "2026-11-03",
             "insurance": "resident"}]  # fmt: skip
    assert desk.run("subsidy", "wulong", write(desk.folder / "enrolments.csv", rows)) == 0
    assert only(desk.answers(), "premium", "subsidy") == [("420.00", "50.00")]
    rules = county_deadlines(Platform.load().county("wulong"))
    (lists,) = (each for each in rules if each.id == "department_lists")
    assert (lists.clause, lists.due.day) == ("wl-2024-8#5", 5)
    assert "subsidy_transfer" in {each.id for each in rules}  # The baseline's


STAYS = [
    {"发票号": "F1", "入院日期": "2025-01-01", "出院日期": "2025-01-05"},
    {"发票号": "F2", "入院日期": "2025-01-05", "出院日期": "2025-01-09"},
    {"发票号": "F1", "入院日期": "2025-02-01", "出院日期": "2025-02-09"},
    {"发票号": "F3", "入院日期": "2025-02-08", "出院日期": "2025-02-10"},
    {"发票号": "F4", "入院日期": "2025-02-08", "出院日期": "2025-02-10", "person_id": OTHER},
]


def test_a_check_of_claims(
    use: Use, office: Offices, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JIUZHU_LANG", "en")
    use("claim_check")
    desk = office()
    rows = [CLAIM | {"claim_id": f"C-{at}"} | each for at, each in enumerate(STAYS)]
    file = write(desk.folder / "claims.csv", rows)
    assert desk.run("settle", "chongqing", file) == 2
    said = capsys.readouterr().err
    assert "row 2 column “发票号” value “F1”: is on another claim too" in said
    assert "row 4 column “发票号”" in said
    assert "row 5 column “入院日期” value “2025-02-08”: lies within another stay" in said
    assert "row 3" not in said  # Discharged and admitted on one day
    assert "row 6" not in said  # Somebody else
    assert not desk.output.exists()
    assert desk.run("settle", "chongqing", file, "--skip-bad-rows") == 1
    assert only(desk.answers(), "claim_id", "award") == [("C-1", "3000.00"), ("C-4", "3000.00")]
    errors = (desk.folder / "out.csv.errors.csv").read_text("utf-8-sig")
    assert len(errors.splitlines()) == 4


def test_a_check_sees_no_row_with_another_fault(
    use: Use, office: Offices, capsys: pytest.CaptureFixture[str]
) -> None:
    use("claim_check")
    desk = office()
    rows = [CLAIM | {"claim_id": f"C-{at}", "发票号": "F1"} for at in (1, 2)]
    rows[0]["settled_on"] = "2025-02-30"
    assert desk.run("settle", "chongqing", write(desk.folder / "claims.csv", rows)) == 2
    said = capsys.readouterr().err
    assert "settled_on" in said
    assert "发票号" not in said


def test_a_check_without_its_columns_refuses_nothing(use: Use, office: Offices) -> None:
    use("claim_check")
    assert only(office().settle("chongqing", {}), "award") == [("3000.00",)]


LINE = f"H-1|{PERSON}|20250305|3|1|J18.9|8000.00|6000.00|1000.00\n"


def test_an_importer(use: Use, office: Offices) -> None:
    use("importer")
    desk = office()
    file = desk.folder / "march.his"
    file.write_text(LINE, "gb18030")
    assert desk.run("settle", "chongqing", file) == 0
    # 60 % of (6 000.00 - 1 000.00)
    assert only(desk.answers(), "claim_id", "base", "award") == [("H-1", "5000.00", "3000.00")]


def test_what_an_importer_reads_is_checked_like_any_file(
    use: Use, office: Offices, capsys: pytest.CaptureFixture[str]
) -> None:
    use("importer")
    desk = office()
    file = desk.folder / "march.his"
    file.write_text(LINE + LINE.replace("H-1", "H-2").replace("8000.00", "8000.005"), "gb18030")
    assert desk.run("settle", "chongqing", file) == 2
    said = capsys.readouterr().err
    assert "march.his" in said
    assert "total_cost" in said
    assert "8000.005" in said


def test_an_importer_that_fails_is_named(
    use: Use, office: Offices, capsys: pytest.CaptureFixture[str]
) -> None:
    use("importer")
    desk = office()
    file = desk.folder / "march.his"
    file.write_text("H-1|half a line\n", "gb18030")
    assert desk.run("settle", "chongqing", file) == 2
    said = capsys.readouterr().err
    assert "“his”" in said
    assert "jiuzhu_his.py:" in said


def test_without_an_importer_the_ending_is_not_read(
    office: Offices, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = office()
    file = desk.folder / "march.his"
    file.write_text(LINE, "gb18030")
    assert desk.run("settle", "chongqing", file) == 2
    assert "“.his”" in capsys.readouterr().err


def test_a_command(use: Use, capsys: pytest.CaptureFixture[str]) -> None:
    use("cli_command")
    assert call(["recipients", "--county", "chongqing"]) == 0
    assert "低保对象\t民政局" in capsys.readouterr().out.splitlines()
    assert call(["recipients"]) == 2
    assert call(["recipients", "--county", "nowhere"]) == 2
    assert "chongqing" in capsys.readouterr().err
    assert call(["plugins"]) == 0
    assert "jiuzhu recipients" in capsys.readouterr().out


def test_a_screen_and_a_command_of_the_terminal(use: Use) -> None:
    """What they do on a screen is tested beside the terminal, in tui/tests/test_extensions.py."""
    use("terminal_screen")
    hook: Any = Platform.load().county("chongqing").manager.hook
    ((screen,),), ((greet,),) = hook.terminal_screens(), hook.terminal_commands()
    assert screen.screen == "jiuzhu_townships.screen:TownshipsScreen"
    assert greet.run == "jiuzhu_townships.screen:greet"


def test_all_examples_get_along(use: Use, capsys: pytest.CaptureFixture[str]) -> None:
    """The doctor tries every hook of every example, and finds nothing."""
    use(*NAMES)
    assert call(["doctor", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["problems"] == []
    assert [each for each in found["warnings"] if "UTC+8" not in each["en"]] == []
    assert {"wushan", "wuxi", "wulong"} <= {each["id"] for each in found["counties"]}
    assert Platform.load().county("wushan").policy.on(date(2024, 2, 1)).index == 1
