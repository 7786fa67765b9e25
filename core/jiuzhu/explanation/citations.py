"""Clauses as people cite them: the document's number, the place in it, our wording."""

from __future__ import annotations

from jiuzhu.policy.edition import Edition
from jiuzhu.policy.policy import Policy
from jiuzhu_schemas.policy import OpenQuestion, PolicyDocument
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.trace import Question
from jiuzhu_schemas.trace_rules import Citation, CitedDocument, CitedEdition


class Citations:
    """Every clause of a jurisdiction's documents, ready to be cited."""

    def __init__(self, policy: Policy) -> None:
        self._known: dict[str, Citation] = {}
        self._sources = {each.document.id: each.source.sha256 for each in policy.documents}
        for loaded in policy.documents:
            document = loaded.document
            for clause in document.clauses:
                ref = f"{document.id}#{clause.id}"
                self._known[ref] = Citation(
                    ref=ref, number=document.number, cite=clause.cite, says=clause.says
                )

    def of(self, ref: str) -> Citation:
        """Return the citation of ``document#clause``, bare if no loaded document has it."""
        known = self._known.get(ref)
        return known or Citation(ref=ref, number="", cite=ref, says="")

    def edition(self, edition: Edition) -> CitedEdition:
        """Return the edition's dates and documents."""
        ruling = next(each for each in edition.documents if each.settings)
        clause = ruling.settings.clause if ruling.settings else ""
        return CitedEdition(
            since=edition.since,
            until=edition.until,
            documents=tuple(
                CitedDocument(
                    id=each.id, number=each.number, title=each.title, sha256=self._sources[each.id]
                )
                for each in edition.documents
            ),
            identity_rule=edition.identity_rule,
            precedence=self.of(f"{ruling.id}#{clause}"),
        )

    def question(self, document: PolicyDocument, question: OpenQuestion) -> Question:
        """Return an open question of a document."""
        return Question(
            id=question.id,
            clause=self.of(f"{document.id}#{question.clause}"),
            asks=Text(question.zh, question.en),
            reading=_reading(question),
        )


def _reading(question: OpenQuestion) -> Text | None:
    if not question.reading_zh:
        return None
    return Text(question.reading_zh, question.reading_en or question.reading_zh)
