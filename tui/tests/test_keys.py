"""Keys: ids, remapping, help; and the palette."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.command import CommandList
from textual.screen import Screen
from textual.validation import Function, Integer, Length
from textual.widgets import Input

import jiuzhu_tui
from jiuzhu_tui.app import JiuzhuApp
from jiuzhu_tui.binding_ids import bindings, known_ids
from jiuzhu_tui.keys import KeysFileError, Label, load_keymap, worded
from jiuzhu_tui.palette import Palette
from jiuzhu_tui.screens.policy import PolicyScreen
from jiuzhu_tui.screens.work import WorkScreen
from jiuzhu_tui.testing import frame, settled
from jiuzhu_tui.words import why_not

SOURCES = sorted(Path(jiuzhu_tui.__path__[0]).rglob("*.py"))
_ARROWS = {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab",
           "escape", "enter"}  # fmt: skip
_TAKEN = {"ctrl+i", "ctrl+m", "ctrl+j", "ctrl+h"}
"""Terminals send these for tab, enter and backspace."""


def test_every_binding_has_an_id_of_its_own_and_words_in_both_languages() -> None:
    seen: dict[str, type] = {}
    for kind, binding in bindings():
        where = f"{kind.__name__} {binding.key}"
        assert binding.id, where
        assert seen.setdefault(binding.id, kind) is kind, where
        assert isinstance(binding.description, Label), where
        assert all(binding.description.words), where
    assert len(seen) > 30


def test_keys_are_such_as_every_terminal_can_send() -> None:
    for kind, binding in bindings():
        fine = binding.key in _ARROWS or re.fullmatch(r"f\d{1,2}|ctrl\+[a-z]", binding.key)
        assert fine, (kind, binding.key)
        assert binding.key not in _TAKEN, (kind, binding.key)


def test_a_file_remaps_keys_by_id(drive: Any, tmp_path: Path) -> None:
    (tmp_path / "keys.toml").write_text('go.policy = "f12"\n"refresh" = ["f5", "ctrl+r"]\n')

    async def look(app: Any, pilot: Any) -> None:
        await pilot.press("f6")
        await settled(pilot)
        assert len(app.screen_stack) == 2
        await pilot.press("f12")
        await settled(pilot)
        assert isinstance(app.screen, PolicyScreen)
        assert "F12 政策" in frame(app)

    drive(look)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("refresh = 5", "refresh"),
        ("refresh = []", "refresh"),
        ("refresh = [", "keys.toml"),
    ],
)
def test_a_wrong_file_of_keys_is_refused(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "keys.toml").write_text(text)
    with pytest.raises(KeysFileError, match=complaint):
        load_keymap(tmp_path / "keys.toml")


def test_a_key_for_nothing_is_named_and_the_program_starts(drive: Any, tmp_path: Path) -> None:
    (tmp_path / "keys.toml").write_text('no.such = "f4"')

    async def look(app: Any, pilot: Any) -> None:
        shown = frame(app)
        assert "未能完成" in shown
        assert "no.such" in shown
        await pilot.press("enter")
        await settled(pilot)
        assert "没有读全" not in frame(app), "it is not the screen that failed"

    drive(look, size=(200, 50))


def test_a_keymap_is_read() -> None:
    assert load_keymap(Path("/nowhere/keys.toml")) == {}
    assert "list.open" in known_ids()


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KeysFileError, match=r"keys\.toml"):
        load_keymap(path)


def test_help_tells_the_keys_of_the_field_and_the_screen(drive: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        await pilot.press("f6")
        await settled(pilot)
        await pilot.press("f3", "f1")
        await settled(pilot)
        shown = frame(app)
        assert "每行是一个类别" in shown
        assert "删除左边一字" in shown
        assert "policy.search" in shown
        assert not re.search(r"Move cursor|Delete character|Submit", shown)
        await pilot.press("f1")
        await settled(pilot)
        assert isinstance(app.screen, PolicyScreen)

    drive(look, size=(120, 50))


async def _offered(app: Any, pilot: Any, query: str) -> list[str]:
    await pilot.press("ctrl+p")
    app.screen.query_one(Input).value = query
    await settled(pilot)
    options = app.screen.query_one(CommandList).options
    found = [str(each.prompt) for each in options]
    await pilot.press("escape")
    await settled(pilot)
    return found


def test_the_palette_finds_by_characters_pinyin_and_english(drive: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        for query in ("政策", "zc", "zhengc", "Poli"):
            found = await _offered(app, pilot, query)
            assert found
            assert found[0].startswith("政策"), query
        for query in ("english", "英文", "语言"):
            found = await _offered(app, pilot, query)
            assert any("启动时选定" in each or each.startswith("语言") for each in found), query

    drive(look)


def test_what_textuals_own_widgets_call_their_keys_is_translated() -> None:
    assert worded("Dismiss menu") == "收起列表"
    assert worded("none of ours") == "none of ours"


def test_the_palette_runs_what_is_chosen_and_says_when_there_is_nothing(drive: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        assert await _offered(app, pilot, "zzzz") == ["没有找到"]
        await pilot.press("ctrl+p", "z", "c")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert not isinstance(app.screen, Palette)
        assert isinstance(app.screen, PolicyScreen)

    drive(look)


def test_the_palette_looks_as_it_should(drive: Any, check_frame: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        await pilot.press("ctrl+p")
        await settled(pilot)
        check_frame("palette-80x24", frame(app))

    drive(look)


def test_themes_change_and_stay_two(drive: Any) -> None:
    async def look(app: Any, pilot: Any) -> None:
        first = app.theme
        await pilot.press("ctrl+t")
        assert app.theme != first
        await pilot.press("ctrl+t")
        assert app.theme == first

    drive(look)


def test_why_a_value_is_not_taken_is_said_in_chinese() -> None:
    def reason(validator: Any, value: str) -> str:
        (failure,) = validator.validate(value).failures
        return why_not(failure)

    assert reason(Length(2, 4), "x") == "应为 2 至 4 个字符"
    assert reason(Length(maximum=4), "xxxxx") == "最多 4 个字符"
    assert reason(Length(minimum=2), "x") == "至少 2 个字符"
    assert reason(Integer(1, 9), "12") == "应在 1 与 9 之间"
    assert reason(Integer(), "x") == "应为数字"
    assert reason(Function(lambda v: False, "身份证号有误"), "x") == "身份证号有误"
    assert reason(Function(lambda v: False), "x") == "格式不对"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_text_is_shown_only_by_what_turns_markup_off(path: Path) -> None:
    """`Static`, `Label`, titles and toasts read markup: outside `plain.py` nothing uses them."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "textual.widgets":
            shown = {each.name for each in node.names}
            assert path.name == "plain.py" or not shown & {"Static", "Label", "Markdown"}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr != "from_markup", path
            if node.func.attr == "notify":
                assert path.name == "app.py"
                assert any(each.arg == "markup" for each in node.keywords)
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Attribute):
                    assert target.attr not in {"border_title", "border_subtitle", "tooltip"}


