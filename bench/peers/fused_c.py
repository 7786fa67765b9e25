"""C, one fused pass over the columns: what the machine can do, not what anyone would maintain.

`fused.c` is compiled by gcc when the work is prepared.
"""

from __future__ import annotations

import ctypes
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.work import NEW_YEAR_2025, Result, Work

LABEL = "C, one fused pass (floor)"

_SOURCE = Path(__file__).with_name("fused.c")


def prepare(folder: Path) -> tuple[Callable[..., None], Work]:
    """Compile, load, and return the function with its work."""
    built = Path(tempfile.mkdtemp()) / "fused.so"
    subprocess.run(
        ["gcc", "-O3", "-march=native", "-shared", "-fPIC", "-o", str(built), str(_SOURCE)],
        check=True,
    )
    function: Callable[..., None] = ctypes.CDLL(str(built)).settle
    return function, Work.load(folder)


def settle(prepared: tuple[Callable[..., None], Work]) -> Result:
    """Settle all claims in one call."""
    function, work = prepared
    award, tilt, self_pay = (np.empty(len(work), np.int64) for _ in range(3))
    first = int(work.settled.min())
    numbers = (
        ctypes.c_int64(len(work)),
        ctypes.c_int64(work.people),
        ctypes.c_int32(first),
        ctypes.c_int32(int(work.settled.max()) - first + 1),
        ctypes.c_int32(NEW_YEAR_2025),
    )
    columns: tuple[NDArray[np.generic], ...] = (
        work.person, work.settled, work.visit, work.therapy, work.listed, work.level, work.region,
        work.referral, work.in_scope, work.base, work.mask, work.old, work.home_care,
        award, tilt, self_pay,
    )  # fmt: skip
    function(*numbers, *(column.ctypes.data_as(ctypes.c_void_p) for column in columns))
    return Result(award, tilt, self_pay)
