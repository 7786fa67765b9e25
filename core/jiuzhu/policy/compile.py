"""Documents into editions: rows become rules with finished terms, county over municipal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from jiuzhu_schemas.policy import (
    OTHERS,
    DiseaseList,
    PolicyDocument,
    Pool,
    Refusal,
    ReliefRow,
    SubsidyRow,
)
from jiuzhu_schemas.terms import Denied, Eligible, Handoff, SubsidyTerms
from jiuzhu_schemas.text import Text

from .check import RELIEF_TABLES
from .dates import in_force
from .edition import (
    Edition,
    EntryRule,
    HandoffRule,
    Helped,
    RefusalRule,
    Rule,
    StageRules,
)
from .errors import NoPolicyError
from .facts import FactSpace, Scope
from .readings import readings, upper_name
from .rows import ReliefRows, clause_ref, tests_of
from .vocabulary import Vocabulary


class EditionCompiler:
    """Compiles the documents in force on a first day, ``layers[0]`` being the county's."""

    def __init__(
        self,
        layers: tuple[PolicyDocument, ...],
        first_day: date,
        vocabulary: Vocabulary,
        spaces: Mapping[Scope, FactSpace],
    ) -> None:
        self.layers = layers
        self.day = first_day
        self.vocabulary = vocabulary
        self.spaces = spaces
        self.pools: Mapping[str, tuple[PolicyDocument, Pool]] = self._by_id("pools")
        self.lists: Mapping[str, tuple[PolicyDocument, DiseaseList]] = self._by_id("disease_lists")
        self._read_as = {
            document.id: readings(document, layers, vocabulary.categories) for document in layers
        }

    def edition(self, index: int, until: date | None) -> Edition:
        """Return the edition that starts on the first day."""
        settings = next((d.settings for d in self.layers if d.settings), None)
        helping = next((d for d in self.layers if d.recipients), None)
        if settings is None or helping is None:
            raise self._lacking("settings" if settings is None else "recipients")
        return Edition(
            index=index,
            since=self.day,
            until=until,
            documents=self.layers,
            identity_rule=settings.identity_rule,
            precedence=self._precedence(),
            recipients=self._recipients(),
            not_recipient=Denied(
                reason="not_recipient", clause=clause_ref(helping, helping.recipients[0].clause)
            ),
            refusals=tuple(self._refusals("claim", [(d, d.refuse) for d in self.layers])),
            stages={
                name: rules for name in RELIEF_TABLES if (rules := self._stage(name)) is not None
            },
            subsidy_refusals=tuple(
                self._refusals(
                    "enrolment", [(d, d.subsidy.refuse) for d in self.layers if d.subsidy]
                )
            ),
            subsidy=self._subsidy(),
            handoffs=tuple(self._handoffs()),
            disease_lists=self.lists,
            pools=self.pools,
            lists_by_class=self._lists_by_class(),
        )

    def _lacking(self, part: str) -> NoPolicyError:
        known = ", ".join(document.id for document in self.layers)
        return NoPolicyError(
            Text(
                f"{self.day} 生效的文件（{known}）都没有 {part}",
                f"none of the documents in force on {self.day} ({known}) has {part}",
            )
        )

    def _by_id(self, name: str) -> dict[str, tuple[PolicyDocument, Any]]:
        """Gather named parts; the county's wins over the municipal one of the same id."""
        found: dict[str, tuple[PolicyDocument, Any]] = {}
        for document in self.layers:
            for part in getattr(document, name):
                found.setdefault(part.id, (document, part))
        return found

    def _precedence(self) -> Mapping[str, int]:
        order: dict[str, int] = {}
        for document in self.layers:
            for category in document.settings.precedence if document.settings else ():
                order.setdefault(category, len(order))
        return order

    def _recipients(self) -> Mapping[str, Helped]:
        found: dict[str, Helped] = {}
        for document in self.layers:
            for recipient in document.recipients:
                eligible = Eligible(
                    clause=clause_ref(document, recipient.clause),
                    counts_as=recipient.counts_as or recipient.category,
                    inherited=document is not self.layers[0],
                )
                found.setdefault(recipient.category, Helped(recipient, document, eligible))
        return found

    def _lists_by_class(self) -> Mapping[str, frozenset[str]]:
        classes: dict[str, set[str]] = {}
        for list_id, (_, listed) in self.lists.items():
            for disease in listed.classes:
                classes.setdefault(disease, set()).add(list_id)
        return {disease: frozenset(ids) for disease, ids in classes.items()}

    # -- relief stages

    def _stage(self, name: str) -> StageRules | None:
        tables = [
            (document, table)
            for document in self.layers
            if (table := getattr(document, name)) is not None
        ]
        if not tables:
            return None
        space = self.spaces["tilt" if name == "tilt" else "claim"]
        with_entry = next(((d, t) for d, t in tables if t.entry), None)
        if with_entry is None:
            raise self._lacking(f"{name}.entry")
        top, table = tables[0]
        rules: dict[str, list[Rule]] = {}
        relief = ReliefRows(self.layers[0], self.day, self.pools)
        for document, each in tables:
            for place, row in enumerate(each.rows):
                if not in_force(row, self.day):
                    continue
                rule = relief.rule(document, name, each, place, space)
                for category in self._held(document, each.rows, row.categories):
                    rules.setdefault(category, []).append(rule)
        return StageRules(
            stage=name,
            not_covered=Denied(reason="not_covered", clause=clause_ref(top, table.clause)),
            entry=tuple(
                EntryRule(
                    clause_ref(with_entry[0], entry.clause), tests_of(entry.conditions, space)
                )
                for entry in with_entry[1].entry
            ),
            by_category={category: tuple(found) for category, found in rules.items()},
        )

    def _held(
        self, document: PolicyDocument, rows: Sequence[ReliefRow | SubsidyRow], named: Iterable[str]
    ) -> Iterator[str]:
        """Yield the categories a person may hold for which a row naming ``named`` answers."""
        read_as = self._read_as[document.id]
        wanted = set(named)
        if OTHERS in wanted:
            everywhere = {category for row in rows for category in row.categories}
            wanted = set(read_as.values()) - everywhere
        for category, reading in read_as.items():
            if reading in wanted:
                yield category

    # -- refusals, subsidy, handoffs

    def _refusals(
        self, scope: Scope, groups: Iterable[tuple[PolicyDocument, Iterable[Refusal]]]
    ) -> Iterator[RefusalRule]:
        for document, refusals in groups:
            for refusal in refusals:
                if in_force(refusal, self.day):
                    denied = Denied(
                        reason=refusal.reason,
                        clause=clause_ref(document, refusal.clause),
                        question=refusal.question,
                    )
                    yield RefusalRule(denied, tests_of(refusal.conditions, self.spaces[scope]))

    def _subsidy(self) -> StageRules | None:
        tables = [(d, d.subsidy) for d in self.layers if d.subsidy]
        if not tables:
            return None
        rules: dict[str, list[Rule]] = {}
        helped = self._recipients()
        for document, table in tables:
            for place, row in enumerate(table.rows):
                if not in_force(row, self.day):
                    continue
                for category in self._held(document, table.rows, row.categories):
                    who = helped.get(category)
                    department = who.recipient.department if who else ""
                    rule = self._subsidy_rule(document, place, row, department)
                    rules.setdefault(category, []).append(rule)
        top, table = tables[0]
        return StageRules(
            stage="subsidy",
            not_covered=Denied(reason="not_covered", clause=clause_ref(top, table.clause)),
            entry=(),
            by_category={category: tuple(found) for category, found in rules.items()},
        )

    def _subsidy_rule(
        self, document: PolicyDocument, place: int, row: SubsidyRow, department: str
    ) -> Rule:
        row_id = f"{document.id}#subsidy.rows[{place}]"
        clause = clause_ref(document, row.clause)
        answer = (
            Denied(reason=row.deny, clause=clause, row=row_id)
            if row.deny
            else SubsidyTerms(
                clause=clause,
                department=department,
                share=row.share.basis_points if row.share else None,
                of_tier=row.of_tier,
                amount=row.amount.fen if row.amount else None,
                row=row_id,
                inherited=document is not self.layers[0],
            )
        )
        return Rule(row_id, clause, tests_of(row.conditions, self.spaces["enrolment"]), answer)

    def _handoffs(self) -> Iterator[HandoffRule]:
        helped = self._recipients()
        for document in self.layers:
            table = document.charity_handoff
            for place, row in enumerate(table.rows if table else ()):
                if row.occasion == "left_above" and row.threshold is None:
                    continue  # An open question: the document gives no figure to act on.
                handoff = Handoff(
                    name=row.name,
                    clause=clause_ref(document, row.clause),
                    occasion=row.occasion,
                    threshold=row.threshold.fen if row.threshold else 0,
                    row=f"{document.id}#charity_handoff.rows[{place}]",
                )
                names = {each: upper_name(each, self.layers, document) for each in helped}
                yield HandoffRule(
                    handoff,
                    frozenset(row.categories).union(c for c in names if names[c] in row.categories),
                    row.only,
                    tests_of(row.conditions, self.spaces["handoff"]),
                )
