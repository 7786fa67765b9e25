"""Lists that page from a source, however long they are."""

from .columns import Column as Column
from .columns import Layout as Layout
from .paged import PagedList as PagedList
from .source import Pages as Pages
from .source import Rows as Rows
from .source import Source as Source
