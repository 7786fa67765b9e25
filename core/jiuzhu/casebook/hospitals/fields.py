"""What may be a hospital's code, name, level and region."""

from __future__ import annotations

from jiuzhu.exchange.hospital_words import EXPECTED_CODE, LONGEST_NAME, normal_code
from jiuzhu_schemas.text import Text
from jiuzhu_schemas.words import HOSPITAL_LEVELS, REGIONS

from .errors import WrongHospital


def require_code(code: str) -> str:
    """Return a code as the register keeps it; raises WrongHospital if it can be none."""
    normal = normal_code(code)
    if normal is None:
        wrong = Text("不是医疗机构编码", "is no hospital's code")
        raise WrongHospital(
            Text(f"{wrong.zh}；{EXPECTED_CODE.zh}", f"{wrong.en}; {EXPECTED_CODE.en}"), code[:40]
        )
    return normal


def require_fields(code: str, name: str, level: int, region: str) -> None:
    """Raise WrongHospital unless name, level and region can be a hospital's."""
    if not name.strip() or len(name) > LONGEST_NAME:
        raise WrongHospital(
            Text(
                f"机构名称应为 1 至 {LONGEST_NAME} 个字",
                f"a name has 1 to {LONGEST_NAME} characters",
            ),
            code,
        )
    if type(level) is not int or level not in HOSPITAL_LEVELS:
        raise WrongHospital(Text("等级应为 0、1、2、3", "a level is 0, 1, 2 or 3"), code)
    if region not in REGIONS:
        raise WrongHospital(
            Text(f"区域应为 {'、'.join(REGIONS)}", f"a region is one of {', '.join(REGIONS)}"), code
        )
