"""What whoever settles should know of the columns of their files: unread ones, and lacking facts.

A misspelt header is no error, since files carry much that nobody needs. It must not pass in
silence either: a rule then sees the fact's first value in every row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from jiuzhu.loading.county import County
from jiuzhu.loading.own_facts import fact_owners
from jiuzhu.policy.edition import Edition
from jiuzhu.settlement.columns import day_date
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.vocabulary import DeclaredFact

if TYPE_CHECKING:
    from jiuzhu.exchange import ClaimsFile
    from jiuzhu.exchange.reading import ReadFile

_SHOWN: Final = 12
"""Unread columns that are named."""
_HEADERS: Final = 4
"""Accepted headers that are named."""


def column_notes(county: County, files: Iterable[ReadFile]) -> Iterator[Text]:
    """Yield the columns that were not read, a line a file, and the declared facts without one.

    A county's checks of claims see every column: then only those near one of ours are named.
    """
    from jiuzhu.exchange import ClaimsFile

    for file in files:
        is_claims = isinstance(file, ClaimsFile)
        checked = is_claims and bool(county.manager.hook.claim_check.get_hookimpls())
        yield from _unread(file, near_only=checked)
        if isinstance(file, ClaimsFile):
            yield from _lacking(county, file)


def _unread(file: ReadFile, *, near_only: bool) -> Iterator[Text]:
    from jiuzhu.exchange.error_files import COLUMN, REASON, ROW
    from jiuzhu.exchange.unread import unread_note

    ours = {word for text in (ROW, COLUMN, REASON) for word in (text.zh, text.en)}
    unread = [
        each
        for each in file.header.unread
        if each.header not in ours and (each.near or not near_only)
    ]
    if unread:
        yield unread_note(file.file, unread, _SHOWN)


def _lacking(county: County, claims: ClaimsFile) -> Iterator[Text]:
    """Yield which facts that rules of these days look at the file has no column of.

    Not a building block's fact that is empty where nothing is said, as in most files.
    """
    facts = [fact for fact in county.policy.vocabulary.declared if fact.id in claims.header.lacking]
    if not facts or not len(claims.columns.settled_on):
        return
    owners = fact_owners(county)
    named = {name for edition in _editions(county, claims) for name in edition.facts_named()}
    for fact in facts:
        owner = owners[fact.id]
        its_own = owner.is_county or owner.has_code
        stated = fact.values[0] or its_own or claims.header.meant_for(fact.id)
        if stated and (fact.id in named or owner.has_code):
            yield _lacks(fact, claims)


def _editions(county: County, claims: ClaimsFile) -> Iterator[Edition]:
    days = claims.columns.settled_on
    first, last = day_date(int(days.min())), day_date(int(days.max()))
    for edition in county.policy.editions:
        if edition.since <= last and (edition.until is None or edition.until >= first):
            yield edition


def _lacks(fact: DeclaredFact, claims: ClaimsFile) -> Text:
    headers = claims.header.lacking[fact.id][:_HEADERS]
    said = first_value(fact)
    meant = claims.header.meant_for(fact.id)
    zh = f"；是否就是“{'”“'.join(meant)}”列？" if meant else ""
    en = f"; is it the column “{'”, “'.join(meant)}”?" if meant else ""
    return Text(
        f"注意：{claims.file} 没有“{fact.zh}”列（可用表头：{'、'.join(headers)}），"
        f"而规则要看它；所有行都按“{said.zh}”处理{zh}",
        f"warning: {claims.file} has no column “{fact.en}” (accepted: {', '.join(headers)}),"
        f" which rules look at; every row counts as “{said.en}”{en}",
    )


def first_value(fact: DeclaredFact) -> Text:
    """Return what a missing column of a declared fact means."""
    first = fact.values[0]
    labels = {each.value: each.label for each in fact.labels}
    return labels.get(first, Text(first or "无", first or "none"))
