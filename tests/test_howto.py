"""The how-to pages: a small county of what they show loads, and their cases come out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiuzhu.api import API, CountyManifest, Text, hookimpl
from jiuzhu.audit import audit_floor
from jiuzhu.loading.county import County, load_county
from jiuzhu.loading.deadlines import county_deadlines
from jiuzhu.loading.discovery import discover
from jiuzhu.scaffold.package import find_baseline
from jiuzhu.testing.golden import read_cases, verify

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "howto"
PAGES = sorted(each for each in FOLDER.glob("*.md") if each.name != "README.md")
IN_DATA = [page for page in PAGES if "```toml" in page.read_text("utf-8")]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
HEAD = """
id = "ws-2024-1"
number = "巫山府办发〔2024〕1号"
title = "巫山县医疗救助办法"
issuer = "巫山县人民政府办公室"
issued_on = 2024-01-10
from = 2024-02-01
last_review = 2026-11-20
extends = "cq-2012-78"

[[clauses]]
id = "3"
cite = "三"
says = "例"

[[recipients]]
category = "dibao"
clause = "3"
department = "民政局"

"""
DAYS = (date(2025, 12, 31), date(2026, 1, 1))
_KINDS = {
    "categories": "category_files", "classes": "disease_catalogues", "facts": "fact_files",
    "deadlines": "deadline_files", "columns": "header_files",
}  # fmt: skip


class Files:
    """A county's plugin that ships the page's files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kinds: dict[str, str] = {}

    def _of(self, kind: str) -> list[Path]:
        return sorted(self.folder.glob(f"{self.kinds.get(kind, kind)}.toml"))

    @hookimpl
    def policy_documents(self) -> list[Path]:
        return self._of("policy")

    @hookimpl
    def category_files(self) -> list[Path]:
        return self._of("category_files")

    @hookimpl
    def disease_catalogues(self) -> list[Path]:
        return self._of("disease_catalogues")

    @hookimpl
    def fact_files(self) -> list[Path]:
        return self._of("fact_files")

    @hookimpl
    def deadline_files(self) -> list[Path]:
        return self._of("deadline_files")

    @hookimpl
    def header_files(self) -> list[Path]:
        return self._of("header_files")


def blocks(page: Path, language: str) -> Iterator[str]:
    for kind, text in _BLOCK.findall(page.read_text("utf-8")):
        if kind == language:
            yield text


def kind_of(text: str) -> str:
    """Return which file a block belongs to: cases, a kind of vocabulary, or the policy file."""
    keys = tomllib.loads(text)
    if "case" in keys:
        return "cases"
    return next((kind for key, kind in _KINDS.items() if isinstance(keys.get(key), list)), "policy")


def county(page: Path, folder: Path) -> County:
    """Load the county of a page, with its files and its code."""
    texts = {"policy": HEAD}
    for text in blocks(page, "toml"):
        texts[kind_of(text)] = texts.get(kind_of(text), "") + text
    for kind, text in texts.items():
        (folder / f"{kind}.toml").write_text(text, "utf-8")
    bases: list[type] = [Files]
    for code in blocks(page, "python"):
        names: dict[str, Any] = {}
        exec(compile(code, str(page), "exec"), names)
        bases.insert(0, names["Wushan"])
    plugin = type("Plugin", tuple(bases), {})(folder)
    name = Text("巫山县", "Wushan County")
    manifest = CountyManifest(id="wushan", name=name, api=API, document="ws-2024-1", plugin=plugin)
    return load_county(manifest, find_baseline(discover(), None).plugins)


@pytest.mark.parametrize("page", IN_DATA, ids=lambda page: page.stem)
def test_what_a_page_shows_is_so(page: Path, tmp_path: Path) -> None:
    loaded = county(page, tmp_path)
    file = tmp_path / "cases.toml"
    if file.exists():
        for case in read_cases(file)[0].case:
            verify(case, loaded)
    else:
        assert page.stem in ("record-a-waiver", "add-deadlines", "accept-own-headers")


