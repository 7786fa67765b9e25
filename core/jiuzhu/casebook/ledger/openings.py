"""What pools had given before the casebook began, brought in from a file of balances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from attrs import frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.errors import RowConflict
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.store import Casebook
from jiuzhu.loading.county import County
from jiuzhu.policy.nearest import unknown
from jiuzhu.settlement.balances import Balances
from jiuzhu_schemas.money import format_yuan
from jiuzhu_schemas.terms import Terms
from jiuzhu_schemas.text import Text

from .errors import OpeningRefused
from .numbered import OPENINGS, add_rows
from .reads import Source
from .register import Register
from .writing import move_openings

_SHOWN = 5
"""How many people an error names."""


@frozen
class Opening:
    """What a person's pool had given in a year, in fen: as the casebook has it, and as it is."""

    person: int
    year: int
    pool: str
    cap: int | None
    """The pool's highest cap of that year; None: it has none."""
    before: int
    used: int

    @property
    def change(self) -> int:
        """By how much the casebook is to be mended."""
        return self.used - self.before


def plan_openings(
    book: Casebook, county: County, balances: Balances, register: Register
) -> tuple[Opening, ...]:
    """Return what a file of balances changes; empty if all of it stands already.

    ``balances``: of the people of `register_of`. Raises OpeningRefused for a pool that the county
    does not have in that year, for more than its cap, and for people whose claims of that year
    have been recorded already.
    """
    caps = {year: _caps_in(county, year) for year in sorted(set(balances.year.tolist()))}
    known = {(row[0], row[1], row[2]): row[3] for row in book.rows(_SUMS)}
    numbers = register.numbers
    found = []
    for person, year, pool, used in zip(
        balances.person.tolist(), balances.year.tolist(), balances.pool.tolist(),
        balances.used.tolist(), strict=True,
    ):  # fmt: skip
        key = (numbers[person], year, balances.pools[pool])
        _refuse_strange(county, year, key[2], caps[year])
        opening = Opening(*key, caps[year][key[2]], known.get(key, 0), used)
        _refuse_above_cap(opening)
        if opening.change:
            found.append(opening)
    _refuse_late(book, found)
    return tuple(found)


def record_openings(
    book: Casebook, actor: Actor, planned: Sequence[Opening], file_name: str, file_hash: str
) -> None:
    """Record what was planned, in one write.

    Raises NotAllowed, OpeningRefused if a claim was recorded since, RowConflict if somebody else
    brought in balances since.
    """
    require(book, actor, "ledger.open")
    if not planned:
        return
    with book.gate() as gate:
        known = {(row[0], row[1], row[2]): row[3] for row in gate.rows(_SUMS)}
        _refuse_late(gate, planned)
        if any(
            known.get((each.person, each.year, each.pool), 0) != each.before for each in planned
        ):
            raise RowConflict(
                Text(
                    "期初已用刚被他人导入，请重新执行；没有写入任何内容",
                    "balances have just been brought in by somebody else: run it again."
                    " Nothing was written",
                ),
                str(book.path),
            )
        rows = [(each.person, each.year, each.pool, each.cap, each.change) for each in planned]
        add_rows(gate, book, actor, OPENINGS, rows, file=file_name, file_hash=file_hash)
        move_openings(gate, rows)


_SUMS = "SELECT person, year, pool, sum(change) FROM openings GROUP BY person, year, pool"


def _caps_in(county: County, year: int) -> dict[str, int | None]:
    """Return the pools that rules of a year draw on, each with its highest cap (None: no cap)."""
    found: dict[str, list[int | None]] = {}
    for edition in county.policy.editions:
        if edition.since.year > year or (edition.until is not None and edition.until.year < year):
            continue
        for stage in edition.stages.values():
            for rule in chain.from_iterable(stage.by_category.values()):
                if isinstance(rule.answer, Terms):
                    found.setdefault(rule.answer.pool, []).append(rule.answer.annual_cap)
    return {
        pool: None if None in caps else max(each for each in caps if each is not None)
        for pool, caps in sorted(found.items())
    }


def _refuse_strange(county: County, year: int, pool: str, caps: Mapping[str, int | None]) -> None:
    if pool not in caps:
        name = county.manifest.name
        raise OpeningRefused(
            unknown(
                Text(
                    f"{name.zh}{year}年没有名为“{pool}”的限额池，没有写入任何内容",
                    f"{name.en} has no pool “{pool}” in {year}; nothing was written",
                ),
                pool,
                caps,
            )
        )


def _refuse_above_cap(opening: Opening) -> None:
    if opening.cap is not None and opening.used > opening.cap:
        used, cap = format_yuan(opening.used), format_yuan(opening.cap)
        raise OpeningRefused(
            Text(
                f"第{opening.person}号人员 {opening.year}年 {opening.pool} 已用 {used} 元，超过年度"
                f"限额 {cap} 元，请核对；没有写入任何内容",
                f"person {opening.person} used {used} yuan of {opening.pool} in {opening.year},"
                f" above the year's cap of {cap}: check it. Nothing was written",
            )
        )


def _refuse_late(book: Source, planned: Sequence[Opening]) -> None:
    """Refuse people whose claims have drawn on the pools: those would have to be settled anew."""
    settled = {(row[0], row[1]) for row in book.rows("SELECT DISTINCT person, year FROM entries")}
    late = sorted({(each.person, each.year) for each in planned} & settled)
    if not late:
        return
    named = "、".join(f"第{person}号人员 {year}年" for person, year in late[:_SHOWN])
    english = ", ".join(f"person {person} in {year}" for person, year in late[:_SHOWN])
    more = ("等", " and others") if len(late) > _SHOWN else ("", "")
    raise OpeningRefused(
        Text(
            f"{named}{more[0]}（共 {len(late)} 个人年）已有记账，期初已用不能再导入或更改，"
            "请从文件中去掉；没有写入任何内容",
            f"{english}{more[1]} ({len(late)} person-years) have claims recorded already: their"
            " opening balances cannot be brought in or changed. Take them out of the file;"
            " nothing was written",
        ),
        str(getattr(book, "path", "")),
    )
