"""发票与住院日期核对（示例）: claims of a file that must not be settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from jiuzhu.api import PluginManifest, RefusedClaim, Text, hookimpl

INVOICE, ADMITTED, DISCHARGED = "发票号", "入院日期", "出院日期"


class Invoices:
    """No invoice twice, and nobody in two beds at once."""

    @hookimpl
    def claim_check(self, claims: pl.DataFrame) -> Sequence[RefusedClaim]:
        """Look at the columns that the file has; one without them is not looked at."""
        found: list[RefusedClaim] = []
        if INVOICE in claims.columns:
            found += _same_invoice(claims)
        if {ADMITTED, DISCHARGED} <= set(claims.columns):
            found += _overlapping(claims)
        return found


def _same_invoice(claims: pl.DataFrame) -> Iterator[RefusedClaim]:
    twice = claims.filter(pl.col(INVOICE).is_duplicated() & (pl.col(INVOICE) != ""))
    for row in twice["row"]:
        yield RefusedClaim(
            row=row,
            column=INVOICE,
            code="same_invoice",
            reason=Text("在另一笔中也有", "is on another claim too"),
            expected=Text("一张发票只报销一次", "an invoice is relieved once"),
        )


def _overlapping(claims: pl.DataFrame) -> Iterator[RefusedClaim]:
    """Refuse each stay that begins before an earlier one of the same person has ended."""
    stays = claims.filter(pl.col("visit") == "inpatient").sort("person", ADMITTED, "row")
    before = pl.col(DISCHARGED).cum_max().shift(1).over("person")
    for row in stays.filter(pl.col(ADMITTED) < before)["row"]:
        yield RefusedClaim(
            row=row,
            column=ADMITTED,
            code="overlapping_stays",
            reason=Text("与此人另一次住院重叠", "lies within another stay of the person"),
            expected=Text("应不早于上次出院", "expected not before the last discharge"),
        )


plugin = PluginManifest(
    id="invoices", name=Text("发票核对", "Invoice check"), api=1, plugin=Invoices()
)