def test_only_this_package_imports_textual_and_pinyin_is_loaded_late() -> None:
    import subprocess
    import sys

    code = "import sys, jiuzhu_tui.app, jiuzhu_tui.palette; assert 'pypinyin' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


_MEANT = {("HelpScreen", "f1"), ("ProgressScreen", "escape")}
"""The key that opened the help closes it; stopping takes the place of leaving."""


def test_no_key_is_taken_twice_in_one_screen() -> None:
    known_ids()  # Imports every module.
    for kind in {kind for kind, _ in bindings() if issubclass(kind, Screen)}:
        taken: dict[str, str] = {}
        for each in (*kind.__mro__, JiuzhuApp):
            if not each.__module__.startswith("jiuzhu_tui"):
                continue
            for binding in each.__dict__.get("BINDINGS", ()):
                for key in binding.key.split(","):
                    first = taken.setdefault(key, binding.id)
                    meant = (kind.__name__, key) in _MEANT
                    assert first == binding.id or meant, (kind.__name__, key, first, binding.id)


def test_no_list_or_pane_takes_a_key_from_its_screen() -> None:
    """The keys of what has the focus come first: the screen's would do nothing."""
    widgets = {kind for kind, _ in bindings() if not issubclass(kind, (Screen, App))}
    taken = {key for kind in widgets for each in kind.__dict__["BINDINGS"] for key in [each.key]}
    for kind, binding in bindings():
        if issubclass(kind, WorkScreen) or kind is JiuzhuApp:
            assert binding.key not in taken - {"escape"}, (kind.__name__, binding.key)
