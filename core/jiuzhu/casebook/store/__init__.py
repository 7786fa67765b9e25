"""The file itself: opening, migrating, the write gate, backup and checks."""

from .book import Casebook as Casebook
from .gate import Gate as Gate
