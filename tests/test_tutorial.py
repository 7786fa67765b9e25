"""The tutorials are gone through as a reader would: every file is written, every command run."""

from __future__ import annotations

import re
import runpy
import shlex
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from jiuzhu.audit import audit_cliffs, audit_coverage, audit_floor
from jiuzhu.audit.records import CliffsReport
from jiuzhu.cli.main import call
from jiuzhu.loading.county import County
from jiuzhu.platform import Platform
from jiuzhu.testing.golden import GoldenMismatchError, read_cases, verify

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = {"zh": DOCS / "tutorial.zh-CN.md", "en": DOCS / "tutorial.md"}
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"`((?:jiuzhu_wushan|trial|tests)/[\w./-]+)`")
_IMPORTS = re.compile(
    r"^from collections\.abc .*?^from jiuzhu\.api [^\n]*\n", re.DOTALL | re.MULTILINE
)


class Reader:
    """Goes through one page in an empty folder, in which the package stands as if installed."""

    def __init__(self, page: Path, patch: pytest.MonkeyPatch) -> None:
        self.text = page.read_text("utf-8")
        self.language = next(name for name, path in PAGES.items() if path == page)
        self.patch = patch
        self.printed = ""
        self.shown: list[str] = []

    def steps(self) -> Iterator[tuple[str, str, str]]:
        """Yield each block: its language, its text, the file named last before it."""
        end = 0
        for found in _BLOCK.finditer(self.text):
            named = _FILE.findall(self.text[end : found.start()])
            end = found.end()
            yield found[1], found[2], named[-1] if named else ""

    def go(self) -> None:
        """Do what every block says, in order."""
        for kind, text, file in self.steps():
            if kind == "console":
                self._console(text)
            elif kind == "python":
                self._edit(text)
            elif 'id = "tilt-2"' in text:
                self._confirm(text)
            else:
                Path(file).parent.mkdir(exist_ok=True)
                Path(file).write_text(text, "utf-8")

    def _console(self, text: str) -> None:
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, _, shown = part.partition("\n")
            self._run(shlex.split(command))
            for piece in re.split("…|\n", shown):
                assert piece.strip() in self.printed, f"{command}\n{piece}\n{self.printed}"

    def _run(self, command: list[str]) -> None:
        program, *arguments = command
        self.printed = ""
        if program == "cd":
            self.patch.chdir(arguments[0])
        elif program == "rm":
            for each in arguments:
                Path(each).unlink()
        elif program == "pip":
            self._install()
        elif program == "pytest":
            self.printed = "\n".join(self._red())
        else:
            assert program == "jiuzhu"
            self.printed = self._jiuzhu(arguments)

    def _jiuzhu(self, arguments: list[str]) -> str:
        sys.modules.pop("jiuzhu_wushan", None)
        status = call(arguments)
        printed = "".join(self.capture())
        assert status == (1 if arguments[0] == "audit" else 0), printed
        return printed

    def _install(self) -> None:
        """Do what pip does with an editable package: say where it is and what it offers."""
        offered = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
        ((group, points),) = offered["entry-points"].items()
        about = Path(f"jiuzhu_wushan-{offered['version']}.dist-info")
        about.mkdir()
        named = f"Name: {offered['name']}\nVersion: {offered['version']}\n"
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\n{named}", "utf-8")
        lines = "".join(f"{name} = {value}\n" for name, value in points.items())
        (about / "entry_points.txt").write_text(f"[{group}]\n{lines}", "utf-8")
        self.patch.syspath_prepend(Path.cwd())

    def _edit(self, text: str) -> None:
        """Put a fragment of Python where the page says."""
        file, suite = Path("jiuzhu_wushan/__init__.py"), Path("tests/test_wushan.py")
        code = file.read_text("utf-8")
        if text.startswith("from"):
            file.write_text(_IMPORTS.sub(lambda _: text, code, count=1), "utf-8")
        elif "hookimpl" in text:
            head, county, rest = code.partition("\n\ncounty: Final")
            file.write_text(f"{head}\n{text}{county}{rest}", "utf-8")
        else:
            suite.write_text(suite.read_text("utf-8") + text, "utf-8")

    def _confirm(self, tenth: str) -> None:
        """Work the drafts: the page shows the tenth, the others stand as they were drafted."""
        file = Path("jiuzhu_wushan/cases/1-drafts.toml")
        drafts = tomllib.loads(file.read_text("utf-8"))["case"]
        (worked,) = tomllib.loads(tenth)["case"]
        draft = drafts[9] | {"why": worked["why"]}
        assert draft.pop("confirmed") is False
        assert draft == worked
        text = file.read_text("utf-8").replace("confirmed = false\n", "")
        file.write_text(re.sub(r'why = ".*"', 'why = "…"', text), "utf-8")

    def _red(self) -> Iterator[str]:
        """Yield what the package's tests would say."""
        county = wushan()
        for file in sorted(Path("jiuzhu_wushan/cases").glob("*.toml")):
            for case in read_cases(file)[0].case:
                try:
                    verify(case, county)
                except GoldenMismatchError as mismatch:
                    yield str(mismatch)
                    return
        day = county.policy.documents[0].document.last_review
        assert audit_coverage(county).findings == audit_floor(county, day).findings == ()
        yield from self._cliffs(county, day)

    def _cliffs(self, county: County, day: date) -> Iterator[str]:
        """Yield the findings that the package's suite does not know of, as it names them."""
        known = runpy.run_path("tests/test_wushan.py")["TestWushan"].known_findings
        found = dict.fromkeys(each.id for each in cliffs(county, day).findings)
        yield "jiuzhu audit cliffs --county wushan"
        yield from (name for name in found if name not in known)

    capture = staticmethod(lambda: ("", ""))


