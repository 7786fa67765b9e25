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


def _month() -> AnyScreen:
    from .screens.month import MonthScreen

    return MonthScreen()


def _cases() -> AnyScreen:
    from .screens.cases import CasesScreen

    return CasesScreen()


def _people() -> AnyScreen:
    from .screens.people import PeopleScreen

    return PeopleScreen()


def _roster() -> AnyScreen:
    from .screens.roster import RosterScreen

    return RosterScreen()


def _hospitals() -> AnyScreen:
    from .screens.hospitals import HospitalsScreen

    return HospitalsScreen()


def _payments() -> AnyScreen:
    from .screens.payments import PaymentsScreen

    return PaymentsScreen()


def _closing() -> AnyScreen:
    from .screens.closing import ClosingScreen

    return ClosingScreen()


def _new_case() -> AnyScreen:
    from .screens.new_case import NewCaseScreen

    return NewCaseScreen()


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
        id="month",
        title=Text("本月情况", "The month"),
        more=Text(
            "各类救助金额与上月相比、限额用完、负担重的人",
            "money by stage, caps used up, who is left with most",
        ),
        make=_month,
        key="F12",
    ),
    Place(
        id="people",
        title=Text("人员", "People"),
        more=Text("身份、年度限额、全部结算", "identities, the year's pools, settlements"),
        make=_people,
        key="Ctrl+R",
    ),
    Place(
        id="roster",
        title=Text("花名册", "Roster"),
        more=Text("导入部门名单、待核、退回的行", "import lists, uncertain rows, returned rows"),
        make=_roster,
        key="Ctrl+B",
    ),
    Place(
        id="hospitals",
        title=Text("医疗机构", "Hospitals"),
        more=Text("等级、定点、暂停与恢复", "levels, designations, suspend and resume"),
        make=_hospitals,
        key="Ctrl+Y",
    ),
    Place(
        id="payments",
        title=Text("拨付", "Payments"),
        more=Text("各渠道可拨、暂缓、清单报送与办结", "what is paid, held back, sent, settled"),
        make=_payments,
        key="Ctrl+G",
    ),
    Place(
        id="closing",
        title=Text("日结", "Day-close"),
        more=Text("笔数、金额、摘要；检查与备份", "count, sum, digest; check and backup"),
        make=_closing,
        key="Ctrl+Z",
    ),
    Place(
        id="new_case",
        title=Text("新建案件", "New case"),
        more=Text(
            "手工结算、备案、申请，随填随算", "manual settlement, filing, application: a form"
        ),
        make=_new_case,
        key="Ctrl+N",
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
