"""医院系统清单（示例）: reads the list that a hospital's system writes, one ``|``-line a stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jiuzhu.api import Importer, PluginManifest, Text, hookimpl

REGIONS = {"1": "county", "2": "city", "3": "outside"}


class His:
    """Says which files are read, and by which function."""

    @hookimpl
    def importers(self) -> Sequence[Importer]:
        """Files that end in ``.his`` hold claims."""
        return [
            Importer(
                id="his_list",
                title=Text("医院系统清单", "list of a hospital's system"),
                ending=".his",
                tables=("claims",),
                read="jiuzhu_his:read",
            )
        ]


def read(file: Path) -> Iterator[dict[str, str]]:
    """Yield each line's cells under the names of our columns, as text; nothing is checked here."""
    for line in file.read_text("gb18030").splitlines():
        number, person, day, level, region, disease, cost, in_scope, paid = line.split("|")
        yield {
            "claim_id": number,
            "person_id": person,
            "visit": "inpatient",
            "therapy": "",
            "settled_on": f"{day[:4]}-{day[4:6]}-{day[6:]}",
            "hospital_level": level,
            "hospital_region": REGIONS.get(region, region),
            "referral": "not_needed",
            "diagnosis": disease,
            "total_cost": cost,
            "in_scope_cost": in_scope,
            "basic_paid": paid,
            "critical_illness_paid": "0",
        }


plugin = PluginManifest(
    id="his", name=Text("医院系统清单", "Lists of hospitals' systems"), api=1, plugin=His()
)
