"""What whoever settles should know of the documents they settle by."""

from __future__ import annotations

from collections.abc import Iterator

from jiuzhu.loading.county import County
from jiuzhu.settlement.columns import day_date
from jiuzhu.settlement.settlement import Settlement
from jiuzhu_schemas.text import Text


def review_notes(county: County, settlement: Settlement) -> Iterator[Text]:
    """Yield which documents were last reviewed before the latest of the claims."""
    if not len(settlement):
        return
    last = day_date(int(settlement.claims.settled_on.max()))
    for loaded in county.policy.documents:
        document = loaded.document
        if last > document.last_review:
            yield Text(
                f"提示：{document.number} 最近核对于 {document.last_review}，有费用结算于其后",
                f"note: {document.number} was last reviewed on {document.last_review};"
                " some claims are later",
            )
