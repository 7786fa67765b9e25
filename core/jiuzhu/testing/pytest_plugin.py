"""Makes every golden case of a county a pytest test: the files ``cases/*.toml`` of its package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from jiuzhu.loading.county import County
    from jiuzhu.platform import Platform
    from jiuzhu_schemas.golden import GoldenCase

FOLDER: Final = "cases"
_PLATFORM: Final = pytest.StashKey["Platform"]()


class CasesHooks:
    """What a ``conftest.py`` may say about golden cases below its folder."""

    @pytest.hookspec(firstresult=True)
    def pytest_jiuzhu_platform(self, path: Path) -> Platform | None:
        """Return the platform to look a file's county up in, where it is not installed."""


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Make the hooks of this plugin known."""
    pluginmanager.add_hookspecs(CasesHooks)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CasesFile | None:
    """Collect ``cases/*.toml``."""
    if file_path.suffix == ".toml" and file_path.parent.name == FOLDER:
        return CasesFile.from_parent(parent, path=file_path)
    return None


class CasesFile(pytest.File):
    """A file of golden cases."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test for each case."""
        from jiuzhu_schemas.errors import JiuzhuError

        from .golden import county_of, read_cases

        try:
            content, source = read_cases(self.path)
            given = self.ihook.pytest_jiuzhu_platform(path=self.path)
            platform = given or _platform(self.session)
            county = platform.county(county_of(self.path, content))
        except JiuzhuError as error:
            raise self.CollectError(str(error)) from None
        for place, case in enumerate(content.case):
            line = source.line_of(f"case[{place}]")
            yield CaseItem.from_parent(self, name=case.id, case=case, county=county, line=line)


class CaseItem(pytest.Item):
    """One golden case."""

    def __init__(self, *, case: GoldenCase, county: County, line: int, **rest: Any) -> None:
        super().__init__(**rest)
        self.case = case
        self.county = county
        self.line = line

    def runtest(self) -> None:
        """Settle the case and compare."""
        from .golden import verify

        verify(self.case, self.county)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show the fields that differ and the reasoning, not the code that compared them."""
        from jiuzhu_schemas.errors import JiuzhuError

        if isinstance(excinfo.value, JiuzhuError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Say where the case stands."""
        return self.path, self.line - 1, f"{self.county.manifest.id}: {self.name}"


def _platform(session: pytest.Session) -> Platform:
    from jiuzhu.platform import Platform

    if _PLATFORM not in session.stash:
        session.stash[_PLATFORM] = Platform.load()
    return session.stash[_PLATFORM]
