"""What was asked for: a county's id and names, its baseline, and where its package goes."""

from __future__ import annotations

import keyword
import re
from datetime import date
from pathlib import Path
from typing import Final

from attrs import frozen

from jiuzhu.loading.discovery import COUNTY_GROUP, Discovery
from jiuzhu.loading.manifest import CountyManifest, PluginManifest
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.text import Text

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
TO_FILL_IN: Final = "待填"
"""Stands wherever only the county's own document can say what belongs there."""


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
    if _NAME.fullmatch(county) is None or keyword.iskeyword(county):
        raise OrderRefused(
            Text(
                f"县标识“{county}”应为小写字母开头的英文标识，例如 wushan、wu_shan",
                f"“{county}” should be lower-case letters and digits, such as wushan or wu_shan",
            )
        )
    names = [each.manifest.id for each in discovery.counties]
    names += [each.name for each in discovery.broken if each.group == COUNTY_GROUP]
    if county in names:
        raise OrderRefused(
            Text(f"已安装名为“{county}”的县", f"a county “{county}” is installed already")
        )
    folder = into / county
    if folder.exists():
        raise OrderRefused(
            Text(f"{folder} 已存在，请换一个位置", f"{folder} exists already: choose another place")
        )
    if not name.strip() or TO_FILL_IN in name:
        raise OrderRefused(Text("县名为空", "the county's name is empty"))
    english = f"{county.replace('_', ' ').title().replace(' ', '')} County"
    return Order(id=county, name=Text(name.strip(), english), folder=folder, today=today)
