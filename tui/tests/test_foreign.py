"""Outside text: visible, of known width, and without effect."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from jiuzhu_tui.foreign import cell, visible, visible_lines
from jiuzhu_tui.plain import safe
from jiuzhu_tui.testing import HOSTILE


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("张三", "张三"),
        ("[bold]李四[/]", "[bold]李四[/]"),
        ("王\u202e五", "王<U+202E>五"),
        ("a\x00\x1b[31m", "a␀␛[31m"),
        ("钱\n七\t八\x7f", "钱␊七␉八␡"),
        ("a\u200bb\ufeff", "a<U+200B>b<U+FEFF>"),
        ("\U0001f468\u200d\U0001f469", "\U0001f468<U+200D>\U0001f469"),
        ("e\u0301", "e\u0301"),
        ("e\u0301\u0302", "e\u0301<U+0302>"),
        ("\u0301x", "<U+0301>x"),
        ("半\ud800个", "半<U+D800>个"),
        ("☎\ufe0f", "☎<U+FE0F>"),
        ("\x9b31m", "<U+009B>31m"),
        ("买买提·艾力", "买买提·艾力"),
        ("", ""),
    ],
)
def test_what_acts_or_hides_is_shown_as_a_sign(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("width", [1, 2, 7, 30])
def test_a_cell_has_its_width_whatever_is_in_it(text: str, width: int) -> None:
    for align in ("left", "right"):
        assert cell_len(cell(text, width, align)) == width


def test_a_long_text_is_cut_with_a_sign() -> None:
    assert cell("张三李四", 7) == "张三李~"
    assert cell("张三李四", 6) == "张三~ "
    assert cell("1.00", 6, "right") == "  1.00"


def test_characters_of_uncertain_width_are_replaced_in_cells_only() -> None:
    assert cell("①·—", 8) == "(1)・-  "
    assert visible("①·—") == "①·—"


def test_every_hostile_name_can_be_written_to_a_terminal() -> None:
    assert len(HOSTILE) == 15
    for name in HOSTILE:
        visible(name).encode("utf-8")
        assert str(safe(name)) == visible_lines(name)
