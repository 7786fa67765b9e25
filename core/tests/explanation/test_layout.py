"""Pages fit a terminal: widths are counted in cells, and nothing is lost in wrapping."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from jiuzhu.explanation.layout import WIDTH, Page, wrapped
from jiuzhu.explanation.text import render

from .samples import trace

SENTENCES = st.text("救助金额，。“”ab1 .%", max_size=300)


@given(SENTENCES, st.integers(0, 30))
def test_wrapping_keeps_every_letter(text: str, indent: int) -> None:
    lines = wrapped(text, indent, indent)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text("救助金额", min_size=1, max_size=300))
def test_lines_of_hanzi_fit(text: str) -> None:
    assert all(cell_len(line) <= WIDTH for line in wrapped(text, 2, 2))


def test_no_line_of_a_page_is_longer_than_a_terminal() -> None:
    for found in (trace("dibao", "youfu", "student"), trace(), trace("orphan", diagnosis="C34.9")):
        for line in render(found, "zh").splitlines():
            assert cell_len(line) <= WIDTH + 2, line


def test_columns_line_up_by_cells() -> None:
    page = Page("zh")
    page.sums([("应救助", "7000.00", "= 1"), ("base", "10.00", "= 2")])
    first, second = page.lines
    assert cell_len(first[: first.index("=")]) == cell_len(second[: second.index("=")])
    page = Page("zh")
    page.rows([("低保对象", "甲"), ("a", "乙")])
    first, second = page.lines
    assert cell_len(first[:-1]) == cell_len(second[:-1])
