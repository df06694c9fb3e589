"""Every file format by its name and ending."""

from __future__ import annotations

from pathlib import PurePath

from construal.annotation.errors import FormatError
from construal.annotation.formats.format import Format

FORMATS: tuple[Format, ...] = ()


def by_name(name: str) -> Format:
    """The format of this name. Raises FormatError that lists the known ones."""
    for format in FORMATS:
        if format.name == name:
            return format
    raise FormatError(f"‘{name}’ is no format; choose one of {', '.join(f.name for f in FORMATS)}.")


def by_ending(path: PurePath) -> Format:
    """The format that a new file of this name gets. Raises FormatError that lists the known endings."""
    for format in FORMATS:
        if path.suffix.lower() in format.endings:
            return format
    known = ", ".join(e for f in FORMATS for e in f.endings)
    raise FormatError(f"no format has the ending ‘{path.suffix}’; choose one of {known}, or name the format.", str(path))


def detect(path: PurePath, head: bytes) -> Format:
    """The format that a file looks like. Raises FormatError that lists the known ones."""
    for format in FORMATS:
        if format.recognises(path, head):
            return format
    raise FormatError(f"this looks like none of {', '.join(f.title for f in FORMATS)}.", str(path))
