"""File formats: what a file becomes in a project, and what a project becomes in a file."""
