"""Lets a previewed list take effect: in one transaction, on the state that was previewed."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.operators import require
from jiuzhu.casebook.store import Casebook, Gate
from jiuzhu_schemas.text import Text

from .errors import RosterRefused, StalePreview
from .known import birth_part, folded_name, state_of
from .preview import Preview, batch_of
from .queue import hold_rows
from .returned import record_wrong_rows, resolve_returned
from .writing import OpenBatch, close_batch, open_batch, write_changes


@frozen
class Confirmed:
    """What came of confirming. ``done`` is False if the same file had gone in before."""

    batch: int
    done: bool
    counts: Mapping[str, int]
    came_back: int = 0
    """Rows returned earlier that this list brought back corrected."""


def confirm_list(
    book: Casebook, actor: Actor, preview: Preview, *, allow_cancelling: int | None = None
) -> Confirmed:
    """Record a previewed list.

    ``allow_cancelling``: the number of people it cancels, where that is more than usual. Raises
    NotAllowed, RosterRefused for a list with reasons against it, StalePreview if the roster has
    changed since; nothing was recorded then.
    """
    require(book, actor, "roster.confirm")
    if preview.already is not None:
        return Confirmed(preview.already, False, preview.counts)
    refuse(preview, allow_cancelling)
    with book.gate() as gate:
        already = batch_of(book, preview.source, preview.read)
        if already is not None:
            return Confirmed(already, False, preview.counts)
        _refuse_stale(gate, book, preview)
        batch = open_batch(
            gate,
            book,
            actor,
            preview.source.kind,
            preview.read.department,
            preview.read.month,
            (preview.source.path.name, preview.read.file_hash),
            preview.counts,
        )
        came_back = _write(gate, book, actor, preview, batch)
    return Confirmed(batch.batch, True, preview.counts, came_back)


def refuse(preview: Preview, allow_cancelling: int | None) -> None:
    """Raise RosterRefused, naming every reason, for a list that may not go in."""
    reasons, options = refuse_reasons(preview, allow_cancelling)
    if reasons:
        raise RosterRefused(
            Text("；".join(each.zh for each in reasons), "; ".join(each.en for each in reasons)),
            str(preview.source.path),
            command=" ".join(options),
        )


def refuse_reasons(
    preview: Preview, allow_cancelling: int | None = None
) -> tuple[list[Text], list[str]]:
    """Return why a list may not go in, and by which options of the command it may."""
    reasons, options = list(preview.refusals), []
    if preview.read.file.problem_count and not preview.source.skip_bad_rows:
        options.append("--skip-bad-rows")
    if preview.too_many is not None and allow_cancelling != preview.cancelling:
        reasons.append(preview.too_many)
        options.append(f"--allow-cancelling {preview.cancelling}")
    return reasons, options


def _write(gate: Gate, book: Casebook, actor: Actor, preview: Preview, batch: OpenBatch) -> int:
    new = write_changes(gate, book, actor, batch, preview.changes)
    came_back = resolve_returned(gate, book, batch, preview)
    record_wrong_rows(gate, book, actor, preview)
    hold_rows(gate, book, actor, batch, preview, new)
    detail = {"came_back": came_back, "counts": preview.counts}
    close_batch(gate, book, actor, batch, "roster.import", detail)
    return came_back


def _refuse_stale(gate: Gate, book: Casebook, preview: Preview) -> None:
    """Refuse if a batch came in between, or somebody was registered whom the list may speak of."""
    now = state_of(book)
    if now.batch == preview.state.batch:
        fresh = gate.rows(
            "SELECT person_id, name FROM people WHERE person > ?", (preview.state.person,)
        )
        ids = {line.person_id for line in preview.read.lines} if fresh else set()
        names = {_who(line.person_id, line.name) for line in preview.read.lines} if fresh else set()
        if not any(one in ids or _who(one, name) in names for one, name in fresh):
            return
    raise StalePreview(
        Text(
            "预览之后花名册已有变化，没有写入任何内容；请重新预览后再确认",
            "the roster changed after the preview and nothing was written; preview again",
        ),
        str(preview.source.path),
    )


def _who(person_id: str, name: str) -> tuple[str, str]:
    return folded_name(name), birth_part(person_id)
