"""The published JSON Schemas: up to date, and as strict as the converter."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiuzhu_schemas import json_schema, key_notes
from jiuzhu_schemas.converter import structure
from jiuzhu_schemas.errors import SchemaError
from jiuzhu_schemas.policy import PolicyDocument
from jiuzhu_schemas.records import Claim

from .samples import document, real_files, toml_data
from .test_converter import CLAIM, WRONG, put
from .validator import fits

NAMES = sorted(json_schema.PUBLISHED)
OF_A_DOCUMENT = json_schema.schema_for(PolicyDocument)


def test_the_published_schemas_are_those_of_the_classes(capsys: pytest.CaptureFixture[str]) -> None:
    assert json_schema.main(["--check"]) == 0, capsys.readouterr().out
    published = {file.name for file in json_schema.FOLDER.iterdir()}
    assert published == {f"{name}.schema.json" for name in NAMES}


def test_a_schema_out_of_date_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert json_schema.main(["--into", str(tmp_path)]) == 0
    assert json_schema.main(["--into", str(tmp_path), "--check"]) == 0
    (tmp_path / "claim.schema.json").write_text("{}", encoding="utf-8")
    (tmp_path / "person.schema.json").unlink()
    (tmp_path / "former.schema.json").write_text("{}", encoding="utf-8")
    assert json_schema.main(["--into", str(tmp_path), "--check"]) == 1
    said = capsys.readouterr().out
    for name in ("claim", "person", "former"):
        assert f"{name}.schema.json" in said
    assert json_schema.main(["--into", str(tmp_path)]) == 0
    assert json_schema.main(["--into", str(tmp_path), "--check"]) == 0


@pytest.mark.parametrize("name", NAMES)
def test_every_class_and_reference_is_described(name: str) -> None:
    schema = json_schema.schema_for(json_schema.PUBLISHED[name])
    described = [schema, *schema.get("$defs", {}).values()]
    assert all(each["description"] for each in described)
    assert all(each["additionalProperties"] is False for each in described)
    references = {
        line.split('"')[3] for line in json.dumps(schema, indent=1).splitlines() if '"$ref"' in line
    }
    assert references == {f"#/$defs/{each}" for each in schema.get("$defs", {})}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_stands_beside_a_reference(name: str) -> None:
    def look(part: Any) -> None:
        if isinstance(part, dict) and "$ref" in part:
            assert set(part) == {"$ref"}
        for inner in part.values() if isinstance(part, dict) else part:
            if isinstance(inner, (dict, list)):
                look(inner)

    look(json_schema.schema_for(json_schema.PUBLISHED[name]))


def test_the_words_of_files_and_the_sentences_of_the_code_are_there() -> None:
    refusal = OF_A_DOCUMENT["$defs"]["Refusal"]
    assert {"if", "from", "to"} <= set(refusal["properties"])
    assert refusal["required"] == ["clause", "reason", "if"]
    table = OF_A_DOCUMENT["$defs"]["ReliefTable"]["properties"]
    assert '`"any"`' in table["columns"]["description"]
    rule = OF_A_DOCUMENT["$defs"]["Settings"]["properties"]["identity_rule"]
    assert rule["enum"] == ["per_stage", "single"]
    rate = OF_A_DOCUMENT["$defs"]["RateValue"]
    assert set(rate["properties"]) == {"exact", "at_least", "at_most", "from", "to"}


@pytest.mark.parametrize(("file", "kind"), real_files(), ids=lambda each: getattr(each, "name", ""))
def test_the_real_files_fit(file: Path, kind: type) -> None:
    assert fits(toml_data(file), json_schema.schema_for(kind))


def test_there_are_real_files() -> None:
    assert len(real_files()) >= 27


def test_the_sample_fits_and_uses_every_key() -> None:
    assert fits(document(), OF_A_DOCUMENT)
    used = json.dumps(document())
    for definition in OF_A_DOCUMENT["$defs"].values():
        assert [key for key in definition["properties"] if f'"{key}"' not in used] == []


@pytest.mark.parametrize(("path", "value"), [(each[0], each[1]) for each in WRONG])
def test_what_the_converter_refuses_does_not_fit(path: str, value: object) -> None:
    data = document()
    put(data, path, value)
    assert not fits(data, OF_A_DOCUMENT)


def paths(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place of nested data, the data itself left out."""
    inner = data.items() if isinstance(data, dict) else enumerate(data)
    found: list[tuple[str | int, ...]] = []
    for key, value in inner:
        found.append((*path, key))
        if isinstance(value, (dict, list)):
            found += paths(value, (*path, key))
    return found


VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [
        None, True, False, 0, 1, 2, -1, "", " ", "any", "x", ">= 80", "70%", "100.00%", "100.01%",
        "070%", "7.555%", "1.00", "-1.00", "1234567890", "1.5", ".5", "2024-02-29", "2023-02-29",
        "2024-1-1", [], {}, [[]], ["a"], ["a", "a"], [1, "1"], [True], [0, 0], {"exact": "70%"},
        {"exact": "1.00"}, [{"exact": "70%"}], {"deduct": "1.00"}, {"at_least": "1", "to": None},
        {"above": "0", "rate": {"exact": "1%"}}, {"a": "any"}, {"": "any"}, "base", "per_stage",
        "always",
    ]
)  # fmt: skip


def agree(data: Any, kind: type, schema: json_schema.Schema) -> None:
    try:
        structure(data, kind)
        accepted = True
    except SchemaError:
        accepted = False
    assert fits(data, schema) is accepted


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(paths(document())), st.sampled_from(["put", "drop", "add"]), VALUES)
def test_schema_and_converter_agree_on_documents(
    path: tuple[str | int, ...], change: str, value: object
) -> None:
    data = document()
    place: Any = data
    for step in path[:-1]:
        place = place[step]
    if change == "put":
        place[path[-1]] = value
    elif change == "drop":
        del place[path[-1]]
    elif isinstance(place, dict):
        place["from" if "to" in place else "note"] = value
    else:
        place.append(value)
    agree(data, PolicyDocument, OF_A_DOCUMENT)


KEYS = [
    *sorted(CLAIM.keys() - {"total_cost", "in_scope_cost"}),
    "declared",
    "large_sum_paid",
    "note",
]


@given(st.sampled_from(KEYS), VALUES)
def test_schema_and_converter_agree_on_claims(key: str, value: object) -> None:
    data = {**CLAIM, "settled_on": "2024-05-06", "total_cost": 10**6, "in_scope_cost": 10**5}
    agree({**data, key: value}, Claim, json_schema.schema_for(Claim))


WRITTEN_BY_HAND = sorted({kind for kind in json_schema.PUBLISHED if "-" in kind})


@pytest.mark.parametrize("name", WRITTEN_BY_HAND)
def test_every_key_that_people_write_is_described_in_both_languages(name: str) -> None:
    schema = json_schema.schema_for(json_schema.PUBLISHED[name])
    parts = {schema["title"]: schema, **schema.get("$defs", {})}
    parts.pop("Text", None)  # Says zh and en of its keys.
    for part, described in parts.items():
        for key, value in described["properties"].items():
            zh, _, en = value.get("description", "").partition("\n")
            assert any("\u4e00" <= sign <= "\u9fff" for sign in zh), (part, key)
            assert en, (part, key)


def test_no_note_is_on_a_key_that_is_not_there() -> None:
    classes = {
        each.__name__: set(json_schema.schema_for(each)["properties"])
        for each in {type_ for kind in json_schema.PUBLISHED.values() for type_ in parts(kind)}
    }
    for notes in key_notes.ALL:
        for kind, keys in notes.items():
            if kind != "Value":
                assert set(keys) <= classes[kind], kind


def parts(kind: Any) -> set[type]:
    """The classes that a class is made of, itself included."""
    found: set[type] = set()
    if attrs.has(kind):
        found.add(kind)
        for field in attrs.fields(attrs.resolve_types(kind)):
            found |= parts(field.type)
    return found.union(*(parts(inner) for inner in get_args(kind))) if get_args(kind) else found


@pytest.mark.parametrize("file", [file for file, _ in real_files()], ids=lambda file: file.name)
def test_the_first_line_of_a_real_file_leads_to_its_schema(file: Path) -> None:
    kinds = {kind: name for name, kind in json_schema.PUBLISHED.items()}
    wanted = json_schema.FOLDER / f"{kinds[dict(real_files())[file]]}.schema.json"
    first = file.read_text("utf-8").splitlines()[0]
    assert first.startswith("#:schema ")
    assert (file.parent / first.removeprefix("#:schema ")).resolve() == wanted
