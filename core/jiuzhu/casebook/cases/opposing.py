"""Who makes, who decides and who pays must be different people."""

from __future__ import annotations

from jiuzhu.casebook.actor import Actor
from jiuzhu_schemas.text import Text

from .moves import DUTY_LABELS, MOVES, STEP_LABELS, Duty
from .records import Case


def opposed(case: Case, actor: Actor, duty: Duty) -> Text | None:
    """Say which earlier step of an operator forbids them a duty in this case; None: none does."""
    duties: dict[str, Duty] = {each.step: each.duty for each in MOVES}
    for taken in case.steps:
        earlier = duties[taken.step]
        if duty and earlier and taken.operator == actor.name and earlier != duty:
            did, label, mine = STEP_LABELS[taken.step], DUTY_LABELS[duty], DUTY_LABELS[earlier]
            return Text(
                f"本人已对此案“{did.zh}”（{mine.zh}），不能再{label.zh}；经办、审核、支付须由不同的人",
                f"you took the step “{did.en}” ({mine.en}) and cannot be its {label.en}: who makes,"
                " who decides and who pays must be different",
            )
    return None
