"""A county's files: broken ones stop that county, with file and line, and nobody else."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import jiuzhu_chongqing
import jiuzhu_fengjie
from jiuzhu.api import CountyManifest, Text, hookimpl
from jiuzhu.loading.county import CORE_PLUGIN, PluginRefused, build_manager, load_county
from jiuzhu.loading.discovery import Discovery, Found
from jiuzhu.loading.survey import hook_order
from jiuzhu.platform import Platform
from jiuzhu.policy.errors import NoPolicyError, PolicyError

PACKAGE = Path(jiuzhu_fengjie.__file__).parent


class Copy:
    """Ships a folder's documents."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @hookimpl
    def policy_documents(self) -> Sequence[Path]:
        return sorted((self.folder / "policy").glob("*.toml"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(PACKAGE / "policy", tmp_path / "policy")
    return tmp_path / "policy" / "fj-2023-49.toml"


def manifest(file: Path) -> CountyManifest:
    return CountyManifest(
        id="copy", name=Text("副本", "copy"), api=1, document="fj-2023-49",
        plugin=Copy(file.parent.parent),
    )  # fmt: skip


def point(name: str) -> EntryPoint:
    return EntryPoint(name, f"{name}:it", "tests")


def platform(file: Path) -> Platform:
    found = [manifest(file), jiuzhu_chongqing.county]
    return Platform(
        Discovery(
            plugins=(Found(jiuzhu_chongqing.plugin, point("chongqing")),),
            counties=tuple(Found(each, point(each.id)) for each in found),
            broken=(),
        )
    )


def replaced(file: Path, old: str, new: str) -> int:
    """Replace the first ``old`` and return its line."""
    text = file.read_text("utf-8")
    file.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_copied_county_settles(copy: Path) -> None:
    assert all(status.problem is None for status in platform(copy).counties())


def test_a_broken_row_stops_the_county_and_is_named(copy: Path) -> None:
    line = replaced(copy, 'rate = { exact = "80%" }', "rate = 0.8")
    installed = platform(copy)
    with pytest.raises(PolicyError) as refused:
        installed.county("copy")
    assert refused.value.file == copy
    assert [fault.line for fault in refused.value.faults] == [line]
    statuses = {status.id: status for status in installed.counties()}
    assert statuses["chongqing"].problem is None
    problem = statuses["copy"].problem
    assert problem is not None
    assert str(copy) in problem.zh
    assert f"第{line}行 inpatient.rows[0].rate" in problem.zh
    assert f"line {line} inpatient.rows[0].rate" in problem.en
    assert installed.county("chongqing").policy.editions


def test_a_file_that_disappears(copy: Path) -> None:
    copy.unlink()
    installed = platform(copy)
    with pytest.raises(NoPolicyError, match="fj-2023-49"):
        installed.county("copy")
    assert installed.county("chongqing").policy.editions


def test_one_id_in_two_files(copy: Path) -> None:
    shutil.copy(copy, copy.with_name("again.toml"))
    with pytest.raises(NoPolicyError) as refused:
        platform(copy).county("copy")
    assert "again.toml" in refused.value.message.en
    assert "fj-2023-49.toml" in refused.value.message.en


def test_a_document_that_extends_itself(copy: Path) -> None:
    replaced(copy, 'extends = "cq-2012-78"', 'extends = "fj-2023-49"')
    with pytest.raises(NoPolicyError, match="fj-2023-49"):
        platform(copy).county("copy")


def test_a_county_is_asked_first_and_the_core_last() -> None:
    class Wushan:
        @hookimpl
        def inpatient(self, facts: object, identity: str) -> None:
            """Leave it to the next."""

    county = load_county(
        CountyManifest(
            id="wushan", name=Text("巫山", "Wushan"), api=1, document="cq-2012-78", plugin=Wushan()
        ),
        [jiuzhu_chongqing.plugin],
    )
    assert hook_order(county.manager)["inpatient"] == ["wushan", CORE_PLUGIN]
    assert hook_order(county.manager)["outpatient"] == [CORE_PLUGIN]


def test_each_county_has_its_own_manager() -> None:
    installed = Platform.load()
    one, other = installed.county("fengjie").manager, installed.county("chongqing").manager
    assert one is not other
    assert not other.has_plugin("fengjie")


def test_one_plugin_object_twice_is_refused() -> None:
    with pytest.raises(PluginRefused, match="chongqing"):
        build_manager([jiuzhu_chongqing.plugin, jiuzhu_chongqing.plugin])
