"""What a plugin has a say in while files are read: importers, and checks of claims."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .markers import hookspec

if TYPE_CHECKING:
    import polars as pl

    from .doubts import RefusedClaim
    from .importing import Importer


class ImporterHooks:
    """Files of other systems: every implementation is asked."""

    @hookspec
    def importers(self) -> Sequence[Importer] | None:
        """Return what reads files of further endings, by the names of functions.

        Asked when a file's ending is none of the core's. An importer gives cells as text; the
        core checks them as it checks a CSV file's.

        Example::

            @hookimpl
            def importers(self):
                return [Importer(id="wushan_his", title=Text("医院清单", "hospital list"),
                                 ending=".dat", tables=("claims",), read="jiuzhu_wushan.his:read")]
        """


class ClaimCheckHooks:
    """Checks of claims before they are settled: every implementation is asked."""

    @hookspec
    def claim_check(self, claims: pl.DataFrame) -> Sequence[RefusedClaim] | None:
        """Look through a file's claims before they are settled; return those to refuse.

        Asked once a file, for the rows that have no other fault. A refused row is treated like
        any wrong row: it is named, and nothing is written unless wrong rows are to be skipped.

        Example::

            @hookimpl
            def claim_check(self, claims):
                if "invoice" not in claims.columns:
                    return None
                twice = claims.filter(claims["invoice"].is_duplicated())
                return [
                    RefusedClaim(row=row, column="invoice", code="same_invoice",
                                 reason=Text("发票号重复", "is on two claims"),
                                 expected=Text("每笔一张发票", "one invoice a claim"))
                    for row in twice["row"]
                ]
        """
