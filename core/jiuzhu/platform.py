"""The platform: which counties are installed, and each of them loaded when it is asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, overload

from attrs import frozen

from jiuzhu_schemas.errors import JiuzhuError
from jiuzhu_schemas.text import Text

from .loading.county import County, load_county
from .loading.discovery import COUNTY_GROUP, PLUGIN_GROUP, Broken, Discovery, Found, discover
from .loading.manifest import CountyManifest, PluginManifest

if TYPE_CHECKING:
    import polars as pl

    from .embedding.settled import Settled
    from .embedding.tables import ArrowTable, Given


class CountyRefused(JiuzhuError):
    """A county is unknown, or something it needs is broken; it does not settle."""


@frozen
class CountyStatus:
    """A county, and why it refuses to settle (None: it settles)."""

    id: str
    name: Text
    distribution: str
    version: str
    problem: Text | None


class Platform:
    """The installed plugins and counties. Build one with `Platform.load`."""

    def __init__(self, discovery: Discovery) -> None:
        self._discovery = discovery
        self._loaded: dict[str, County] = {}

    @classmethod
    def load(cls) -> Platform:
        """Find what is installed. Nothing is compiled until a county is asked for."""
        return cls(discover())

    @property
    def plugins(self) -> tuple[Found, ...]:
        """The building blocks, sorted by name."""
        return self._discovery.plugins

    @property
    def broken(self) -> tuple[Broken, ...]:
        """Entry points that cannot be used."""
        return self._discovery.broken

    def county(self, county_id: str) -> County:
        """Return a loaded county by its id; its name in either language does too.

        Raises CountyRefused, naming what is broken, or the error of its policy files.
        """
        wanted = self._ids_by_name().get(county_id, county_id)
        if wanted not in self._loaded:
            self._loaded[wanted] = self._load(wanted)
        return self._loaded[wanted]

    @overload
    def settle(
        self, county_id: str, claims: pl.DataFrame | str | os.PathLike[str], *, people: Given,
        identities: Given, opening: Given | None = None, skip_bad_rows: bool = False,
    ) -> Settled[pl.DataFrame]: ...  # fmt: skip

    @overload
    def settle(
        self, county_id: str, claims: Sequence[Mapping[str, object]], *, people: Given,
        identities: Given, opening: Given | None = None, skip_bad_rows: bool = False,
    ) -> Settled[list[dict[str, Any]]]: ...  # fmt: skip

    @overload
    def settle(
        self, county_id: str, claims: ArrowTable, *, people: Given,
        identities: Given, opening: Given | None = None, skip_bad_rows: bool = False,
    ) -> Settled[Any]: ...  # fmt: skip

    def settle(
        self,
        county_id: str,
        claims: Given,
        *,
        people: Given,
        identities: Given,
        opening: Given | None = None,
        skip_bad_rows: bool = False,
    ) -> Settled[Any]:
        """Settle claims that a program holds; ``.awards`` of the answer is of the same kind.

        A table is a polars or pandas DataFrame, a pyarrow Table or anything else that speaks
        the Arrow PyCapsule interface (its awards are a polars frame), a list of dicts, or the
        path of a file. Columns are those of files (docs/files.md), Chinese headers included.
        Sums are yuan: text, whole numbers or `decimal.Decimal`, never floats. ``opening``: what
        was used of annual caps before.

        Raises CountyRefused; `jiuzhu.embedding.TableRefused` for what is no table;
        `jiuzhu.exchange.FileError` for a table that cannot be used, such as one that lacks a
        column; `jiuzhu.embedding.RowsRefused` with every wrong row, column and reason, unless
        ``skip_bad_rows`` leaves them out. Wrong rows of ``opening`` are never left out.
        """
        from .embedding.settled import settle_given

        return settle_given(
            self.county(county_id),
            claims,
            people=people,
            identities=identities,
            opening=opening,
            skip_bad_rows=skip_bad_rows,
        )

    def _ids_by_name(self) -> dict[str, str]:
        manifests = [each.manifest for each in self._discovery.counties]
        return {name: each.id for each in manifests for name in (each.name.zh, each.name.en)}

    def counties(self) -> tuple[CountyStatus, ...]:
        """Try every county and tell which can settle, and why the others refuse."""
        found = [self._status(each) for each in self._discovery.counties]
        broken = [
            CountyStatus(each.name, Text(each.name, each.name), each.distribution, "", each.problem)
            for each in self._discovery.broken
            if each.group == COUNTY_GROUP
        ]
        return tuple(sorted((*found, *broken), key=lambda status: status.id))

    def _status(self, found: Found) -> CountyStatus:
        manifest = found.manifest
        problem: Text | None = None
        try:
            self.county(manifest.id)
        except JiuzhuError as error:
            problem = error.message
            if error.place:
                problem = Text(f"{error.place}：{problem.zh}", f"{error.place}: {problem.en}")
        return CountyStatus(manifest.id, manifest.name, found.distribution, found.version, problem)

    def _load(self, county_id: str) -> County:
        self._refuse_broken(county_id)
        manifests = {each.manifest.id: each.manifest for each in self._discovery.counties}
        manifest = manifests.get(county_id)
        if not isinstance(manifest, CountyManifest):
            names = [(each, manifests[each].name) for each in sorted(manifests)]
            zh = "、".join(f"{code}（{name.zh}）" for code, name in names)
            en = ", ".join(code for code, _ in names)
            raise CountyRefused(
                Text(
                    f"没有安装县“{county_id}”，已安装：{zh}",
                    f"county “{county_id}” is not installed; installed: {en}",
                )
            )
        plugins = [p.manifest for p in self.plugins if isinstance(p.manifest, PluginManifest)]
        return load_county(manifest, plugins)

    def _refuse_broken(self, county_id: str) -> None:
        """A broken building block stops every county, a broken county only itself."""
        for broken in self.broken:
            if broken.group == PLUGIN_GROUP or broken.name == county_id:
                raise CountyRefused(
                    Text(
                        f"“{broken.name}”（{broken.distribution}）不可用：{broken.problem.zh}",
                        f"“{broken.name}” ({broken.distribution}) is broken: {broken.problem.en}",
                    )
                )
