"""Which files were saved, found by looking again and again: no service of the system is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

Files: TypeAlias = Callable[[], Iterable[Path]]
_Stamp: TypeAlias = tuple[int, int]


def changes(files: Files, pause: Callable[[], None]) -> Iterator[tuple[Path, ...]]:
    """Yield the files that were saved, added or removed, after each ``pause`` that saw some.

    What is being written is waited for: a change is told when a further pause saw no other.
    What happens between this call and the first step is told too.
    """
    return _changes(files, pause, _stamps(files()))


def _changes(
    files: Files, pause: Callable[[], None], known: Mapping[Path, _Stamp]
) -> Iterator[tuple[Path, ...]]:
    while True:
        pause()
        found = _stamps(files())
        if found == known:
            continue
        pause()
        while (again := _stamps(files())) != found:
            found = again
            pause()
        changed = {
            path for path in known.keys() | found.keys() if known.get(path) != found.get(path)
        }
        known = found
        if changed:
            yield tuple(sorted(changed))


def _stamps(files: Iterable[Path]) -> dict[Path, _Stamp]:
    """Return when each file was last written, and its size; one that is gone is left out."""
    stamps = {}
    for file in files:
        try:
            state = file.stat()
        except OSError:
            continue
        stamps[file] = (state.st_mtime_ns, state.st_size)
    return stamps
