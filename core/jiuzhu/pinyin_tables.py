"""pypinyin with its tables held once: half the memory, and other threads get their turn meanwhile.

It reads its 47 000 phrases as JSON in one go, which makes every syllable of each anew. Here they
are read phrase by phrase, and phrases share what they have in common. Both give the same readings.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Final

_WITHOUT: Final = "PYPINYIN_NO_PHRASES"
"""pypinyin's own setting: while it is set at the first import, phrases are not loaded."""
_PHRASE: Final = re.compile(r'"([^"]+)": \[\["(.*?)"\]\]')

_found_it_loaded = "pypinyin" in sys.modules or _WITHOUT in os.environ
if not _found_it_loaded:
    os.environ[_WITHOUT] = "1"
try:
    import pypinyin
finally:
    if not _found_it_loaded:
        del os.environ[_WITHOUT]


def read_aloud(text: str) -> list[str]:
    """Return the syllables of a text without tones; what has none stays as it is."""
    style = pypinyin.Style.NORMAL
    return pypinyin.lazy_pinyin(text, style=style, errors="default")


def phrases(file: Path) -> dict[str, list[list[str]]]:
    """Return the phrases of a file of pypinyin; syllables that are equal are the same object."""
    shared: dict[str, list[str]] = {}
    found = {}
    for match in _PHRASE.finditer(file.read_text("utf-8").replace("\n", "")):
        phrase, read_as = match.groups()
        parts = read_as.split('"],["')
        found[phrase] = [shared.setdefault(part, part.split('","')) for part in parts]
    return found


if not _found_it_loaded:
    pypinyin.load_phrases_dict(phrases(Path(pypinyin.__file__).with_name("phrases_dict.json")))
