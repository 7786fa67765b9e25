"""Audits of a county's policy: floor, coverage, cliffs, dates; and what differs between two.

Each takes a loaded `jiuzhu.loading.county.County` and returns a record of plain data.
"""

from __future__ import annotations

from .cliffs import audit_cliffs as audit_cliffs
from .coverage import audit_coverage as audit_coverage
from .dates import audit_dates as audit_dates
from .diff import diff_policies as diff_policies
from .floor import audit_floor as audit_floor