@cache
def _cliffs_of(sha256: str) -> CliffsReport:
    """Sweep once for both pages: their county is the same, and a report speaks both languages."""
    county = wushan()
    assert county.policy.documents[0].source.sha256 == sha256
    return audit_cliffs(county, county.policy.documents[0].document.last_review)


def cliffs(county: County, day: date) -> CliffsReport:
    """Audit the cliffs, which takes seconds for a county with code."""
    document = county.policy.documents[0]
    assert day >= document.document.last_review
    return _cliffs_of(document.source.sha256)


def wushan() -> County:
    """Load the county as its files are now."""
    sys.modules.pop("jiuzhu_wushan", None)
    return Platform.load().county("wushan")


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """Leave no package behind that other tests would take for installed."""
    yield
    sys.modules.pop("jiuzhu_wushan", None)


@pytest.mark.parametrize("language", PAGES)
def test_the_tutorial_can_be_gone_through(
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JIUZHU_LANG", language)
    monkeypatch.setattr("jiuzhu.audit.audit_cliffs", cliffs)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    reader = Reader(PAGES[language], monkeypatch)
    reader.capture = lambda: tuple(capsys.readouterr())
    reader.go()
    document = "jiuzhu_wushan/policy/wushan-1.toml"
    assert call(["policy", "check", document]) == 0, "read in the words of its own county"
    awards = Path("trial/awards.csv").read_text("utf-8").splitlines()
    assert all(f"\n    {line}\n" in reader.text for line in awards)
    told = Path("tests/test_wushan.py").read_text("utf-8")
    assert re.findall(r'"(cliffs:.*?)"', told)[0] in reader.text
    data = [text for kind, text, _ in reader.steps() if kind == "toml"]
    assert sum(text.count("\n") for text in data[:2]) < 150


def test_both_tutorials_have_the_same_files_and_commands() -> None:
    one, other = ([*blocks(page)] for page in PAGES.values())
    assert one == other
    assert len(one) > 20


def blocks(page: Path) -> Iterator[str]:
    for found in _BLOCK.finditer(page.read_text("utf-8")):
        if found[1] == "console":
            yield from re.findall(r"^\$ .*", found[2], re.MULTILINE)
        else:
            yield re.sub(r'(rnd|wushan-1#3": )".*"', r"\1", found[2])
