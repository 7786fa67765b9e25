"""Editions cell by cell, and what differs between two days or two counties."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from jiuzhu.audit import audit_dates, diff_policies
from jiuzhu.loading.county import County
from jiuzhu.platform import Platform
from jiuzhu.policy.policy import LoadedDocument, compile_policy

from .worlds import changed, small

BEFORE, AFTER = date(2023, 6, 20), date(2023, 6, 21)
INPATIENT_3 = 'if = { hospital_level = [3] }\nrate = { exact = "70%" }'


@pytest.fixture(scope="module")
def fengjie() -> County:
    return Platform.load().county("fengjie")


def test_fengjie_has_two_editions_without_gap_or_overlap(fengjie: County) -> None:
    report = audit_dates(fengjie, date(2026, 11, 20))
    assert report.findings == ()
    assert report.notes == ()
    assert [(each.since, each.until) for each in report.editions] == [
        (date(2012, 7, 24), BEFORE),
        (AFTER, None),
    ]
    assert report.editions[0].changes is None
    assert (report.editions[1].changes or 0) > 40


def test_late_reviews_are_notes(fengjie: County) -> None:
    report = audit_dates(fengjie, date(2026, 11, 21))
    assert report.findings == ()
    assert [note.zh.partition(" ")[0] for note in report.notes] == [
        "奉节府办发〔2023〕49号",
        "渝府发〔2012〕78号",
    ]
    assert all("最近一次核对为 2026-11-20" in note.zh for note in report.notes)


def test_values_after_the_last_review_are_listed(tmp_path: Path) -> None:
    dated = INPATIENT_3.replace(
        '{ exact = "70%" }',
        '[{ exact = "70%", to = 2026-12-31 }, { exact = "75%", from = 2027-01-01 }]',
    )
    report = audit_dates(changed(tmp_path, (INPATIENT_3, dated)), date(2026, 11, 20))
    assert [note.en for note in report.notes] == [
        "奉节府办发〔2023〕49号 inpatient.rows[1] holds from 2027-01-01, after the last review"
        " on 2026-11-20"
    ]
    assert len(report.editions) == 3
    assert report.editions[2].changes == 1
    assert report.findings == ()


def test_a_policy_that_ends_is_found(tmp_path: Path) -> None:
    county = changed(tmp_path, ("last_review = ", "to = 2026-12-31\nlast_review = "))
    policy = county.policy
    municipal = policy.documents[1]
    ended = LoadedDocument(evolve(municipal.document, until=date(2026, 12, 31)), municipal.source)
    cut = compile_policy([policy.documents[0], ended], policy.vocabulary, policy.spaces)
    (found,) = audit_dates(evolve(county, policy=cut), date(2026, 11, 20)).findings
    assert (found.kind, found.id) == ("ends", "dates:ends:2026-12-31")


@pytest.mark.parametrize(
    ("levels", "kind"), [(("2", "3"), "overlap"), (("9",), "gap")], ids=["overlap", "gap"]
)
def test_rows_that_tie_or_leave_a_hole(fengjie: County, levels: tuple[str, ...], kind: str) -> None:
    """A document like this does not load; the audit finds it by itself all the same."""
    loaded = fengjie.policy.documents[0]
    table = loaded.document.inpatient
    assert table is not None
    rows = list(table.rows)
    if kind == "overlap":
        rows[1] = evolve(rows[1], conditions={"hospital_level": (2, 3)})
    else:
        rows[0] = evolve(rows[0], categories=("dibao", "returned_to_poverty"))
        rows[1] = evolve(rows[1], categories=("returned_to_poverty",))
        rows[0] = evolve(rows[0], conditions={"hospital_level": (0, 1)})
    document = evolve(loaded.document, inpatient=evolve(table, rows=tuple(rows)))
    policy = compile_policy(
        [LoadedDocument(document, loaded.source), fengjie.policy.documents[1]],
        fengjie.policy.vocabulary,
        fengjie.policy.spaces,
    )
    found = audit_dates(evolve(fengjie, policy=policy), date(2026, 11, 20)).findings
    assert {each.kind for each in found} == {kind}
    held = {each.id.rpartition(":")[2] for each in found}
    assert held == (
        {"dibao", "tekun", "sanwu", "wubao", "orphan", "unattended_child", "returned_to_poverty"}
        if kind == "overlap"
        else {"returned_to_poverty"}
    )


def test_the_change_of_edition_in_the_clauses_words(fengjie: County) -> None:
    diff = diff_policies(fengjie, BEFORE, fengjie, AFTER)
    changes = {
        (each.part, each.conditions.zh, label.zh): each
        for each in diff.changes
        for label in each.labels
    }
    dibao = changes["inpatient", "医院等级 三级", "低保对象"]
    assert dibao.kind == "changed"
    assert (dibao.before.zh, dibao.after.zh) == (
        "不低于60%，每年限不低于6000.00元",
        "70%，每年限不低于6000.00元",
    )
    assert dibao.before_source is not None
    assert dibao.after_source is not None
    assert (dibao.before_source.cite, dibao.after_source.cite) == ("二（二）2", "附件 住院1")
    edge = changes["inpatient", "医院等级 三级", "低保边缘户"]
    assert (edge.kind, edge.before_source) == ("added", None)
    assert changes["refuse", "全部情形", "转诊 未按规定转诊"].kind == "added"
    assert changes["disease_lists", "全部情形", "quota"].kind == "removed"


def test_the_other_way_round_what_was_added_is_removed(fengjie: County) -> None:
    forth = diff_policies(fengjie, BEFORE, fengjie, AFTER)
    back = diff_policies(fengjie, AFTER, fengjie, BEFORE)
    assert len(forth.changes) == len(back.changes)
    kinds = [sum(each.kind == kind for each in diff.changes) for kind, diff in (
        ("added", forth), ("removed", back), ("removed", forth), ("added", back),
    )]  # fmt: skip
    assert kinds[0] == kinds[1] > 0
    assert kinds[2] == kinds[3] > 0


def test_nothing_differs_between_days_of_one_edition(fengjie: County) -> None:
    diff = diff_policies(fengjie, date(2023, 7, 1), fengjie, date(2026, 1, 1))
    assert diff.changes == ()
    assert diff.same > 100


def test_one_changed_figure_is_one_change(tmp_path: Path, fengjie: County) -> None:
    other = changed(tmp_path, (INPATIENT_3, INPATIENT_3.replace("70%", "71%")))
    (change,) = diff_policies(fengjie, AFTER, other, AFTER).changes
    assert (change.part, change.kind, change.conditions.zh) == (
        "inpatient", "changed", "医院等级 三级",
    )  # fmt: skip
    assert change.before.zh.startswith("70%")
    assert change.after.zh.startswith("71%")
    assert "低保对象" in [label.zh for label in change.labels]


def test_a_county_against_its_baseline(fengjie: County) -> None:
    municipal = Platform.load().county("chongqing")
    diff = diff_policies(municipal, AFTER, fengjie, AFTER)
    assert any(each.part == "tilt" and each.kind == "added" for each in diff.changes)
    assert diff.before.county == "chongqing"


LISTED = """
[[disease_lists]]
id = "%s"
clause = "1"
classes = ["lung_cancer"]

