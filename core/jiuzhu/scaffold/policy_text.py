"""The policy document that a new county starts with: the baseline's cells, and what to fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from jiuzhu.policy.check import relief_tables
from jiuzhu_schemas.converter import unstructure
from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.text import Text

from . import toml_text
from .order import TO_FILL_IN, Order

_MEANING: Final[Mapping[str, Text]] = {
    "outpatient": Text("普通门诊", "outpatient care for ordinary disease"),
    "inpatient": Text("普通住院", "stays for ordinary disease"),
    "major_disease": Text("特殊病种（重大疾病）", "listed diseases"),
    "large_expense": Text("大额费用", "one stay with a high in-scope cost"),
    "tilt": Text("倾斜救助，另有限额", "more relief on what is left, from a pool of its own"),
    "subsidy": Text("资助参保", "the premium subsidy"),
}
_ROW_KEYS: Final = (
    "categories", "if", "rate", "bands", "quota", "deny", "threshold", "annual_cap", "stay_cap",
    "pool", "share", "of_tier", "amount", "question",
)  # fmt: skip


def policy_text(order: Order, baseline: PolicyDocument) -> str:
    """Return the text of the county's document."""
    return "\n".join(_Writer(order, baseline).lines()).rstrip() + "\n"


class _Writer:
    """Writes part after part; ``_clauses`` gathers the clauses that the parts need."""

    def __init__(self, order: Order, baseline: PolicyDocument) -> None:
        self._order = order
        self._baseline = baseline
        self._plain: Mapping[str, Any] = unstructure(baseline)
        self._cited = {clause.id: clause for clause in baseline.clauses}
        self._clauses: dict[str, str] = {}

    def lines(self) -> Iterator[str]:
        """Yield the whole file."""
        yield from self._head()
        parts = [*self._recipients(), *self._lists_and_pools(), *self._tables(), *self._questions()]
        yield from self._clause_lines()
        yield from parts

    def _head(self) -> Iterator[str]:
        order, upper = self._order, self._baseline
        yield "#:schema ../../schemas/policy-document.schema.json"
        yield f"# {order.name.zh}：本县的医疗救助政策。{order.name.en}: the county's own policy."
        yield f"# 现在各项都是 {upper.number} 的标准。请逐条改为本县文件的标准；"
        yield f"# 写着“{TO_FILL_IN}”的都要填。"
        yield f"# All figures are the baseline's: make them your document's; fill in {TO_FILL_IN}."
        yield "# 本县与上级相同的整张表可以删去，删去后按上级文件执行。"
        yield "# A table that says what the baseline says may go: the baseline then answers."
        yield f"# 检查 check: jiuzhu policy check --county {order.id}    Keys: docs/policy-files.md"
        yield ""
        head = {
            "id": order.document,
            "number": f"{TO_FILL_IN}：文号",
            "title": f"{TO_FILL_IN}：标题",
            "issuer": f"{TO_FILL_IN}：发文机关",
            "issued_on": order.since,
            "from": order.since,
            "last_review": order.today,
            "extends": upper.id,
        }
        says = {
            "number": "文号，例如 ×府办发〔2024〕1号。The document's number.",
            "issued_on": "印发日期。Date of issue.",
            "from": "施行日期；此前按上级文件。First day in force.",
            "last_review": "最近一次核对是否仍有效的日期。When somebody last looked.",
            "extends": "本文件未列明的，按它执行。It answers where this one is silent.",
        }
        for name, data in head.items():
            if name in says:
                yield f"# {says[name]}"
            yield f"{name} = {toml_text.value(data)}"
        yield ""

    def _clause(self, name: str, upper: str) -> str:
        """Note that a part needs a clause of its own; ``upper`` is the baseline's for it."""
        self._clauses.setdefault(name, upper)
        return name

    def _clause_lines(self) -> Iterator[str]:
        yield "# ---------------------------------------------------------------- 条款 clauses"
        yield "# cite：在本县文件的第几条；says：用自己的话概括，不抄原文。"
        yield "# cite: where it stands in your document; says: what it says, in your own words."
        yield ""
        for name, upper in self._clauses.items():
            clause = self._cited[upper]
            yield from toml_text.table(
                "[[clauses]]",
                {
                    "id": name,
                    "cite": TO_FILL_IN,
                    "says": f"{TO_FILL_IN}（上级 {clause.cite}：{clause.says}）",
                },
            )

    def _recipients(self) -> Iterator[str]:
        yield "# ---------------------------------------------------------------- 对象 recipients"
        yield "# 本县救助的对象及认定部门。增加类别时，[settings] 中写明 precedence。"
        yield "# Whom you help, and who recognises them. New categories need [settings] precedence."
        yield ""
        for each in self._plain["recipients"]:
            clause = self._clause("recipients", each["clause"])
            yield from toml_text.table("[[recipients]]", {**each, "clause": clause})

    def _lists_and_pools(self) -> Iterator[str]:
        yield "# ---------------------------------------------------------------- 病种 diseases"
        yield ""
        for each in self._plain["disease_lists"]:
            clause = self._clause(f"diseases.{each['id']}", each["clause"])
            yield from toml_text.table("[[disease_lists]]", {**each, "clause": clause})
        yield "# ---------------------------------------------------------------- 年度限额 pools"
        yield "# at_least 为“不低于”，exact 为确定数额，at_most 为“不超过”。元，写成文字。"
        yield "# Sums are yuan, written as text. at_least, exact or at_most, as your document says."
        yield ""
        for each in self._plain["pools"]:
            clause = self._clause(each["id"], each["clause"])
            entries = {**each, "clause": clause}
            yield from toml_text.table(
                "[[pools]]", {name: _undated(data) for name, data in entries.items() if data}
            )

    def _tables(self) -> Iterator[str]:
        names = [name for name, _, _ in relief_tables(self._baseline)]
        for name in (*names, *(["subsidy"] if self._baseline.subsidy else [])):
            plain, says = self._plain[name], _MEANING[name]
            yield f"# {'-' * 64} {says.zh} {name}"
            yield f"# {says.zh}。{says.en.capitalize()}."
            yield "# 每行：这些对象（categories）在这些情形（if）下的标准，及其条款（clause）。"
            yield "# A row: who, under which conditions, gets which terms, by which clause."
            yield ""
            head = {"clause": self._clause(name, plain["clause"])}
            if plain["columns"]:
                head["columns"] = plain["columns"]
            if plain.get("portion"):
                head["portion"] = plain["portion"]
            yield from toml_text.table(f"[{name}]", head)
            for place, each in enumerate(plain.get("refuse", ())):
                yield from self._row(f"{name}.refuse", place, each, ("reason", "if"))
            for place, each in enumerate(plain["rows"]):
                yield from self._row(f"{name}.rows", place, each, _ROW_KEYS)

    def _row(
        self, path: str, place: int, row: Mapping[str, Any], keys: tuple[str, ...]
    ) -> Iterator[str]:
        table, _, kind = path.partition(".")
        clause = f"{table}.{place + 1}" if kind == "rows" else f"{table}.refuse.{place + 1}"
        entries: dict[str, Any] = {"clause": self._clause(clause, row["clause"])}
        for key in keys:
            if row.get(key) not in (None, [], {}, ""):
                entries[key] = _undated(row[key])
        if "share" not in entries:
            entries.pop("of_tier", None)
        yield from toml_text.table(f"[[{path}]]", entries)

    def _questions(self) -> Iterator[str]:
        """Yield the open questions that copied rows rest on."""
        asked = {
            row["question"]
            for name, _, _ in relief_tables(self._baseline)
            for row in self._plain[name]["rows"]
            if row.get("question")
        }
        for each in self._plain["open_questions"]:
            if each["id"] in asked:
                clause = self._clause(f"question.{each['id']}", each["clause"])
                yield from toml_text.table("[[open_questions]]", {**each, "clause": clause})


def _undated(data: Any) -> Any:
    """Write a single value that always holds without its list."""
    single = isinstance(data, list) and len(data) == 1 and isinstance(data[0], dict)
    return data[0] if single and "above" not in data[0] else data
