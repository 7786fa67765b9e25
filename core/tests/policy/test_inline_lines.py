"""The line of a fault in rows that are written as one array of inline tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiuzhu.policy.errors import Fault, PolicyError
from jiuzhu.policy.files import Source, read_toml
from jiuzhu_schemas.text import Text

TEXT = """\
id = "x"

[inpatient]
clause = "3"
rows = [
    # A comment with a bracket ], a brace } and a comma,
    { clause = "3", categories = ["dibao", "tekun"], rate = { exact = "60%" } },

    { clause = "a], {", categories = [
        "youfu",
        "orphan",
    ], bands = [
        { above = "0.00", rate = { exact = "1%" } },
        { above = "5.00", rate = { exact = "2%" } },
    ] },
    { clause = '3', rate = { exact = "70%" } },
]

[outpatient]
clause = "3"
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("inpatient.rows", 5),
        ("inpatient.rows[0]", 7),
        ("inpatient.rows[0].rate", 7),
        ("inpatient.rows[1]", 9),
        ("inpatient.rows[1].categories[1]", 11),
        ("inpatient.rows[1].bands", 12),
        ("inpatient.rows[1].bands[1].rate", 14),
        ("inpatient.rows[2].rate.exact", 16),
        ("inpatient.rows[2].categories", 16),
        ("inpatient.rows[3]", 5),
        ("outpatient.clause", 20),
        ("outpatient.rows[0]", 19),
    ],
)
def test_a_row_of_an_array_has_its_own_line(path: str, line: int) -> None:
    assert Source(Path("x.toml"), TEXT, "").line_of(path) == line


def test_a_fault_without_a_key_has_no_blank_before_its_colon(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text("a = 1\nb == 2\n", "utf-8")
    with pytest.raises(PolicyError) as caught:
        read_toml(file)
    assert caught.value.message.en.startswith("line 2: ")
    assert caught.value.message.zh.startswith("第2行：")
    both = PolicyError(file, [Fault("rows", Text("错", "is wrong"), 3)]).message
    assert (both.zh, both.en) == ("第3行 rows：错", "line 3 rows: is wrong")
