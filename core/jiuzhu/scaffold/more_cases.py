"""Drafts of golden cases for a county that exists: for the rows that no case fires yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from attrs import evolve, frozen

from jiuzhu.audit.case_runs import FOLDER, cases_of, fired
from jiuzhu.loading.county import County
from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.system_reasons import reason_of
from jiuzhu_schemas.text import Text

from .case_text import DraftCase, draft_cases, file_text


class DraftsRefused(JiuzhuError):
    """The drafts cannot be written where they should go."""


@frozen(eq=False)
class Drafts:
    """Cases that somebody is to confirm, and the file that they go to."""

    file: Path
    text: str
    paths: Sequence[str]
    """The rows of the policy file that they fire."""


def draft_missing(county: County, day: date) -> Drafts | None:
    """Return drafts for the rows of the county's document that no case fires; None if none can be.

    ``day``: when their claims are settled, moved to the document's first day if that is later.
    Raises PolicyError for a file of cases that cannot be read.
    """
    document = county.policy.documents[0]
    known = cases_of(county)
    rows = frozenset[str]().union(*(fired(case, county) for case in known))
    drafts = draft_cases(county, max(day, document.document.since), rows)
    fresh = list(_renamed(drafts, {case.id for case in known}))
    if not fresh:
        return None
    folder = document.source.file.parent.parent / FOLDER
    return Drafts(_free(folder), file_text(fresh, county), [each.path for each in fresh])


def write_drafts(drafts: Drafts) -> None:
    """Write the drafts into a new file. Raises DraftsRefused; then nothing is written."""
    try:
        drafts.file.parent.mkdir(exist_ok=True)
        with drafts.file.open("x", encoding="utf-8") as file:
            file.write(drafts.text)
    except OSError as error:
        why = reason_of(error)
        raise DraftsRefused(
            Text(f"无法写入：{why.zh}", f"cannot be written: {why.en}"), str(drafts.file)
        ) from None


def _renamed(drafts: Iterator[DraftCase], taken: set[str]) -> Iterator[DraftCase]:
    """Yield drafts under ids that no case has."""
    for draft in drafts:
        name, number = draft.case.id, 2
        while name in taken:
            name, number = f"{draft.case.id}-{number}", number + 1
        taken.add(name)
        yield evolve(draft, case=evolve(draft.case, id=name))


def _free(folder: Path) -> Path:
    """Return a file after those that are there, ``6-drafts.toml`` after ``5-subsidy.toml``."""
    numbers = [each.name.partition("-")[0] for each in folder.glob("*.toml")]
    last = max((int(number) for number in numbers if number.isdecimal()), default=0)
    return folder / f"{last + 1}-drafts.toml"
