"""The command line, one file for each noun; it may use everything below, and nothing uses it."""
