"""The recognised intervals of a file's people, as the ledger keeps them: each set once."""

from __future__ import annotations

import json

import numpy as np
from numpy.typing import NDArray

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu.settlement.columns import OPEN_END, Identities, day_date

from .numbered import HOLDINGS, add_rows
from .receipt import Interval, holding_text


def holding_numbers(
    gate: Gate,
    book: Casebook,
    actor: Actor,
    identities: Identities,
    position: NDArray[np.int32],
) -> dict[int, int]:
    """Return the holding of each of the people at these positions, inserting new ones."""
    texts = _texts(identities, np.unique(position))
    distinct = sorted(set(texts.values()))
    known = _known(gate, distinct)
    new = [text for text in distinct if text not in known]
    if new:
        first = add_rows(gate, book, actor, HOLDINGS, [(text,) for text in new])
        known |= {text: number for number, text in enumerate(new, first)}
    return {person: known[text] for person, text in texts.items()}


def _known(gate: Gate, texts: list[str]) -> dict[str, int]:
    rows = gate.rows(
        "SELECT h.intervals, h.holding FROM json_each(?) AS asked"
        " CROSS JOIN holdings AS h ON h.intervals = asked.value",
        (json.dumps(texts),),
    )
    return {row[0]: row[1] for row in rows}


def _texts(identities: Identities, persons: NDArray[np.int32]) -> dict[int, str]:
    """Return the intervals of each person in canonical form; nobody's are empty."""
    own = np.flatnonzero(np.isin(identities.person, persons))
    by_person: dict[int, list[Interval]] = {}
    days: dict[int, str | None] = {OPEN_END: None}
    for number in np.union1d(identities.first_day[own], identities.last_day[own]).tolist():
        days.setdefault(number, day_date(number).isoformat())
    for person, category, first, last in zip(
        identities.person[own].tolist(), identities.category[own].tolist(),
        identities.first_day[own].tolist(), identities.last_day[own].tolist(), strict=True,
    ):  # fmt: skip
        interval = (identities.categories[category], days[first] or "", days[last])
        by_person.setdefault(person, []).append(interval)
    return {person: holding_text(by_person.get(person, ())) for person in persons.tolist()}
