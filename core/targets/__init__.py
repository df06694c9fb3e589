"""Targets of a project or a file: where they are, how well they are found, and the project's own lists."""
