"""Checks that a casebook is as it was written: file, schema, audit trail, rows, ledger."""

from .fault import Fault as Fault
