"""Names by pinyin: the keys that people are found by, kept in the casebook beside them.

Triggers note whose keys are due, because they are new or were renamed; whoever has time, such as
a screen that lists cases, fills them in. Until then a search reads the names that are due itself:
it finds everybody, and never waits for another writer.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Final

from jiuzhu.casebook.store import Casebook
from jiuzhu.pinyin import folded, name_keys

PEOPLE_BY_KEY: Final = """
    SELECT person FROM name_keys WHERE key >= ? AND key < ?
    EXCEPT SELECT person FROM name_keys_due
    UNION SELECT value FROM json_each(?)
"""
"""People by how a key begins; see `by_key`."""

_DUE: Final = "SELECT person, name FROM name_keys_due JOIN people USING (person) LIMIT ?"
_AT_ONCE: Final = 5_000
_LAST: Final = "\U0010ffff"

_keys = lru_cache(maxsize=4096)(name_keys)


def is_pinyin(text: str) -> bool:
    """Tell whether a search is for a name's pinyin: small letters, with or without blanks."""
    letters = text.replace(" ", "").replace("'", "")
    return letters.isascii() and letters.isalpha() and letters.islower()


def by_key(book: Casebook, text: str) -> tuple[str, str, str]:
    """Return the values of `PEOPLE_BY_KEY` for a search."""
    begins = folded(text).replace(" ", "").replace("'", "")
    due = [
        person
        for person, name in book.rows(_DUE, (-1,))
        if any(key.startswith(begins) for key in _keys(name))
    ]
    return begins, begins + _LAST, json.dumps(due)


def name_keys_are_due(book: Casebook) -> bool:
    """Tell whether there is anybody whose keys are to be filled in."""
    return book.one("SELECT 1 FROM name_keys_due LIMIT 1") is not None


def refresh_name_keys(book: Casebook) -> int:
    """Fill in the keys that are due and return how many people they were of.

    Needs no right and leaves no trace: the keys follow from the names. Waits for other writers.
    """
    done = 0
    while due := book.rows(_DUE, (_AT_ONCE,)):
        keys = [(person, name, _keys(name)) for person, name in due]
        with book.gate() as gate:
            for person, name, found in keys:
                # Renamed since it was read: it stays due.
                gate.execute(
                    "DELETE FROM name_keys_due WHERE person = ?1"
                    " AND (SELECT name FROM people WHERE person = ?1) = ?2",
                    (person, name),
                )
                gate.execute("DELETE FROM name_keys WHERE person = ?", (person,))
                gate.insert_many(
                    "name_keys", ("key", "person"), [(key, person) for key in sorted(found)]
                )
        done += len(due)
    return done
