"""Policy as data: documents are read, checked and compiled once, into dated editions."""
