"""What DuckDB takes for the file work alone: read a claims file, sort, sum, write.

Run as a process: ``python duckdb_files.py CLAIMS OUTPUT``. It types every column, sorts by person
and date, sums each person's year, and writes eleven columns in the input's order. It checks
nothing and knows no rules, people or identities.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

MONEY = ("total_cost", "in_scope_cost", "basic_paid", "critical_illness_paid", "large_sum_paid")
TYPES = {"settled_on": "DATE", "hospital_level": "TINYINT"} | dict.fromkeys(MONEY, "DECIMAL(12,2)")


def main(claims: str, output: str) -> None:
    """Read, sort, sum, write."""
    if Path(claims).suffix == ".csv":
        source = f"read_csv('{claims}', types = {TYPES})"
        kind = "FORMAT csv, HEADER"
    else:
        source, kind = f"read_parquet('{claims}')", "FORMAT parquet"
    duckdb.execute(
        f"""
        COPY (
            SELECT claim_id, visit, hospital_region, therapy, settled_on, diagnosis, base,
                sum(base) OVER dated AS so_far, in_scope_cost, total_cost, referral
            FROM (
                SELECT *, row_number() OVER () AS row,
                    in_scope_cost - basic_paid - critical_illness_paid - large_sum_paid AS base
                FROM {source}
            )
            WINDOW dated AS (PARTITION BY person_id, year(settled_on) ORDER BY settled_on, row
                             ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
            ORDER BY row
        ) TO '{output}' ({kind})
        """
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
