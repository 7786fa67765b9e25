"""Fields of forms: what is wrong stands in a sentence under the field while one types.

`Entry` is one field, `Lookup` one with a list of what fits, `Ticks` a list of boxes. `reading` has
what they may hold: sums, days, resident IDs, accounts. Every field takes two rows and keeps them.
"""

from .entry import Entry as Entry
from .lookup import Lookup as Lookup
from .lookup import Suggestion as Suggestion
from .reading import NOTHING_WRITTEN as NOTHING_WRITTEN
from .reading import Reader as Reader
from .reading import Reading as Reading
from .ticks import Ticks as Ticks
