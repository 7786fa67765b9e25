"""What was asked for: a county's id and names, its baseline, and where its package goes."""

from __future__ import annotations

import keyword
import re
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from attrs import frozen

from jiuzhu.loading.discovery import COUNTY_GROUP, Discovery
from jiuzhu.loading.manifest import CountyManifest, PluginManifest
from jiuzhu.policy.placeholders import TO_FILL_IN as TO_FILL_IN
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.text import Text

_ID: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_LONGEST: Final = 40
_IMPORTED: Final = frozenset({"CountyManifest", "Final", "Path", "Sequence", "Text"})
"""Names that the module of a county's package imports."""


class OrderRefused(JiuzhuError):
    """A county cannot be made: a bad name, a folder that exists, no baseline."""


@frozen(kw_only=True)
class Order:
    """A county to be made."""

    id: str
    name: Text
    folder: Path
    """Where the package goes; it does not exist yet."""
    today: date

    @property
    def package(self) -> str:
        """The name of the Python package."""
        return f"jiuzhu_{self.id}"

    @property
    def class_name(self) -> str:
        """The name of the class that holds its hooks."""
        name = self.id.replace("_", " ").title().replace(" ", "")
        return f"{name}County" if keyword.iskeyword(name) or name in _IMPORTED else name

    @property
    def distribution(self) -> str:
        """The name of the distribution."""
        return self.package.replace("_", "-")

    @property
    def document(self) -> str:
        """The id of its policy document."""
        return f"{self.id.replace('_', '-')}-1"

    @property
    def since(self) -> date:
        """The first day of the document, until somebody writes the true one: this new year."""
        return date(self.today.year, 1, 1)


@frozen(eq=False)
class Baseline:
    """What a new county starts from."""

    document: PolicyDocument
    manifest: CountyManifest
    distribution: str
    plugins: tuple[PluginManifest, ...]


def check_order(county: str, name: str, into: Path, discovery: Discovery, today: date) -> Order:
    """Return an order that can be carried out; OrderRefused says what is in its way."""
    _check_id(county, discovery)
    order = Order(
        id=county, name=Text(name.strip(), _english(county)), folder=into / county, today=today
    )
    if find_spec(order.package) is not None:
        raise OrderRefused(
            Text(
                f"程序包名“{order.package}”已被占用，请换一个县标识",
                f"a package “{order.package}” is installed already: choose another id",
            )
        )
    _check_name(order.name.zh, discovery)
    if order.folder.exists():
        raise OrderRefused(
            Text(
                f"{order.folder} 已存在，请换一个位置",
                f"{order.folder} exists already: choose another place",
            )
        )
    return order


def _english(county: str) -> str:
    return f"{county.replace('_', ' ').title().replace(' ', '')} County"


def _check_id(county: str, discovery: Discovery) -> None:
    if _ID.fullmatch(county) is None or keyword.iskeyword(county) or len(county) > _LONGEST:
        tidy = re.sub(r"[^a-z0-9]+", "_", county.lower()).strip("_")[:_LONGEST].strip("_")
        usable = _ID.fullmatch(tidy) is not None and not keyword.iskeyword(tidy)
        raise OrderRefused(
            Text(
                f"县标识“{county}”不可用：应为小写字母开头的字母、数字，可用下划线分隔，"
                f"不超过{_LONGEST}字" + (f"；是否为 {tidy}？" if usable else "，例如 wushan"),
                f"“{county}” cannot be a county's id: lower-case letters and digits, a letter"
                f" first, parted by single _, at most {_LONGEST}"
                + (f"; did you mean {tidy}?" if usable else ", such as wushan"),
            )
        )
    taken = {each.manifest.id: each.distribution for each in discovery.counties}
    taken |= {
        each.name: each.distribution for each in discovery.broken if each.group == COUNTY_GROUP
    }
    if county in taken:
        remove = f"pip uninstall {taken[county]}"
        raise OrderRefused(
            Text(
                f"已安装名为“{county}”的县，请换一个标识；若要重做，先 {remove}",
                f"a county “{county}” is installed already: choose another id, or {remove} first",
            )
        )


def _check_name(name: str, discovery: Discovery) -> None:
    """Refuse a name that would break the files it stands in, or that another county has."""
    if not name or TO_FILL_IN in name or len(name) > _LONGEST:
        raise OrderRefused(
            Text(
                f"县名“{name}”不可用：应为 1 到 {_LONGEST} 个字，例如 巫山县",
                f"“{name}” cannot be a county's name: 1 to {_LONGEST} characters, such as 巫山县",
            )
        )
    wrong = "".join(each for each in name if not (each.isalnum() or each in " _·-（）()"))
    if wrong:
        raise OrderRefused(
            Text(
                f"县名中不能有 {wrong!r}：只用汉字、字母、数字、空格、间隔号和括号",
                f"a county's name cannot hold {wrong!r}: characters, letters, digits, blanks,"
                " · and brackets only",
            )
        )
    for each in discovery.counties:
        if name in (each.manifest.name.zh, each.manifest.name.en):
            raise OrderRefused(
                Text(
                    f"已安装的县“{each.manifest.id}”也叫“{name}”，请换一个县名",
                    f"the installed county “{each.manifest.id}” is called “{name}” too:"
                    " choose another name",
                )
            )
