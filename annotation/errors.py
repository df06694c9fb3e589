"""The errors a person is told about, each one sentence with the value, its place and the way out.

ConstrualError
├── FormatError      a file is not what it claims to be; nothing was imported
├── CommandError     a command does not fit the state; nothing was changed
├── SchemeError      a label or scheme is unknown
└── ProjectError     the project file cannot be used (its kinds live in construal.core.errors)
"""

from __future__ import annotations


class ConstrualError(Exception):
    """An error that the user can understand and act on."""


class FormatError(ConstrualError):
    """A file that cannot be read as the format asked for; `line` is 1-based, 0 where no line is to blame."""

    def __init__(self, message: str, file: str = "", *, line: int = 0) -> None:
        place = f"{file}:{line}: " if file and line else f"{file}: " if file else ""
        super().__init__(place + message)
        self.file = file
        self.line = line


class CommandError(ConstrualError):
    """A command that cannot be applied to the state it met."""


class SchemeError(ConstrualError):
    """A label, scheme or version that is not known."""


class ProjectError(ConstrualError):
    """A project file that cannot be opened, read or written."""
