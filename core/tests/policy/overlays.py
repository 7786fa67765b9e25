"""A county's document over another one, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from jiuzhu.policy.edition import Answer
from jiuzhu.policy.errors import PolicyError
from jiuzhu.policy.policy import Policy
from jiuzhu_schemas.facts import Facts

from .words import HERE, compiled

UPPER = (HERE / "good" / "small.toml").read_text("utf-8")
DAY = date(2024, 5, 6)
COUNTY = """
id = "own-1"
number = "本县〔2024〕1号"
title = "本县办法"
issuer = "本县"
issued_on = 2024-01-01
from = 2024-01-01
last_review = 2026-01-01
extends = "ws-2024-1"

[[clauses]]
id = "1"
cite = "一"
says = "本县标准"

[[recipients]]
category = "wubao"
upper_as = "dibao"
clause = "1"
department = "本县之局"

[[recipients]]
category = "other_hardship"
counts_as = "wubao"
clause = "1"
department = "另一局"
"""
SUBSIDY = """
[subsidy]
clause = "2"
columns = ["tier"]

[[subsidy.rows]]
clause = "2"
categories = ["dibao"]
if = { tier = "any" }
share = { exact = "90%" }

[charity_handoff]
columns = ["stage"]

[[charity_handoff.rows]]
clause = "2"
name = "charity"
occasion = "always"
categories = ["dibao"]
if = { stage = "any" }
"""
Make = Callable[..., Policy]


def maker(folder: Path) -> Make:
    """Return what compiles a county's document over another one."""

    def county(*more: str, upper: str = UPPER, head: str = COUNTY) -> Policy:
        (folder / "upper.toml").write_text(upper, "utf-8")
        (folder / "county.toml").write_text("\n".join([head, *more]), "utf-8")
        return compiled(folder / "county.toml", folder / "upper.toml")

    return county


def answer(policy: Policy, category: str, stage: str = "inpatient", **facts: object) -> Answer:
    """What a row answers for the holder of one category."""
    edition = policy.on(DAY)
    kind = Facts(edition=edition.index, identities=frozenset({category}), **facts)  # type: ignore[arg-type]
    return edition.stages[stage].answer(kind, category)


def refused(make: Make, *more: str, head: str = COUNTY) -> list[tuple[str, str]]:
    """Path and English sentence of every fault, each with its line and in both languages."""
    with pytest.raises(PolicyError) as caught:
        make(*more, head=head)
    assert all(fault.line for fault in caught.value.faults)
    assert all(fault.text.zh != fault.text.en for fault in caught.value.faults)
    return [(fault.path, fault.text.en) for fault in caught.value.faults]
