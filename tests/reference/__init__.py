"""A slow, plain second reading of the two documents, written without looking at the engine.

One claim at a time, whole numbers of fen, one if-statement per sentence of the law. It shares
nothing with the product, so that agreement between the two means something.
"""

from .law import settle
from .subsidy import subsidise

__all__ = ["settle", "subsidise"]
