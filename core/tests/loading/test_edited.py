"""A document that is being written: settled in the place of the installed one, or by itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import jiuzhu_chongqing
import jiuzhu_fengjie
from jiuzhu.loading.checking import manifest_of
from jiuzhu.loading.discovery import Discovery, discover
from jiuzhu.loading.edited import case_files, edited_county, home_of, owner_of, package_of
from jiuzhu_schemas.terms import Terms

FENGJIE = Path(jiuzhu_fengjie.__file__).parent
CHONGQING = Path(jiuzhu_chongqing.__file__).parent
DOCUMENT = FENGJIE / "policy" / "fj-2023-49.toml"
DAY = date(2024, 5, 1)


@pytest.fixture(scope="module")
def installed() -> Discovery:
    return discover()


def rate(installed: Discovery, county: str | None, file: Path | None) -> int | None:
    """What a stay of minimum allowance in a hospital of level 2 gets, in basis points."""
    manifest = manifest_of(installed, county) if county else None
    edition = edited_county(installed, manifest, file).policy.on(DAY)
    answer = edition.stages["inpatient"].by_category["dibao"][0].answer
    assert isinstance(answer, Terms)
    return answer.rate


def edited(folder: Path, *changes: tuple[str, str]) -> Path:
    text = DOCUMENT.read_text("utf-8")
    for old, new in changes:
        text = text.replace(old, new, 1)
    file = folder / "draft.toml"
    file.write_text(text, "utf-8")
    return file


def test_the_edited_document_takes_the_place_of_the_installed_one(
    installed: Discovery, tmp_path: Path
) -> None:
    file = edited(tmp_path, ('rate = { exact = "80%" }', 'rate = { exact = "75%" }'))
    assert rate(installed, "fengjie", None) == 8_000
    assert rate(installed, "fengjie", file) == 7_500
    assert rate(installed, None, file) == 7_500
    assert rate(installed, "fengjie", DOCUMENT) == 8_000


def test_a_document_of_a_new_id_becomes_the_county_s_own(
    installed: Discovery, tmp_path: Path
) -> None:
    file = edited(
        tmp_path,
        ('id = "fj-2023-49"', 'id = "fj-2"'),
        ('rate = { exact = "80%" }', 'rate = { exact = "75%" }'),
    )
    assert rate(installed, "fengjie", file) == 7_500
    county = edited_county(installed, manifest_of(installed, "fengjie"), file)
    assert [x.document.id for x in county.policy.documents] == ["fj-2", "cq-2012-78"]


def test_the_county_s_own_words_are_kept(installed: Discovery, tmp_path: Path) -> None:
    county = edited_county(installed, manifest_of(installed, "fengjie"), edited(tmp_path))
    assert county.manifest.id == "fengjie"
    plugins = {each.plugin_name for each in county.manager.hook.policy_documents.get_hookimpls()}
    assert plugins == {"chongqing", "fengjie"}


def test_whose_a_file_is(installed: Discovery, tmp_path: Path) -> None:
    owner = owner_of(installed, DOCUMENT)
    assert owner is not None
    assert owner.id == "fengjie"
    upper = owner_of(installed, CHONGQING / "policy" / "cq-2012-78.toml")
    assert upper is not None
    assert upper.id == "chongqing"
    assert owner_of(installed, tmp_path / "draft.toml") is None
    assert owner_of(installed, tmp_path / "policy" / "draft.toml") is None
    assert package_of(tmp_path / "policy" / "draft.toml") == tmp_path
    homes = {each.manifest.id: home_of(each) for each in installed.counties}
    assert homes["fengjie"] == FENGJIE


def test_where_the_cases_are(tmp_path: Path) -> None:
    loose, packaged = tmp_path / "draft.toml", tmp_path / "policy" / "draft.toml"
    assert case_files([loose]) == []
    assert case_files([loose], FENGJIE) == sorted((FENGJIE / "cases").glob("*.toml"))
    (tmp_path / "cases").mkdir()
    own = tmp_path / "cases" / "one.toml"
    own.write_text("", "utf-8")
    assert case_files([loose], FENGJIE) == case_files([packaged], FENGJIE) == [own]
