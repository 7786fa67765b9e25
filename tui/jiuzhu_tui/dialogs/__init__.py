"""Questions and messages over a screen; each returns its answer to whoever asked."""
