"""What a plugin ships as data: the hooks that name its files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .markers import hookspec


class PolicyHooks:
    """What a plugin ships as data: every implementation is asked, and all answers count."""

    @hookspec
    def policy_documents(self) -> Sequence[Path] | None:
        """Return the TOML files of policy documents that the plugin ships.

        Example::

            @hookimpl
            def policy_documents(self):
                return sorted((Path(__file__).parent / "policy").glob("*.toml"))
        """

    @hookspec
    def category_files(self) -> Sequence[Path] | None:
        """Return TOML files of recipient categories.

        Example::

            @hookimpl
            def category_files(self):
                return [Path(__file__).parent / "categories.toml"]
        """

    @hookspec
    def disease_catalogues(self) -> Sequence[Path] | None:
        """Return TOML files that map diseases to codes; a later one adds codes to a class.

        Example::

            @hookimpl
            def disease_catalogues(self):
                return [Path(__file__).parent / "diseases.toml"]
        """

    @hookspec
    def premium_files(self) -> Sequence[Path] | None:
        """Return TOML files of the yearly personal premiums.

        Example::

            @hookimpl
            def premium_files(self):
                return [Path(__file__).parent / "premiums.toml"]
        """

    @hookspec
    def fact_files(self) -> Sequence[Path] | None:
        """Return TOML files that declare further facts: a claims column and its words.

        Example::

            @hookimpl
            def fact_files(self):
                return [Path(__file__).parent / "facts.toml"]
        """

    @hookspec
    def header_files(self) -> Sequence[Path] | None:
        """Return TOML files of further headers and words that the jurisdiction's files use.

        Example::

            @hookimpl
            def header_files(self):
                return [Path(__file__).parent / "headers.toml"]
        """

    @hookspec
    def deadline_files(self) -> Sequence[Path] | None:
        """Return TOML files of deadlines; the county's rule of an id replaces the baseline's.

        Example::

            @hookimpl
            def deadline_files(self):
                return [Path(__file__).parent / "deadlines.toml"]
        """
