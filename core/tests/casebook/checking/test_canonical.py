"""The form that rows are hashed in is JSON as the standard library writes it: hashes last."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.casebook.audit.canonical import canonical, row_hash, text_hash

TEXTS = st.text(st.characters(exclude_categories=("Cs",)))
PLAIN = st.recursive(
    TEXTS | st.integers(-(2**63), 2**63 - 1) | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=8,
)


@given(PLAIN)
def test_the_form_is_the_standard_librarys(value: object) -> None:
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert canonical(value) == written
    assert row_hash({"value": value}) == text_hash(f'{{"value":{written}}}')


@pytest.mark.parametrize("value", [date(2026, 11, 22), {1: "x"}, {"x"}, 2**64])
def test_other_kinds_of_values_are_mistakes(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(value)
