"""People, identities and claims, read in a county's own words: from files or from memory."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from jiuzhu.settlement.columns import Progress
from jiuzhu_schemas.text import Text

if TYPE_CHECKING:
    from jiuzhu.exchange import ClaimsFile, IdentitiesFile, PeopleFile, Source
    from jiuzhu.exchange.hospital_codes import HospitalRegister
    from jiuzhu.loading.county import County
    from jiuzhu.stages.importing import ImportedTable


@frozen(eq=False)
class Register:
    """Who may be helped: people and their identities."""

    people: PeopleFile
    identities: IdentitiesFile


def read_register(
    county: County, people: Source, identities: Source, progress: Progress | None = None
) -> Register:
    """Read people and identities in the county's words."""
    from jiuzhu.exchange import read_identities, read_people

    vocabulary = county.policy.vocabulary
    words, local = vocabulary.category_words(), vocabulary.spellings
    who = read_people(by_importer(county, people, "people"), progress=progress, local=local)
    wanted = by_importer(county, identities, "identities")
    held = read_identities(wanted, who, words, progress=progress, local=local)
    return Register(who, held)


def read_county_claims(
    county: County,
    claims: Source,
    people: PeopleFile,
    progress: Progress | None = None,
    *,
    keep_sums: bool = False,
    hospitals: HospitalRegister | None = None,
) -> ClaimsFile:
    """Read claims, with the further columns that the county's plugins declared.

    ``hospitals``: a casebook's register, for claims that name their hospital by its code.
    """
    from jiuzhu.exchange import read_claims
    from jiuzhu.loading.claim_checks import claim_checks

    policy = county.policy
    return read_claims(
        by_importer(county, claims, "claims"),
        people,
        first_day=policy.first_day,
        declared={
            fact.id: (fact.values, Text(fact.zh, fact.en)) for fact in policy.vocabulary.declared
        },
        progress=progress,
        keep_sums=keep_sums,
        register=hospitals,
        local=policy.vocabulary.spellings,
        checks=claim_checks(county),
    )


def by_importer(county: County, source: Source, table: ImportedTable) -> Source:
    """Return a file of another system as its records, by the county's importer of its ending.

    What the core reads itself, and what no importer takes, comes back as it is. Raises PluginFault.
    """
    from jiuzhu.exchange.tables import ENDINGS_IN

    if not isinstance(source, str | os.PathLike):
        return source
    file = Path(source)
    if file.suffix.lower() in ENDINGS_IN or not file.is_file():
        return source
    from jiuzhu.exchange.in_memory import Records
    from jiuzhu.loading.extensions import imported

    records = imported(county, file, table)
    return source if records is None else Records(str(file), records)
