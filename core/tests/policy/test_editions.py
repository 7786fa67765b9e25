"""Editions: what holds on which day, and which document answers in which cell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jiuzhu.platform import Platform
from jiuzhu.policy.edition import Answer
from jiuzhu.policy.errors import NoPolicyError
from jiuzhu.policy.policy import Policy
from jiuzhu_schemas.facts import EnrolmentFacts, Facts
from jiuzhu_schemas.terms import Denied, SubsidyTerms, Terms

from .words import HERE, compiled

SMALL = (HERE / "good" / "small.toml").read_text("utf-8")
UPPER = SMALL.replace('id = "ws-2024-1"', 'id = "up-2020-1"').replace(
    "from = 2024-01-01", "from = 2020-01-01"
)
F_SINCE = date(2023, 6, 21)


@pytest.fixture(scope="module")
def fengjie() -> Policy:
    return Platform.load().county("fengjie").policy


@pytest.fixture(scope="module")
def chongqing() -> Policy:
    return Platform.load().county("chongqing").policy


def stay(
    policy: Policy, day: date, identity: str, stage: str = "inpatient", **facts: int
) -> Answer:
    edition = policy.on(day)
    kind = Facts(edition=edition.index, identities=frozenset({identity}), **facts)  # type: ignore[arg-type]
    return edition.stages[stage].answer(kind, identity)


# -- days


def test_the_municipal_document_answers_until_the_county_has_its_own(fengjie: Policy) -> None:
    before, after = fengjie.on(date(2023, 6, 20)), fengjie.on(F_SINCE)
    assert [document.id for document in before.documents] == ["cq-2012-78"]
    assert [document.id for document in after.documents] == ["fj-2023-49", "cq-2012-78"]
    assert before.until == date(2023, 6, 20)
    assert after.since == F_SINCE
    assert fengjie.on(date(2030, 1, 1)) is after


def test_terms_change_from_one_day_to_the_next(fengjie: Policy) -> None:
    before = stay(fengjie, date(2023, 6, 20), "dibao")
    after = stay(fengjie, F_SINCE, "dibao")
    assert isinstance(before, Terms)
    assert isinstance(after, Terms)
    assert (before.rate, before.clause) == (6_000, "cq-2012-78#2.2.2")
    assert (after.rate, after.clause) == (8_000, "fj-2023-49#annex.inpatient.1")


def test_before_the_first_document_nothing_answers(fengjie: Policy, chongqing: Policy) -> None:
    first = date(2012, 7, 24)
    for policy in (fengjie, chongqing):
        assert policy.first_day == first
        assert policy.on(first).since == first
        with pytest.raises(NoPolicyError, match="2012-07-23"):
            policy.on(date(2012, 7, 23))


def test_tilt_and_referral_come_with_the_county(fengjie: Policy) -> None:
    before, after = fengjie.on(date(2023, 6, 20)), fengjie.on(F_SINCE)
    assert "tilt" not in before.stages
    assert "tilt" in after.stages
    assert not before.refusals
    assert [refusal.denied.reason for refusal in after.refusals] == ["unreferred"]


# -- overlay


def test_silent_cells_fall_to_the_municipal_document(fengjie: Policy) -> None:
    answer = stay(fengjie, F_SINCE, "other_hardship")
    assert isinstance(answer, Terms)
    assert (answer.rate, answer.inherited) == (4_000, True)
    assert answer.clause == "cq-2012-78#2.2.2"
    assert answer.cap_clause == "fj-2023-49#annex.inpatient"


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_the_county_wins_where_it_speaks(fengjie: Policy, level: int) -> None:
    answer = stay(fengjie, F_SINCE, "dibao", hospital_level=level)
    assert isinstance(answer, Terms)
    assert not answer.inherited
    assert answer.rate == (7_000 if level == 3 else 8_000)


def test_the_county_s_others_leave_nothing_to_the_municipal_document(fengjie: Policy) -> None:
    for category in ("other_hardship", "student", "dibao_edge"):
        answer = stay(fengjie, F_SINCE, category, "outpatient")
        assert isinstance(answer, Denied)
        assert answer.clause == "fj-2023-49#annex.outpatient.others"


def test_others_names_nobody_who_counts_as_a_named_one(fengjie: Policy) -> None:
    for category in ("tekun", "sanwu", "wubao"):
        assert isinstance(stay(fengjie, F_SINCE, category, "outpatient"), Terms)


def test_a_county_s_pool_serves_an_inherited_row(fengjie: Policy) -> None:
    assert fengjie.on(F_SINCE).pools["inpatient"][0].id == "fj-2023-49"


def test_a_county_s_list_replaces_the_municipal_one(fengjie: Policy) -> None:
    before, after = fengjie.on(date(2023, 6, 20)), fengjie.on(F_SINCE)
    assert fengjie.disease_lists(before, "D56.1") == frozenset()
    assert fengjie.disease_lists(after, "D56.1") == {"major"}
    assert fengjie.disease_lists(before, "q21.0") == {"quota"}
    assert fengjie.disease_lists(after, "Q21.0") == frozenset()


# -- counts_as


def test_counts_as_both_ways(fengjie: Policy, chongqing: Policy) -> None:
    under_m, under_f = chongqing.on(F_SINCE), fengjie.on(F_SINCE)
    assert under_m.recipients["tekun"].eligible.counts_as == "wubao"
    assert under_f.recipients["wubao"].eligible.counts_as == "tekun"
    assert under_f.recipients["sanwu"].eligible.counts_as == "tekun"
    assert stay(chongqing, F_SINCE, "tekun") == stay(chongqing, F_SINCE, "wubao")
    assert stay(fengjie, F_SINCE, "sanwu") == stay(fengjie, F_SINCE, "tekun")


def test_categories_that_a_document_does_not_know_are_no_recipients(chongqing: Policy) -> None:
    edition = chongqing.on(F_SINCE)
    assert "dibao_edge" not in edition.recipients
    assert isinstance(stay(chongqing, F_SINCE, "dibao_edge"), Denied)


def test_subsidy_by_edition(fengjie: Policy) -> None:
    for day, share, amount, clause in (
        (date(2023, 6, 20), None, 5_000, "cq-2012-78#2.1"),
        (F_SINCE, 9_000, None, "fj-2023-49#2.2.1"),
    ):
        edition = fengjie.on(day)
        facts = EnrolmentFacts(
            edition=edition.index, identities=frozenset({"dibao"}), tier=1, insurance="resident"
        )
        assert edition.subsidy is not None
        terms = edition.subsidy.answer(facts, "dibao")
        assert isinstance(terms, SubsidyTerms)
        assert (terms.share, terms.amount, terms.clause) == (share, amount, clause)


# -- several small documents


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / f"{name}.toml"
    file.write_text(text, "utf-8")
    return file


def over(text: str) -> str:
    """Make a document extend the upper one."""
    return text.replace("last_review", 'extends = "up-2020-1"\nlast_review', 1)


def test_a_gap_between_documents_is_refused(tmp_path: Path) -> None:
    upper = written(
        tmp_path, "upper", UPPER.replace("from = 2020-01-01", "from = 2020-01-01\nto = 2023-11-30")
    )
    lower = written(tmp_path, "lower", over(SMALL))
    with pytest.raises(NoPolicyError) as refused:
        compiled(lower, upper)
    assert "after 2023-11-30 and before 2024-01-01" in refused.value.message.en
    assert "2023-11-30" in refused.value.message.zh


def test_documents_that_follow_each_other(tmp_path: Path) -> None:
    upper = written(
        tmp_path, "upper", UPPER.replace("from = 2020-01-01", "from = 2020-01-01\nto = 2023-12-31")
    )
    policy = compiled(written(tmp_path, "lower", over(SMALL)), upper)
    assert [edition.since.year for edition in policy.editions] == [2020, 2024]
    assert [len(edition.documents) for edition in policy.editions] == [1, 1]


def test_after_the_last_document_nothing_answers(tmp_path: Path) -> None:
    policy = compiled(HERE / "good" / "bounded.toml")
    assert policy.on(date(2026, 12, 31)).until == date(2026, 12, 31)
    with pytest.raises(NoPolicyError):
        policy.on(date(2027, 1, 1))


def test_a_county_without_its_own_recipients_uses_the_upper_ones(tmp_path: Path) -> None:
    start, end = SMALL.index("[settings]"), SMALL.index("[[clauses]]")
    bare = SMALL[:start] + SMALL[end:]
    start, end = bare.index("[[recipients]]"), bare.index("[[disease_lists]]")
    bare = over("recipients = []\n" + bare[:start] + bare[end:])
    lower = written(tmp_path, "lower", bare)
    edition = compiled(lower, written(tmp_path, "upper", UPPER)).on(date(2024, 1, 1))
    assert edition.recipients["dibao"].eligible.inherited
    assert edition.not_recipient.clause == "up-2020-1#1"
    with pytest.raises(NoPolicyError, match="settings"):
        compiled(lower)


def test_an_unknown_pool_of_a_county_is_refused_when_nothing_above_has_it(tmp_path: Path) -> None:
    lower = written(tmp_path, "lower", over(SMALL).replace("rate =", 'pool = "joint"\nrate =', 1))
    with pytest.raises(NoPolicyError) as refused:
        compiled(lower, written(tmp_path, "upper", UPPER))
    assert "no annual pool “joint”" in refused.value.message.en


def test_a_table_that_no_document_gives_an_entry_is_refused(tmp_path: Path) -> None:
    text = over(SMALL) + '\n[outpatient]\nclause = "2"\n'
    with pytest.raises(NoPolicyError, match=r"outpatient\.entry"):
        compiled(written(tmp_path, "lower", text), written(tmp_path, "upper", UPPER))


def test_a_county_may_keep_the_upper_entry(tmp_path: Path) -> None:
    start = SMALL.index("[[inpatient.entry]]")
    end = SMALL.index("[[inpatient.rows]]")
    text = over(SMALL[:start] + SMALL[end:])
    policy = compiled(written(tmp_path, "lower", text), written(tmp_path, "upper", UPPER))
    entry = policy.on(date(2024, 1, 1)).stages["inpatient"].entry
    assert [each.clause for each in entry] == ["up-2020-1#2"]
