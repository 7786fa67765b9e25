"""What whoever settles should know of the documents they settle by."""

from __future__ import annotations

from collections.abc import Iterator

from jiuzhu.loading.county import County
from jiuzhu.policy.placeholders import placeholders
from jiuzhu.settlement.columns import day_date
from jiuzhu.settlement.settlement import Settlement
from jiuzhu_schemas.text import Text


def review_notes(county: County, settlement: Settlement) -> Iterator[Text]:
    """Yield which documents are drafts, or last reviewed before the latest of the claims."""
    if not len(settlement):
        return
    for loaded in county.policy.documents:
        left = sum(1 for _ in placeholders(loaded.document))
        if left:
            number = loaded.document.number
            yield Text(
                f"提示：政策文件 {number}（{loaded.document.id}）是草案，尚有 {left} 处待填；"
                "结算结果仅供试算，不得据以支付",
                f"note: the document {number} ({loaded.document.id}) is a draft, {left} places"
                " are still to fill in: these awards are a trial, pay nothing by them",
            )
    last = day_date(int(settlement.claims.settled_on.max()))
    for loaded in county.policy.documents:
        document = loaded.document
        if last > document.last_review:
            yield Text(
                f"提示：{document.number} 最近核对于 {document.last_review}，有费用结算于其后",
                f"note: {document.number} was last reviewed on {document.last_review};"
                " some claims are later",
            )
