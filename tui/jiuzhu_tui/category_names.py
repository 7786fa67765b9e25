"""What categories and pools are called, by the office's county."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from jiuzhu.loading.county import County
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import STAGE_LABELS
from jiuzhu_tui.counties import office_county
from jiuzhu_tui.desk import Desk


def category_names(desk: Desk, named: str) -> Mapping[str, Text]:
    """Return the names of categories by their codes; ``named``: the county, '' for the office's."""
    return names_of(office_county(desk.platform, named))


def names_of(county: County) -> Mapping[str, Text]:
    """Return the names of a county's categories by their codes."""
    return {code: each.label for code, each in county.policy.vocabulary.categories.items()}


def pool_name(county: County, pool: str, day: date) -> Text:
    """Return what an annual pool is called by the rules of a day; its code if nobody says."""
    try:
        known = county.policy.on(day).pools.get(pool)
    except JiuzhuError:
        known = None
    if known is None:
        return STAGE_LABELS.get(pool, Text(pool, pool))
    return Text(known[1].zh, known[1].en)
