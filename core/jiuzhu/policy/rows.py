"""A row of a relief table into a rule with finished terms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from jiuzhu_schemas.policy import Cell, PolicyDocument, Pool, ReliefRow, ReliefTable
from jiuzhu_schemas.terms import Band, Denied, Terms
from jiuzhu_schemas.text import Text

from .conditions import Test, read_cell
from .dates import on_day
from .edition import Rule
from .errors import NoPolicyError
from .facts import FactSpace


@frozen(eq=False)
class ReliefRows:
    """Finishes rows as of a day; what another document than ``top`` says is inherited."""

    top: PolicyDocument
    day: date
    pools: Mapping[str, tuple[PolicyDocument, Pool]]

    def rule(
        self, document: PolicyDocument, name: str, table: ReliefTable, place: int, space: FactSpace
    ) -> Rule:
        """Return the rule of the ``place``-th row of a document's table ``name``."""
        row = table.rows[place]
        row_id = f"{document.id}#{name}.rows[{place}]"
        clause = clause_ref(document, row.clause)
        answer = (
            Denied(reason=row.deny, clause=clause, row=row_id, question=row.question)
            if row.deny
            else self._terms(document, name, table, row, row_id)
        )
        return Rule(row_id, clause, tests_of(row.conditions, space), answer)

    def _terms(
        self, document: PolicyDocument, name: str, table: ReliefTable, row: ReliefRow, row_id: str
    ) -> Terms:
        pool_id = pool_of(name, table, row)
        cap, cap_clause = self._cap(document, row, pool_id)
        rate = on_day(row.rate, self.day)
        return Terms(
            clause=clause_ref(document, row.clause),
            pool=pool_id,
            annual_cap=cap,
            cap_clause=cap_clause,
            rate=rate.basis_points if rate else None,
            bands=tuple(Band(band.above, band.rate.basis_points) for band in row.bands),
            quota=row.quota.fen if row.quota else None,
            threshold=row.threshold.fen if row.threshold else 0,
            threshold_mode=row.threshold.mode if row.threshold else "deduct",
            stay_cap=row.stay_cap.fen if row.stay_cap else None,
            portion=table.portion or "base",
            row=row_id,
            inherited=document is not self.top,
        )

    def _cap(
        self, document: PolicyDocument, row: ReliefRow, pool_id: str
    ) -> tuple[int | None, str]:
        """Return the row's own cap, or else its pool's, with the clause it stands in."""
        if row.annual_cap:
            own = on_day(row.annual_cap, self.day)
            return (own.fen if own else None), clause_ref(document, row.clause)
        if pool_id not in self.pools:
            raise NoPolicyError(
                Text(
                    f"{document.id}：没有名为“{pool_id}”的年度限额",
                    f"{document.id}: there is no annual pool “{pool_id}”",
                )
            )
        owner, pool = self.pools[pool_id]
        value = on_day(pool.annual_cap, self.day)
        if value is None and not pool.uncapped:
            raise NoPolicyError(
                Text(
                    f"{document.id}：限额“{pool_id}”没有数额；不设限额请写 uncapped = true",
                    f"{document.id}: pool “{pool_id}” has no cap;"
                    " write uncapped = true if there is none",
                )
            )
        return (value.fen if value else None), clause_ref(owner, pool.clause)


def pool_of(name: str, table: ReliefTable, row: ReliefRow) -> str:
    """Return the id of the pool that a row of the table ``name`` draws on."""
    return row.pool or table.pool or name


def drawn_on(name: str, table: ReliefTable) -> tuple[str, ...]:
    """Return the ids of the pools that the table ``name`` draws on, in the order of its rows."""
    found = (pool_of(name, table, row) for row in table.rows if not row.deny)
    return tuple(dict.fromkeys(found))


def clause_ref(document: PolicyDocument, clause: str) -> str:
    """Return ``document#clause``."""
    return f"{document.id}#{clause}"


def tests_of(conditions: Mapping[str, Cell], space: FactSpace) -> tuple[Test, ...]:
    """Return the tests of conditions that matter."""
    found = (read_cell(fact, cell, space) for fact, cell in conditions.items())
    return tuple(test for test in found if test is not None)
