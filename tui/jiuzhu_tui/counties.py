"""Which county an office is of, where nobody said so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiuzhu_schemas.text import Text

if TYPE_CHECKING:
    from jiuzhu import Platform
    from jiuzhu.loading.county import County


def office_county(platform: Platform, named: str = "") -> County:
    """Return the county that is named; else the one that rests on the most documents.

    A county's own documents rest on its city's, so it has more than the city's baseline alone.
    Raises CountyRefused and the errors of its policy files.
    """
    if named:
        return platform.county(named)
    settling = [each.id for each in platform.counties() if each.problem is None]
    if not settling:
        from jiuzhu.platform import CountyRefused

        raise CountyRefused(Text("没有可以结算的县", "no installed county settles"))
    loaded = [platform.county(each) for each in settling]
    return max(loaded, key=lambda each: len(each.policy.editions[-1].documents))
