"""``jiuzhu county new``: what it writes is red, leads to green, installs, and settles."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from jiuzhu.audit import audit_coverage, audit_floor
from jiuzhu.cli.main import call
from jiuzhu.embedding.review import review_notes
from jiuzhu.loading.checking import check_files
from jiuzhu.loading.county import County
from jiuzhu.loading.discovery import discover
from jiuzhu.scaffold.order import Order, OrderRefused, check_order
from jiuzhu.scaffold.package import find_baseline, load_draft, make_package
from jiuzhu.testing.golden import GoldenMismatchError, read_cases, verify
from jiuzhu.testing.synthetic import make_county
from jiuzhu_schemas.text import Text

TODAY = date(2026, 11, 1)


def loaded(document: Path) -> County:
    order = Order(id="wushan", name=Text("巫山县", "Wushan"), folder=Path(), today=TODAY)
    return load_draft(order, find_baseline(discover(), None), document)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("counties")
    order = check_order("wushan", "巫山县", into, discover(), TODAY)
    make_package(order, find_baseline(discover(), None))
    return order.folder


@pytest.fixture(scope="module")
def document(folder: Path) -> Path:
    return folder / "jiuzhu_wushan" / "policy" / "wushan-1.toml"


def test_the_document_is_sound_and_says_what_to_fill_in(document: Path) -> None:
    text = document.read_text("utf-8")
    data = tomllib.loads(text)
    found = check_files(discover(), [document], None, TODAY)
    left = ["number", "title", "issuer"]
    left += [f"clauses[{n}].{key}" for n in range(len(data["clauses"])) for key in ("cite", "says")]
    assert sorted(each.path for each in found) == sorted(left)
    assert {each.severity for each in found} == {"warning"}
    lines = text.split("\n")
    assert all("待填" in lines[each.line - 1] for each in found)
    assert data["extends"] == "cq-2012-78"
    assert data["from"] == date(2026, 1, 1)
    assert all(clause["cite"] == "待填" for clause in data["clauses"])
    assert data["inpatient"]["rows"][0]["rate"] == {"at_least": "60%"}
    clauses = {clause["id"] for clause in data["clauses"]}
    rows = [row for name in ("inpatient", "outpatient", "subsidy") for row in data[name]["rows"]]
    assert len({row["clause"] for row in rows}) == len(rows)
    assert {row["clause"] for row in rows} <= clauses


def test_every_row_has_a_case_and_none_is_confirmed(folder: Path, document: Path) -> None:
    county = loaded(document)
    files = sorted((folder / "jiuzhu_wushan" / "cases").glob("*.toml"))
    cases = [case for file in files for case in read_cases(file)[0].case]
    findings = audit_coverage(county).findings
    assert {each.kind for each in findings} == {"to_fill_in", "case_unconfirmed"}
    unconfirmed = [each.place for each in findings if each.kind == "case_unconfirmed"]
    assert unconfirmed == [case.id for case in cases]
    assert audit_floor(county, TODAY).findings == ()
    assert len(cases) == len({case.id for case in cases}) >= 20
    for case in cases:
        with pytest.raises(GoldenMismatchError, match="尚未确认") as caught:
            verify(case, county)
        assert "应为" not in caught.value.message.zh
        verify(evolve(case, confirmed=True), county)


def test_a_figure_that_is_changed_asks_for_its_case(folder: Path, document: Path) -> None:
    text = document.read_text("utf-8")
    old = 'rate = { at_least = "60%" }\n'
    assert old in text
    changed = document.with_name("changed.toml")
    place = text.index("[[inpatient.rows]]")
    changed.write_text(text[:place] + text[place:].replace(old, old.replace("60", "65"), 1))
    county = loaded(changed)
    changed.unlink()
    (file,) = (folder / "jiuzhu_wushan" / "cases").glob("*-inpatient.toml")
    case = read_cases(file)[0].case[0]
    with pytest.raises(GoldenMismatchError, match=r"应为 600[.]00，实为 650[.]00"):
        verify(case, county)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Wushan", "wushan"), ("wu-shan", "wu_shan"), ("wushan_", "wushan"), ("wu shan", "wu_shan"),
        ("1wushan", ""), ("巫山", ""), ("class", ""), ("", ""), ("../wushan", "wushan"),
        ("w" * 41, "w" * 40),
    ],
)  # fmt: skip
def test_a_bad_id_is_refused_with_a_good_one(tmp_path: Path, name: str, meant: str) -> None:
    with pytest.raises(OrderRefused, match="不可用") as caught:
        check_order(name, "巫山县", tmp_path, discover(), TODAY)
    assert f"是否为 {meant}？" in str(caught.value) if meant else "例如 wushan" in str(caught.value)


@pytest.mark.parametrize(
    ("id", "reason"), [("fengjie", "已安装名为“fengjie”的县"), ("tui", "jiuzhu_tui”已被占用")]
)
def test_an_id_that_is_taken_is_refused(tmp_path: Path, id: str, reason: str) -> None:
    with pytest.raises(OrderRefused, match=reason):
        check_order(id, "巫山县", tmp_path, discover(), TODAY)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "县名“”不可用"), ("  ", "不可用"), ("待填县", "不可用"), ("山" * 41, "不可用"),
        ("奉节县", "已安装的县“fengjie”也叫“奉节县”"), ('巫"山', "县名中不能有"),
        ("巫\\山", "县名中不能有"), ("巫山\n县", "县名中不能有"), ("{0}", "县名中不能有"),
    ],
)  # fmt: skip
def test_a_bad_name_is_refused(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(OrderRefused, match=reason):
        check_order("wushan", name, tmp_path, discover(), TODAY)
    assert list(tmp_path.iterdir()) == []


def test_editors_find_the_schemas(folder: Path) -> None:
    named = 0
    for file in folder.rglob("*.toml"):
        first = file.read_text("utf-8").partition("\n")[0]
        if first.startswith("#:schema "):
            schema = json.loads((file.parent / first.removeprefix("#:schema ")).read_text("utf-8"))
            assert schema["title"] in ("PolicyDocument", "GoldenFile")
            named += 1
    assert named == 1 + len(list(folder.rglob("cases/*.toml")))


def test_what_exists_is_refused_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "wushan").mkdir()
    assert call(["county", "new", "wushan", "--into", str(tmp_path)]) == 2
    assert call(["county", "new", "fengjie", "--into", str(tmp_path)]) == 2
    assert list(tmp_path.rglob("*")) == [tmp_path / "wushan"]
    assert "已存在" in capsys.readouterr().err


def test_a_failure_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("jiuzhu.scaffold.package.file_text", fail)
    assert call(["county", "new", "wushan", "--into", str(tmp_path)]) == 2
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_baseline_is_refused(tmp_path: Path) -> None:
    arguments = ["county", "new", "wushan", "--into", str(tmp_path), "--baseline", "nowhere"]
    assert call(arguments) == 2


def test_a_folder_that_is_a_file_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert call(["county", "new", "wu_shan", "--into", str(tmp_path / "file")]) == 2
    assert "无法写入" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("id", "name"), [("wu_shan", "WuShan"), ("text", "TextCounty"), ("none", "NoneCounty")]
)
def test_the_class_is_not_called_like_what_it_needs(id: str, name: str) -> None:
    order = Order(id=id, name=Text("巫山县", "x"), folder=Path("x"), today=TODAY)
    assert order.class_name == name


def test_names_of_the_package() -> None:
    order = Order(id="wu_shan", name=Text("巫山县", "x"), folder=Path("x"), today=TODAY)
    assert (order.package, order.distribution) == ("jiuzhu_wu_shan", "jiuzhu-wu-shan")
    assert order.document == "wu-shan-1"


def test_installed_it_is_listed_settles_and_turns_green(tmp_path: Path) -> None:
    """As a stranger would: make it, pip install it into a fresh environment, settle, confirm."""
    assert call(["county", "new", "wushan", "--name", "巫山县", "--into", str(tmp_path)]) == 0
    python = _environment(tmp_path / "venv")
    made = tmp_path / "wushan"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    _run(*pip, "--no-index", "--no-deps", "--no-build-isolation", "-e", str(made))
    jiuzhu = [str(python), "-c", "from jiuzhu.cli.start import run; run()"]
    assert "巫山县" in _run(*jiuzhu, "counties")
    files = _claims(tmp_path)
    _run(*jiuzhu, "settle", *files, "--county", "wushan", "--output", str(tmp_path / "out.csv"))
    out = (tmp_path / "out.csv").read_text("utf-8").splitlines()
    assert out[1].startswith("C1,inpatient,dibao,60,1000.00,600.00,0.00,400.00,")
    assert "wushan-1#inpatient.1" in out[1]
    for file in made.rglob("*.toml"):
        text = file.read_text("utf-8")
        file.write_text(text.replace("待填", "已填").replace("confirmed = false\n", ""), "utf-8")
    _run(str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", folder=made)


def _environment(folder: Path) -> Path:
    """Make a fresh environment that sees what is installed here, editable packages too."""
    _run(sys.executable, "-m", "venv", "--without-pip", str(folder))
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    find = "import sysconfig; print(sysconfig.get_path('purelib'))"
    purelib = Path(_run(str(python), "-c", find).strip())
    here = sysconfig.get_path("purelib")
    (purelib / "here.pth").write_text(f"import site; site.addsitedir({here!r})\n", "utf-8")
    return python


def _claims(folder: Path) -> list[str]:
    texts = {
        "people": "person_id,name,home_care\n500236197003150012,测试甲,0\n",
        "identities": "person_id,category,valid_from,valid_to\n"
        "500236197003150012,dibao,2025-01-01,\n",
        "claims": "claim_id,person_id,visit,therapy,settled_on,hospital_level,hospital_region,"
        "referral,diagnosis,total_cost,in_scope_cost,basic_paid,critical_illness_paid\n"
        "C1,500236197003150012,inpatient,,2026-05-06,2,county,not_needed,J18.9,"
        "3000.00,2500.00,1500.00,0.00\n",
    }
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text.replace("500236197003150012", _ID), "utf-8")
    options = [word for name in ("people", "identities") for word in (f"--{name}", f"{name}.csv")]
    return [str(folder / w) if w.endswith(".csv") else w for w in ("claims.csv", *options)]


def _run(*command: str, folder: Path | None = None) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, encoding="utf-8",
        env=_surroundings(), cwd=folder,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _surroundings() -> dict[str, str]:
    return {**os.environ, "PYTHONIOENCODING": "utf-8", "JIUZHU_LANG": "zh", "COLUMNS": "200"}


def _resident_id() -> str:
    from jiuzhu_schemas.resident_id import check_character

    first = "50023619700315001"
    return first + check_character(first)


_ID = _resident_id()


def test_whoever_settles_by_a_draft_is_told(document: Path) -> None:
    county = loaded(document)
    claims = make_county(1, 2, 3, (2026, 2026))
    settled = county.settle(claims.people, claims.identities, claims.claims)
    (note,) = (each for each in review_notes(county, settled) if "草案" in each.zh)
    assert "wushan-1" in note.zh
    assert "pay nothing by them" in note.en
