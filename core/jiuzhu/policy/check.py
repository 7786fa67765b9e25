"""What a document must satisfy by itself: references, words, completeness of every row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.policy import OTHERS, Cell, PolicyDocument, ReliefRow, ReliefTable
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import REASON_LABELS, ROUTE

from .conditions import ListTest, Test, read_cell
from .dates import check_values
from .errors import Fault, PolicyError
from .facts import FactSpace, Scope
from .files import Source
from .ties import ties
from .vocabulary import Vocabulary

RELIEF_TABLES = (*ROUTE, "tilt")


def relief_tables(document: PolicyDocument) -> Iterator[tuple[str, ReliefTable, Scope]]:
    """Yield the relief tables that the document has, with the scope of their conditions."""
    for name in RELIEF_TABLES:
        table: ReliefTable | None = getattr(document, name)
        if table is not None:
            yield name, table, "tilt" if name == "tilt" else "claim"


def check_document(
    document: PolicyDocument,
    source: Source,
    vocabulary: Vocabulary,
    spaces: Mapping[Scope, FactSpace],
) -> None:
    """Check one document; raises PolicyError that lists every fault with its line."""
    checker = _Checker(document, source, vocabulary, spaces)
    checker.run()
    if checker.faults:
        raise PolicyError(source.file, checker.faults)


class _Checker:
    def __init__(
        self,
        document: PolicyDocument,
        source: Source,
        vocabulary: Vocabulary,
        spaces: Mapping[Scope, FactSpace],
    ) -> None:
        self.document = document
        self.source = source
        self.vocabulary = vocabulary
        self.spaces = spaces
        self.faults: list[Fault] = []
        self.clauses = {clause.id for clause in document.clauses}
        self.lists = {each.id for each in document.disease_lists}
        self.pools = {pool.id for pool in document.pools}
        self.questions = {question.id for question in document.open_questions}

    def run(self) -> None:
        self._unique_ids()
        self._references()
        for name, table, scope in relief_tables(self.document):
            self._relief_table(name, table, self.spaces[scope])
        self._subsidy()
        self._handoffs()
        for place, refusal in enumerate(self.document.refuse):
            path = f"refuse[{place}]"
            self._clause(path, refusal.clause)
            self._reason(f"{path}.reason", refusal.reason)
            self._question(path, refusal.question)
            self._conditions(path, refusal.conditions, self.spaces["claim"])

    def fault(self, path: str, zh: str, en: str) -> None:
        self.faults.append(self.source.fault(path, Text(zh, en)))

    # -- ids and references

    def _unique_ids(self) -> None:
        for name in ("clauses", "disease_lists", "pools", "open_questions", "recipients"):
            seen: set[str] = set()
            for place, each in enumerate(getattr(self.document, name)):
                key = each.category if name == "recipients" else each.id
                if key in seen:
                    self.fault(f"{name}[{place}]", f"“{key}”重复", f"“{key}” appears twice")
                seen.add(key)

    def _references(self) -> None:
        document = self.document
        helped = {recipient.category for recipient in document.recipients}
        for place, recipient in enumerate(document.recipients):
            path = f"recipients[{place}]"
            self._clause(path, recipient.clause)
            self._categories(path, (recipient.category,))
            if recipient.counts_as and recipient.counts_as not in helped:
                self.fault(f"{path}.counts_as", "不是本文件的救助对象", "is no recipient here")
        for place, each in enumerate(document.disease_lists):
            path = f"disease_lists[{place}]"
            self._clause(path, each.clause)
            for disease in each.classes:
                if disease not in self.vocabulary.diseases:
                    self.fault(f"{path}.classes", f"病种目录中没有“{disease}”",
                               f"“{disease}” is in no disease catalogue")  # fmt: skip
        for place, pool in enumerate(document.pools):
            self._clause(f"pools[{place}]", pool.clause)
            self._values(f"pools[{place}].annual_cap", pool.annual_cap, None, None)
        for place, question in enumerate(document.open_questions):
            self._clause(f"open_questions[{place}]", question.clause)
        if document.settings:
            self._clause("settings", document.settings.clause)
            self._categories("settings.precedence", document.settings.precedence)
            for category in sorted(helped - set(document.settings.precedence)):
                self.fault("settings.precedence", f"缺少“{category}”", f"lacks “{category}”")
        elif not document.extends:
            self.fault("settings", "缺少此项", "is missing")
        if document.until and document.until < document.since:
            self.fault("to", "早于生效日期", "is before the document's first day")

    # -- tables

    def _relief_table(self, name: str, table: ReliefTable, space: FactSpace) -> None:
        self._clause(name, table.clause)
        for place, entry in enumerate(table.entry):
            path = f"{name}.entry[{place}]"
            self._clause(path, entry.clause)
            self._conditions(path, entry.conditions, space)
        tests = []
        for place, row in enumerate(table.rows):
            path = f"{name}.rows[{place}]"
            self._clause(path, row.clause)
            self._categories(f"{path}.categories", row.categories, others=True)
            tests.append(self._cells(path, row.conditions, table.columns, space))
            self._terms(path, name, row)
            self._row_dates(path, row)
        if not any(row.categories == (OTHERS,) for row in table.rows):
            self._no_mixed_others(name, table)
        for place, other, text in ties(table.rows, tests, self.document):
            self.faults.append(self.source.fault(f"{name}.rows[{place}]", text(other)))

    def _no_mixed_others(self, name: str, table: ReliefTable) -> None:
        for place, row in enumerate(table.rows):
            if OTHERS in row.categories:
                self.fault(f"{name}.rows[{place}].categories", "“others”只能单独出现",
                           "“others” stands alone")  # fmt: skip

    def _terms(self, path: str, table: str, row: ReliefRow) -> None:
        ways = [bool(row.rate), bool(row.bands), row.quota is not None, bool(row.deny)]
        if sum(ways) != 1:
            self.fault(path, "rate、bands、quota、deny 应恰有一项",
                       "needs exactly one of rate, bands, quota, deny")  # fmt: skip
        if row.deny:
            self._reason(f"{path}.deny", row.deny)
            self._question(path, row.question)
            return
        if row.bands and [band.above for band in row.bands] != sorted(
            {0} | {band.above for band in row.bands}
        ):
            self.fault(f"{path}.bands", "应从0开始并依次递增", "must start at 0 and rise")
        pool = row.pool or table
        if pool not in self.pools and not self.document.extends:
            self.fault(f"{path}.pool", f"没有名为“{pool}”的年度限额", f"there is no pool “{pool}”")

    def _row_dates(self, path: str, row: ReliefRow) -> None:
        if row.since and row.until and row.until < row.since:
            self.fault(f"{path}.to", "早于 from", "is before from")
        for name in ("rate", "annual_cap"):
            self._values(f"{path}.{name}", getattr(row, name), row.since, row.until)

    def _values(self, path: str, values: tuple, since: object, until: object) -> None:  # type: ignore[type-arg]
        start = since or self.document.since
        end = until or self.document.until
        for text in check_values(values, start, end):  # type: ignore[arg-type]
            self.faults.append(self.source.fault(path, text))

    def _subsidy(self) -> None:
        table = self.document.subsidy
        if table is None:
            return
        space = self.spaces["enrolment"]
        self._clause("subsidy", table.clause)
        for place, refusal in enumerate(table.refuse):
            self._clause(f"subsidy.refuse[{place}]", refusal.clause)
            self._reason(f"subsidy.refuse[{place}].reason", refusal.reason)
            self._conditions(f"subsidy.refuse[{place}]", refusal.conditions, space)
        tests = []
        for place, row in enumerate(table.rows):
            path = f"subsidy.rows[{place}]"
            self._clause(path, row.clause)
            self._categories(f"{path}.categories", row.categories)
            tests.append(self._cells(path, row.conditions, table.columns, space))
            if sum([row.share is not None, row.amount is not None, bool(row.deny)]) != 1:
                self.fault(path, "share、amount、deny 应恰有一项",
                           "needs exactly one of share, amount, deny")  # fmt: skip
        for place, other, text in ties(table.rows, tests, self.document):
            self.faults.append(self.source.fault(f"subsidy.rows[{place}]", text(other)))

    def _handoffs(self) -> None:
        table = self.document.charity_handoff
        for place, row in enumerate(table.rows if table else ()):
            path = f"charity_handoff.rows[{place}]"
            self._clause(path, row.clause)
            self._question(path, row.question)
            self._categories(f"{path}.categories", row.categories)
            self._cells(path, row.conditions, table.columns if table else (), self.spaces["handoff"])
            if row.occasion == "left_above" and row.threshold is None and not row.question:
                self.fault(path, "left_above 需要 threshold，或指明未决事项 question",
                           "left_above needs a threshold, or names the open question")  # fmt: skip

    # -- parts

    def _cells(
        self, path: str, conditions: Mapping[str, Cell], columns: Iterable[str], space: FactSpace
    ) -> dict[str, Test | None]:
        for column in columns:
            if column not in conditions:
                self.fault(f"{path}.if", f"条件“{column}”为空；不限请写 \"any\"",
                           f"condition “{column}” is empty; write \"any\" if it does not matter")  # fmt: skip
        for name in conditions:
            if name not in tuple(columns):
                self.fault(f"{path}.if.{name}", "不在本表的 columns 中", "is not among the table's columns")
        return self._conditions(path, conditions, space, required=False)

    def _conditions(
        self, path: str, conditions: Mapping[str, Cell], space: FactSpace, *, required: bool = True
    ) -> dict[str, Test | None]:
        if required and not conditions:
            self.fault(f"{path}.if", "条件为空", "is empty")
        tests: dict[str, Test | None] = {}
        for fact, cell in conditions.items():
            try:
                tests[fact] = test = read_cell(fact, cell, space)
            except JiuzhuError as error:
                self.faults.append(self.source.fault(f"{path}.if.{fact}", error.message))
                continue
            if isinstance(test, ListTest) and test.list_id not in self.lists:
                self.fault(f"{path}.if.{fact}", f"本文件没有病种目录“{test.list_id}”",
                           f"the document has no disease list “{test.list_id}”")  # fmt: skip
        return tests

    def _clause(self, path: str, clause: str) -> None:
        if clause not in self.clauses:
            self.fault(f"{path}.clause", f"没有条款“{clause}”", f"there is no clause “{clause}”")

    def _reason(self, path: str, reason: str) -> None:
        if reason not in REASON_LABELS:
            known = ", ".join(REASON_LABELS)
            self.fault(path, f"不是原因代码，可用：{known}", f"is no reason code; known: {known}")

    def _question(self, path: str, question: str) -> None:
        if question and question not in self.questions:
            self.fault(f"{path}.question", f"没有未决事项“{question}”",
                       f"there is no open question “{question}”")  # fmt: skip

    def _categories(self, path: str, categories: Iterable[str], *, others: bool = False) -> None:
        for category in categories:
            if category not in self.vocabulary.categories and not (others and category == OTHERS):
                known = ", ".join(self.vocabulary.categories)
                self.fault(path, f"没有类别“{category}”，可用：{known}",
                           f"there is no category “{category}”; known: {known}")  # fmt: skip
