"""What plugins add to the terminal: shown by an example; a plugin that fails is named."""

from __future__ import annotations

import importlib
import shutil
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from textual.app import ComposeResult

from examples.installing import FOLDER
from jiuzhu import Platform
from jiuzhu.api import API, PluginManifest, TerminalCommand, TerminalScreen, Text, hookimpl
from jiuzhu.casebook.actor import Actor
from jiuzhu.loading.discovery import Discovery, Found, discover
from jiuzhu_tui.app import JiuzhuApp
from jiuzhu_tui.dialogs.problem import ProblemScreen
from jiuzhu_tui.palette import Palette
from jiuzhu_tui.screens.work import WorkScreen
from jiuzhu_tui.testing import frame, settled

from .offices import made

CLERK = Actor("赵经办", "clerk")
SECRET = "张三 500236199001010011"


class _Point:
    """An entry point without a distribution."""

    dist = None
    value = "example:plugin"


def platform_with(plugin: object) -> Platform:
    manifest = PluginManifest(id="example", name=Text("示例", "example"), api=API, plugin=plugin)
    found = discover()
    added = Found(manifest, _Point())  # type: ignore[arg-type]
    return Platform(Discovery((*found.plugins, added), found.counties, found.broken))


@pytest.fixture
def extended(drive: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run the application with a plugin, logged in."""

    def run(plugin: object, script: Any) -> None:
        book = Path(shutil.copy(made(), tmp_path / "book.db"))
        loaded = platform_with(plugin)

        async def look(app: JiuzhuApp, pilot: Any) -> None:
            for lane in (app.desks.look, app.desks.work):
                lane._desk._platform = loaded  # In place of what the login screen has warmed.
            app.log_in(CLERK)
            await settled(pilot)
            await script(app, pilot)

        drive(look, casebook=book)

    return run


def test_the_example_adds_a_screen_and_a_command(
    extended: Any, check_frame: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(FOLDER / "terminal_screen")
    townships = importlib.import_module("jiuzhu_townships")
    screen = importlib.import_module("jiuzhu_townships.screen")

    async def look(app: Any, pilot: Any) -> None:
        for typed in ("gexiangzhen", "greet"):
            await pilot.press("ctrl+p")
            await settled(pilot)
            assert isinstance(app.screen, Palette)
            await pilot.press(*typed)
            await settled(pilot)
            await pilot.press("enter")
            await settled(pilot)
        assert isinstance(app.screen, screen.TownshipsScreen)
        assert "赵经办，您好" in frame(app)
        app.clear_notifications()
        await settled(pilot)
        check_frame("extension-80x24", frame(app))

    extended(townships.Townships(), look)


class Failing(WorkScreen):
    """Fails in the way its class attribute says."""

    way = ""

    def __init__(self) -> None:
        super().__init__()
        if self.way == "made":
            raise RuntimeError("made")

    def heading(self) -> Text:
        return Text("出错的屏", "failing")

    def body(self) -> ComposeResult:
        if self.way == "body":
            raise RuntimeError(SECRET)
        yield from ()

    def load(self) -> None:
        if self.way == "load":
            raise RuntimeError(SECRET)


def fail(app: JiuzhuApp) -> None:
    raise RuntimeError(SECRET)


class _Faulty:
    """A plugin whose hooks answer wrongly, and whose screens do not work."""

    @hookimpl
    def terminal_screens(self) -> Any:
        good = TerminalScreen(id="failing", title=Text("坏屏", "x"), screen="elsewhere:Nothing")
        here = evolve(good, id="failing_here", screen=f"{__name__}:Failing")
        return [good, here, evolve(good, id="cases")]

    @hookimpl
    def terminal_commands(self) -> Any:
        yield TerminalCommand(id="failing_too", title=Text("坏令", "y"), run=f"{__name__}:fail")
        raise RuntimeError("in the hook")


def test_a_plugin_that_fails_is_named_and_all_goes_on(
    extended: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def look(app: Any, pilot: Any) -> None:
        async def read(*wanted: str) -> None:
            await settled(pilot)
            shown = frame(app).replace("│", "").replace("\n", "").replace(" ", "")
            assert isinstance(app.screen, ProblemScreen) or wanted[0] == "body"
            for each in ("example", *wanted[1:]):
                assert each.replace(" ", "") in shown
            assert "张三" not in shown
            if isinstance(app.screen, ProblemScreen):
                await pilot.press("enter")
            await settled(pilot)

        await read("hooks", "“cases” is taken", "RuntimeError", "in the hook")
        assert "没有读全" not in frame(app), "it is not the screen that failed"
        await pilot.press("f4")
        assert app.screen.heading().en == "Cases"
        app.guard(lambda: app.go("failing"))
        await read("import", "elsewhere")
        for way, told in (("made", "RuntimeError"), ("body", "RuntimeError"), ("load", "出错")):
            monkeypatch.setattr(Failing, "way", way)
            app.guard(lambda: app.go("failing_here"))
            await read(way, told)
        (command,) = app._added
        app.guard(command.run)
        await read("command", "RuntimeError")
        assert app.is_running

    monkeypatch.setitem(__import__("sys").modules, __name__, __import__("sys").modules[__name__])
    extended(_Faulty(), look)
    assert "张三" not in (tmp_path / "tui.log").read_text("utf-8")
