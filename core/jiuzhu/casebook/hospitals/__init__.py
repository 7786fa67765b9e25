"""The register of hospitals: level and region, when designated or suspended and why."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .applying import apply_register as apply_register
    from .changes import add_hospital as add_hospital
    from .changes import designate as designate
    from .changes import end as end
    from .changes import resume as resume
    from .changes import set_level as set_level
    from .changes import suspend as suspend
    from .errors import HospitalExists as HospitalExists
    from .errors import ImportRefused as ImportRefused
    from .errors import NoHospital as NoHospital
    from .errors import NotDesignated as NotDesignated
    from .errors import WrongHospital as WrongHospital
    from .errors import WrongInterval as WrongInterval
    from .importing import ImportPreview as ImportPreview
    from .importing import PlannedRow as PlannedRow
    from .importing import import_hospitals as import_hospitals
    from .importing import preview_import as preview_import
    from .reading import hospital_of as hospital_of
    from .reading import hospital_on as hospital_on
    from .reading import hospitals as hospitals
    from .reading import require_designated as require_designated
    from .records import Designation as Designation
    from .records import Hospital as Hospital
    from .records import HospitalOnDay as HospitalOnDay
    from .records import LevelSince as LevelSince
    from .records import Suspension as Suspension

_HOME: Final = {
    "Designation": "records",
    "Hospital": "records",
    "HospitalExists": "errors",
    "HospitalOnDay": "records",
    "ImportPreview": "importing",
    "ImportRefused": "errors",
    "LevelSince": "records",
    "NoHospital": "errors",
    "NotDesignated": "errors",
    "PlannedRow": "importing",
    "Suspension": "records",
    "WrongHospital": "errors",
    "WrongInterval": "errors",
    "add_hospital": "changes",
    "apply_register": "applying",
    "designate": "changes",
    "end": "changes",
    "hospital_of": "reading",
    "hospital_on": "reading",
    "hospitals": "reading",
    "import_hospitals": "importing",
    "preview_import": "importing",
    "require_designated": "reading",
    "resume": "changes",
    "set_level": "changes",
    "suspend": "changes",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
