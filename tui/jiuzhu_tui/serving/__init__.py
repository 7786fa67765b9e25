"""The terminal in a browser on the same machine, through textual-serve: an optional extra."""
