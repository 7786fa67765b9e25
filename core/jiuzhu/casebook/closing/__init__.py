"""Closing a day, and copies of a casebook: its digest, backup and restoring."""

from .closes import Close as Close
from .closes import Standing as Standing
from .closes import standing as standing
from .copies import Copied as Copied
from .copies import backup as backup
from .copies import restore as restore
from .day import close_day as close_day
