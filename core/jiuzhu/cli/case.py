"""``jiuzhu case``: what an office works on, from intake to approval."""

from __future__ import annotations

import click

from . import options
from .case_decide import (
    accept,
    approve,
    override,
    refuse,
    return_,
    reverse,
    review,
    withdraw,
)
from .case_export import export
from .case_intake import document, edit, new
from .case_lists import due, list_, preview, show
from .case_slip import slip
from .case_template import fields


@click.group(
    name="case",
    help=options.example(
        "案件：手工结算、住院备案、特病门诊备案、名单外申请、一站式月度结算。"
        "草稿 → 受理 → 审核 → 审批 → 送财政 → 支付；经办、审核、支付须由不同的人。",
        "Cases: manual settlements, filings, applications, a hospital's month. Draft → accepted →"
        " reviewed → approved → sent → paid; who makes, who decides and who pays must be"
        " different people.",
        "jiuzhu case list fengjie.casebook --state accepted --operator 孙审核",
    ),
)
def command() -> None:
    """Hold the commands about cases."""


for _each in (
    fields, new, edit, document, accept, return_, review, preview, approve, override, refuse,
    withdraw, reverse, show, list_, due, slip, export,
):  # fmt: skip
    command.add_command(_each)
