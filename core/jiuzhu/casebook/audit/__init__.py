"""The audit trail: who did what, in a chain in which nothing can be changed unseen."""

from .chain import AuditLine as AuditLine
from .chain import append as append
from .chain import append_all as append_all
from .chain import append_apart as append_apart
