"""DuckDB: one SQL statement with window functions, on all cores.

The claims are a DuckDB table beforehand. A running sum answers a pool whose cap never changes;
where somebody's outpatient cap changes within a year (400 and 300 yuan) only a recursion over
the claims in date order is exact, so those few pools take that way. Sums are BIGINT fen: a
DECIMAL would be exact too, and slower.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np

from bench.work import BIT, Result, Work

LABEL = "DuckDB SQL, window functions (all cores)"

OUTPATIENT, INPATIENT, MAJOR, LARGE = range(4)


def _any_of(*categories: str) -> str:
    bits = sum(BIT[category] for category in categories)
    return f"(mask & {bits}) <> 0"


FIRST_FIVE = _any_of("dibao", "tekun", "orphan", "unattended_child", "returned_to_poverty")
OUTPATIENT_60 = _any_of("dibao", "orphan", "unattended_child", "youfu")
TILT_70 = _any_of("dibao", "tekun", "returned_to_poverty")
TILT_60 = _any_of("dibao_edge", "unstable_out_of_poverty", "at_risk_of_poverty", "sudden_hardship")
WHOLE = f"({_any_of('tekun')} OR ({_any_of('dibao')} AND (old OR home_care)))"

QUERY = f"""
WITH routed AS (
    SELECT *, person * 2 + (year - 2024) AS person_year, CASE
        WHEN listed AND (visit = 1 OR therapy > 0) THEN {MAJOR}
        WHEN visit = 0 THEN {OUTPATIENT}
        WHEN level >= 2 AND in_scope > 3000000 THEN {LARGE}
        ELSE {INPATIENT} END AS pool
    FROM claims WHERE mask > 0 AND referral <> 2
), termed AS (
    SELECT row, settled, base, pool, person_year, person_year * 4 + pool AS pool_year, CASE pool
        WHEN {OUTPATIENT} THEN CASE WHEN {WHOLE} THEN 100 WHEN {OUTPATIENT_60} THEN 60 ELSE 0 END
        WHEN {INPATIENT} THEN CASE WHEN {FIRST_FIVE} THEN 80 ELSE 70 END
            - CASE WHEN level = 3 THEN 10 ELSE 0 END
        ELSE CASE WHEN {FIRST_FIVE} THEN 70 ELSE 60 END END AS rate,
    CASE pool
        WHEN {OUTPATIENT} THEN CASE WHEN {WHOLE} THEN 40000 ELSE 30000 END
        WHEN {INPATIENT} THEN 600000
        WHEN {MAJOR} THEN 10000000 ELSE 6000000 END AS cap,
    CASE WHEN pool = {OUTPATIENT} OR NOT (region = 0 OR (region = 1 AND referral = 1)) THEN 0
        WHEN {TILT_70} THEN 70 WHEN {TILT_60} THEN 60 ELSE 0 END AS tilt_rate
    FROM routed
), due AS MATERIALIZED (
    SELECT *, (base * rate + 50) // 100 AS due FROM termed
), running AS (
    SELECT *, sum(due) OVER (PARTITION BY pool_year ORDER BY settled, row
                             ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)::BIGINT AS drawn
    FROM due
), mixed AS (
    SELECT pool_year FROM due WHERE pool = {OUTPATIENT} GROUP BY pool_year
    HAVING min(cap) < max(cap)
), numbered AS (
    SELECT row, pool_year, due, cap,
        row_number() OVER (PARTITION BY pool_year ORDER BY settled, row) AS place
    FROM due SEMI JOIN mixed USING (pool_year)
), stepped AS (
    WITH RECURSIVE steps AS (
        SELECT row, pool_year, place, least(due, cap) AS award, least(due, cap) AS used
        FROM numbered WHERE place = 1
        UNION ALL
        SELECT next.row, next.pool_year, next.place,
            least(next.due, greatest(0, next.cap - steps.used)),
            steps.used + least(next.due, greatest(0, next.cap - steps.used))
        FROM steps JOIN numbered AS next
            ON next.pool_year = steps.pool_year AND next.place = steps.place + 1
    )
    SELECT row, award AS stepped_award FROM steps
), left_over AS (
    SELECT row, person_year, settled,
        coalesce(stepped_award, least(cap, drawn) - least(cap, drawn - due)) AS award,
        (greatest(0, base - award - 300000) * tilt_rate + 50) // 100 AS tilt_due
    FROM running LEFT JOIN stepped USING (row)
), tilted AS (
    SELECT row, least(3000000, drawn) - least(3000000, drawn - tilt_due) AS tilt FROM (
        SELECT row, tilt_due,
            sum(tilt_due) OVER (PARTITION BY person_year ORDER BY settled, row
                                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)::BIGINT AS drawn
        FROM left_over WHERE tilt_due > 0)
)
SELECT coalesce(award, 0) AS award, coalesce(tilt, 0) AS tilt,
    base - coalesce(award, 0) - coalesce(tilt, 0) AS self_pay
FROM claims LEFT JOIN left_over USING (row) LEFT JOIN tilted USING (row) ORDER BY row
"""

COLUMNS = {
    "person": "INTEGER", "settled": "INTEGER", "visit": "UTINYINT", "therapy": "UTINYINT",
    "listed": "BOOLEAN", "level": "UTINYINT", "region": "UTINYINT", "referral": "UTINYINT",
    "in_scope": "BIGINT", "base": "BIGINT", "mask": "USMALLINT", "old": "BOOLEAN",
    "home_care": "BOOLEAN",
}  # fmt: skip


def prepare(folder: Path) -> duckdb.DuckDBPyConnection:
    """Return a database in memory that holds the claims as a table."""
    work = Work.load(folder)
    given = {"row": np.arange(len(work))} | {name: getattr(work, name) for name in COLUMNS}
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    connection.register("given", given)
    connection.execute(
        "CREATE TABLE claims AS"
        " SELECT given.*, year(DATE '1970-01-01' + settled) AS year FROM given"
    )
    connection.unregister("given")
    return connection


def settle(connection: duckdb.DuckDBPyConnection) -> Result:
    """Run the statement and fetch its columns."""
    found = connection.execute(QUERY).fetchnumpy()
    return Result(found["award"], found["tilt"], found["self_pay"])