def test_the_waiver_waives(tmp_path: Path) -> None:
    report = audit_floor(county(FOLDER / "record-a-waiver.md", tmp_path), date(2026, 11, 20))
    (waived,) = report.waived
    assert (waived.stage, waived.figure, report.findings) == ("inpatient", "rate", ())


@pytest.mark.parametrize(
    ("left_out", "found"),
    [
        (None, []),
        ("therapy", ["floor:major_disease:entry:2.3.1"]),
        ('visit = ["inpatient"], disease = "in:major"', ["floor:major_disease:entry:2.3.1"]),
        # The upper document itself gives nobody terms for the quotas: a note.
        ('disease = "in:quota"', []),
    ],
)
def test_an_upper_entry_that_is_not_copied_is_found(
    tmp_path: Path, left_out: str | None, found: list[str]
) -> None:
    page = tmp_path / "page.md"
    text = (FOLDER / "add-a-disease-list.md").read_text("utf-8")
    entry = re.compile(r"\[\[major_disease\.entry\]\]\n.*\n(if = .*)\n")
    kept = entry.sub(lambda m: "" if left_out and left_out in m[1] else m[0], text)
    assert (kept == text) is (left_out is None)
    page.write_text(kept, "utf-8")
    report = audit_floor(county(page, tmp_path), date(2026, 11, 20))
    assert [each.id for each in report.findings] == found


def test_the_deadlines_are_the_countys(tmp_path: Path) -> None:
    rules = {
        each.id: each for each in county_deadlines(county(FOLDER / "add-deadlines.md", tmp_path))
    }
    assert rules["roster_monthly"].due.day == 5
    assert "ws-2024-1#3" in {each.clause for each in rules.values()}


@pytest.mark.parametrize("ended", [True, False])
def test_a_new_document_follows(tmp_path: Path, ended: bool) -> None:
    """new-document.md: with `to` the new one replaces the old one, without it amends it."""
    rows = """
        [inpatient]
        clause = "3"
        [[inpatient.rows]]
        clause = "3"
        categories = ["dibao"]
        rate = { exact = "70%" }
        """
    new = HEAD.replace("ws-2024-1", "ws-2026-3").replace("from = 2024-02-01", "from = 2026-01-01")
    old = HEAD.replace("last_review", "to = 2025-12-31\nlast_review") if ended else HEAD
    (tmp_path / "policy-old.toml").write_text(old + rows, "utf-8")
    (tmp_path / "policy-new.toml").write_text(
        new.replace('extends = "cq-2012-78"', 'extends = "ws-2024-1"'), "utf-8"
    )
    plugin = Files(tmp_path)
    plugin.kinds = {"policy": "policy-*"}
    name = Text("巫山县", "Wushan County")
    manifest = CountyManifest(id="wushan", name=name, api=API, document="ws-2026-3", plugin=plugin)
    policy = load_county(manifest, find_baseline(discover(), None).plugins).policy
    before, after = ([each.id for each in policy.on(day).documents] for day in DAYS)
    assert before == ["ws-2024-1", "cq-2012-78"]
    assert after == ["ws-2026-3", *([] if ended else ["ws-2024-1"]), "cq-2012-78"]


def test_the_program_prints_what_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = blocks(FOLDER / "embed.md", "python")
    exec(compile(code, "embed.md", "exec"), {"__name__": "example"})
    printed = capsys.readouterr().out.splitlines()
    assert f"# {printed[0]}" in code
    assert "123457" in printed[1]
    assert printed[2].startswith("claims 1 basic_paid 是浮点数")


def test_the_index_names_every_page() -> None:
    index = (FOLDER / "README.md").read_text("utf-8")
    assert sorted(re.findall(r"\]\((\S+\.md)\)", index)) == [page.name for page in PAGES]
