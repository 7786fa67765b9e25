"""Which cases to list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from attrs import evolve, frozen
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Select

from jiuzhu.casebook.actor import Actor
from jiuzhu.casebook.cases import CASE_KINDS, STATE_LABELS, STATES, kind_of, townships_of_cases
from jiuzhu.casebook.hospitals import hospitals
from jiuzhu.casebook.operators import operators
from jiuzhu_schemas.text import Text
from jiuzhu_tui.case_source import DUE_LABELS, Wanted
from jiuzhu_tui.desk import Desk
from jiuzhu_tui.keys import bound
from jiuzhu_tui.plain import Plain, safe
from jiuzhu_tui.screens.base import Dialog

_LABELS: Final[Mapping[str, Text]] = {
    "state": Text("状态", "state"),
    "kind": Text("类型", "kind"),
    "township": Text("乡镇", "township"),
    "hospital": Text("医疗机构", "hospital"),
    "due": Text("期限", "due"),
    "operator": Text("经手人", "operator"),
}


@frozen
class Offered:
    """What can be chosen from: townships, hospitals by code, operators."""

    townships: Sequence[str]
    hospitals: Mapping[str, str]
    operators: Sequence[str]


def read_offered(desk: Desk, actor: Actor) -> Offered:
    """Read what can be chosen from."""
    return Offered(
        townships_of_cases(desk.book, actor),
        {code: each.name for code, each in hospitals(desk.book).items()},
        [each.name for each in operators(desk.book)],
    )


class CaseFiltersScreen(Dialog[Wanted]):
    """Answers with what is wanted; the search stays as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("f9", "take", Text("采用", "Take"), "filters.take"),
        bound("f8", "clear", Text("全部清除", "Clear all"), "filters.clear"),
    ]
    HELP_TEXT = Text(
        "Enter 展开一项，方向键选择。F9 采用，F8 全部清除，Esc 返回。",
        "Enter opens a field, arrows choose. F9 takes the choice, F8 clears all, Esc goes back.",
    )
    DEFAULT_CSS = """
    CaseFiltersScreen Horizontal { height: 1; margin-bottom: 1; }
    CaseFiltersScreen Horizontal Plain { width: 12; }
    CaseFiltersScreen Select { width: 1fr; }
    """

    def __init__(self, wanted: Wanted, offered: Offered) -> None:
        super().__init__()
        self._wanted = wanted
        self._offered = offered

    def compose(self) -> ComposeResult:
        """Lay out one field under the other."""
        with VerticalScroll(classes="panel"):
            yield Plain(Text("筛选案件", "Which cases"))
            for name, (options, chosen) in self._fields().items():
                known = {value for _, value in options}
                with Horizontal():
                    yield Plain(_LABELS[name])
                    yield Select[str](
                        options,
                        prompt=str(Text("不限", "any")),
                        value=chosen if chosen in known else Select.NULL,
                        id=f"filter-{name}",
                        compact=True,
                    )
            yield Plain(Text("F9 采用    F8 全部清除    Esc 返回", "F9: take   F8: clear   Esc"))

    def action_take(self) -> None:
        """Answer with what is chosen."""
        chosen = {name: self._chosen(name) for name in _LABELS}
        states: tuple[str, ...] = (chosen["state"],) if chosen["state"] else ()
        if not states and len(self._wanted.filters.states) > 1:
            states = self._wanted.filters.states
        filters = evolve(
            self._wanted.filters, states=states, kind=chosen["kind"], due_by="",
            township=chosen["township"], hospital=chosen["hospital"],
            operator=chosen["operator"],
        )  # fmt: skip
        self.dismiss(Wanted(filters, chosen["due"]))

    def action_clear(self) -> None:
        """Answer with everything, but what is searched for."""
        search = self._wanted.filters.search
        self.dismiss(Wanted(evolve(Wanted().filters, search=search)))

    def _chosen(self, name: str) -> str:
        value = self.query_one(f"#filter-{name}", Select).value
        return "" if value is Select.NULL else str(value)

    def _fields(self) -> dict[str, tuple[list[tuple[Any, str]], str]]:
        filters, offered = self._wanted.filters, self._offered
        state = filters.states[0] if len(filters.states) == 1 else ""
        hospital_names = [(f"{name}  {code}", code) for code, name in offered.hospitals.items()]
        fields: dict[str, tuple[list[tuple[Text | str, str]], str]] = {
            "state": ([(STATE_LABELS[each], each) for each in STATES], state),
            "kind": ([(kind_of(each).label, each) for each in CASE_KINDS], filters.kind),
            "township": ([(each, each) for each in offered.townships], filters.township),
            "hospital": ([*hospital_names], filters.hospital),
            "due": ([(label, due) for due, label in DUE_LABELS.items()], self._wanted.due),
            "operator": ([(each, each) for each in offered.operators], filters.operator),
        }
        return {
            name: ([(safe(label), value) for label, value in options], chosen)
            for name, (options, chosen) in fields.items()
        }
