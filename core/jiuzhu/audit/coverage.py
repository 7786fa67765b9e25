"""The coverage audit: clauses against rows against golden cases, both ways.

Looked at are the documents that the county's own package ships; those of a baseline are covered by
the baseline's cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from jiuzhu.loading.county import County
from jiuzhu.loading.deadlines import county_deadlines
from jiuzhu.policy.placeholders import placeholders, to_fill_in
from jiuzhu.testing.golden import unknown_clauses
from jiuzhu_schemas.golden import GoldenCase
from jiuzhu_schemas.policy import Clause, PolicyDocument
from jiuzhu_schemas.text import Text

from .case_runs import cases_of, fired
from .clause_uses import rows_to_fire, uses_of
from .own import own_documents
from .records import ClauseUse, CoverageFinding, CoverageReport


def audit_coverage(county: County, cases: Sequence[GoldenCase] | None = None) -> CoverageReport:
    """Compare a county's documents with its golden cases; those of its package if none are given.

    Raises PolicyError for a file of cases or deadlines that cannot be read.
    """
    known = cases_of(county) if cases is None else tuple(cases)
    documents = [each.document for each in own_documents(county)]
    seen = frozenset[str]().union(*(fired(case, county) for case in known))
    parts = [_Document(county, document, known, seen) for document in documents]
    clauses = [use for part in parts for use in part.clauses()]
    findings = [finding for part in parts for finding in part.findings()]
    return CoverageReport(
        county=county.manifest.id,
        name=county.manifest.name,
        clauses=tuple(clauses),
        rows=sum(1 for document in documents for _ in rows_to_fire(document)),
        cases=len(known),
        findings=(*findings, *_unknown(known, county), *_unconfirmed(known)),
        notes=tuple(_notes(documents)),
    )


@frozen(eq=False)
class _Document:
    """One document against the cases."""

    county: County
    document: PolicyDocument
    cases: Sequence[GoldenCase]
    fired: frozenset[str]

    def clauses(self) -> Iterator[ClauseUse]:
        """Yield every clause with what rests on it."""
        uses = uses_of(self.document, county_deadlines(self.county))
        for clause in self.document.clauses:
            ref = f"{self.document.id}#{clause.id}"
            yield ClauseUse(
                clause=ref,
                cite=clause.cite,
                says=clause.says,
                used_by=tuple(uses[clause.id]),
                questions=tuple(
                    each.id for each in self.document.open_questions if each.clause == clause.id
                ),
                cases=sum(ref in case.clauses for case in self.cases),
                not_computable=clause.not_computable,
                in_code=self._expected(ref),
            )

    def findings(self) -> Iterator[CoverageFinding]:
        """Yield what is a draft's, unused clauses, wrong marks, rows that no case fires."""
        for path in placeholders(self.document):
            place = f"{self.document.id}#{path}"
            id_ = f"coverage:to_fill_in:{place}"
            yield CoverageFinding(id=id_, kind="to_fill_in", place=place, text=to_fill_in(path))
        for use, clause in zip(self.clauses(), self.document.clauses, strict=True):
            yield from self._clause(use, clause)
        cites = {clause.id: clause.cite for clause in self.document.clauses}
        for name, clause_id, path in rows_to_fire(self.document):
            if name not in self.fired:
                place = f"{self.document.id}#{path}"
                where = f"{self.document.number} {cites[clause_id]}"
                yield CoverageFinding(
                    id=f"coverage:row_without_case:{place}",
                    kind="row_without_case",
                    place=place,
                    text=Text(
                        f"{path}（{where}）没有算例用到", f"no golden case fires {path} ({where})"
                    ),
                )

    def _expected(self, clause: str) -> bool:
        """Tell whether a case expects the clause in an answer: rules in code name it so."""
        answers = [
            *(claim.expect.clause for case in self.cases for claim in case.claims),
            *(paid.expect.clause for case in self.cases for paid in case.enrolments),
        ]
        return any(clause in answer.split(";") for answer in answers)

    def _clause(self, use: ClauseUse, clause: Clause) -> Iterator[CoverageFinding]:
        where = f"{self.document.number} {clause.cite}（{clause.id}）"
        if clause.not_computable and use.used_by:
            parts = "、".join(use.used_by)
            yield CoverageFinding(
                id=f"coverage:clause_marked_but_used:{use.clause}",
                kind="clause_marked_but_used",
                place=use.clause,
                text=Text(
                    f"{where} 标为不需计算，却被 {parts} 引用",
                    f"{where} is marked not_computable, yet used by {', '.join(use.used_by)}",
                ),
            )
        elif not (use.used_by or use.questions or clause.not_computable or use.in_code):
            yield CoverageFinding(
                id=f"coverage:clause_unused:{use.clause}",
                kind="clause_unused",
                place=use.clause,
                text=Text(
                    f"{where} 没有对应的标准、未决事项，也没有标明不需计算的理由",
                    f"{where} has no row, no open question and no reason under not_computable",
                ),
            )


def _unknown(cases: Iterable[GoldenCase], county: County) -> Iterator[CoverageFinding]:
    for case in cases:
        for clause in unknown_clauses(case, county):
            yield CoverageFinding(
                id=f"coverage:unknown_clause:{case.id}:{clause}",
                kind="unknown_clause",
                place=case.id,
                text=Text(
                    f"算例“{case.id}”引用的条款“{clause}”不存在",
                    f"case “{case.id}” cites “{clause}”, which no document has",
                ),
            )


def _unconfirmed(cases: Iterable[GoldenCase]) -> Iterator[CoverageFinding]:
    for case in cases:
        if not case.confirmed:
            yield CoverageFinding(
                id=f"coverage:case_unconfirmed:{case.id}",
                kind="case_unconfirmed",
                place=case.id,
                text=Text(
                    f"算例“{case.id}”尚未手工确认（confirmed = false）",
                    f"case “{case.id}” is not confirmed by hand (confirmed = false)",
                ),
            )


def _notes(documents: Iterable[PolicyDocument]) -> Iterator[Text]:
    for document in documents:
        for question in document.open_questions:
            if not question.reading_zh:
                yield Text(
                    f"{document.number} 未决事项 {question.id} 尚无理解：{question.zh}",
                    f"{document.number}: open question {question.id} has no reading: {question.en}",
                )
