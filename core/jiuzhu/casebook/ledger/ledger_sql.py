"""What must hold in the ledger, as queries that return what does not."""

from __future__ import annotations

from typing import Final

from jiuzhu_schemas.text import Text

_OPENED: Final = "SELECT person, year, pool, change AS fen FROM openings"

_CHANGES: Final = f"""
    SELECT person, year, pool, award_change AS fen FROM entries WHERE pool <> ''
    UNION ALL
    SELECT person, year, tilt_pool, tilt_change FROM entries WHERE tilt_pool <> ''
    UNION ALL
    {_OPENED}
"""

_LAST: Final = """
    SELECT * FROM entries AS e
    WHERE NOT EXISTS (SELECT 1 FROM entries AS n WHERE n.replaces = e.entry)
"""

_STANDING: Final = f"""
    SELECT person, year, pool, award AS fen FROM ({_LAST}) WHERE pool <> ''
    UNION ALL
    SELECT person, year, tilt_pool, tilt FROM ({_LAST}) WHERE tilt_pool <> ''
    UNION ALL
    {_OPENED}
"""


_MET: Final = """
    SELECT person, year, pool, pool_cap AS cap FROM entries WHERE pool <> ''
    UNION ALL
    SELECT person, year, tilt_pool, tilt_cap FROM entries WHERE tilt_pool <> ''
    UNION ALL
    SELECT person, year, pool, cap FROM openings
"""


def _against_pools(sums: str) -> str:
    """Return the query that compares sums by person, year and pool with what pools have given."""
    return f"""
        SELECT person || '/' || year || '/' || pool, sum(used), sum(fen) FROM (
            SELECT person, year, pool, used, 0 AS fen FROM pools
            UNION ALL
            SELECT person, year, pool, 0, fen FROM ({sums})
        ) GROUP BY person, year, pool HAVING sum(used) <> sum(fen)
    """


STATEMENTS: Final = (
    (
        "pools",
        _against_pools(_CHANGES),
        Text("已用 {0} 分，账目变动合计 {1} 分", "has given {0} fen, the entries moved it by {1}"),
    ),
    (
        "pools",
        _against_pools(_STANDING),
        Text("已用 {0} 分，现行结果合计 {1} 分", "has given {0} fen, standing answers make {1}"),
    ),
    (
        "pools",
        "SELECT person || '/' || year || '/' || pool, used, cap FROM pools WHERE used > cap",
        Text("已用 {0} 分，超过限额 {1} 分", "has given {0} fen, above its cap of {1}"),
    ),
    (
        "pools",
        f"""
        SELECT person || '/' || year || '/' || pool, sum(rows), sum(met) FROM (
            SELECT person, year, pool, 1 AS rows, 0 AS met, cap IS NULL AS open, cap FROM pools
            UNION ALL
            SELECT person, year, pool, 0, 1, max(cap IS NULL), max(cap) FROM ({_MET})
            GROUP BY person, year, pool
        ) GROUP BY person, year, pool
        HAVING sum(rows) <> 1 OR sum(met) <> 1 OR min(open) <> max(open)
            OR (max(open) = 0 AND min(cap) <> max(cap))
        """,
        Text("限额与各笔记账所遇的不符", "has a cap that its entries did not meet"),
    ),
    (
        "entries",
        """
        SELECT e.entry, o.entry FROM entries AS e LEFT JOIN entries AS o ON o.entry = e.replaces
        WHERE e.kind <> 'settle' AND (
            o.entry IS NULL OR o.entry >= e.entry OR o.claim_id <> e.claim_id
            OR o.person <> e.person OR o.year <> e.year OR o.claim <> e.claim
            OR o.county <> e.county OR o.channel <> e.channel OR o.kind = 'reverse'
            OR e.award <> o.award + e.award_change OR e.tilt <> o.tilt + e.tilt_change
            OR e.pool <> o.pool OR e.tilt_pool <> o.tilt_pool
        )
        """,
        Text("与所替换的记账 {0} 不相承接", "does not follow from entry {0}, which it replaces"),
    ),
    (
        "entries",
        """
        SELECT e.entry, e.cause FROM entries AS e LEFT JOIN entries AS c ON c.entry = e.cause
        WHERE (e.kind = 'adjust' AND (
            c.entry IS NULL OR c.kind <> 'reverse' OR c.person <> e.person OR c.year <> e.year
            OR c.entry >= e.entry
        )) OR (e.kind <> 'adjust' AND e.cause IS NOT NULL)
        """,
        Text("调整的起因 {0} 不是此人的冲正", "its cause {0} is no reversal of the person's year"),
    ),
    (
        "entries",
        "SELECT entry, year, settled_on FROM entries WHERE year <> substr(settled_on, 1, 4) + 0",
        Text("年度 {0} 与结算日期 {1} 不符", "its year {0} is not that of {1}"),
    ),
    (
        "entries",
        """
        SELECT e.entry, e.claim_id FROM entries AS e LEFT JOIN requests AS r ON r.entry = e.entry
        WHERE e.kind = 'settle' AND r.claim_id IS NOT e.claim_id
        """,
        Text("结算“{0}”没有对应的请求", "settles “{0}” without a request for it"),
    ),
    (
        "requests",
        """
        SELECT r.claim_id, r.entry FROM requests AS r LEFT JOIN entries AS e ON e.entry = r.entry
        WHERE e.kind IS NOT 'settle' OR e.claim_id IS NOT r.claim_id
        """,
        Text("所指的记账 {0} 不是它的结算", "points to entry {0}, which is not its settlement"),
    ),
)
"""The table that is wrong, a query of a key and the figures for the message, the message."""
