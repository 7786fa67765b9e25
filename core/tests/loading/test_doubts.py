"""What a check warns of: a change of pool within a year."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jiuzhu.loading.checking import Finding, check_counties, check_files
from jiuzhu.loading.discovery import discover

TODAY = date(2026, 11, 1)
DOCUMENT = """
id = "xx-1"
number = "某府办发〔2025〕1号"
title = "某县办法"
issuer = "某县"
issued_on = 2025-01-01
from = 2025-07-01
last_review = 2026-11-20
extends = "cq-2012-78"

[[clauses]]
id = "1"
cite = "一"
says = "标准"

[[pools]]
id = "care"
zh = "合用"
en = "together"
clause = "1"
annual_cap = { exact = "9000.00" }

[[recipients]]
category = "dibao"
clause = "1"
department = "民政局"

[inpatient]
clause = "1"
pool = "care"

[[inpatient.rows]]
clause = "1"
categories = ["dibao"]
rate = { exact = "70%" }

[tilt]
clause = "1"
portion = "remaining"
pool = "more"

[[tilt.entry]]
clause = "1"
if = { stage = ["inpatient"] }

[[tilt.rows]]
clause = "1"
categories = ["dibao"]
rate = { exact = "50%" }

[[pools]]
id = "more"
zh = "倾斜"
en = "tilt"
clause = "1"
annual_cap = { exact = "900.00" }
"""


def checked(folder: Path, text: str) -> list[Finding]:
    file = folder / "xx.toml"
    file.write_text(text, "utf-8")
    return check_files(discover(), [file], None, TODAY)


def test_a_new_pool_within_a_year_is_warned_of(tmp_path: Path) -> None:
    # The municipal document has no tilt: its new pool starts at 0 rightly.
    (found,) = checked(tmp_path, DOCUMENT)
    line = DOCUMENT.split("\n").index("[inpatient]") + 1
    assert (found.severity, found.path, found.line) == ("warning", "inpatient", line)
    assert "“care”" in found.text.zh
    assert "above on inpatient" in found.text.en


@pytest.mark.parametrize(
    ("old", "new"),
    [("from = 2025-07-01", "from = 2026-01-01"), ('clause = "1"\npool = "care"', 'clause = "1"')],
)
def test_none_from_a_new_year_on_or_on_the_same_pool(tmp_path: Path, old: str, new: str) -> None:
    text = DOCUMENT.replace("[inpatient]\n" + old, "[inpatient]\n" + new).replace(
        "from = 2025-07-01", new if old.startswith("from") else "from = 2025-07-01"
    )
    assert text != DOCUMENT
    assert checked(tmp_path, text) == []


def test_what_is_installed_changes_no_pool_within_a_year() -> None:
    found = check_counties(discover(), None, TODAY)
    assert [each for each in found if "从0起算" in each.text.zh] == []