[[pools]]
id = "inpatient"
zh = "住院"
en = "inpatient"
clause = "1"
annual_cap = { exact = "7000.00" }

[inpatient]
clause = "1"
columns = ["disease"]

[[inpatient.rows]]
clause = "1"
categories = ["dibao"]
if = { disease = "in:%s" }
rate = { exact = "90%%" }

[[inpatient.rows]]
clause = "1"
categories = ["dibao"]
if = { disease = "not in:%s" }
rate = { exact = "60%%" }
"""


def test_lists_that_only_one_side_knows(tmp_path: Path) -> None:
    one = small(tmp_path / "one", LISTED % ("first", "first", "first"))
    other = small(tmp_path / "other", LISTED % ("second", "second", "second"))
    diff = diff_policies(one, date(2026, 1, 1), other, date(2026, 1, 1))
    said = {each.conditions.zh for each in diff.changes if each.part == "inpatient"}
    assert any("first" in each and "second" in each for each in said)


def test_a_cell_that_only_moved_to_another_clause_is_the_same(
    tmp_path: Path, fengjie: County
) -> None:
    row = '[[inpatient.rows]]\nclause = "annex.inpatient.1"'
    other = changed(tmp_path, (row, row.replace("inpatient.1", "inpatient.2")))
    assert diff_policies(fengjie, AFTER, other, AFTER).changes == ()
