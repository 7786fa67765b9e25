"""The files of a new county's package that hold no policy: project, manifest, tests, README."""

from __future__ import annotations

from jiuzhu.loading.manifest import API

from .order import TO_FILL_IN, Baseline, Order


def pyproject(order: Order, baseline: Baseline) -> str:
    """Return ``pyproject.toml``."""
    needs = dict.fromkeys(("jiuzhu", baseline.distribution, "jiuzhu-schemas"))
    listed = "\n".join(f'    "{name}",' for name in needs)
    return f"""\
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "{order.distribution}"
version = "0.1.0"
description = "{order.name.en} over the municipal baseline"
requires-python = ">=3.11"
dependencies = [
{listed}
]

[project.entry-points."jiuzhu.counties"]
{order.id} = "{order.package}:county"

[tool.hatch.build.targets.wheel]
packages = ["{order.package}"]

[tool.pytest.ini_options]
addopts = ["--import-mode=importlib", "--tb=short"]
testpaths = ["{order.package}", "tests"]
"""


def manifest(order: Order) -> str:
    """Return the package's module: the manifest, and where the county's files are."""
    name = order.id.replace("_", " ").title().replace(" ", "")
    return f'''\
"""{order.name.zh} ({order.name.en}): its policy documents over the municipal baseline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from jiuzhu.api import CountyManifest, Text, hookimpl

_HERE: Final = Path(__file__).parent


class {name}:
    """Ships the county's documents; its rules are all in the tables."""

    @hookimpl
    def policy_documents(self) -> Sequence[Path]:
        """The county's documents."""
        return sorted((_HERE / "policy").glob("*.toml"))


county: Final = CountyManifest(
    id="{order.id}",
    name=Text("{order.name.zh}", "{order.name.en}"),
    api={API},
    document="{order.document}",
    plugin={name}(),
)
'''


def tests(order: Order) -> str:
    """Return the county's tests: the shipped suites."""
    name = order.id.replace("_", " ").title().replace(" ", "")
    return f'''\
"""The shipped suites: the golden cases as files, and what every county must keep to."""

from __future__ import annotations

from jiuzhu.testing import CountyContract
from jiuzhu.testing.county_cases import CountyCases

import {order.package}


class TestCases(CountyCases):
    county = "{order.id}"
    package = {order.package}


class Test{name}(CountyContract):
    county = "{order.id}"
    # A finding that stands for a good reason: known_findings = {{"its id": "the reason"}}
'''


def readme(order: Order, baseline: Baseline) -> str:
    """Return the README: from red to green, clause by clause."""
    policy = f"{order.package}/policy/{order.document}.toml"
    return f"""\
# {order.name.zh} · {order.name.en}

救助平台的县级程序包。现在的标准与 {baseline.document.number} 相同，全部待核，
所以测试是**红**的。按下面的次序逐条改，全部变**绿**即可使用。

1. 安装：`pip install --no-deps --no-build-isolation -e .`，
   然后 `jiuzhu counties` 应列出 `{order.id}`。
2. 打开 `{policy}`，填写文件开头：文号、标题、发文机关、施行日期。
3. 逐条（`[[clauses]]`）：在本县文件中找到该条，填 `cite`（第几条）和 `says`（自己的话）；
   再找到引用这一条的行（`clause = "…"`），把比例、限额改成本县的数。
   改一次查一次：`jiuzhu policy check 文件`。
4. `{order.package}/cases/` 里每一行标准有一个算例，注释写明它用到哪一行。
   照本县文件**手工**算一遍：把算式写进 `why`，把手算的结果写进 `expect`，
   删去 `confirmed = false`。
5. 运行 `pytest -x`：第一个红的就是下一件要做的事。算例变绿，说明手算和系统一致。
6. 没有“{TO_FILL_IN}”、算例全绿之后：
   `jiuzhu audit report --county {order.id} --output report.md`，冲突、漏洞和断崖都在其中；
   确有依据的冲突用 `[[waivers]]` 登记，已知而保留的写进测试的 `known_findings`。

改了施行日期（`from`），算例的日期也要跟着改。自有类别、病种、代码：见平台的
`docs/policy-files.md`、`docs/hooks.md`、`docs/audits.md`。

## In English

A county's package for Jiuzhu. Every figure is still the baseline's and unconfirmed, so the
tests are **red**.

1. Install: `pip install --no-deps --no-build-isolation -e .`; `jiuzhu counties` then lists
   `{order.id}`.
2. Fill in the head of `{policy}`.
3. Clause by clause: find it in your document, fill in `cite` and `says`, then set the figures of
   the rows that name it. `jiuzhu policy check FILE` after each change.
4. `{order.package}/cases/` has a case for every row. Work it **by hand** from your document: the
   sum into `why`, the result into `expect`, then delete `confirmed = false`.
5. `pytest -x`: the first red test is the next thing to do.
6. When nothing is left to fill in and all cases are green:
   `jiuzhu audit report --county {order.id} --output report.md`.

With another first day (`from`), move the dates of the cases too.
"""
