"""Making a run, and cancelling one that was not sent."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Final

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.clock import stamp
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.privacy.remarks import remark
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu_schemas.text import Text

from .errors import NothingToPay, WrongChannel, WrongMonth, WrongStep
from .pending import sorted_out, untaken
from .reading import run_of
from .records import CHANNEL_LABELS, RUN_STATE_LABELS, Preview, Purpose, Run, RunState
from .trail import item_rows, record

_MONTH: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])\Z")
_ITEM_COLUMNS: Final = (
    "run", "entry", "person", "claim_id", "payee", "amount", "account_holder", "account_bank",
    "account_number", "state",
)  # fmt: skip


def preview_run(
    book: Casebook,
    month: str,
    channel: str,
    up_to: date | None = None,
    *,
    purpose: Purpose = "pay",
    again: bool = False,
) -> Preview:
    """Return what `make_run` would take and hold back now; records nothing.

    ``again``: as for `make_run`. Raises WrongMonth or WrongChannel.
    """
    day = _last_day(month, up_to)
    _require_channel(channel)
    return sorted_out(untaken(book, channel, day), channel, purpose, again=again)


def make_run(
    book: Casebook,
    actor: Actor,
    month: str,
    channel: str,
    up_to: date | None = None,
    *,
    purpose: Purpose = "pay",
    again: bool = False,
) -> Run:
    """Take every entry of a channel that no live run holds, settled up to a day, into a draft.

    ``month``: ``2026-11``; ``up_to``: the last day of that month if left out. A payee is paid the
    sum of their entries, so what was reversed after payment is set off; who would come to less
    than nothing is left for a run with the purpose ``recover``. What came back is held until
    another account is recorded, unless ``again``. `preview_run` names who is held back. Raises
    NotAllowed, WrongMonth, WrongChannel, or NothingToPay if nothing is left to take.
    """
    require(book, actor, "payrun.make")
    day = _last_day(month, up_to)
    _require_channel(channel)
    with book.gate() as gate:
        entries = {each.entry: each for each in untaken(gate, channel, day)}
        taken = sorted_out(entries.values(), channel, purpose, again=again)
        if not taken.items:
            raise _nothing(taken, channel, day)
        run = gate.insert(
            "payment_runs",
            {
                "month": month, "channel": channel, "purpose": purpose, "up_to": day,
                "state": "draft", "items": taken.items, "total": taken.total,
                "made_by": actor.name, "made_at": stamp(book.clock()),
            },
        )  # fmt: skip
        rows = []
        for line in taken.lines:
            account = line.account
            for number in line.entries:
                each = entries[number]
                rows.append((
                    run, each.entry, each.person, each.claim_id, line.payee, each.amount,
                    account.holder, account.bank, account.number, "pending",
                ))  # fmt: skip
        gate.insert_many("payment_items", _ITEM_COLUMNS, rows)
        return record(gate, book, actor, "payrun.make", run, item_rows(gate, run))


def cancel_run(book: Casebook, actor: Actor, run: int, reason: str) -> Run:
    """Give up a draft: its entries are free for the next run.

    Raises NotAllowed, NoRun, or WrongStep for a run that was sent, or without a reason.
    """
    require(book, actor, "payrun.make")
    require_reason(reason)
    with book.gate() as gate:
        require_state(gate, run, "draft")
        gate.execute("UPDATE payment_items SET state = 'released' WHERE run = ?", (run,))
        gate.change_one(
            "UPDATE payment_runs SET state = 'cancelled', cancelled_by = ?, cancelled_at = ?,"
            " reason = ? WHERE run = ? AND state = 'draft'",
            (actor.name, stamp(book.clock()), remark(reason), run),
        )
        return record(gate, book, actor, "payrun.cancel", run, item_rows(gate, run))


def require_state(gate: Gate, run: int, *wanted: RunState) -> Run:
    """Return a run that is in one of the wanted states. Raises NoRun or WrongStep."""
    found = run_of(gate, run)
    if found.state in wanted:
        return found
    state = RUN_STATE_LABELS[found.state]
    zh = "、".join(RUN_STATE_LABELS[each].zh for each in wanted)
    en = " or ".join(RUN_STATE_LABELS[each].en for each in wanted)
    raise WrongStep(
        Text(
            f"第 {run} 号拨付清单{state.zh}，此步骤须在“{zh}”时办理",
            f"payment run {run} is {state.en}; this step needs it to be {en}",
        )
    )


def require_reason(reason: str) -> None:
    """Raise WrongStep for a reason that says nothing."""
    if not reason.strip():
        raise WrongStep(Text("请写明原因（--reason）", "say why (--reason)"))


def _last_day(month: str, up_to: date | None) -> str:
    found = _MONTH.match(month)
    if found is None or found[1] < "1900":
        raise WrongMonth(
            Text(f"“{month}”不是月份，应如 2026-11", f"“{month}” is no month such as 2026-11")
        )
    if up_to is None:
        year, number = int(found[1]), int(found[2])
        return f"{month}-{calendar.monthrange(year, number)[1]:02d}"
    if up_to.isoformat() < f"{month}-01":
        raise WrongMonth(
            Text(f"截止日 {up_to} 早于所属月份 {month}", f"{up_to} lies before the month {month}")
        )
    return up_to.isoformat()


def _require_channel(channel: str) -> None:
    if channel not in CHANNEL_LABELS:
        zh, en = "、".join(CHANNEL_LABELS), ", ".join(CHANNEL_LABELS)
        raise WrongChannel(
            Text(f"没有拨付渠道“{channel}”，应为 {zh}", f"no channel “{channel}”; use {en}")
        )


def _nothing(taken: Preview, channel: str, day: str) -> NothingToPay:
    label, held = CHANNEL_LABELS[channel], len(taken.held)
    return NothingToPay(
        Text(
            f"{label.zh}截至 {day} 没有可列入的账目（暂缓 {held} 个收款方）；没有生成清单",
            f"nothing to take for {label.en} up to {day} ({held} payees held back);"
            " no run was made",
        )
    )
