"""The demo casebook, made once: runs in every state, cases, closes."""

from __future__ import annotations

import importlib.util
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from tempfile import mkdtemp

from jiuzhu.casebook.actor import Actor

TREASURER = Actor("周出纳", "treasurer")
_MAKER = Path(__file__).resolve().parents[2] / "counties/fengjie/sample/make_casebook.py"


@cache
def made() -> Path:
    """Return the casebook's file; tests copy it."""
    spec = importlib.util.spec_from_file_location("make_casebook", _MAKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    path = Path(mkdtemp()) / "demo.casebook"
    with redirect_stdout(StringIO()):
        module.main(path)
    return path
