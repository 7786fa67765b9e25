"""The register of hospitals for files to record: claims that were recorded keep what they had."""

from __future__ import annotations

import json

import attrs
import numpy as np
from numpy.typing import NDArray

from jiuzhu.casebook.hospitals import apply_register
from jiuzhu.casebook.store import Casebook
from jiuzhu.exchange.hospital_codes import UNSAID, NamedHospitals, RegisterAnswer
from jiuzhu_schemas.words import HOSPITAL_LEVELS, REGIONS


def apply_to_file(book: Casebook, named: NamedHospitals) -> RegisterAnswer:
    """Answer as `apply_register` does, but for claims that were recorded before.

    They are not asked about again: a hospital that was suspended since, for a time that has
    passed, takes nothing from their first answers. Level and region are what the file says, else
    what they were recorded with; whether the file says the same as then is for recording to tell.
    """
    answer = apply_register(book, named)
    recorded = _recorded(book, named)
    if not recorded:
        return answer
    level, region = answer.level.copy(), answer.region.copy()
    for row, (own_level, own_region) in recorded.items():
        said_level, said_region = int(named.level[row]), int(named.region[row])
        level[row] = own_level if said_level == UNSAID else said_level
        region[row] = own_region if said_region == UNSAID else said_region
    rows = np.array(list(recorded), np.int64)
    refusals = [
        attrs.evolve(each, rows=left)
        for each in answer.refusals
        if len(left := each.rows[~np.isin(each.rows, rows)])
    ]
    return RegisterAnswer(level=level, region=region, refusals=tuple(refusals))


def _recorded(book: Casebook, named: NamedHospitals) -> dict[int, tuple[int, int]]:
    """Return level and region of the recorded ones among claims that name a hospital, by row."""
    names_one = np.array([bool(word) for word in named.code.words], np.bool_)
    rows: NDArray[np.int64] = np.flatnonzero(names_one[named.code.code])
    place = dict(zip(named.claim_id.gather(rows).to_list(), rows.tolist(), strict=True))
    place.pop(None, None)
    found = book.rows(
        "SELECT r.claim_id, e.claim FROM json_each(?) AS asked"
        " CROSS JOIN requests AS r ON r.claim_id = asked.value"
        " JOIN entries AS e ON e.entry = r.entry",
        (json.dumps(list(place)),),
    )
    return {place[claim_id]: _hospital(json.loads(text)) for claim_id, text in found}


def _hospital(claim: dict[str, object]) -> tuple[int, int]:
    level, region = claim["hospital_level"], claim["hospital_region"]
    return HOSPITAL_LEVELS.index(level), REGIONS.index(region)
