"""A trace as a page to read: the answer first, then every reason, in the words of the law."""

from __future__ import annotations

from jiuzhu_schemas.text import Language, Text, chosen_language
from jiuzhu_schemas.trace import Trace

from . import phrases
from .headline import behind, headline
from .layout import Page
from .results import alternatives, arithmetic, handoffs, questions, receipt, terms, tilt
from .sections import facts, identities, refusal, route

_SECTIONS = (
    facts, identities, route, refusal, terms, arithmetic, tilt, handoffs, alternatives, questions,
    receipt,
)  # fmt: skip


def render(trace: Trace, language: Language | None = None) -> str:
    """Render a trace as text, in the chosen language if none is given.

    Names come from files and stand as they are: show the text without interpreting markup.
    """
    page = Page(language or chosen_language())
    page.sentence(headline(trace), indent=0)
    for sentence in behind(trace):
        page.sentence(sentence, indent=0)
    page.lines.append("")
    page.rows(_who(trace), indent=0)
    for section in _SECTIONS:
        section(page, trace)
    return page.text()


def _who(trace: Trace) -> list[tuple[Text | str, Text | str]]:
    claim, person, edition = trace.claim, trace.person, trace.edition
    name = f"{person.name}  {person.person_id}".strip()
    zh = f"{edition.since} 至 {edition.until} " if edition.until else f"{edition.since} 起"
    en = f"{edition.since} to {edition.until}" if edition.until else f"from {edition.since}"
    first = edition.documents[0]
    rows: list[tuple[Text | str, Text | str]] = [
        (Text("结算编号", "Claim"), claim.claim_id),
        (Text("结算日", "Settled on"), f"{claim.settled_on}"),
        (Text("县", "County"), trace.county.label),
        (
            Text("依据", "By"),
            Text(f"{first.number}（{zh}执行）", f"{first.number} ({en})"),
        ),
    ]
    if name:
        rows.insert(1, (Text("人员", "Person"), name))
    if len(edition.documents) > 1:
        others = phrases.joined(
            (Text(d.number, d.number) for d in edition.documents[1:]), "、", ", "
        )
        rows.append((Text("未列事项", "Else by"), others))
    return rows
