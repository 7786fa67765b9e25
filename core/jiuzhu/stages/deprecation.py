"""A hook, or an argument of one, that is going to be removed."""

from __future__ import annotations

from jiuzhu_schemas.text import Text


class DeprecatedHook(DeprecationWarning):
    """Given to `hookspec` as ``warn_on_impl``, or per argument in ``warn_on_impl_args``.

    Example::

        @hookspec(
            firstresult=True,
            warn_on_impl=DeprecatedHook("ward_relief", since=2, gone=3, instead="inpatient"),
        )
        def ward_relief(self, facts, identity): ...
    """

    def __init__(self, what: str, *, since: int, gone: int, instead: str) -> None:
        """``since`` and ``gone``: API numbers; ``instead``: what to write in its place."""
        self.text = Text(
            f"{what} 自接口版本 {since} 起弃用，版本 {gone} 将取消，请改用 {instead}",
            f"{what} is deprecated since API {since} and goes with API {gone}; use {instead}",
        )
        super().__init__(self.text.en)
