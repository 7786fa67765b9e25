"""The files of a folder, for choosing one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from attrs import frozen

from jiuzhu.casebook.clock import BEIJING
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.foreign import visible


@frozen(kw_only=True)
class FoundFile:
    """A file, or a folder to look into."""

    path: Path
    folder: bool
    size: int
    changed: datetime

    @property
    def name(self) -> str:
        """The name, with a slash behind a folder's."""
        return f"{self.path.name}/" if self.folder else self.path.name


class Folder:
    """Folders and files of some endings whose names begin as what was typed; hidden ones not."""

    def __init__(self, typed: str, endings: Sequence[str]) -> None:
        self.typed = typed
        self._endings = tuple(endings)
        self._found: list[FoundFile] = []

    def count(self, desk: Desk) -> int:
        """Look into the folder; what cannot be read has nothing in it."""
        folder, begin = split(self.typed)
        try:
            with os.scandir(folder) as entries:
                found = [each for entry in entries if (each := self._take(entry, begin))]
        except OSError:
            found = []
        self._found = sorted(found, key=lambda each: (not each.folder, each.path.name))
        return len(self._found)

    def page(self, desk: Desk, offset: int, limit: int) -> Sequence[FoundFile]:
        """Return some of what was found."""
        return self._found[offset : offset + limit]

    def _take(self, entry: os.DirEntry[str], begin: str) -> FoundFile | None:
        name = entry.name
        if name.startswith(".") or not name.casefold().startswith(begin.casefold()):
            return None
        try:
            folder = entry.is_dir()
            stat = entry.stat()
        except OSError:
            return None
        wanted = can_be_typed(name) if folder else name.casefold().endswith(self._endings)
        if not wanted:
            return None
        changed = datetime.fromtimestamp(stat.st_mtime, BEIJING)
        return FoundFile(path=Path(entry.path), folder=folder, size=stat.st_size, changed=changed)


def split(typed: str) -> tuple[Path, str]:
    """Return the folder of what was typed so far, and how the name in it begins."""
    expanded = Path(typed).expanduser() if typed.startswith("~") else Path(typed)
    if not typed or typed.endswith("/") or typed == "~":
        return expanded, ""
    return expanded.parent, expanded.name


def can_be_typed(text: str) -> bool:
    """Tell whether a name may stand in a field as it is: nothing in it acts or hides."""
    return visible(text) == text
