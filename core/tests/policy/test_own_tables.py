"""A county's own lists, pools and handoffs, beside those of the documents above."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiuzhu.policy.errors import PolicyError
from jiuzhu.policy.quoting import Quoting
from jiuzhu.policy.show_tables import TableMaker
from jiuzhu.policy.words import cell_lines
from jiuzhu_schemas.terms import Terms

from .overlays import DAY, SUBSIDY, UPPER, Make, answer, maker, refused
from .words import compiled


@pytest.fixture
def make(tmp_path: Path) -> Make:
    return maker(tmp_path)


LISTED = """
[[disease_lists]]
id = "blood"
clause = "1"
classes = ["leukaemia"]

[inpatient]
clause = "1"
columns = ["in:blood", "in:major"]

[[inpatient.rows]]
clause = "1"
categories = ["wubao"]
if = { "in:blood" = true, "in:major" = "any" }
rate = { exact = "90%" }

[[inpatient.rows]]
clause = "1"
categories = ["wubao"]
if = { "in:blood" = false, "in:major" = true }
rate = { exact = "85%" }

[[inpatient.rows]]
clause = "1"
categories = ["wubao"]
if = { "in:blood" = false, "in:major" = false }
deny = "not_covered"
"""


def test_a_table_looks_at_several_lists_its_own_and_the_upper_document_s(make: Make) -> None:
    policy = make(LISTED)
    rates = [
        getattr(answer(policy, "wubao", disease_lists=frozenset(lists)), "rate", None)
        for lists in (["blood"], ["blood", "major"], ["major"], [])
    ]
    assert rates == [9_000, 9_000, 8_500, None]


def test_a_list_that_no_document_has_is_a_fault(make: Make) -> None:
    for old in ('"in:major" = true', '"in:major"'):
        faults = refused(make, LISTED.replace(old, old.replace("major", "minor")))
        assert faults
        assert all("minor" in text or "in:m" in text for _, text in faults), faults
    entry = '[[inpatient.entry]]\nclause = "1"\nif = { disease = "not in:minor" }\n'
    ((path, text),) = refused(make, "[inpatient]", 'clause = "1"', entry)
    assert path == "inpatient.entry[0].if.disease"
    assert "there is no disease list “minor”" in text


def test_a_list_s_cell_is_yes_or_no(make: Make) -> None:
    ((path, text),) = refused(make, LISTED.replace('"in:blood" = true', '"in:blood" = "in"'))
    assert path == "inpatient.rows[0].if.in:blood"
    assert "true, false" in text


def test_a_case_of_two_lists_that_no_row_answers_is_a_fault(make: Make) -> None:
    last = LISTED.rindex("[[inpatient.rows]]")
    ((path, text),) = refused(make, LISTED[:last])
    assert path == "inpatient.rows[0]"
    assert "no row" in text


# -- pools, handoffs, words


POOLED = """
[[pools]]
id = "care"
zh = "合用"
en = "together"
clause = "1"
annual_cap = { exact = "900.00" }

[[pools]]
id = "aside"
zh = "另计"
en = "aside"
clause = "1"
annual_cap = { exact = "100.00" }

[inpatient]
clause = "1"
columns = ["hospital_level"]
pool = "care"

[[inpatient.rows]]
clause = "1"
categories = ["wubao"]
if = { hospital_level = [0, 1, 2] }
threshold = { trigger = "10.00" }
bands = [
    { above = "0.00", rate = { exact = "50%" } },
    { above = "99.00", rate = { exact = "60%" } },
]

[[inpatient.rows]]
clause = "1"
categories = ["wubao"]
if = { hospital_level = [3] }
threshold = { deduct = "10.00" }
quota = { exact = "50.00" }
pool = "aside"
"""
TILT = """
[tilt]
clause = "1"
portion = "remaining"
pool = "aside"

[[tilt.entry]]
clause = "1"
if = { stage = ["inpatient"] }

[[tilt.rows]]
clause = "1"
categories = ["dibao"]
rate = { exact = "50%" }
"""


def test_a_table_names_the_pool_of_all_its_rows(make: Make) -> None:
    policy = make(POOLED)
    caps = [
        (terms.pool, terms.annual_cap)
        for level in (1, 3)
        if isinstance(terms := answer(policy, "wubao", hospital_level=level), Terms)
    ]
    assert caps == [("care", 90_000), ("aside", 10_000)]


def test_an_unknown_pool_of_a_table_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "alone.toml"
    text = UPPER.replace('columns = ["hospital_level"]', 'columns = ["hospital_level"]\npool = "x"')
    file.write_text(text, "utf-8")
    with pytest.raises(PolicyError, match=r"inpatient.rows\[0\].pool"):
        compiled(file)


def test_a_tilt_from_the_pool_of_a_stage_does_not_load(make: Make) -> None:
    ((path, text),) = refused(make, POOLED, TILT)
    assert path == "tilt.rows[0].pool"
    assert "give the tilt one of its own" in text


def test_a_handoff_has_its_own_name(make: Make) -> None:
    table = SUBSIDY[SUBSIDY.index("[charity_handoff]") :].replace('clause = "2"', 'clause = "1"')
    named = table.replace('name = "charity"', 'name = "fund"\nzh = "基金"\nen = "the fund"')
    edition = make(named).on(DAY)
    assert edition.handoff_label("fund").en == "the fund"
    assert edition.handoff_label("charity").en == "charity"
    assert edition.handoff_label("unheard").en == "unheard"
    half = named.replace('en = "the fund"\n', "")
    ((path, text),) = refused(make, half)
    assert path == "charity_handoff.rows[0]"
    assert "zh and en" in text


def test_the_words_of_a_cell_never_leave_the_threshold_out(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = make(POOLED)
    edition = policy.on(DAY)
    maker = TableMaker(Quoting(policy, edition))
    table = maker.table(edition.stages["inpatient"], ())
    cells = next(row.cells for row in table.rows if row.category == "wubao")
    said = [cell_lines(cell, "base").splitlines() for cell in cells]
    assert said[0][:3] == ["超过10.00元后全部：", "0.00元以上部分 50%", "99.00元以上部分 60%"]
    assert said[1][:2] == ["超过10.00元的部分：", "定额50.00元"]
    monkeypatch.setenv("JIUZHU_LANG", "en")
    assert cell_lines(cells[0], "base").splitlines()[0] == "of the whole once above 10.00:"
    assert cell_lines(cells[1], "remaining").startswith("of what is left above 10.00:")
