"""A county's checks of claims: asked for a whole file, each answer checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from jiuzhu.stages import telling
from jiuzhu.stages.containment import contained
from jiuzhu.stages.doubts import RefusedClaim
from jiuzhu.stages.faults import PluginFault, place_of, shown
from jiuzhu_schemas.text import Text

from .county import County

if TYPE_CHECKING:
    import polars as pl

_HOOK: Final = "claim_check"


def claim_checks(county: County) -> Callable[[pl.DataFrame], list[RefusedClaim]] | None:
    """Return what looks through the claims of a file; None if no plugin checks any.

    It raises PluginFault naming a plugin that raises, does not end, or answers what cannot be.
    """
    implementations: list[Any] = county.manager.hook.claim_check.get_hookimpls()
    if not implementations:
        return None

    def look(claims: pl.DataFrame) -> list[RefusedClaim]:
        return [each for one in reversed(implementations) for each in _asked(one, claims)]

    return look


def _asked(implementation: Any, claims: pl.DataFrame) -> list[RefusedClaim]:
    plugin, function = str(implementation.plugin_name), implementation.function
    place = place_of(function)
    arguments = (claims.clone(),) if implementation.argnames else ()  # It may change its own.
    start = perf_counter()
    answer = contained(plugin, _HOOK, lambda: _listed(function(*arguments)), place=place)
    if telling.wanted():
        said = f"{len(answer)} of {claims.height} claims refused" if answer else "none refused"
        telling.tell(_HOOK, f"claims={claims.height}", plugin, said, perf_counter() - start)
    rows = set(claims["row"].to_list()) if answer else set()
    for each in answer:
        fault = _fault_of(each, rows, claims.columns)
        if fault:
            raise PluginFault(plugin, _HOOK, fault, place)
    return answer


def _listed(answer: Iterable[RefusedClaim] | None) -> list[RefusedClaim]:
    return [] if answer is None else list(answer)


def _fault_of(answer: object, rows: set[int], columns: list[str]) -> Text | None:
    if type(answer) is not RefusedClaim:
        return Text(
            f"应返回 RefusedClaim 的列表，实含 {shown(answer)}",
            f"must return a list of RefusedClaim, which holds {shown(answer)}",
        )
    if answer.row not in rows:
        return Text(f"没有第 {answer.row} 行（row 列）", f"there is no row {answer.row}")
    if answer.column not in columns:
        known = "、".join(columns)
        return Text(
            f"没有列“{answer.column}”，已有：{known}",
            f"there is no column “{answer.column}”; known: {', '.join(columns)}",
        )
    return None
