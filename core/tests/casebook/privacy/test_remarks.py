"""Notes and reasons are kept as written, but for full resident IDs."""

from __future__ import annotations

import pytest

from jiuzhu.casebook.privacy import remark


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  材料齐全 ", "材料齐全"),
        ("与50023619900101123X重复", "与500*************3X重复"),
        ("50023619900101123x", "500*************3x"),
        ("见５００２３６１９９００１０１１２３４档", "见５００*************３４档"),
        ("与500236199001011234、50023619850228345X", "与500*************34、500*************5X"),
        ("发票 50012345678901234567", "发票 50012345678901234567"),
        ("流水 202611220000123456", "流水 202611220000123456"),
        ("电话13912345678", "电话13912345678"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_is_kept(written: str, kept: str) -> None:
    assert remark(written) == kept
    assert remark(kept) == kept
