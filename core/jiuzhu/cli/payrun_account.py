"""``jiuzhu payrun account``: where a person is paid."""

from __future__ import annotations

from pathlib import Path

import click

from jiuzhu_schemas.text import Text

from . import options
from .acting import actor_for, operator_option


@click.command(
    name="account",
    help=options.example(
        "登记一人的收款账户（退回后更正，或登记继承人账户），由经办人办理；此后生成的清单按此支付。",
        "Record where a person is paid, after a transfer came back or for an heir. A clerk's"
        " task; runs made from now on pay there.",
        "jiuzhu payrun account fengjie.casebook --claim SG2026-1 --holder 测试甲"
        " --bank 重庆农商行 --number 6222000011110001 --operator 李经办",
    ),
)
@options.casebook_argument
@click.option(
    "--claim", required=True, help=str(Text("此人的一个结算编号", "a claim id of the person"))
)
@click.option("--holder", required=True, help=str(Text("开户名", "account holder")))
@click.option("--bank", required=True, help=str(Text("开户行", "bank")))
@click.option("--number", required=True, help=str(Text("银行账号", "account number")))
@operator_option
def command(
    casebook: Path, claim: str, holder: str, bank: str, number: str, operator: str | None
) -> int:
    """Record one account."""
    from jiuzhu.casebook.ledger.reads import require_entry
    from jiuzhu.casebook.payments import Account, drafts_of_other_account, record_account
    from jiuzhu.casebook.store import Casebook

    with Casebook.open(casebook) as book:
        person = require_entry(book, claim).person
        account = Account(holder=holder, bank=bank, number=number)
        record_account(book, actor_for(book, operator), person, account)
        drafts = drafts_of_other_account(book, person)
    click.echo(str(Text("已登记", "recorded")), err=True)
    for run in drafts:
        cancel = f"jiuzhu payrun cancel {casebook} {run.run}"
        make = f"jiuzhu payrun make {casebook} --month {run.month} --channel {run.channel}"
        text = Text(
            f"第 {run.run} 号清单（待报送）仍是旧账户：请出纳先取消（{cancel}），"
            f"再重新生成（{make}）",
            f"run {run.run} (a draft) still has the account before: have the treasurer cancel it"
            f" ({cancel}) and make it anew ({make})",
        )
        click.echo(str(text), err=True)
    return 0
