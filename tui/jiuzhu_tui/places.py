"""The screens one can go to from anywhere: by their keys, or by name in the palette."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from attrs import frozen

from jiuzhu_schemas.text import Text

from .commands import NOTHING
from .screens.base import AnyScreen


@frozen(kw_only=True)
class Place:
    """A screen that stands by itself. ``make`` imports and builds it when it is first gone to."""

    id: str
    title: Text
    make: Callable[[], AnyScreen]
    more: Text = NOTHING
    key: str = ""
    """The key that goes there, as it is shown."""
    needs_casebook: bool = True


def _workbench() -> AnyScreen:
    from .screens.workbench import WorkbenchScreen

    return WorkbenchScreen()


def _cases() -> AnyScreen:
    from .screens.cases import CasesScreen

    return CasesScreen()


def _policy() -> AnyScreen:
    from .screens.policy import PolicyScreen

    return PolicyScreen()


def _counties() -> AnyScreen:
    from .screens.counties import CountiesScreen

    return CountiesScreen()


PLACES: Final[tuple[Place, ...]] = (
    Place(
        id="workbench",
        title=Text("工作台", "Workbench"),
        more=Text("待办、时限、各环节件数", "what waits, deadlines, cases by state"),
        make=_workbench,
        key="F2",
    ),
    Place(
        id="cases",
        title=Text("案件", "Cases"),
        more=Text("查找、筛选、打开案件", "find, filter and open cases"),
        make=_cases,
        key="F4",
    ),
    Place(
        id="policy",
        title=Text("政策", "Policy"),
        more=Text("各县某日有效的标准与条款", "a county's terms and clauses on a day"),
        make=_policy,
        key="F6",
        needs_casebook=False,
    ),
    Place(
        id="counties",
        title=Text("已安装的县", "Installed counties"),
        more=Text("能否结算、依据哪些文件", "whether they settle, and by which documents"),
        make=_counties,
        needs_casebook=False,
    ),
)
