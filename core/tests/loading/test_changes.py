"""Files that were saved, found by looking again: with steps for pauses, no waiting."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from jiuzhu.loading.changes import changes


def steps(*acts: Callable[[], object]) -> Callable[[], None]:
    """Pauses in which something happens, one after another; Ctrl-C after the last."""
    rest: Iterator[Callable[[], object]] = iter(acts)

    def pause() -> None:
        act = next(rest, None)
        if act is None:
            raise KeyboardInterrupt
        act()

    return pause


def nothing() -> None:
    """A pause in which nobody saves."""


def save(file: Path, text: str) -> Callable[[], object]:
    return lambda: file.write_text(text, "utf-8")


def told(folder: Path, *acts: Callable[[], object]) -> list[list[str]]:
    found = []
    try:
        for files in changes(lambda: folder.glob("*.toml"), steps(*acts)):
            found.append([file.name for file in files])
    except KeyboardInterrupt:
        return found
    raise AssertionError("it ended by itself")


def test_a_save_is_told_once(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("a = 1", "utf-8")
    assert told(tmp_path, nothing, save(file, "a = 12"), nothing, nothing) == [["a.toml"]]


def test_new_and_removed_files_are_told(tmp_path: Path) -> None:
    one, two = tmp_path / "a.toml", tmp_path / "b.toml"
    one.write_text("a = 1", "utf-8")
    acts = (save(two, "b = 1"), nothing, one.unlink, nothing)
    assert told(tmp_path, *acts) == [["b.toml"], ["a.toml"]]


def test_what_is_still_being_written_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("a = 1", "utf-8")
    acts = (save(file, ""), save(file, "a ="), save(file, "a = 22"), nothing, nothing)
    assert told(tmp_path, *acts) == [["a.toml"]]


def test_a_save_of_the_same_size_is_told_by_its_time(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("a = 1", "utf-8")
    os.utime(file, (1, 1))
    assert told(tmp_path, save(file, "a = 2"), nothing) == [["a.toml"]]


def test_a_file_that_comes_back_as_it_was_is_no_change(tmp_path: Path) -> None:
    file, aside = tmp_path / "a.toml", tmp_path / "aside"
    file.write_text("a = 1", "utf-8")
    acts = (lambda: file.rename(aside), lambda: aside.rename(file), nothing, nothing)
    assert told(tmp_path, *acts) == []


def test_what_happens_before_the_first_step_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("a = 1", "utf-8")
    watched = changes(lambda: tmp_path.glob("*.toml"), steps(nothing, nothing))
    file.write_text("a = 333", "utf-8")
    assert next(watched) == (file,)
