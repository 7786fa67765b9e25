"""What the parts of a document refer to: clauses, categories, reasons, lists, questions, facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Protocol

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.policy import OTHERS, Cell, PolicyDocument
from jiuzhu_schemas.slips import nearest
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import REASON_LABELS

from .conditions import Test, definition_of, list_named, read_cell
from .errors import Fault
from .facts import FactSpace
from .files import Source
from .nearest import unknown
from .vocabulary import Vocabulary


class _Dated(Protocol):
    @property
    def since(self) -> object: ...
    @property
    def until(self) -> object: ...


def no_such_list(named: str, known: Iterable[str]) -> Text:
    """Say that no document has a disease list; where a document extends others, they count too."""
    sentence = Text(f"没有病种目录“{named}”", f"there is no disease list “{named}”")
    return unknown(sentence, named, known)


class References:
    """Looks every reference up, and gathers the faults with their places in the file."""

    def __init__(self, document: PolicyDocument, source: Source, vocabulary: Vocabulary) -> None:
        self.document = document
        self.source = source
        self.vocabulary = vocabulary
        self.faults: list[Fault] = []
        self.clauses = [clause.id for clause in document.clauses]
        self.lists = [each.id for each in document.disease_lists]
        self.pools = {pool.id: pool for pool in document.pools}
        self.questions = [question.id for question in document.open_questions]
        self.category_names = vocabulary.category_words()
        self.read_as = {r.category: r.counts_as for r in document.recipients if r.counts_as}

    def fault(self, path: str, zh: str, en: str) -> None:
        """Note a fault at a key path."""
        self.text_fault(path, Text(zh, en))

    def text_fault(self, path: str, text: Text, word: str = "") -> None:
        """Note a fault whose sentence stands already; in a long list, on the line of ``word``."""
        self.faults.append(self.source.fault(path, text, word))

    def clause(self, path: str, clause: str) -> None:
        """Look a clause up."""
        if clause not in self.clauses:
            sentence = Text(f"没有条款“{clause}”", f"there is no clause “{clause}”")
            self.text_fault(f"{path}.clause", unknown(sentence, clause, self.clauses))

    def reason(self, path: str, reason: str) -> None:
        """Look a reason code up."""
        if reason not in REASON_LABELS:
            sentence = Text(f"“{reason}”不是原因代码", f"“{reason}” is no reason code")
            names = {label.zh: code for code, label in REASON_LABELS.items()}
            self.text_fault(path, unknown(sentence, reason, REASON_LABELS, names))

    def question(self, path: str, question: str) -> None:
        """Look an open question up; none named is well."""
        if question and question not in self.questions:
            sentence = Text(f"没有未决事项“{question}”", f"there is no open question “{question}”")
            self.text_fault(f"{path}.question", unknown(sentence, question, self.questions))

    def categories(self, path: str, categories: Iterable[str]) -> None:
        """Look categories up; none is named twice."""
        counted = Counter(categories)
        for category, times in counted.items():
            if times > 1:
                self.fault(path, f"“{category}”重复", f"names “{category}” twice")
            if category not in self.vocabulary.categories:
                sentence = Text(f"没有类别“{category}”", f"there is no category “{category}”")
                known, names = self.vocabulary.categories, self.category_names
                said = unknown(sentence, category, known, names)
                text = Text(
                    f"{said.zh}；本县自有的类别先写入 vocabulary/categories.toml",
                    f"{said.en}; a category of your own goes into vocabulary/categories.toml first",
                )
                self.text_fault(path, text, category)

    def row_categories(self, path: str, categories: tuple[str, ...], *, others: bool) -> None:
        """Look a row's categories up: there must be some, and each must be able to hold."""
        if not categories:
            self.fault(path, "类别为空，此行永远不适用", "is empty: the row would never hold")
        if others and categories == (OTHERS,):
            return
        if others and OTHERS in categories:
            self.fault(path, "“others”只能单独出现", "“others” stands alone")
        self.categories(path, (each for each in categories if not (others and each == OTHERS)))
        for category in dict.fromkeys(categories):
            if category in self.read_as:
                target = self.read_as[category]
                self.fault(
                    path,
                    f"“{category}”按“{target}”对待，此行对它永远不适用；请写“{target}”",
                    f"“{category}” counts as “{target}”, so the row would never hold for it;"
                    f" write “{target}”",
                )

    def undated(self, path: str, value: _Dated | None) -> None:
        """Refuse dates on a value that cannot change within its row."""
        if value is not None and (value.since or value.until):
            self.fault(
                path,
                "此处的值不能带 from、to；请把日期写在整行上",
                "takes no from or to of its own; date the whole row",
            )

    def cells(
        self, path: str, conditions: Mapping[str, Cell], columns: Iterable[str], space: FactSpace
    ) -> dict[str, Test | None]:
        """Read a row's conditions, which must state each column of the table and nothing else."""
        named = tuple(columns)
        if any(definition_of(column, space) is None for column in named):
            return self.conditions(path, conditions, space, required=False)  # The column is told.
        lacking = [column for column in named if column not in conditions]
        misspelt: set[str] = set()
        for name in conditions:
            if name not in named:
                meant = nearest(name, lacking)
                if meant:
                    misspelt.add(name)
                    lacking.remove(meant)
                sentence = Text(
                    f"“{name}”不在本表的 columns 中", f"“{name}” is not among the table's columns"
                )
                self.text_fault(f"{path}.if.{name}", unknown(sentence, name, named))
        for column in lacking:
            self.fault(
                f"{path}.if",
                f'条件“{column}”为空；不限请写 {column} = "any"',
                f'condition “{column}” is empty; write "any" if it does not matter:'
                f' {column} = "any"',
            )
        read = {name: cell for name, cell in conditions.items() if name not in misspelt}
        return self.conditions(path, read, space, required=False)

    def conditions(
        self, path: str, conditions: Mapping[str, Cell], space: FactSpace, *, required: bool = True
    ) -> dict[str, Test | None]:
        """Read conditions; a wrong one is noted and left out."""
        if required and not conditions:
            self.fault(f"{path}.if", "条件为空", "is empty")
        tests: dict[str, Test | None] = {}
        for fact, cell in conditions.items():
            try:
                tests[fact] = read_cell(fact, cell, space)
            except JiuzhuError as error:
                self.text_fault(f"{path}.if.{fact}", error.message)
                continue
            listed = list_named(fact, cell)
            if listed and listed not in self.lists and not self.document.extends:
                self.text_fault(f"{path}.if.{fact}", no_such_list(listed, self.lists))
        return tests
