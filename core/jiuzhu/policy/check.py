"""What a document must satisfy by itself: references, words, completeness of every row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from jiuzhu_schemas.policy import PolicyDocument, ReliefRow, ReliefTable
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.values import MoneyValue, RateValue
from jiuzhu_schemas.words import ROUTE

from .conditions import definition_of
from .coverage import Row, Tests, holes
from .dates import check_values
from .errors import PolicyError
from .facts import FactSpace, Scope
from .files import Source
from .names import Names
from .nearest import unknown
from .rows import pool_of
from .ties import tie, ties
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
    checker = _Checker(document, source, vocabulary)
    checker.run(spaces)
    if checker.faults:
        raise PolicyError(source.file, checker.faults)


class _Checker(Names):
    def run(self, spaces: Mapping[Scope, FactSpace]) -> None:
        self.unique_ids()
        self.recipients()
        self._lists_and_pools()
        self._settings()
        for name, table, scope in relief_tables(self.document):
            self._relief_table(name, table, spaces[scope])
        self._subsidy(spaces["enrolment"])
        self._handoffs(spaces["handoff"])
        for place, refusal in enumerate(self.document.refuse):
            path = f"refuse[{place}]"
            self.clause(path, refusal.clause)
            self.reason(f"{path}.reason", refusal.reason)
            self.question(path, refusal.question)
            self.conditions(path, refusal.conditions, spaces["claim"])

    # -- what stands by itself

    def _lists_and_pools(self) -> None:
        for place, each in enumerate(self.document.disease_lists):
            path = f"disease_lists[{place}]"
            self.clause(path, each.clause)
            for disease in each.classes:
                if disease not in self.vocabulary.diseases:
                    sentence = Text(
                        f"病种目录中没有“{disease}”", f"“{disease}” is in no disease catalogue"
                    )
                    known = self.vocabulary.diseases
                    names = {known[name].zh: name for name in known}
                    text = unknown(sentence, disease, known, names)
                    self.text_fault(f"{path}.classes", text, disease)
        for place, pool in enumerate(self.document.pools):
            path = f"pools[{place}]"
            self.clause(path, pool.clause)
            self._values(f"{path}.annual_cap", pool.annual_cap, None, None)
            if pool.uncapped and pool.annual_cap:
                self.fault(path, "uncapped 与 annual_cap 矛盾", "has a cap and says it has none")
        for place, question in enumerate(self.document.open_questions):
            self.clause(f"open_questions[{place}]", question.clause)

    def _settings(self) -> None:
        document = self.document
        if document.settings:
            precedence = document.settings.precedence
            self.clause("settings", document.settings.clause)
            self.categories("settings.precedence", precedence)
            helped = {recipient.category for recipient in document.recipients}
            for category in sorted(helped - set(precedence)):
                self.fault("settings.precedence", f"缺少“{category}”", f"lacks “{category}”")
        elif not document.extends:
            self.fault(
                "settings",
                "缺少此项：没有上级文件（extends）的文件须写 [settings]",
                "is missing: a document that extends none needs [settings]",
            )
        if document.until and document.until < document.since:
            self.fault(
                "to",
                f"{document.until} 早于施行日期 from = {document.since}",
                f"{document.until} is before the document's first day, from = {document.since}",
            )

    # -- tables

    def _relief_table(self, name: str, table: ReliefTable, space: FactSpace) -> None:
        self.clause(name, table.clause)
        self._columns(name, table.columns, space)
        if not table.entry and not self.document.extends:
            self.fault(
                f"{name}.entry", "没有写明哪些费用属于本项", "says of no claim that it belongs here"
            )
        if name == "tilt" and table.portion is None:
            self.fault(
                "tilt.portion",
                '缺少此项：倾斜救助须写明按自付总额 "base" 还是剩余自付 "remaining"',
                'is missing: a tilt says whether it is on the "base" or on what is "remaining"',
            )
        for place, entry in enumerate(table.entry):
            path = f"{name}.entry[{place}]"
            self.clause(path, entry.clause)
            self.conditions(path, entry.conditions, space)
        tests = []
        unread = 0
        for place, row in enumerate(table.rows):
            path = f"{name}.rows[{place}]"
            self.clause(path, row.clause)
            before = len(self.faults)
            self.row_categories(f"{path}.categories", row.categories, others=True)
            tests.append(self.cells(path, row.conditions, table.columns, space))
            self._row_dates(path, row)
            unread += len(self.faults) - before
            self._terms(path, pool_of(name, table, row), row)
        if not unread:
            self._answers(name, table.rows, tests)

    def _answers(self, table: str, rows: Sequence[Row], tests: Sequence[Tests]) -> None:
        """Each case of a category has one row: no two, and not none."""
        for place, other in ties(rows, tests):
            line = self.source.line_of(f"{table}.rows[{other}]")
            self.text_fault(f"{table}.rows[{place}]", tie(other, line))
        for place, text in holes(rows, tests, self.document):
            self.text_fault(f"{table}.rows[{place}]", text)

    def _columns(self, table: str, columns: tuple[str, ...], space: FactSpace) -> None:
        for column in columns:
            if definition_of(column, space) is None:
                sentence = Text(f"没有事实“{column}”", f"there is no fact “{column}”")
                names = {each.label.zh: each.id for each in space.values()}
                self.text_fault(f"{table}.columns", unknown(sentence, column, space, names))

    def _terms(self, path: str, pool: str, row: ReliefRow) -> None:
        ways = [bool(row.rate), bool(row.bands), row.quota is not None, bool(row.deny)]
        if sum(ways) != 1:
            self.fault(
                path,
                f"rate、bands、quota、deny 应恰有一项，现有 {sum(ways)} 项",
                "needs exactly one of rate, bands, quota, deny",
            )
        self.question(path, row.question)
        if row.deny:
            self.reason(f"{path}.deny", row.deny)
            return
        floors = [band.above for band in row.bands]
        if floors and floors != sorted({0, *floors}):
            self.fault(f"{path}.bands", "应从0开始并依次递增", "must start at 0 and rise")
        for band in row.bands:
            self.undated(f"{path}.bands", band.rate)
        self.undated(f"{path}.quota", row.quota)
        self.undated(f"{path}.stay_cap", row.stay_cap)
        self._pool(path, pool, row)

    def _pool(self, path: str, pool_id: str, row: ReliefRow) -> None:
        pool = self.pools.get(pool_id)
        if pool is None:
            if not self.document.extends:
                sentence = Text(f"没有名为“{pool_id}”的年度限额", f"there is no pool “{pool_id}”")
                self.text_fault(f"{path}.pool", unknown(sentence, pool_id, self.pools))
        elif not (row.annual_cap or pool.annual_cap or pool.uncapped):
            self.fault(
                path,
                f"限额“{pool_id}”没有数额，此行也没有 annual_cap；不设限额请写 uncapped = true",
                f"neither the row nor its pool “{pool_id}” has an annual_cap;"
                " write uncapped = true in the pool if there is none",
            )

    def _row_dates(self, path: str, row: ReliefRow) -> None:
        if row.since and row.until and row.until < row.since:
            self.fault(
                f"{path}.to",
                f"{row.until} 早于 from = {row.since}",
                f"{row.until} is before from = {row.since}",
            )
        self._values(f"{path}.rate", row.rate, row.since, row.until)
        self._values(f"{path}.annual_cap", row.annual_cap, row.since, row.until)

    def _values(
        self,
        path: str,
        values: tuple[RateValue, ...] | tuple[MoneyValue, ...],
        since: date | None,
        until: date | None,
    ) -> None:
        start = since or self.document.since
        for text in check_values(values, start, until or self.document.until):
            self.text_fault(path, text)

    def _subsidy(self, space: FactSpace) -> None:
        table = self.document.subsidy
        if table is None:
            return
        self.clause("subsidy", table.clause)
        self._columns("subsidy", table.columns, space)
        for place, refusal in enumerate(table.refuse):
            path = f"subsidy.refuse[{place}]"
            self.clause(path, refusal.clause)
            self.reason(f"{path}.reason", refusal.reason)
            self.question(path, refusal.question)
            self.conditions(path, refusal.conditions, space)
        tests = []
        unread = 0
        for place, row in enumerate(table.rows):
            path = f"subsidy.rows[{place}]"
            self.clause(path, row.clause)
            before = len(self.faults)
            self.row_categories(f"{path}.categories", row.categories, others=False)
            tests.append(self.cells(path, row.conditions, table.columns, space))
            unread += len(self.faults) - before
            if sum([row.share is not None, row.amount is not None, bool(row.deny)]) != 1:
                self.fault(
                    path,
                    "share、amount、deny 应恰有一项",
                    "needs exactly one of share, amount, deny",
                )
            if row.deny:
                self.reason(f"{path}.deny", row.deny)
            self.undated(f"{path}.share", row.share)
            self.undated(f"{path}.amount", row.amount)
        if not unread:
            self._answers("subsidy", table.rows, tests)

    def _handoffs(self, space: FactSpace) -> None:
        table = self.document.charity_handoff
        if table is None:
            return
        self._columns("charity_handoff", table.columns, space)
        for place, row in enumerate(table.rows):
            path = f"charity_handoff.rows[{place}]"
            self.clause(path, row.clause)
            self.question(path, row.question)
            self.categories(f"{path}.categories", row.categories)
            self.cells(path, row.conditions, table.columns, space)
            self.undated(f"{path}.threshold", row.threshold)
            if bool(row.zh) != bool(row.en):
                self.fault(path, "zh 和 en 应同时写明", "needs both zh and en, or neither")
            if row.occasion == "left_above" and row.threshold is None and not row.question:
                self.fault(
                    path,
                    "left_above 需要 threshold，或指明未决事项 question",
                    "left_above needs a threshold, or names the open question",
                )
