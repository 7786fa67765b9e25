"""The same settlement in many implementations, compared to the fen and by the clock."""
