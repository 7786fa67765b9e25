"""The deadlines of a county, read when somebody asks for them: settling needs none."""

from __future__ import annotations

from functools import lru_cache

from jiuzhu.policy.deadlines import read_deadlines
from jiuzhu_schemas.deadlines import DeadlineRule

from .county import County, files_of, read_documents


@lru_cache(maxsize=16)
def county_deadlines(county: County) -> tuple[DeadlineRule, ...]:
    """Return the county's deadline rules and the baseline's, the county's first.

    Raises PolicyError, naming file and line, or PluginRefused.
    """
    documents = read_documents(files_of(county.manager, "policy_documents"))
    return read_deadlines(files_of(county.manager, "deadline_files"), documents)
